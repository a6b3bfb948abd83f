import { writeCsv } from '#text/csv.ts';
import { accurateName, denominator } from './model.ts';
import type { Accurate, ConceptCount, ConceptDimension, CrossTable, Dimension, Filters, GenericShare } from './model.ts';

/** What a file of figures says of itself: when and for whom it was counted, in words for the keys, and where the passages of a figure are. */
export type About = {
	filters: Filters;
	/** A calendar day. */
	date: string;
	labels: ReadonlyMap<string, string>;
	/** How many of the documents that are counted the public does not see, or not whole, and what is to be said of it. */
	closed?: { documents: number; note: string };
	/** The address of the passages that a figure rests on. */
	passagesAt: (row: string, column?: string) => string;
};

type Line = Record<string, string | number | boolean | null>;

/** How accurate a count is: columns are empty where nothing is known of it, and those of the estimate where it was not measured. */
function accurateColumns(accurate: Accurate | undefined): Line {
	const { reviewed, machine, estimate, unmeasured } = accurate ?? {};
	const exactly = (number: number | undefined) => (number === undefined ? null : Math.round(number * 100) / 100);
	const columns = (['parties', 'passages'] as const).map((what) => ({
		[`${what}_reviewed`]: reviewed?.[what] ?? null,
		[`${what}_by_machine`]: machine?.[what] ?? null,
		[`${what}_estimated`]: exactly(estimate?.[what].estimate),
		[`${what}_estimated_low`]: exactly(estimate?.[what].low),
		[`${what}_estimated_high`]: exactly(estimate?.[what].high)
	}));
	return Object.assign({}, ...columns, { accuracy_not_measured_in: unmeasured?.join(' ') ?? null }) as Line;
}

/** The record of a table as programs read it: one line for each cell and for each row's total, whose column is empty. */
export function crossTableLines(
	table: CrossTable,
	accurate: ReadonlyMap<string, Accurate>,
	{ labels, passagesAt }: Pick<About, 'labels' | 'passagesAt'>
): Line[] {
	const line = (row: number, column: number | undefined, of: number): Line => {
		const rowKey = table.rowKeys[row] ?? '';
		const columnKey = column === undefined ? undefined : table.columnKeys[column];
		const count = (column === undefined ? table.rowTotals[row] : table.cells[row]?.[column]) ?? { parties: 0, passages: 0 };
		return {
			row: rowKey,
			row_label: labels.get(rowKey) ?? rowKey,
			column: columnKey ?? '',
			column_label: columnKey === undefined ? '' : (labels.get(columnKey) ?? columnKey),
			parties: count.parties,
			parties_that_reported: of,
			passages: count.passages,
			...accurateColumns(accurate.get(accurateName(table, rowKey, columnKey))),
			address: passagesAt(rowKey, columnKey)
		};
	};
	return table.rowKeys.flatMap((_, row) => [
		...table.columnKeys.map((_, column) => line(row, column, denominator(table, row, column))),
		line(row, undefined, table.ofRows[row] ?? 0)
	]);
}

/** One line for each concept. */
export function countLines(
	counts: ConceptCount[],
	accurate: ReadonlyMap<string, Accurate>,
	of: number,
	{ labels, passagesAt }: Pick<About, 'labels' | 'passagesAt'>
): Line[] {
	return counts.map(({ conceptId, parties, reviewed, passages }) => ({
		concept: conceptId,
		label: labels.get(conceptId) ?? conceptId,
		parties,
		parties_by_reviewed_evidence: reviewed,
		parties_that_reported: of,
		passages,
		...accurateColumns(accurate.get(`${conceptId} `)),
		address: passagesAt(conceptId)
	}));
}

/** One line for each language or region. */
export function genericLines(shares: GenericShare[], { labels, passagesAt }: Pick<About, 'labels' | 'passagesAt'>): Line[] {
	return shares.map(({ key, statements, generic, meanScore }) => ({
		key,
		label: labels.get(key) ?? key,
		generic_statements: generic,
		statements,
		mean_specificity: Math.round(meanScore * 100) / 100,
		address: passagesAt(key)
	}));
}

export type TableKind = { rows: Dimension; columns: Dimension } | { counts: ConceptDimension } | { generic: 'language' | 'region' };

/** A number that is always there, so that columns do not change, and a sentence where it is not nought. */
function closedColumns(closed: About['closed'] = { documents: 0, note: '' }): Line {
	return { documents_not_public: closed.documents, ...(closed.documents > 0 && { note: closed.note }) };
}

/** As comma-separated values, in which every line says with which filters it was counted: a line may be copied away from the others. */
export function asCsv(lines: Line[], { filters, date, closed }: Pick<About, 'filters' | 'date' | 'closed'>): string {
	const { basis, samples, cycle = '', region = '', party = '', language = '', sector = '', heard = '' } = filters;
	const counted = { basis, samples, cycle, region, party, language, sector, heard, date, ...closedColumns(closed) };
	const whole = lines.map((line) => ({ ...line, ...counted }));
	const header = Object.keys(whole[0] ?? counted);
	return writeCsv([header, ...whole.map((line) => Object.values(line))]);
}

/** As JSON for programs. */
export function asJson(kind: TableKind, lines: Line[], { filters, date, closed }: Pick<About, 'filters' | 'date' | 'closed'>): string {
	const { basis, samples, ...rest } = filters;
	const isReviewed = basis === 'reviewed';
	return JSON.stringify({ ...kind, basis, isReviewed, samples, filters: rest, date, ...closedColumns(closed), lines }, null, '\t');
}
