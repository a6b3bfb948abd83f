import { sql } from 'kysely';
import type { NotNull } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { may } from '../rights.ts';
import type { ObjectionFilters } from './input.ts';
import { isConcerned } from './model.ts';
import type { ObjectionState } from './model.ts';
import { subjectOf } from './object.server.ts';

const pageSize = 30;

/** Objections whose words the handle sees, the latest first, with what they are about. */
export async function listObjections(seen: Db, reader: Language, { state, party, days }: ObjectionFilters, before?: number) {
	const rows = await seen
		.selectFrom('objection')
		.innerJoin('document', 'document.id', 'objection.documentId')
		.innerJoin('party', 'party.iso3', 'objection.party')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'objection.party').on('partyName.language', '=', reader))
		.leftJoin('conceptText', (join) =>
			join
				.on(sql<string>`coalesce(objection.concept_id, objection.wanted_concept_id)`, '=', sql.ref('conceptText.conceptId'))
				.on('conceptText.language', '=', reader)
		)
		.select(['objection.id', 'objection.party', 'partyName.name as partyName', 'party.isSample', 'objection.kind', 'objection.state'])
		.select(['objection.documentId', 'objection.passageId', 'document.title', 'document.language as titleLanguage', 'conceptText.label'])
		.select(['objection.reason', 'objection.language', 'objection.madeAt', 'objection.settledAt', 'objection.rejoinedAt'])
		// Where another Party's words are not shown, there is nothing of the objection to list.
		.where('objection.reason', 'is not', null)
		.$if(state !== undefined, (query) => query.where('objection.state', '=', state ?? 'open'))
		.$if(party !== undefined, (query) => query.where('objection.party', '=', party ?? ''))
		.$if(days !== undefined, (query) =>
			query.where('objection.madeAt', '<', sql<Date>`now() - make_interval(days => ${days ?? 0}::integer)`)
		)
		.$if(before !== undefined, (query) => query.where('objection.id', '<', before ?? 0))
		.orderBy('objection.id', 'desc')
		.limit(pageSize + 1)
		.execute();
	const objections = rows.slice(0, pageSize);
	return { objections, next: rows.length > pageSize ? objections.at(-1)?.id : undefined };
}
export type ListedObjection = Awaited<ReturnType<typeof listObjections>>['objections'][number];

/** How many objections each Party has made, by what became of them, as far as the reader may read the passages. */
export async function countOutcomes(seen: Db, reader: Language) {
	const rows = await seen
		.selectFrom('objection')
		.innerJoin('party', 'party.iso3', 'objection.party')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'objection.party').on('partyName.language', '=', reader))
		.select(({ fn }) => ['objection.party', 'partyName.name', 'party.isSample', 'objection.state', fn.countAll<number>().as('count')])
		.groupBy(['objection.party', 'partyName.name', 'party.isSample', 'objection.state'])
		.orderBy('objection.party')
		.execute();
	return [...Map.groupBy(rows, ({ party }) => party)].map(([party, ofParty]) => ({
		party,
		name: ofParty[0]?.name ?? party,
		isSample: ofParty[0]?.isSample === true,
		counts: Object.fromEntries(ofParty.map(({ state, count }) => [state, count])) as Partial<Record<ObjectionState, number>>
	}));
}

/** One objection with its words, where the handle sees them; else a refusal. */
export async function findObjection(seen: Db, id: number, reader: Language) {
	const row = await seen
		.selectFrom('objection')
		.innerJoin('document', 'document.id', 'objection.documentId')
		.innerJoin('passage', 'passage.id', 'objection.passageId')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'objection.party').on('partyName.language', '=', reader))
		.select(['document.title', 'document.language as titleLanguage', 'document.isSample', 'partyName.name as partyName'])
		.select(['passage.body', 'passage.language as spoken'])
		.selectAll('objection')
		.where('objection.id', '=', id)
		.where('objection.reason', 'is not', null)
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return row;
}
export type FoundObjection = Awaited<ReturnType<typeof findObjection>>;

/** How many objections wait for an answer that this actor may give; which they did not settle the code of themselves. */
export async function findWaitingObjections(seen: Db, actor: Actor): Promise<{ count: number; oldest: number | null }> {
	if (!may(actor, 'settle', subjectOf(''))) return { count: 0, oldest: null };
	return seen
		.selectFrom('objection')
		.select(({ fn }) => [fn.countAll<number>().as('count'), fn.min<number | null>('id').as('oldest')])
		.where('state', '=', 'open')
		.where('decidedBy', 'is distinct from', actor.key)
		.executeTakeFirstOrThrow();
}

/** The periods that run, those that end first at the top; of one Party where it is named. */
export async function listRunning(seen: Db, reader: Language, party?: string, limit = 100) {
	return seen
		.selectFrom('replyPeriod')
		.innerJoin('document', 'document.id', 'replyPeriod.documentId')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'replyPeriod.party').on('partyName.language', '=', reader))
		.select(['replyPeriod.documentId', 'replyPeriod.party', 'replyPeriod.closesOn', 'partyName.name as partyName'])
		.select(['document.title', 'document.language as titleLanguage', 'document.isSample'])
		.where('replyPeriod.closedAt', 'is', null)
		.$if(party !== undefined, (query) => query.where('replyPeriod.party', '=', party ?? ''))
		.orderBy('replyPeriod.closesOn')
		.orderBy('replyPeriod.id')
		.limit(limit)
		.execute();
}

/** The Parties of whose documents some could be asked about, and the cycles of these. */
export async function listAskable(seen: Db, reader: Language) {
	return seen
		.selectFrom('document')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'document.party').on('partyName.language', '=', reader))
		.select(['document.party', 'partyName.name'])
		.distinct()
		.where('document.state', '=', 'published')
		.orderBy('partyName.name')
		.$narrowType<{ party: NotNull }>()
		.execute();
}

/** What someone is asked to do here: documents of their Party that they can still object to, by Party. */
export async function listMine(seen: Db, actor: Actor, reader: Language) {
	const parties = actor.offices.flatMap(({ party }) => (party !== null && isConcerned(actor, party) ? party : []));
	if (parties.length === 0) return [];
	return seen
		.selectFrom('replyPeriod')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'replyPeriod.party').on('partyName.language', '=', reader))
		.select(({ fn }) => [
			'replyPeriod.party',
			'partyName.name',
			fn.countAll<number>().as('documents'),
			fn.min<string>('replyPeriod.closesOn').as('closesOn')
		])
		.where('replyPeriod.closedAt', 'is', null)
		.where('replyPeriod.party', 'in', parties)
		.groupBy(['replyPeriod.party', 'partyName.name'])
		.execute();
}

/** The document that one wants to ask about, if one may read it. */
export async function findAskable(seen: Db, documentId: number) {
	return seen
		.selectFrom('document')
		.select(['id', 'title', 'language'])
		.where('id', '=', documentId)
		.where('party', 'is not', null)
		.executeTakeFirst();
}
