import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { beginHolding, lockOffice, personAt } from './giving.server.ts';
import { endsNow } from '../people/holding.ts';
import type { ReadMotion } from './input.ts';
import { mergePeople } from './merge.server.ts';
import { ensureOffice } from './seat.server.ts';

type By = { motionId: number; givenBy: number | null };

/** Does what a motion asks for, inside the transaction that settles it. */
export async function carry(tx: Db, asked: ReadMotion, by: By): Promise<void> {
	if (asked.kind === 'give-office') return carryGift(tx, asked.input, by);
	if (asked.kind === 'merge-people') return mergePeople(tx, asked.input);
	return recoverPerson(tx, asked.input);
}

type Gift = Extract<ReadMotion, { kind: 'give-office' }>['input'];

/** Gives the office. A Party has one focal point: the one before ends, and who holds the office provisionally is confirmed. */
async function carryGift(tx: Db, { email, name, ...seat }: Gift, { motionId, givenBy }: By): Promise<void> {
	const { id: officeId } = await lockOffice(tx, await ensureOffice(tx, seat));
	const personId = await personAt(tx, { email, name });
	if (seat.kind === 'focal-point')
		await tx
			.updateTable('holding')
			.set({ until: endsNow })
			.where('officeId', '=', officeId)
			.where('personId', '<>', personId)
			.where('until', 'is', null)
			.execute();
	const confirmed = await tx
		.updateTable('holding')
		.set({ motionId })
		.where('officeId', '=', officeId)
		.where('personId', '=', personId)
		.where('until', 'is', null)
		.returning('id')
		.executeTakeFirst();
	if (confirmed === undefined) await beginHolding(tx, { officeId, personId, givenBy, motionId });
}

/** A person who lost their mail address, or the device with their passkey, gets a new address; every way in that was before is closed. */
async function recoverPerson(tx: Db, { personId, email }: { personId: number; email: string }): Promise<void> {
	const other = await tx.selectFrom('person').select('id').where('email', '=', email).where('id', '<>', personId).executeTakeFirst();
	if (other !== undefined) throw new Refusal('offices.mail-taken');
	const { email: before } = await tx.selectFrom('person').select('email').where('id', '=', personId).executeTakeFirstOrThrow();
	for (const table of ['session', 'passkey', 'credential'] as const) await tx.deleteFrom(table).where('personId', '=', personId).execute();
	await tx
		.deleteFrom('proof')
		.where('value', 'like', `%${JSON.stringify(before).replace(/[\\%_]/g, '\\$&')}%`)
		.execute();
	await tx.updateTable('person').set({ email, emailVerified: false, needsPasskey: false }).where('id', '=', personId).execute();
}
