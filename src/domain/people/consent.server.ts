import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { consentPurposes, consents } from './consent.ts';
import type { ConsentPurpose } from './consent.ts';

/** Everything that a person may agree to, with when they did; none is given unless they gave it. */
export async function listConsents(db: Db, { personId }: Actor) {
	const given = await db
		.selectFrom('consent')
		.select(['purpose', 'wording', 'givenAt'])
		.where('personId', '=', personId)
		.where('withdrawnAt', 'is', null)
		.execute();
	return consentPurposes.map((purpose) => ({ purpose, given: given.find((one) => one.purpose === purpose) }));
}

/** Agrees, in the words of today. Who has agreed to them already agrees no further; who agreed to other words agrees anew. */
export async function giveConsent(db: Db, actor: Actor, purpose: ConsentPurpose): Promise<void> {
	const personId = personOf(actor);
	await acting(db, actor, 'consent.give', async (tx) => {
		await withdraw(tx, personId, purpose, consents[purpose]);
		await tx
			.insertInto('consent')
			.values({ personId, purpose, wording: consents[purpose] })
			.onConflict((clash) => clash.doNothing())
			.execute();
	});
}

/** Takes a consent back, at once. */
export async function withdrawConsent(db: Db, actor: Actor, purpose: ConsentPurpose): Promise<void> {
	const personId = personOf(actor);
	await acting(db, actor, 'consent.withdraw', (tx) => withdraw(tx, personId, purpose));
}

async function withdraw(tx: Db, personId: number, purpose: ConsentPurpose, butOf?: number): Promise<void> {
	await tx
		.updateTable('consent')
		.set({ withdrawnAt: sql<Date>`greatest(given_at, now())` })
		.where('personId', '=', personId)
		.where('purpose', '=', purpose)
		.where('withdrawnAt', 'is', null)
		.$if(butOf !== undefined, (query) => query.where('wording', '<>', butOf ?? 0))
		.execute();
}

function personOf({ personId }: Actor): number {
	if (personId === null) throw new Refusal('refused.not-allowed');
	return personId;
}
