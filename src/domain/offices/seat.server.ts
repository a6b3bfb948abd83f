import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor, OfficeKind } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';

export type Seat = { email: string; name?: string; kind: OfficeKind; party: string | null; organisationId: number | null };

/** The number of the person with a mail address, made where it is new; whoever was merged into another is that other. */
export async function ensurePerson(tx: Db, email: string, name = ''): Promise<number> {
	const { id, mergedInto } = await tx
		.insertInto('person')
		.values({ email, name })
		.onConflict((clash) => clash.column('email').doUpdateSet({ email }))
		.returning(['id', 'mergedInto'])
		.executeTakeFirstOrThrow();
	return mergedInto ?? id;
}

/** The number of an office, made where it is new. Refuses an office of a Party that is not known. */
export async function ensureOffice(tx: Db, { kind, party, organisationId }: Omit<Seat, 'email' | 'name'>): Promise<number> {
	if (party !== null && (await tx.selectFrom('party').select('iso3').where('iso3', '=', party).executeTakeFirst()) === undefined)
		throw new Refusal('documents.unknown-party', { party });
	await tx
		.insertInto('office')
		.values({ kind, party, organisationId })
		.onConflict((clash) => clash.doNothing())
		.execute();
	const { id } = await tx
		.selectFrom('office')
		.select('id')
		.where('kind', '=', kind)
		.where('party', 'is not distinct from', party)
		.where('organisationId', 'is not distinct from', organisationId)
		.executeTakeFirstOrThrow();
	return id;
}

/** Has a person hold an office from now on; nothing changes where they do already. Returns the number of the office. */
export async function seatPerson(db: Db, actor: Actor, seat: Seat): Promise<number> {
	mustMay(actor, 'give', { kind: 'office', state: seat.kind, party: seat.party, organisationId: seat.organisationId });
	return acting(db, actor, 'office.give', async (tx) => {
		const officeId = await ensureOffice(tx, seat);
		const personId = await ensurePerson(tx, seat.email, seat.name);
		const held = await tx
			.selectFrom('holding')
			.select('id')
			.where('officeId', '=', officeId)
			.where('personId', '=', personId)
			.where((is) => is.or([is('until', 'is', null), is('until', '>', sql<Date>`now()`)]))
			.executeTakeFirst();
		if (held === undefined) await tx.insertInto('holding').values({ officeId, personId, givenBy: actor.personId }).execute();
		return officeId;
	});
}
