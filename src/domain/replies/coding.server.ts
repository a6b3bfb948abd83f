import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../actor.ts';
import { listEvidence } from '../evidence/read.server.ts';
import type { CodingFilters } from './input.ts';
import { isConcerned } from './model.ts';
import { standingsOf } from './marks.server.ts';

const pageSize = 12;

/** Refuses whoever is neither of the Party nor of the secretariat. */
export function mustBeConcerned(actor: Actor, party: string): void {
	if (!isConcerned(actor, party)) throw new Refusal('refused.not-allowed');
}

/** What a Party says that is coded: the passages of the latest versions of its published documents. Printed questions are not its words. */
function passagesOf(seen: Db, party: string, { document, scheme, status, show }: Omit<CodingFilters, 'after'>) {
	const ofScheme = scheme === undefined ? sql`` : sql` and starts_with(code.concept_id, ${`${scheme}/`})`;
	const ofStatus = status === undefined ? sql`` : sql` and code.status::text = ${status}`;
	const isCoded = sql<SqlBool>`exists (select from evidence code where code.passage_id = passage.id and code.status <> 'refused'${ofScheme}${ofStatus})`;
	const isNarrowed = scheme !== undefined || status !== undefined;
	return seen
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('document.party', '=', party)
		.where('document.state', '=', 'published')
		.where('newer.id', 'is', null)
		.where('passage.kind', '<>', 'question')
		.$if(document !== undefined, (query) => query.where('document.id', '=', document ?? 0))
		.$if(show === 'objected', (query) =>
			query.where(sql<SqlBool>`exists (select from objection where objection.passage_id = passage.id and objection.state <> 'withdrawn')`)
		)
		.$if(isNarrowed || show === undefined || show === 'coded', (query) => query.where(isCoded));
}

/** A page of a Party's passages as they are coded, with the objections to each. Paged by the number of the passage. */
export async function listCoding(seen: Db, party: string, { after, ...filters }: CodingFilters, size = pageSize) {
	const found = await passagesOf(seen, party, filters)
		.where('passage.id', '>', after)
		.select(['passage.id', 'passage.documentId', 'passage.language', 'passage.body', 'passage.page', 'passage.question', 'passage.level'])
		.select(['document.title', 'document.language as titleLanguage'])
		.orderBy('passage.id')
		.limit(size + 1)
		.execute();
	const page = found.slice(0, size);
	const ids = page.map(({ id }) => id);
	const codes = Map.groupBy(
		(await listEvidence(seen, ids)).filter(({ status }) => status !== 'refused'),
		({ passageId }) => passageId
	);
	const objections = Map.groupBy(await listObjectionsIn(seen, ids), ({ passageId }) => passageId);
	return {
		passages: page.map((passage) => ({ ...passage, codes: codes.get(passage.id) ?? [], objections: objections.get(passage.id) ?? [] })),
		next: found.length > size ? page.at(-1)?.id : undefined
	};
}
export type CodingPassage = Awaited<ReturnType<typeof listCoding>>['passages'][number];

async function listObjectionsIn(seen: Db, passageIds: readonly number[]) {
	if (passageIds.length === 0) return [];
	return seen
		.selectFrom('objection')
		.select(['id', 'passageId', 'evidenceId', 'kind', 'state', 'conceptId', 'rejoinedAt'])
		.where('passageId', 'in', passageIds)
		.where('state', '<>', 'withdrawn')
		.orderBy('id')
		.execute();
}

/** How many passages all pages of it have together. */
export async function countCoding(seen: Db, party: string, filters: Omit<CodingFilters, 'after'>): Promise<number> {
	const { count } = await passagesOf(seen, party, filters)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** The documents of a Party that are coded, how far their coding was reviewed, how they stand, and what was settled since it was heard. */
export async function listCodedDocuments(seen: Db, party: string) {
	const documents = await seen
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.leftJoin('passage', 'passage.documentId', 'document.id')
		.leftJoin('evidence', 'evidence.passageId', 'passage.id')
		.where('document.party', '=', party)
		.where('document.state', '=', 'published')
		.where('newer.id', 'is', null)
		.groupBy('document.id')
		.groupBy(['document.title', 'document.language', 'document.cycle'])
		.select(['document.id', 'document.title', 'document.language', 'document.cycle'])
		.select(({ fn }) => [
			fn.count<number>('evidence.id').filterWhere('evidence.status', '=', 'proposed').as('proposed'),
			fn.count<number>('evidence.id').filterWhere('evidence.status', '=', 'accepted').as('accepted'),
			fn.max<Date | null>('evidence.reviewedAt').as('changedAt')
		])
		.orderBy('document.id', 'desc')
		.execute();
	const standings = await standingsOf(
		seen,
		documents.map(({ id }) => id)
	);
	return documents.map(({ changedAt, ...document }) => {
		const standing = standings.get(document.id) ?? { state: 'not-asked' as const };
		return { ...document, standing, changedSince: standing.state === 'heard' && changedAt !== null && changedAt > standing.on };
	});
}
export type CodedDocument = Awaited<ReturnType<typeof listCodedDocuments>>[number];

/** All codes of a Party as lines of a table, for its own records, with what it objects to. */
export async function codingLines(seen: Db, party: string, labels: ReadonlyMap<string, string>, language: Language) {
	const rows = await seen
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.where('document.party', '=', party)
		.where('document.state', '=', 'published')
		.where('newer.id', 'is', null)
		.where('evidence.status', '<>', 'refused')
		.select(['document.id as document', 'document.title', 'document.cycle', 'passage.id as passage', 'passage.page', 'passage.question'])
		.select(['passage.language', 'passage.body', 'evidence.id as code', 'evidence.conceptId', 'evidence.stance', 'evidence.quote'])
		.select(['evidence.status', 'evidence.confidence', 'coder.name as coder', 'coder.version', 'coder.kind', 'evidence.reviewedAt'])
		.orderBy('passage.id')
		.orderBy('evidence.startAt')
		.orderBy('evidence.id')
		.execute();
	const objections = await seen
		.selectFrom('objection')
		.select(['id', 'passageId', 'evidenceId', 'kind', 'state', 'conceptId', 'wantedConceptId', 'wantedStance', 'wantedQuote', 'reason'])
		.select(['answer', 'rejoinder', 'effect', 'madeAt', 'settledAt'])
		.where('party', '=', party)
		.orderBy('id')
		.execute();
	const ofCode = Map.groupBy(objections, ({ evidenceId }) => evidenceId);
	const standings = await standingsOf(seen, [...new Set(rows.map(({ document }) => document))]);
	const codes = rows.map(({ conceptId, coder, version, kind, reviewedAt, confidence, ...row }) => ({
		...row,
		concept: conceptId,
		concept_label: labels.get(conceptId) ?? conceptId,
		label_language: language,
		coder: kind === 'machine' ? `${coder} ${version}` : 'person',
		confidence: Math.round(confidence * 1000) / 1000,
		settled_at: reviewedAt?.toISOString() ?? null,
		standing: standings.get(row.document)?.state ?? 'not-asked',
		objections: (ofCode.get(row.code) ?? []).map(({ id, state }) => `${id} ${state}`).join('; ')
	}));
	return { codes, objections };
}
