import type { Fragment, Sheet } from './pdf-fragments.ts';
import { findTables, middle } from './pdf-tables.ts';
import type { RuledTable } from './pdf-tables.ts';

/** A stretch of the page that is read from top to bottom: one column, or one cell of a table. */
export type Region = { fragments: Fragment[]; runsRight: boolean; cell?: { table: object; row: number; column: number } };

/** The regions of a sheet in reading order: tables row by row, columns one after the other. */
export function layOut(sheet: Sheet, fragments: readonly Fragment[]): Region[] {
	const tables = findTables(fragments, sheet.rules);
	const taken = new Set(tables.flatMap((table) => table.cells.flatMap((cell) => cell.fragments)));
	const free = fragments.filter((one) => !taken.has(one));
	return stack(free, tables, sheet.runsRight);
}

/** Text above, between and below tables. A table beside a column stands where its top is. */
function stack(free: readonly Fragment[], tables: readonly RuledTable[], runsRight: boolean): Region[] {
	const [table, ...others] = tables.toSorted((a, b) => a.y0 - b.y0);
	if (table === undefined) return columns(free, runsRight);
	const above = free.filter((one) => middle(one)[1] < table.y0);
	const rest = free.filter((one) => middle(one)[1] >= table.y0);
	const cells = table.cells.map(({ row, column, fragments }): Region => ({
		fragments,
		runsRight: mostlyRight(fragments, runsRight),
		cell: { table, row, column }
	}));
	return [...columns(above, runsRight), ...cells, ...stack(rest, others, runsRight)];
}

function mostlyRight(fragments: readonly Fragment[], otherwise: boolean): boolean {
	const right = fragments.filter((one) => one.runsRight).length;
	return fragments.length === 0 ? otherwise : right * 2 >= fragments.length && right > 0;
}

/** Cuts text into columns where it stands in columns; text across them separates what is above from what is below. */
function columns(fragments: readonly Fragment[], runsRight: boolean, depth = 0): Region[] {
	if (fragments.length === 0) return [];
	const whole: Region = { fragments: [...fragments], runsRight: mostlyRight(fragments, runsRight) };
	const gutter = depth > 4 ? undefined : findGutter(fragments);
	if (gutter === undefined) return [whole];
	const bands: { isSplit: boolean; fragments: Fragment[] }[] = [];
	for (const row of rowsOf(fragments)) {
		const isSplit = row.every((one) => one.x1 <= gutter.x1 + 1 || one.x0 >= gutter.x0 - 1);
		const band = bands.at(-1);
		if (band?.isSplit === isSplit) band.fragments.push(...row);
		else bands.push({ isSplit, fragments: [...row] });
	}
	if (bands.length === 1 && bands[0]?.isSplit === true) return splitBand(fragments, gutter, runsRight, depth);
	return bands.flatMap((band) =>
		band.isSplit ? splitBand(band.fragments, gutter, runsRight, depth) : columns(band.fragments, runsRight, depth + 1)
	);
}

type Gutter = { x0: number; x1: number };

function splitBand(fragments: readonly Fragment[], gutter: Gutter, runsRight: boolean, depth: number): Region[] {
	const left = fragments.filter((one) => one.x1 <= gutter.x1 + 1);
	const right = fragments.filter((one) => one.x1 > gutter.x1 + 1);
	if (left.length === 0 || right.length === 0) return columns(fragments, runsRight, depth + 1);
	if (isProse(left) && isProse(right) && !isTable(left, right)) {
		const sides = runsRight ? [right, left] : [left, right];
		return sides.flatMap((side) => columns(side, runsRight, depth + 1));
	}
	return tableWithoutRules(fragments, runsRight);
}

/** The empty stripe that most rows share, if enough of them have text on both sides of it. */
function findGutter(fragments: readonly Fragment[]): Gutter | undefined {
	const rows = rowsOf(fragments).filter((row) => row.length > 1);
	if (rows.length < 3) return undefined;
	const gaps = rows.flatMap((row) => row.slice(1).map((one, at) => ({ x0: row[at]?.x1 ?? 0, x1: one.x0 })));
	if (gaps.length > 3000) return undefined;
	let best: (Gutter & { count: number }) | undefined;
	for (const gap of gaps) {
		const middleX = (gap.x0 + gap.x1) / 2;
		const shared = gaps.filter((one) => one.x0 < middleX && middleX < one.x1);
		if (shared.length < 3 || shared.length <= (best?.count ?? 0)) continue;
		const x0 = Math.max(...shared.map((one) => one.x0));
		const x1 = Math.min(...shared.map((one) => one.x1));
		if (x1 - x0 > 4) best = { x0, x1, count: shared.length };
	}
	return best;
}

/** Fragments that stand on about one height, from left to right. */
function rowsOf(fragments: readonly Fragment[]): Fragment[][] {
	const rows: { y: number; fragments: Fragment[] }[] = [];
	for (const one of fragments.toSorted((a, b) => a.y - b.y)) {
		const row = rows.at(-1);
		if (row !== undefined && one.y - row.y < 0.5 * one.size) row.fragments.push(one);
		else rows.push({ y: one.y, fragments: [one] });
	}
	return rows.map((row) => row.fragments.toSorted((a, b) => a.x0 - b.x0));
}

/** Lines that fill their column are running text; short pieces are cells or fields of a form. */
function isProse(side: readonly Fragment[]): boolean {
	const rows = rowsOf(side);
	const x0 = Math.min(...side.map((one) => one.x0));
	const x1 = Math.max(...side.map((one) => one.x1));
	const fills = rows.map((row) => row.reduce((sum, one) => sum + one.x1 - one.x0, 0) / (x1 - x0)).toSorted((a, b) => a - b);
	const size = side[0]?.size ?? 10;
	return rows.length >= 4 && (fills[Math.floor(fills.length / 2)] ?? 0) > 0.62 && x1 - x0 > 8 * size;
}

/** Where both sides begin anew on the same height again and again, they are the columns of a table. */
function isTable(left: readonly Fragment[], right: readonly Fragment[]): boolean {
	const starts = rowStarts([...left, ...right]);
	if (starts.length < 3) return false;
	const begins = (side: readonly Fragment[], y: number) => side.some((one) => Math.abs(one.y - y) < 0.4 * one.size);
	return starts.filter((y) => begins(left, y) && begins(right, y)).length >= starts.length * 0.7;
}

/** The heights at which a row begins: after an empty stripe across the whole width. */
function rowStarts(fragments: readonly Fragment[]): number[] {
	const rows = rowsOf(fragments);
	const steps = rows.slice(1).map((row, at) => (row[0]?.y ?? 0) - (rows[at]?.[0]?.y ?? 0));
	const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 3)] ?? 0;
	return rows.filter((_, at) => at === 0 || (steps[at - 1] ?? 0) > usual * 1.3).map((row) => row[0]?.y ?? 0);
}

function tableWithoutRules(fragments: readonly Fragment[], runsRight: boolean): Region[] {
	const stripes = mergedStripes(fragments);
	const rows = rowsOf(fragments);
	if (stripes.length < 2) return [{ fragments: [...fragments], runsRight }];
	const heights = rowHeights(rows, rowStarts(fragments), stripes, runsRight);
	const table = {};
	const cells = new Map<string, Region & { cell: { table: object; row: number; column: number } }>();
	for (const one of fragments) {
		const row = Math.max(1, heights.filter((y) => y <= one.y + 0.5 * one.size).length);
		const stripe = stripes.findIndex((each) => one.x0 < each.x1 + 1 && one.x1 > each.x0 - 1);
		const column = runsRight ? stripes.length - stripe : stripe + 1;
		const key = `${row} ${column}`;
		const cell = cells.get(key) ?? { fragments: new Array<Fragment>(), runsRight, cell: { table, row, column } };
		cell.fragments.push(one);
		cells.set(key, cell);
	}
	const sorted = [...cells.values()].toSorted((a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column);
	return sorted.map((one) => ({ ...one, runsRight: mostlyRight(one.fragments, runsRight) }));
}

/** The heights at which the rows of a table begin. Between two gaps there may be one row of several lines, or as many rows as lines. */
function rowHeights(rows: readonly Fragment[][], starts: readonly number[], stripes: readonly Gutter[], runsRight: boolean): number[] {
	const first = runsRight ? stripes.at(-1) : stripes[0];
	return starts.flatMap((y, at) => {
		const group = rows.filter((row) => (row[0]?.y ?? 0) >= y && (row[0]?.y ?? 0) < (starts[at + 1] ?? Infinity));
		const leads = group.filter((row) => row.some((one) => first !== undefined && one.x0 < first.x1 && one.x1 > first.x0));
		const isList = group.length > 2 && group.filter((row) => row.length > 1).length > group.length * 0.7 && !fillsStripe(group, stripes);
		if (isList) return group.map((row) => row[0]?.y ?? 0);
		return starts.length < 3 && leads.length > 1 && leads.length < group.length * 0.7 ? leads.map((row) => row[0]?.y ?? 0) : [y];
	});
}

/** Whether the widest column has lines that run to its edge, as running text does. */
function fillsStripe(group: readonly Fragment[][], stripes: readonly Gutter[]): boolean {
	const widest = stripes.reduce((most, one) => (one.x1 - one.x0 > most.x1 - most.x0 ? one : most));
	const inside = group.flat().filter((one) => one.x0 >= widest.x0 - 1 && one.x1 <= widest.x1 + 1);
	const full = inside.filter((one) => one.x1 - one.x0 > (widest.x1 - widest.x0) * 0.8).length;
	return full > inside.length * 0.4;
}

/** Stripes of the page, from left to right, that text stands in, with nothing between them. */
function mergedStripes(fragments: readonly Fragment[]): Gutter[] {
	const stripes: Gutter[] = [];
	for (const { x0, x1 } of fragments.toSorted((a, b) => a.x0 - b.x0)) {
		const last = stripes.at(-1);
		if (last !== undefined && x0 < last.x1 + 3) last.x1 = Math.max(last.x1, x1);
		else stripes.push({ x0, x1 });
	}
	return stripes;
}
