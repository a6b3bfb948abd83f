import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import { listedLanguages } from '#text/languages.ts';
import { countCells, countReported, listKeys } from './cells.server.ts';
import { citedPassages, countedPassages, genericUpTo, spokenOf, statements } from './counted.server.ts';
import { isConceptDimension } from './model.ts';
import type { Cited, ConceptCount, ConceptDimension, Count, CrossTable, Dimension, Filters, GenericShare } from './model.ts';
import { remembered } from './remember.server.ts';

export { coverage } from './coverage.server.ts';
export { listQuotes, quotesByRegion } from './quotes.server.ts';

/** Whether samples are shown where nobody says: while no real document is held. */
export async function defaultSamples(db: Db): Promise<boolean> {
	const real = await db
		.selectFrom('document')
		.select('id')
		.where('isSample', '=', false)
		.where('party', 'is not', null)
		.limit(1)
		.executeTakeFirst();
	return real === undefined;
}

/** The cycles of which a document is held, the latest first. */
export async function listCycles(db: Db): Promise<string[]> {
	const rows = await db.selectFrom('document').select('cycle').distinct().where('cycle', 'is not', null).orderBy('cycle', 'desc').execute();
	return rows.flatMap(({ cycle }) => cycle ?? []);
}

/** The Parties that reported: the denominator of a figure that neither a region nor a cycle nor a language parts. */
export async function countReporting(db: Db, filters: Filters): Promise<number> {
	return (await countReported(db, 'challenge', filters)).all;
}

/** How many Parties speak of each concept of a scheme, most Parties first. Concepts that nobody speaks of are left out. */
export async function countConcepts(db: Db, scheme: ConceptDimension, filters: Filters): Promise<ConceptCount[]> {
	return remembered(db, 'concepts', [scheme, filters], () => countByConcept(db, scheme, filters));
}

async function countByConcept(db: Db, scheme: ConceptDimension, filters: Filters): Promise<ConceptCount[]> {
	return db
		.with('counted', () => countedPassages(db, filters).select(['passage.id as passageId', 'document.party']))
		.with('spoken', () =>
			spokenOf(db, filters.basis, scheme)
				.groupBy(['evidence.passageId', 'evidence.conceptId'])
				.select(['evidence.passageId', 'evidence.conceptId'])
				.select(sql<boolean>`bool_or(evidence.status = 'accepted')`.as('isReviewed'))
		)
		.selectFrom('counted')
		.innerJoin('spoken', 'spoken.passageId', 'counted.passageId')
		.groupBy('conceptId')
		.select(({ fn }) => ['conceptId', fn.count<number>('party').distinct().as('parties'), fn.countAll<number>().as('passages')])
		.select(({ fn }) => fn.count<number>('party').distinct().filterWhere('isReviewed', '=', true).as('reviewed'))
		.orderBy('parties', 'desc')
		.orderBy('passages', 'desc')
		.orderBy('conceptId')
		.execute();
}

/** Counts Parties and passages where two dimensions meet, with the denominator of each. */
export async function crossTable(db: Db, rows: Dimension, columns: Dimension, filters: Filters): Promise<CrossTable> {
	return remembered(db, 'cross', [rows, columns, filters], () => countCrossTable(db, rows, columns, filters));
}

async function countCrossTable(db: Db, rows: Dimension, columns: Dimension, filters: Filters): Promise<CrossTable> {
	const { all, keyed: ofRowKeys } = await countReported(db, rows, filters);
	const { keyed: ofColumnKeys } = await countReported(db, columns, filters);
	const rowKeys = await listKeys(db, rows, filters, ofRowKeys);
	const columnKeys = await listKeys(db, columns, filters, ofColumnKeys);
	const found = await countCells(db, rows, columns, filters);
	const none: Count = { parties: 0, passages: 0 };
	const cell = (row: string, column: string | null) => found.get(`${row} ${column ?? ''}`) ?? none;
	return {
		rows,
		columns,
		rowKeys,
		columnKeys,
		cells: rowKeys.map((row) => columnKeys.map((column) => cell(row, column))),
		rowTotals: rowKeys.map((row) => cell(row, null)),
		of: columnKeys.map((key) => (isConceptDimension(columns) ? all : (ofColumnKeys.get(key) ?? 0))),
		ofRows: rowKeys.map((key) => (isConceptDimension(rows) ? all : (ofRowKeys.get(key) ?? 0))),
		ofAll: all
	};
}

/** Of the statements of a challenge or a need, how many are generic, by the language in which or the region from which they were written. */
export async function genericShare(db: Db, by: 'language' | 'region', filters: Filters): Promise<GenericShare[]> {
	return remembered(db, 'generic', [by, filters], () => countGeneric(db, by, filters));
}

async function countGeneric(db: Db, by: 'language' | 'region', filters: Filters): Promise<GenericShare[]> {
	const key = sql.ref<string | null>(by === 'language' ? 'passage.language' : 'party.unGroup');
	const rows = await countedPassages(db, filters)
		.innerJoin('specificity', 'specificity.passageId', 'passage.id')
		.where('specificity.states', '=', true)
		.where('passage.id', 'in', statements(db, filters.basis))
		.where(key, 'is not', null)
		.groupBy(key)
		.select(({ fn }) => [
			sql<string>`${key}::text`.as('key'),
			fn.countAll<number>().as('statements'),
			fn.countAll<number>().filterWhere('score', '<=', genericUpTo).as('generic'),
			fn.avg<number>('score').as('meanScore')
		])
		.execute();
	const order: readonly string[] = by === 'language' ? listedLanguages : unGroups;
	return rows.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** The passages that a figure rests on, by number. */
export async function passageIdsOf(db: Db, cited: Cited): Promise<number[]> {
	const rows = await citedPassages(db, cited).select('passage.id').orderBy('passage.id').execute();
	return rows.map(({ id }) => id);
}
