import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Language } from '#text/languages.ts';
import { studyFilters } from './input.ts';
import { noteOf } from './model.ts';
import type { Recipe, Section, Sentence } from './model.ts';

const pageSize = 20;
const sourcePageSize = 100;

/** A study with its sentences in their order. */
export async function findStudy(db: Db, id: number) {
	const row = await db
		.selectFrom('study')
		.where('id', '=', id)
		.select(['id', 'language', 'filters', 'draftedAt', 'draftedBy'])
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	const sentences = await listSentences(db, id);
	return { ...row, filters: studyFilters.parse(row.filters), sentences };
}
export type Study = Awaited<ReturnType<typeof findStudy>>;

async function listSentences(db: Db, studyId: number): Promise<Sentence[]> {
	const rows = await db
		.selectFrom('sentence')
		.where('studyId', '=', studyId)
		.select(['id', 'position', 'section', 'paragraph', 'item', 'said', 'body', 'written', 'rewordedBy', 'rewordedAt', 'recipe'])
		.orderBy('position')
		.execute();
	// What stands in these columns was put there by us.
	return rows.map((row) => ({ ...row, section: row.section as Section, recipe: row.recipe as Recipe }));
}

/** How many passages a study rests on. */
export async function countSources(db: Db, studyId: number): Promise<number> {
	const { count } = await db
		.selectFrom('sentenceSource')
		.innerJoin('sentence', 'sentence.id', 'sentenceSource.sentenceId')
		.where('studyId', '=', studyId)
		.select(({ fn }) => fn.count<number>('passageId').distinct().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** A page of the studies that were drafted, the latest first. `before` is the number with which the page before ended. */
export async function listStudies(db: Db, before?: number) {
	const rows = await db
		.selectFrom('study')
		.innerJoin('sentence', 'sentence.studyId', 'study.id')
		.$if(before !== undefined, (query) => query.where('study.id', '<', before ?? 0))
		.groupBy(['study.id', 'study.language', 'study.filters', 'study.draftedAt', 'study.draftedBy'])
		.select(({ fn }) => [
			'study.id',
			'study.language',
			'study.filters',
			'study.draftedAt',
			'study.draftedBy',
			fn.countAll<number>().as('sentences')
		])
		.orderBy('study.id', 'desc')
		.limit(pageSize + 1)
		.execute();
	const studies = rows.slice(0, pageSize).map((row) => ({ ...row, filters: studyFilters.parse(row.filters) }));
	return { studies, next: rows.length > pageSize ? studies.at(-1)?.id : undefined };
}

/** A passage among sources, with what a note says of it. `party` is the name. */
export type Source = {
	passageId: number;
	documentId: number;
	title: string;
	titleLanguage: Language | null;
	party: string | null;
	cycle: string | null;
	page: number | null;
	question: string | null;
};
export type Sources = { total: number; shown: Source[] };

/** What is to be said of passages among sources, by their numbers. */
export async function listSources(db: Db, passageIds: Iterable<number>, language: Language): Promise<Map<number, Source>> {
	const { rows } = await sql<Source>`
		select passage.id as passage_id, document.id as document_id, document.title, document.language as title_language,
			party_name.name as party, document.cycle, passage.page, passage.question
		from passage
			inner join document on document.id = passage.document_id
			left join party_name on party_name.iso3 = document.party and party_name.language = ${language}
		where passage.id in (select value::int from json_array_elements_text(${JSON.stringify([...new Set(passageIds)])}::json))`.execute(db);
	return new Map(rows.map((source) => [source.passageId, source]));
}

/** On how many passages the words of each note rest together, by the note's name. */
export async function countByNote(db: Db, studyId: number): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('sentence')
		.innerJoin('sentenceSource', 'sentenceSource.sentenceId', 'sentence.id')
		.where('studyId', '=', studyId)
		.groupBy(['paragraph', 'item'])
		.select(({ fn }) => ['paragraph', 'item', fn.count<number>('passageId').distinct().as('sources')])
		.execute();
	return new Map(rows.map((row) => [noteOf(row), row.sources]));
}

/** The first of the sources of sentences, each once, of `total` in all. */
export function firstSources(sentences: readonly Sentence[], known: ReadonlyMap<number, Source>, most: number, total: number): Sources {
	const ids = new Set(sentences.flatMap(({ recipe }) => recipe.first));
	return { total, shown: [...ids].flatMap((id) => known.get(id) ?? []).slice(0, most) };
}

/** One sentence of a study, with a page of its sources in the order of their numbers. */
export async function findSentence(db: Db, studyId: number, position: number, language: Language, after = 0) {
	const { sentences, ...study } = await findStudy(db, studyId);
	const sentence = sentences.find((one) => one.position === position);
	if (sentence === undefined) throw new Refusal('refused.not-found');
	const rows = await db
		.selectFrom('sentenceSource')
		.innerJoin('passage', 'passage.id', 'sentenceSource.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('partyName', (on) => on.onRef('partyName.iso3', '=', 'document.party').on('partyName.language', '=', language))
		.where('sentenceSource.sentenceId', '=', sentence.id)
		.where('passage.id', '>', after)
		.select(['sentenceSource.sentenceId', 'passage.id as passageId', 'document.id as documentId', 'document.title', 'document.cycle'])
		.select([
			'document.language as titleLanguage',
			'partyName.name as party',
			'passage.kind',
			'passage.page',
			'passage.question',
			'passage.place'
		])
		.select(['passage.body', 'passage.language'])
		.orderBy('passage.id')
		.limit(sourcePageSize + 1)
		.execute();
	const sources = rows.slice(0, sourcePageSize);
	return { study, sentence, sources, next: rows.length > sourcePageSize ? sources.at(-1)?.passageId : undefined };
}

/** The passages of each sentence, all of them, by the sentence's number. */
export async function listSourceIds(db: Db, studyId: number): Promise<Map<number, { passageId: number; documentId: number }[]>> {
	const rows = await db
		.selectFrom('sentenceSource')
		.innerJoin('sentence', 'sentence.id', 'sentenceSource.sentenceId')
		.innerJoin('passage', 'passage.id', 'sentenceSource.passageId')
		.where('studyId', '=', studyId)
		.select(['sentenceId', 'passageId', 'documentId'])
		.orderBy('sentenceId')
		.orderBy('passageId')
		.execute();
	return Map.groupBy(rows, ({ sentenceId }) => sentenceId);
}
