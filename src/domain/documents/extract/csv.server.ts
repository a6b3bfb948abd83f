import { Refusal } from '../../refusal.ts';
import type { Extracted } from '../model.ts';
import { decodeText } from './encoding.ts';
import { limits } from './limits.ts';
import { sheetBlocks } from './sheet.ts';
import type { SheetCell } from './sheet.ts';

/** A table in text: whatever separates its cells, and quotes around those that hold separators or line ends. */
export function readCsv(bytes: Uint8Array): Extracted {
	const text = decodeText(bytes);
	if (text === undefined) throw new Refusal('documents.unknown-format');
	// Excel may say the separator in a line of its own.
	const said = /^sep=(.)\r?\n/i.exec(text);
	const body = said === null ? text : text.slice(said[0].length);
	const rows = parseCsv(body, said?.[1] ?? findSeparator(body));
	const cells = rows.flatMap((row, at): SheetCell[] =>
		row.map((one, column) => ({ row: at + 1, column: column + 1, text: one, isNumber: isNumeric(one) }))
	);
	return {
		format: 'csv',
		blocks: sheetBlocks(
			cells.filter((one) => one.text.trim() !== ''),
			1,
			''
		),
		needsOcr: false
	};
}

const separators = [',', ';', '\t', '|'];

/** The separator that cuts the first rows into the same number of cells, and into the most. */
export function findSeparator(text: string): string {
	const start = text.slice(0, 100_000);
	const scored = separators.map((separator) => {
		const rows = parseCsv(start, separator)
			.slice(0, 50)
			.filter((row) => row.length > 1 || row[0] !== '');
		const width = mostCommon(rows.map((row) => row.length));
		const share = rows.filter((row) => row.length === width).length / Math.max(1, rows.length);
		return { separator, score: width < 2 ? 0 : share * 100 + Math.min(width, 20) };
	});
	return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

function mostCommon(counts: readonly number[]): number {
	const seen = Map.groupBy(counts, (count) => count);
	return [...seen].reduce<[number, number]>((best, [count, all]) => (all.length > best[1] ? [count, all.length] : best), [1, 0])[0];
}

/** Rows of cells (RFC 4180). A quote inside a cell that does not begin with one is text. */
export function parseCsv(text: string, separator: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	let count = 0;
	while (at <= text.length) {
		let cell = '';
		if (text[at] === '"') {
			at++;
			for (;;) {
				const quote = text.indexOf('"', at);
				if (quote === -1) {
					cell += text.slice(at);
					at = text.length;
					break;
				}
				cell += text.slice(at, quote);
				at = quote + 1;
				if (text[at] !== '"') break;
				cell += '"';
				at++;
			}
		}
		let end = at;
		while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
		row.push(cell + text.slice(at, end));
		if (++count > limits.blocks * 5) throw new Refusal('documents.too-much-text');
		at = end + 1;
		if (text[end] === separator) continue;
		if (text[end] === '\r' && text[end + 1] === '\n') at++;
		rows.push(row);
		row = [];
	}
	return rows;
}

function isNumeric(text: string): boolean {
	return /^[\s\d.,'’%+\-–()/]*$/.test(text);
}
