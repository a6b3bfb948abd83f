import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor, HeldOffice } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { may, mustMay } from '../rights.ts';
import type { ActionOn, Subject } from '../rights.ts';
import { endsNow } from '../people/holding.ts';
import { gift } from './input.ts';
import type { Gift } from './input.ts';
import { isMoved } from './model.ts';
import { isHolder, officeSubject } from './office.server.ts';
import type { Office } from './office.server.ts';
import { parsed } from '../parsed.ts';
import { ensureOffice, ensurePerson } from './seat.server.ts';

/** Which of the actor's offices lets them do this: the one that the history names. */
export function officeFor<S extends Subject>(actor: Actor, action: ActionOn<S['kind']>, subject: S): HeldOffice | undefined {
	return actor.offices.find((office) => may({ ...actor, offices: [office] }, action, subject));
}

/** The office, held still until the transaction ends, so that of two who change its holders one waits. */
export async function lockOffice(tx: Db, id: number): Promise<Office> {
	const office = await tx
		.selectFrom('office')
		.select(['id', 'kind', 'party', 'organisationId'])
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (office === undefined) throw new Refusal('refused.not-found');
	return office;
}

/** The number of the person with this address, made where it is new and named where it had no name. */
export async function personAt(tx: Db, { email, name }: { email: string; name: string }): Promise<number> {
	const id = await ensurePerson(tx, email, name);
	if (name !== '') await tx.updateTable('person').set({ name }).where('id', '=', id).where('name', '=', '').execute();
	return id;
}

/** Begins a holding; refuses where the person holds the office already. */
export async function beginHolding(
	tx: Db,
	holding: { officeId: number; personId: number; givenBy: number | null; motionId?: number }
): Promise<number> {
	const begun = await tx
		.insertInto('holding')
		.values(holding)
		.onConflict((clash) => clash.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (begun === undefined) throw new Refusal('offices.holds-already');
	return begun.id;
}

/** Gives an office to the person with a mail address, and returns the number of the office. What needs a motion is refused. */
export async function giveOffice(db: Db, actor: Actor, sent: Gift): Promise<number> {
	const { email, name, ...office } = parsed(gift, sent);
	if (isMoved(office.kind)) throw new Refusal('offices.needs-motion');
	const subject = officeSubject(office);
	mustMay(actor, 'give', subject);
	return acting(
		db,
		actor,
		'office.give',
		async (tx) => {
			await mustBeOpen(tx, office.organisationId);
			const { id } = await lockOffice(tx, await ensureOffice(tx, office));
			await beginHolding(tx, { officeId: id, personId: await personAt(tx, { email, name }), givenBy: actor.personId });
			return id;
		},
		{ office: officeFor(actor, 'give', subject) }
	);
}

/** Refuses an organisation that is not there, or was merged into another. */
export async function mustBeOpen(tx: Db, organisationId: number | null): Promise<void> {
	if (organisationId === null) return;
	const one = await tx
		.selectFrom('organisation')
		.select('id')
		.where('id', '=', organisationId)
		.where('mergedInto', 'is', null)
		.executeTakeFirst();
	if (one === undefined) throw new Refusal('refused.not-found');
}

/** Ends a holding: its holder, or whoever may give the office. The secretariat keeps one administrator at least. */
export async function endHolding(db: Db, actor: Actor, holdingId: number, why: string): Promise<void> {
	const holding = await db.selectFrom('holding').select(['officeId', 'personId']).where('id', '=', holdingId).executeTakeFirst();
	if (holding === undefined) throw new Refusal('refused.not-found');
	const { officeId, personId } = holding;
	const found = await lockOffice(db, officeId);
	const isOwn = actor.personId === personId && isHolder(actor, officeId);
	if (!isOwn) mustMay(actor, 'give', officeSubject(found));
	const office = isOwn ? actor.offices.find(({ id }) => id === officeId) : officeFor(actor, 'give', officeSubject(found));
	await acting(
		db,
		actor,
		'office.end',
		async (tx) => {
			await lockOffice(tx, officeId);
			const left = await tx.selectFrom('holding').select('id').where('officeId', '=', officeId).where('until', 'is', null).execute();
			if (found.kind === 'secretariat-administrator' && left.every(({ id }) => id === holdingId))
				throw new Refusal('account.last-administrator');
			const ended = await tx
				.updateTable('holding')
				.set({ until: endsNow })
				.where('id', '=', holdingId)
				.where('until', 'is', null)
				.returning('id')
				.executeTakeFirst();
			if (ended === undefined) throw new Refusal('offices.ended-already');
		},
		{ why, office }
	);
}
