import type { Block } from '../model.ts';
import { asks, readAsked, readColumn } from './question-signs.ts';
import type { Column } from './question-signs.ts';

type CellBlock = Block & { cell: NonNullable<Block['cell']> };
type Row = CellBlock[];

/** Marks the cells of a table that asks and answers by column; undefined where the table is of another kind. */
export function readQuestionTable(cells: readonly CellBlock[]): Block[] | undefined {
	const rows = [...Map.groupBy(cells, (one) => one.cell.row).values()];
	const { roles, headerAt } = namedColumns(rows) ?? shownColumns(rows) ?? {};
	if (roles === undefined || headerAt === undefined) return undefined;
	let number: string | undefined;
	return rows.flatMap((row, at) => {
		if (at < headerAt) return isTitleRow(row) ? asHeadings(row) : row;
		if (at === headerAt) return row.map((one) => ({ ...one, kind: 'heading' as const, level: 9 }));
		const read = readRow(row, roles);
		if (read === undefined) {
			number = undefined;
			return asHeadings(row);
		}
		number = read.number ?? (read.hasQuestion ? undefined : number);
		return read.blocks.map((one) => ({ ...withoutHeading(one), ...(number !== undefined && { question: number }) }));
	});
}

/** A row with one short text stands over the rows below it. */
function isTitleRow(row: Row): boolean {
	const text = row[0]?.text ?? '';
	return new Set(row.map((one) => one.cell.column)).size === 1 && text.length < 160 && !asks(text);
}

/** Over a question or an answer stands the section, not the name of the column. */
function withoutHeading(block: Block): Block {
	const copy = { ...block };
	delete copy.heading;
	return copy;
}

function asHeadings(row: Row): Block[] {
	return row.map((one) => (one.kind === 'cell' ? { ...withoutHeading(one), kind: 'heading', level: 8 } : one));
}

/** Questions and answers of one row; undefined where the row is a heading over those that follow. */
function readRow(row: Row, roles: ReadonlyMap<number, Column>): { number?: string; hasQuestion: boolean; blocks: Block[] } | undefined {
	const of = (role: Column) => row.filter((one) => (roles.get(one.cell.column) ?? 'answer') === role);
	const bare = of('number').map(
		(one) =>
			readAsked(`${one.text} `) ??
			(/^\*?\s*\d{1,3}\s*\*?[.)]?$/.test(one.text) ? { number: one.text.replace(/[^\d]/g, ''), rest: '' } : undefined)
	);
	let number = bare.find((one) => one !== undefined)?.number;
	let hasQuestion = false;
	const blocks = row.flatMap((one): Block[] => {
		const role = roles.get(one.cell.column) ?? 'answer';
		if (role === 'number' && (number !== undefined || !/\p{L}/u.test(one.text))) return [];
		if (one.kind === 'footnote') return [one];
		if (role !== 'question') return [{ ...one, kind: role === 'number' ? 'cell' : 'answer' }];
		const asked = hasQuestion ? undefined : readAsked(one.text, one.label);
		hasQuestion = true;
		if (asked !== undefined && number === undefined) number = asked.number;
		const isSame = asked !== undefined && asked.number === number && asked.rest !== '';
		return [{ ...one, kind: 'question', text: isSame ? asked.rest : one.text }];
	});
	if (isTitleRow(row) && number === undefined && roles.size > 1 && of('answer').length === 0) return undefined;
	return { ...(number !== undefined && { number }), hasQuestion, blocks };
}

/** Columns by the names in one of the first rows. */
function namedColumns(rows: readonly Row[]): { roles: Map<number, Column>; headerAt: number } | undefined {
	for (const [at, row] of rows.slice(0, 4).entries()) {
		const roles = new Map<number, Column>();
		for (const { text, cell } of row) {
			const role = readColumn(text);
			if (role !== undefined) roles.set(cell.column, role);
		}
		const found = new Set(roles.values());
		if (!found.has('question') || !found.has('answer') || rows.length <= at + 1) continue;
		// Whatever its name, a column of numbers before the questions has their numbers.
		const question = Math.min(...[...roles].filter(([, role]) => role === 'question').map(([column]) => column));
		const before = row.map((one) => one.cell.column).filter((column) => column < question && !roles.has(column));
		for (const column of before) {
			const cells = rows.slice(at + 1).flatMap((one) => one.filter(({ cell }) => cell.column === column));
			if (most(cells, isBareNumber)) roles.set(column, 'number');
		}
		return { roles, headerAt: at };
	}
	return undefined;
}

/** Columns by what stands in them, where no row names them: a column of questions, with their numbers in it or before it. */
function shownColumns(rows: readonly Row[]): { roles: Map<number, Column>; headerAt: number } | undefined {
	const full = rows.filter((row) => new Set(row.map((one) => one.cell.column)).size > 1);
	if (full.length < 2) return undefined;
	const first = full.map((row) => row[0]).filter((one) => one !== undefined);
	const second = full.map((row) => row[1]).filter((one) => one !== undefined);
	if (most(first, isBareNumber) && most(second, (one) => asks(one.text))) return { roles: columnsOf(first, second), headerAt: -1 };
	const isNumbered = (one: CellBlock) => readAsked(one.text, one.label) !== undefined && asks(one.text);
	if (most(first, isNumbered)) return { roles: new Map([[first[0]?.cell.column ?? 1, 'question']]), headerAt: -1 };
	return undefined;
}

/** A cell with the number of a question and nothing else. */
function isBareNumber({ text }: CellBlock): boolean {
	return text.length < 12 && (readAsked(`${text} `)?.rest === '' || /^\*?\s*\d{1,3}\s*\*?[.)]?$/.test(text));
}

function columnsOf(first: readonly CellBlock[], second: readonly CellBlock[]): Map<number, Column> {
	return new Map<number, Column>([
		[first[0]?.cell.column ?? 1, 'number'],
		[second[0]?.cell.column ?? 2, 'question']
	]);
}

function most(cells: readonly CellBlock[], is: (one: CellBlock) => boolean): boolean {
	return cells.length > 1 && cells.filter(is).length >= cells.length * 0.6;
}
