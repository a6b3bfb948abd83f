import { sql } from 'kysely';
import type { NotNull } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import type { UnGroup } from '#domain/parties/model.ts';
import { citedPassages, speaking, spokenOf } from './counted.server.ts';
import type { Cited, ConceptDimension, Filters, Quote } from './model.ts';

/**
 * The passages that a figure rests on, each with its most trusted quote for the first concept, at most `limit` of them.
 * Paged by the number of the passage: `after` is the one with which the page before ended.
 */
export async function listQuotes(db: Db, cited: Cited, after = 0, limit = 50): Promise<Quote[]> {
	return quoted(db, cited).where('passage.id', '>', after).limit(limit).execute();
}

function quoted(db: Db, cited: Cited) {
	const { basis, conceptId, scheme, stance } = cited;
	const ground = conceptId === undefined ? spokenOf(db, basis, scheme, stance) : speaking(db, basis, conceptId, stance);
	const evidence = ground.select([
		'evidence.passageId',
		'evidence.conceptId',
		'evidence.status',
		'evidence.confidence',
		'evidence.startAt',
		'evidence.id as evidenceId',
		'evidence.quote'
	]);
	return citedPassages(db, cited)
		.innerJoin(evidence.as('evidence'), 'evidence.passageId', 'passage.id')
		.distinctOn('passage.id')
		.select([
			'passage.id as passageId',
			'document.id as documentId',
			'document.party',
			'party.unGroup as region',
			'passage.language',
			'passage.body'
		])
		.select(['evidence.quote', 'evidence.conceptId', 'evidence.status'])
		.orderBy('passage.id')
		.orderBy('evidence.status', 'desc')
		.orderBy('evidence.confidence', 'desc')
		.orderBy('evidence.startAt')
		.orderBy('evidence.evidenceId')
		.$narrowType<{ language: NotNull; status: 'proposed' | 'accepted' }>();
}

/**
 * Quotes for any concept of a scheme, at most so many from each region: first one of each Party, and of each what is accepted,
 * what is neither a scrap nor a page, and what is most specific. Regions from which there is none are left out.
 */
export async function quotesByRegion(
	db: Db,
	scheme: ConceptDimension,
	filters: Filters,
	perRegion: number
): Promise<{ region: UnGroup; quotes: Quote[] }[]> {
	const merit = sql`status desc, (char_length(body) between 60 and 600) desc, score desc, passage_id`;
	const { rows } = await sql<Quote & { region: UnGroup }>`
		with quoted as ${quoted(db, { ...filters, scheme })},
			by_party as (
				select quoted.*, coalesce(specificity.score, 0) as score
				from quoted left join specificity on specificity.passage_id = quoted.passage_id
				where quoted.region is not null
			),
			in_turn as (select *, row_number() over (partition by party order by ${merit}) as turn from by_party),
			in_region as (select *, row_number() over (partition by region order by turn, ${merit}) as place from in_turn)
		select passage_id, document_id, party, region, language, body, quote, concept_id, status
		from in_region where place <= ${perRegion} order by region, place`.execute(db);
	return unGroups.flatMap((region) => {
		const quotes = rows.filter((one) => one.region === region);
		return quotes.length === 0 ? [] : [{ region, quotes }];
	});
}
