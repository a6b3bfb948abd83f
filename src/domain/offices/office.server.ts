import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { Actor, HeldOffice } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import type { Subject } from '../rights.ts';
import type { Holder } from './model.ts';

export type Office = Omit<HeldOffice, 'isProvisional'>;
export const officeSubject = ({ kind, party, organisationId }: Omit<Office, 'id'>): Extract<Subject, { kind: 'office' }> => ({
	kind: 'office',
	state: kind,
	party,
	organisationId
});

const named = (db: Db, language: Language) =>
	db
		.selectFrom('office')
		.leftJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'office.party').on('partyName.language', '=', language))
		.leftJoin('organisation', 'organisation.id', 'office.organisationId')
		.leftJoin('party', 'party.iso3', 'office.party')
		.select(['office.id', 'office.kind', 'office.party', 'office.organisationId', 'partyName.name as partyName'])
		.select(['organisation.name as organisation', 'party.isSample']);

/** Every office with those who hold it today, as far as the reader may see them. */
export async function listOffices(db: Db, language: Language) {
	const offices = await named(db, language).orderBy('office.kind').orderBy('office.id').execute();
	const holders = await holdersOf(db);
	return offices.map((office) => ({ ...office, holders: holders.get(office.id) ?? [] }));
}
export type ListedOffice = Awaited<ReturnType<typeof listOffices>>[number];

/** One office, or a refusal. */
export async function findOffice(db: Db, id: number, language: Language) {
	const office = await named(db, language).where('office.id', '=', id).executeTakeFirst();
	if (office === undefined) throw new Refusal('refused.not-found');
	return office;
}

/** Who holds an office today, by the number of the office; of all offices, or of one. */
export async function holdersOf(db: Db, officeId?: number): Promise<Map<number, Holder[]>> {
	const rows = await db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['holding.id as holdingId', 'holding.officeId', 'holding.personId', 'person.name', 'holding.since'])
		.select(sql<boolean>`office.kind = 'focal-point' and holding.motion_id is null`.as('isProvisional'))
		.where(sql<boolean>`(holding.until is null or holding.until > now())`)
		.$if(officeId !== undefined, (query) => query.where('holding.officeId', '=', officeId ?? 0))
		.orderBy('holding.since')
		.orderBy('holding.id')
		.execute();
	return Map.groupBy(rows, (row) => row.officeId);
}

/** The numbers of the offices that anyone holds today. Needs the whole database, and tells of nobody. */
export async function listHeldOffices(db: Db): Promise<Set<number>> {
	const rows = await db
		.selectFrom('holding')
		.select('officeId')
		.distinct()
		.where(sql<boolean>`(until is null or until > now())`)
		.execute();
	return new Set(rows.map(({ officeId }) => officeId));
}

/** Who has held an office, the latest first. */
export async function listHoldings(db: Db, officeId: number) {
	return db
		.selectFrom('holding')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['holding.id', 'holding.personId', 'person.name', 'holding.since', 'holding.until', 'holding.motionId'])
		.where('officeId', '=', officeId)
		.orderBy('holding.id', 'desc')
		.limit(100)
		.execute();
}

/** How to reach those who hold an office today. Only for whoever may see contacts. */
export async function listContacts(db: Db, officeId: number): Promise<Map<number, string>> {
	const rows = await db
		.selectFrom('holding')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['person.id', 'person.email'])
		.where('officeId', '=', officeId)
		.where('until', 'is', null)
		.execute();
	return new Map(rows.map(({ id, email }) => [id, email]));
}

/** Whether the actor holds the office. */
export const isHolder = (actor: Actor, officeId: number): boolean => actor.offices.some(({ id }) => id === officeId);
