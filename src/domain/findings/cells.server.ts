import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import { listedLanguages } from '#text/languages.ts';
import { anySector, countedDocuments, countedPassages, keysIn } from './counted.server.ts';
import { isConceptDimension } from './model.ts';
import type { Count, Dimension, Filters } from './model.ts';

/** All cells and row totals in one query, by row and column. A row total counts what meets no column too, where rows are concepts. */
export async function countCells(db: Db, rows: Dimension, columns: Dimension, filters: Filters): Promise<Map<string, Count>> {
	const counted = countedPassages(db, filters).select([
		'passage.id as passageId',
		'document.party',
		'party.unGroup as region',
		'document.cycle',
		'passage.language'
	]);
	const meets = isConceptDimension(rows) || !isConceptDimension(columns) ? sql`left join` : sql`inner join`;
	const { rows: found } = await sql<Count & { row: string; column: string | null; isTotal: boolean }>`
		with counted as ${counted}, in_row as ${keysIn(db, filters.basis, rows)}, in_column as ${keysIn(db, filters.basis, columns)}
		select in_row.key as row, in_column.key as column, grouping(in_column.key) = 1 as is_total,
			count(distinct counted.party) as parties, count(distinct counted.passage_id) as passages
		from counted inner join in_row on in_row.passage_id = counted.passage_id ${meets} in_column on in_column.passage_id = counted.passage_id
		group by grouping sets ((in_row.key, in_column.key), (in_row.key))`.execute(db);
	const cells = found.filter(({ isTotal, column }) => isTotal || column !== null);
	return new Map(cells.map(({ row, column, parties, passages }) => [`${row} ${column ?? ''}`, { parties, passages }]));
}

/** The Parties that reported: all, and by the key of a dimension that parts the reports. */
export async function countReported(db: Db, dimension: Dimension, filters: Filters): Promise<{ all: number; keyed: Map<string, number> }> {
	const ground =
		dimension === 'language'
			? countedPassages(db, anySector(filters))
					.groupBy(['document.party', 'passage.language'])
					.select(['document.party', 'passage.language as key'])
			: dimension === 'cycle' || dimension === 'region'
				? countedDocuments(db, filters).select([
						'document.party',
						sql.ref<string | null>(dimension === 'cycle' ? 'document.cycle' : 'party.unGroup').as('key')
					])
				: countedDocuments(db, filters).select(['document.party', sql<string | null>`null::text`.as('key')]);
	const { rows } = await sql<{ key: string | null; isAll: boolean; parties: number }>`
		select key, grouping(key) = 1 as is_all, count(distinct party) as parties from ${ground} as ground group by grouping sets ((key), ())`.execute(
		db
	);
	const keyed = new Map(rows.flatMap(({ key, isAll, parties }) => (isAll || key === null ? [] : [[key, parties] as const])));
	return { all: rows.find(({ isAll }) => isAll)?.parties ?? 0, keyed };
}

/** The keys of a dimension in the order in which a table shows them: concepts and regions all, cycles and languages where something was reported. */
export async function listKeys(db: Db, dimension: Dimension, filters: Filters, reported: Map<string, number>): Promise<string[]> {
	if (dimension === 'region') return filters.region === undefined ? [...unGroups] : [filters.region];
	if (dimension === 'language') return listedLanguages.filter((one) => reported.has(one));
	if (dimension === 'cycle') return [...reported.keys()].toSorted();
	const concepts = await db.selectFrom('concept').select('id').where('scheme', '=', dimension).orderBy('position').orderBy('id').execute();
	return concepts.map(({ id }) => id);
}
