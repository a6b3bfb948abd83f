import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import { listedLanguages } from '#text/languages.ts';
import { anySector, conceptsIn, countedDocuments, countedPassages, counts, matters } from './counted.server.ts';
import { isConceptDimension } from './model.ts';
import type { Count, Dimension, Filters } from './model.ts';

/**
 * All cells and row totals in one query, by row and column. A row total counts what meets no column too, where rows are concepts.
 * The evidence is gathered by passage before anything is joined: joining it with itself grows with its square where the
 * database has no statistics yet.
 */
export async function countCells(db: Db, rows: Dimension, columns: Dimension, filters: Filters): Promise<Map<string, Count>> {
	const met = sql`(${metPassages(db, rows, columns, filters)})`;
	const mustMeet = isConceptDimension(columns) && !isConceptDimension(rows) ? sql`in_column is not null` : sql`true`;
	const { rows: found } = await sql<Count & { row: string; column: string | null }>`
		with met as ${met}
		select "row", "column", count(party) as parties, sum(passages) as passages from (
			select r.key as "row", c.key as "column", party, count(*) as passages
			from met, unnest(in_row) as r(key), unnest(in_column) as c(key) where r.key is not null and c.key is not null group by 1, 2, 3
			union all
			select r.key, null, party, count(*) from met, unnest(in_row) as r(key) where r.key is not null and ${mustMeet} group by 1, 3
		) as found group by "row", "column"`.execute(db);
	return new Map(found.map(({ row, column, parties, passages }) => [`${row} ${column ?? ''}`, { parties, passages }]));
}

const partitions = { region: 'party.un_group', cycle: 'document.cycle', language: 'passage.language' } as const;

/** Each passage that counts with its Party and its keys in two dimensions; where neither is of concepts, evidence plays no part. */
function metPassages(db: Db, rows: Dimension, columns: Dimension, filters: Filters) {
	const keys = (dimension: Dimension, name: string) =>
		isConceptDimension(dimension)
			? sql<string[] | null>`spoken.${sql.ref(name)}`
			: sql<string[]>`array[${sql.ref(partitions[dimension])}::text]`;
	const spoken = db
		.selectFrom('evidence')
		.where(counts(filters.basis))
		.where(({ or }) => or([rows, columns].flatMap((one) => (isConceptDimension(one) ? [matters(one)] : []))))
		.groupBy('evidence.passageId')
		.select(['evidence.passageId', conceptsOf(rows).as('inRow'), conceptsOf(columns).as('inColumn')]);
	return countedPassages(db, filters)
		.$if(isConceptDimension(rows) || isConceptDimension(columns), (query) =>
			query.innerJoin(spoken.as('spoken'), 'spoken.passageId', 'passage.id')
		)
		.select(['document.party', keys(rows, 'inRow').as('inRow'), keys(columns, 'inColumn').as('inColumn')]);
}

function conceptsOf(dimension: Dimension) {
	return isConceptDimension(dimension) ? conceptsIn(dimension) : sql<string[] | null>`null::text[]`;
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
	// A retired concept is listed as long as something that a person accepted speaks of it.
	const concepts = await db
		.selectFrom('concept')
		.select('id')
		.where('scheme', '=', dimension)
		.where(({ or, eb, exists, selectFrom }) =>
			or([
				eb('retiredAt', 'is', null),
				exists(
					selectFrom('evidence').whereRef('evidence.conceptId', '=', 'concept.id').where('status', '=', 'accepted').select('evidence.id')
				)
			])
		)
		.orderBy('position')
		.orderBy('id')
		.execute();
	return concepts.map(({ id }) => id);
}
