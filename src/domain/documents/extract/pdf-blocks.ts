import type { Block, Cell } from '../model.ts';
import { cellPlace } from './place.ts';
import { bullet, terminal } from './pdf-paragraphs.ts';
import type { Line, Paragraph } from './pdf-paragraphs.ts';

export type Page = { number: number; height: number; paragraphs: Paragraph[] };

/** Paragraphs of all pages as blocks: headings by their looks, footnotes by their place, and what a page break cut in two put together. */
export function toBlocks(pages: readonly Page[]): Block[] {
	const body = bodySize(pages);
	const sizes = headingSizes(pages, body);
	const joinWords = hyphenRule(pages);
	const tables = new Map<object, number>();
	const blocks: Block[] = [];
	// Blocks that end in the middle of a sentence, at the edge of a column or page.
	const open = new Set<Block>();
	for (const page of pages) {
		const notes: Block[] = [];
		for (const paragraph of page.paragraphs) {
			const cell = cellOf(paragraph, tables);
			const text = joinLines(paragraph.lines, joinWords);
			// A table of contents repeats the headings.
			if (text === '' || /(?:[.…⋯·]\s?){5,}\s*[\divxl٠-٩０-９]*$/i.test(text.slice(-80))) continue;
			const note = cell === undefined ? readNote(paragraph, text, page, body) : undefined;
			if (note !== undefined) {
				notes.push(note);
				continue;
			}
			const level = cell === undefined ? headingLevel(paragraph, text, body, sizes) : undefined;
			const mark = level === undefined ? bullet.exec(text)?.[0] : undefined;
			const kind = cell !== undefined ? 'cell' : level !== undefined ? 'heading' : mark !== undefined ? 'list-item' : 'paragraph';
			const last = blocks.findLast((one) => one.kind !== 'footnote');
			const said = mark === undefined ? text : text.slice(mark.length);
			const isOpen = level === undefined && paragraph.isFull && !terminal.test(said);
			const goesOn =
				kind === 'paragraph' && last !== undefined && open.has(last) && last.cell === undefined && isNewRegion(page, paragraph);
			if (goesOn && last !== undefined && mayGoOn(last.text, said)) {
				if (last.page !== page.number) last.turns = [...(last.turns ?? []), { at: last.text.length, page: page.number }];
				last.text = joinTwo(last.text, said, joinWords);
				if (!isOpen) open.delete(last);
				continue;
			}
			const before = blocks.at(-1);
			if (cell !== undefined && before?.cell !== undefined && sameCell(before.cell, cell)) {
				before.text += `\n${said}`;
				continue;
			}
			const block: Block = {
				kind,
				text: said,
				page: page.number,
				...(level !== undefined && { level }),
				...(cell !== undefined && { cell, place: cellPlace(cell) })
			};
			blocks.push(block);
			if (isOpen) open.add(block);
		}
		blocks.push(...notes);
	}
	return blocks;
}

function sameCell(one: Cell, other: Cell): boolean {
	return one.table === other.table && one.row === other.row && one.column === other.column;
}

function cellOf({ region }: Paragraph, tables: Map<object, number>): Cell | undefined {
	if (region.cell === undefined) return undefined;
	const { table, row, column } = region.cell;
	const number = tables.get(table) ?? tables.size + 1;
	tables.set(table, number);
	return { table: number, row, column };
}

/** The first paragraph of a column may go on with the last one of the column before. */
function isNewRegion(page: Page, paragraph: Paragraph): boolean {
	const at = page.paragraphs.indexOf(paragraph);
	return page.paragraphs[at - 1]?.region !== paragraph.region;
}

function mayGoOn(before: string, after: string): boolean {
	if (/^[•●○◦▪■\-–—*]|^\(?[\p{L}\d]{1,3}[.)]\s|^\d+(\.\d+)+\s/u.test(after)) return false;
	// Arabic and Chinese have no capital letters to tell a new sentence by.
	return /^[\p{Ll}\p{Lo}\p{N}(«“"„]/u.test(after) || /[,،，、\-\u2010]$/u.test(before) || !/^\p{Lu}/u.test(after);
}

/** The size in which most of the text is set. */
function bodySize(pages: readonly Page[]): number {
	const seen = new Map<number, number>();
	for (const { size, lines } of pages.flatMap((page) => page.paragraphs)) {
		const rounded = Math.round(size * 2) / 2;
		seen.set(rounded, (seen.get(rounded) ?? 0) + lines.reduce((sum, line) => sum + line.text.length, 0));
	}
	return [...seen].reduce<[number, number]>((best, one) => (one[1] > best[1] ? one : best), [10, 0])[0];
}

function headingSizes(pages: readonly Page[], body: number): number[] {
	const sizes = pages.flatMap((page) => page.paragraphs.filter((one) => one.size > body * 1.12).map((one) => Math.round(one.size)));
	return [...new Set(sizes)].toSorted((a, b) => b - a);
}

function headingLevel({ size, isBold, lines }: Paragraph, text: string, body: number, sizes: readonly number[]): number | undefined {
	if (text.length > 300 || lines.length > 5 || !/\p{L}/u.test(text)) return undefined;
	if (size > body * 1.12 && (!/[.;:,،；。：]$/u.test(text) || text.length < 120)) return Math.min(6, sizes.indexOf(Math.round(size)) + 1);
	return isBold && size > body * 0.9 && text.length < 200 && !/[.;,،；。，]$/u.test(text) ? 7 : undefined;
}

/** A small text at the foot of the page that begins with the number by which it is called. */
function readNote({ lines, size, y }: Paragraph, text: string, page: Page, body: number): Block | undefined {
	const found = /^[[(]?(\d{1,3})[\])]?[.\s]*(?=\S)/.exec(text);
	const [first] = lines;
	if (found === null || first === undefined || y < page.height * 0.5) return undefined;
	if (!(first.startsRaised && size < body * 1.02) && !(size < body * 0.93 && text.length > found[0].length + 3)) return undefined;
	return { kind: 'footnote', text: text.slice(found[0].length), page: page.number, place: `[${found[1]}]` };
}

type JoinWords = (before: string, after: string) => 'join' | 'keep';

/**
 * What to do with a hyphen at the end of a line. Where a document breaks words, it does so often, and the word stands
 * whole elsewhere; where it does not, the hyphen belongs to the word, as in “mercury-added”.
 */
function hyphenRule(pages: readonly Page[]): JoinWords {
	const lines = pages.flatMap((page) => page.paragraphs.flatMap((one) => one.lines));
	const words = new Set<string>();
	let broken = 0;
	for (const { text } of lines) {
		for (const word of text.toLowerCase().match(/[\p{L}\p{M}]+(?:[-\u2010\u2011][\p{L}\p{M}]+)*/gu) ?? []) words.add(word);
		if (/\p{L}[-\u2010]$/u.test(text)) broken++;
	}
	const breaksWords = broken > lines.length * 0.04;
	return (before, after) => {
		const left = /[\p{L}\p{M}]+$/u.exec(before.toLowerCase())?.[0] ?? '';
		const right = /^[\p{L}\p{M}]+/u.exec(after.toLowerCase())?.[0] ?? '';
		if (words.has(left + right)) return 'join';
		if (words.has(`${left}-${right}`)) return 'keep';
		if (left.length > 3 && right.length > 3 && words.has(left) && words.has(right)) return 'keep';
		return breaksWords ? 'join' : 'keep';
	};
}

function joinLines(lines: readonly Line[], joinWords: JoinWords): string {
	return lines.reduce((text, line) => joinTwo(text, line.text, joinWords), '').trim();
}

function joinTwo(before: string, after: string, joinWords: JoinWords): string {
	if (before === '') return after;
	// What decides stands at the end: a paragraph is not searched again for each of its lines.
	const end = before.slice(-4);
	if (end.endsWith('\u00ad')) return before.slice(0, -1) + after;
	if (/\p{L}[-\u2010]$/u.test(end) && /^\p{Ll}/u.test(after)) {
		const isBroken = joinWords(before.slice(-60, -1), after) === 'join';
		return isBroken ? before.slice(0, -1) + after : before + after;
	}
	if (/[\p{L}\p{N}][-\u2010\u2013/]$/u.test(end) && /^[\p{L}\p{N}]/u.test(after)) return before + after;
	// Chinese sets figures without spaces.
	const isBroad =
		/[\d\u3000-\u9fff\uff00-\uff60]$/.test(end) &&
		/^[\d\u3000-\u9fff\uff00-\uff60]/.test(after) &&
		/[\u3000-\u9fff\uff00-\uff60]/.test(end.slice(-1) + after.slice(0, 1));
	return isBroad ? before + after : `${before} ${after}`;
}
