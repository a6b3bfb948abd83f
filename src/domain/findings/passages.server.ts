import { sql } from 'kysely';
import type { NotNull } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { citedPassages, countedDocuments, counts, speaksOf, speaksOfConcept } from './counted.server.ts';
import type { Cited, CitedPassage, Count, Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** How many passages a page of them shows. */
const pageSize = 25;

/** How many Parties and passages a figure rests on. */
export async function countCited(db: Db, cited: Cited): Promise<Count> {
	return remembered(db, 'cited', cited, () => countPassages(db, cited));
}

async function countPassages(db: Db, cited: Cited): Promise<Count> {
	return citedPassages(db, cited)
		.select(({ fn }) => [fn.count<number>('document.party').distinct().as('parties'), fn.countAll<number>().as('passages')])
		.executeTakeFirstOrThrow();
}

/** A page of the passages that a figure rests on, with the evidence in each for what was asked; paged by the passage's number. */
export async function listPassagesOf(db: Db, cited: Cited, after: number): Promise<{ passages: CitedPassage[]; next?: number }> {
	const found = await citedPassages(db, cited)
		.where('passage.id', '>', after)
		.select([
			'passage.id as passageId',
			'document.id as documentId',
			'document.title',
			'document.language as titleLanguage',
			'document.party',
			'document.cycle'
		])
		.select(['passage.language', 'passage.body', 'passage.position', 'passage.page', 'passage.question'])
		.orderBy('passage.id')
		.limit(pageSize + 1)
		.$narrowType<{ language: NotNull }>()
		.execute();
	const page = found.slice(0, pageSize);
	const marks = await listMarks(
		db,
		cited,
		page.map(({ passageId }) => passageId)
	);
	const last = page.at(-1);
	return {
		passages: page.map((passage) => ({ ...passage, marks: marks.get(passage.passageId) ?? [] })),
		...(found.length > pageSize && last !== undefined && { next: last.passageId })
	};
}

/** The evidence for what was asked; where no concept was, what states a challenge or a need. */
async function listMarks(db: Db, cited: Cited, passageIds: number[]) {
	if (passageIds.length === 0) return new Map<number, CitedPassage['marks']>();
	const { basis, conceptId, withConceptId, scheme, stance } = cited;
	const marks = [
		...(conceptId === undefined ? [] : [speaksOfConcept(conceptId, stance)]),
		...(withConceptId === undefined ? [] : [speaksOfConcept(withConceptId)]),
		...(scheme === undefined ? [] : [speaksOf(scheme)])
	];
	const wanted = marks.length > 0 ? marks : [speaksOf('challenge', stance), speaksOf('need', stance)];
	const rows = await db
		.selectFrom('evidence')
		.where('evidence.passageId', 'in', passageIds)
		.where(counts(basis))
		.where(({ or }) => or(wanted))
		.select(['id', 'passageId', 'conceptId', 'status', 'startAt as start', 'endAt as end'])
		.orderBy('startAt')
		.orderBy('id')
		.$narrowType<{ status: 'proposed' | 'accepted' }>()
		.execute();
	return Map.groupBy(rows, ({ passageId }) => passageId);
}

/** Every Party that reported, by where it is on a map, with how many of its passages speak of a concept. */
export async function listPartiesOf(db: Db, conceptId: string, filters: Filters) {
	return remembered(db, 'parties', [conceptId, filters], () => countByParty(db, conceptId, filters));
}

async function countByParty(db: Db, conceptId: string, filters: Filters) {
	const cited = citedPassages(db, { ...filters, conceptId })
		.groupBy('document.id')
		.select(({ fn }) => ['document.id', fn.countAll<number>().as('passages')]);
	return countedDocuments(db, filters)
		.leftJoin(cited.as('cited'), 'cited.id', 'document.id')
		.where('document.party', 'is not', null)
		.groupBy(['party.iso3', 'party.m49', 'party.isSample'])
		.select(['party.iso3', 'party.m49', 'party.isSample', sql<number>`coalesce(sum(cited.passages), 0)`.as('passages')])
		.orderBy('party.iso3')
		.$narrowType<{ iso3: NotNull; isSample: NotNull }>()
		.execute();
}
