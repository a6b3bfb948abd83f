import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { reachOf, secretariatOffices } from '../actor.ts';
import type { Actor } from '../actor.ts';
import type { DisclosureWay } from './model.ts';

/**
 * What an answer shows: names of documents in a list, whole documents with all that is closed in them, single passages. What of it is
 * public need not be sorted out.
 */
export type Shown = { named?: readonly number[]; whole?: readonly number[]; passages?: readonly number[] };

/**
 * Writes down what of an answer is closed and not the reader's own, before it is given: in one statement, a line for each record and day.
 * The public sees nothing closed, and costs nothing.
 */
export async function discloses(db: Db, actor: Actor, way: DisclosureWay, { named = [], whole = [], passages = [] }: Shown): Promise<void> {
	const { level, parties, organisations } = reachOf(actor);
	if (level === 'public' || named.length + whole.length + passages.length === 0) return;
	const isIn = (ids: readonly (string | number)[]) => sql`in (select value from json_array_elements_text(${JSON.stringify(ids)}::json))`;
	const numbers = (ids: readonly number[]) => sql`in (select value::integer from json_array_elements_text(${JSON.stringify(ids)}::json))`;
	const isSecretariat = actor.offices.some(({ kind }) => secretariatOffices.some((one) => one === kind));
	await sql`
		insert into disclosure (person_id, office_id, document_id, passage_id, passages, way, day)
		select ${actor.personId}::integer, ${actor.offices[0]?.id ?? null}::integer, shown.document_id, shown.passage_id, shown.passages, ${way},
			(now() at time zone 'utc')::date
		from (
			select id as document_id, null::integer as passage_id, 0 as passages from document where id ${numbers(named)} and level <> 'public'
			union all
			select document_id, null, count(*)::integer from passage where document_id ${numbers(whole)} and level <> 'public' group by document_id
			union all
			select document_id, id, 1 from passage where id ${numbers(passages)} and level <> 'public'
		) as shown inner join document on document.id = shown.document_id
		where not coalesce(document.party ${isIn(parties)}, false) and not coalesce(document.organisation_id::text ${isIn(organisations)}, false)
			and not (${isSecretariat} and document.party is null and document.organisation_id is null)
			and not exists (select from disclosure known where known.person_id is not distinct from ${actor.personId}::integer
				and known.document_id = shown.document_id and known.passage_id is not distinct from shown.passage_id
				and known.way = ${way} and known.day = (now() at time zone 'utc')::date)
		order by shown.document_id, shown.passage_id
		on conflict do nothing`.execute(db);
}

/** To whom what is closed of a document was shown, the latest first, a line for each person, day and way: for its own Party and the secretariat. */
export async function listDisclosures(db: Db, documentId: number, language: Language) {
	const day = sql<string>`coalesce(disclosure.day, (disclosure.at at time zone 'utc')::date)`;
	return db
		.selectFrom('disclosure')
		.leftJoin('office', 'office.id', 'disclosure.officeId')
		.leftJoin('organisation', 'organisation.id', 'office.organisationId')
		.leftJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'office.party').on('partyName.language', '=', language))
		.leftJoin('person', 'person.id', 'disclosure.personId')
		.select([day.as('day'), 'disclosure.way', 'office.kind as office', 'partyName.name as party', 'organisation.name as organisation'])
		.select(['person.name as person', ({ fn }) => fn.sum<number>('disclosure.passages').as('passages')])
		.where('disclosure.documentId', '=', documentId)
		.groupBy([day, 'disclosure.way', 'disclosure.personId', 'person.name', 'office.kind', 'partyName.name', 'organisation.name'])
		.orderBy(day, 'desc')
		.orderBy(({ fn }) => fn.max('disclosure.id'), 'desc')
		.limit(50)
		.execute();
}
