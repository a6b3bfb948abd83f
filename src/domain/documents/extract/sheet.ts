import { columnName } from '../model.ts';
import type { Block } from '../model.ts';

/** One cell of a sheet that is not empty. */
export type SheetCell = { row: number; column: number; text: string; isNumber: boolean };

/**
 * The cells of one sheet, row by row. Each has the name of its column as heading, where the sheet has a row of names.
 * Cells that are numbers stay only where they may be an answer: alone they say nothing.
 */
export function sheetBlocks(cells: readonly SheetCell[], table: number, sheet: string): Block[] {
	const header = headerRow(cells);
	const names = new Map(cells.filter((one) => one.row === header).map((one) => [one.column, one.text]));
	const widths = new Map([...Map.groupBy(cells, (one) => one.row)].map(([row, all]) => [row, all.length]));
	return cells.map(({ row, column, text }): Block => {
		const isTitle = header !== undefined && row < header && widths.get(row) === 1;
		const heading = header !== undefined && row > header ? names.get(column) : undefined;
		const address = `${columnName(column)}${row}`;
		return {
			kind: row === header || isTitle ? 'heading' : 'cell',
			text,
			place: sheet === '' ? address : `${sheet}!${address}`,
			cell: { table, row, column },
			...(row === header && { level: 9 }),
			...(isTitle && { level: 8 }),
			...(heading !== undefined && { heading })
		};
	});
}

/** The row of column names: the first of the first rows that has words in as many columns as the sheet is wide, and more rows below it. */
function headerRow(cells: readonly SheetCell[]): number | undefined {
	const rows = [...Map.groupBy(cells, (one) => one.row)];
	const width = Math.max(0, ...rows.slice(0, 60).map(([, row]) => row.length));
	if (width < 2 || rows.length < 3) return undefined;
	const found = rows
		.slice(0, 10)
		.find(([, row]) => row.length >= width * 0.7 && row.length >= 2 && row.every((one) => !one.isNumber && one.text.length < 80));
	return found?.[0];
}
