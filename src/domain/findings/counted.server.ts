import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { countedStances, statementStances } from '#domain/evidence/counts.ts';
import type { Stance } from '#text/particulars.ts';
import type { Basis, Cited, ConceptDimension, Filters } from './model.ts';

export { statementStances };

/** Evidence that counts. What is not refused is proposed or accepted: said this way, the index of evidence serves. */
export function counts(basis: Basis, status = 'evidence.status') {
	return basis === 'reviewed' ? sql<SqlBool>`${sql.ref(status)} = 'accepted'` : sql<SqlBool>`${sql.ref(status)} <> 'refused'`;
}

/** Whether a document's Party has had its say on the coding: it agreed, or its latest reply period has ended. */
export const isHeard = sql<SqlBool>`(exists (select from reply_period heard where heard.document_id = document.id)
	and not exists (select from reply_period running where running.document_id = document.id and running.closed_at is null))`;

/** The latest version of each readable document, real or sample as asked, by whom the filters let speak. */
export function latestDocuments(db: Db, { samples, cycle, region, party, heard }: Filters) {
	const asked = {
		'document.isSample': samples,
		'document.state': 'published' as const,
		'document.needsOcr': false,
		...(cycle !== undefined && { 'document.cycle': cycle }),
		...(party !== undefined && { 'document.party': party })
	};
	return (
		db
			.selectFrom('document')
			.leftJoin('document as newer', 'newer.supersedes', 'document.id')
			.leftJoin('party', 'party.iso3', 'document.party')
			// Said of the column that joins, this is known to leave most documents in; said of another, to leave one.
			.where('newer.supersedes', 'is', null)
			.where(({ and }) => and(asked))
			.$if(region !== undefined, (query) => query.where(sql<SqlBool>`party.un_group::text = ${region}`))
			.$if(heard !== undefined, (query) => query.where(isHeard))
	);
}

/**
 * The passages that count, with whom they are by. A printed question is not said by the Party that answers it, and a passage in
 * a language that we do not code has not been read: neither counts.
 */
export function countedPassages(db: Db, filters: Filters) {
	const { language, sector, basis } = filters;
	return latestDocuments(db, filters)
		.innerJoin('passage', 'passage.documentId', 'document.id')
		.where('passage.kind', '<>', 'question')
		.where('passage.language', 'is not', null)
		.where(({ and }) => and(language === undefined ? {} : { 'passage.language': language }))
		.$if(sector !== undefined, (query) =>
			query.where(
				'passage.id',
				'in',
				spokenOf(db, basis, 'sector')
					.where('conceptId', '=', sector ?? '')
					.select('passageId')
			)
		);
}

/** The same filters without a sector, which narrows figures but never the ground on which they stand. */
export function anySector(filters: Filters): Filters {
	return Object.fromEntries(Object.entries(filters).filter(([name]) => name !== 'sector')) as Filters;
}

/** The documents of which something counts: the ground of every denominator, which no sector and no concept narrows. */
export function countedDocuments(db: Db, filters: Filters) {
	const { language } = filters;
	return latestDocuments(db, filters).where(({ exists, selectFrom }) =>
		exists(
			selectFrom('passage')
				.whereRef('passage.documentId', '=', 'document.id')
				.where('passage.kind', '<>', 'question')
				.where('passage.language', 'is not', null)
				.where(({ and }) => and(language === undefined ? {} : { 'passage.language': language }))
				.select('passage.id')
		)
	);
}

/** The evidence by which passages count as speaking of a scheme's concepts, or of any. A sector counts where the passage states a challenge or a need. */
export function spokenOf(db: Db, basis: Basis, scheme?: string, stance?: Stance) {
	return db
		.selectFrom('evidence')
		.where(counts(basis))
		.where(speaksOf(scheme, stance))
		.$if(scheme === 'sector' && stance === undefined, (query) => query.where('evidence.passageId', 'in', statements(db, basis)));
}

/** Whether evidence is for a concept of the scheme, with a stance that counts there. The name of its scheme begins a concept's. */
export function speaksOf(scheme?: string, stance?: Stance) {
	const stances = stance === undefined ? countedStances[scheme ?? ''] : [stance];
	const ofScheme = scheme === undefined ? sql<SqlBool>`true` : sql<SqlBool>`starts_with(evidence.concept_id, ${`${scheme}/`})`;
	return stances === undefined ? ofScheme : sql<SqlBool>`${ofScheme} and evidence.stance in (${sql.join(stances)})`;
}

/** Of the evidence of one passage: each concept of the scheme that it speaks of, once. */
export function conceptsIn(scheme: ConceptDimension) {
	const concepts = sql<string[] | null>`array_agg(distinct evidence.concept_id) filter (where ${speaksOf(scheme)})`;
	if (scheme !== 'sector') return concepts;
	return sql<string[] | null>`case when bool_or(evidence.stance in (${sql.join(statementStances)})) then ${concepts} end`;
}

/** The evidence that decides of which concepts of the scheme a passage speaks. */
export function matters(scheme: ConceptDimension) {
	const isStatement = sql<SqlBool>`evidence.stance in (${sql.join(statementStances)})`;
	return scheme === 'sector' ? sql<SqlBool>`(${speaksOf(scheme)} or ${isStatement})` : speaksOf(scheme);
}

/** The passages that state a challenge or a need. */
export function statements(db: Db, basis: Basis) {
	return db
		.selectFrom('evidence as stating')
		.where(counts(basis, 'stating.status'))
		.where('stating.stance', 'in', statementStances)
		.select('stating.passageId');
}

/** Whether evidence is for the concept, with a stance that counts in its scheme. */
export function speaksOfConcept(conceptId: string, stance?: Stance) {
	return sql<SqlBool>`evidence.concept_id = ${conceptId} and ${speaksOf(conceptId.split('/')[0], stance)}`;
}

/** The evidence that speaks of one concept, as it is counted in the concept's scheme. */
export function speaking(db: Db, basis: Basis, conceptId: string, stance?: Stance) {
	return spokenOf(db, basis, conceptId.split('/')[0], stance).where('evidence.conceptId', '=', conceptId);
}

/** The passages that a figure rests on. */
export function citedPassages(db: Db, { conceptId, withConceptId, stance, scheme, statements: kind, ...filters }: Cited) {
	const { basis } = filters;
	const grounds = [
		...(conceptId === undefined ? [] : [speaking(db, basis, conceptId, stance)]),
		...(withConceptId === undefined ? [] : [speaking(db, basis, withConceptId)]),
		...(scheme === undefined ? [] : [spokenOf(db, basis, scheme)]),
		...(stance === undefined || conceptId !== undefined ? [] : [spokenOf(db, basis, undefined, stance)])
	];
	return countedPassages(db, filters)
		.where(({ eb, and }) => and(grounds.map((ground) => eb('passage.id', 'in', ground.select('evidence.passageId')))))
		.$if(kind !== undefined, (query) => query.where('passage.id', 'in', stated(db, basis, kind === 'generic')));
}

/** Passages that state a challenge or a need and whose specificity was measured; the generic ones alone where asked for. */
function stated(db: Db, basis: Basis, onlyGeneric: boolean) {
	return db
		.selectFrom('specificity')
		.where('states', '=', true)
		.where('specificity.passageId', 'in', statements(db, basis))
		.$if(onlyGeneric, (query) => query.where('score', '<=', genericUpTo))
		.select('specificity.passageId');
}

/** The specificity up to which a statement counts as generic. */
export const genericUpTo = 1;
