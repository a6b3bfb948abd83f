import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Language } from '#text/languages.ts';
import { studyFilters } from './input.ts';
import type { Recipe, Section, Sentence } from './model.ts';

const pageSize = 20;
const sourcePageSize = 100;

/** A study with its sentences in their order, and how many passages it rests on. */
export async function findStudy(db: Db, id: number) {
	const row = await db
		.selectFrom('study')
		.where('id', '=', id)
		.select(['id', 'language', 'filters', 'draftedAt', 'draftedBy'])
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	const sentences = await listSentences(db, id);
	return { ...row, filters: studyFilters.parse(row.filters), sentences, sources: await countSources(db, id) };
}
export type Study = Awaited<ReturnType<typeof findStudy>>;

async function listSentences(db: Db, studyId: number): Promise<Sentence[]> {
	const rows = await db
		.selectFrom('sentence')
		.leftJoin('sentenceSource', 'sentenceSource.sentenceId', 'sentence.id')
		.where('studyId', '=', studyId)
		.groupBy('sentence.id')
		.select(['sentence.id', 'position', 'section', 'paragraph', 'item', 'said', 'body', 'recipe'])
		.select(({ fn }) => fn.count<number>('sentenceSource.passageId').as('sources'))
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
		.groupBy('study.id')
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

/** The name of the words that share a note: those of a paragraph before its items, or those of an item. */
export function noteOf({ paragraph, item }: Pick<Sentence, 'paragraph' | 'item'>): string {
	return `${paragraph}/${item ?? 0}`;
}

/**
 * Sources of each sentence of a study, by its position, or of each note, by its name: at most so many, with Parties taking
 * turns, so that a short list shows how widely it is founded, and how many there are in all.
 */
export async function listSources(
	db: Db,
	studyId: number,
	language: Language,
	by: 'sentence' | 'note',
	most: number
): Promise<Map<string, Sources>> {
	const name = by === 'sentence' ? sql`sentence.position::text` : sql`sentence.paragraph || '/' || coalesce(sentence.item, 0)`;
	const { rows } = await sql<Source & { name: string; total: number }>`
		with cited as (
			select distinct ${name} as name, sentence_source.passage_id
			from sentence inner join sentence_source on sentence_source.sentence_id = sentence.id
			where sentence.study_id = ${studyId}
		), in_turn as (
			select cited.name, passage.id as passage_id, document.id as document_id, document.title, document.language as title_language,
				document.party as iso3, document.cycle, passage.page, passage.question,
				row_number() over (partition by cited.name, document.party order by passage.id) as turn,
				count(*) over (partition by cited.name) as total
			from cited
				inner join passage on passage.id = cited.passage_id
				inner join document on document.id = passage.document_id
		), numbered as (
			select *, row_number() over (partition by name order by turn, iso3, passage_id) as place from in_turn
		)
		select numbered.name, total, passage_id, document_id, title, title_language, party_name.name as party, cycle, page, question
		from numbered left join party_name on party_name.iso3 = numbered.iso3 and party_name.language = ${language}
		where place <= ${most} order by numbered.name, place`.execute(db);
	const found = new Map<string, Sources>();
	for (const { name: key, total, ...source } of rows) {
		const sources = found.get(key) ?? { total, shown: [] };
		sources.shown.push(source);
		found.set(key, sources);
	}
	return found;
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
