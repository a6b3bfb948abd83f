import { Refusal } from '../../refusal.ts';
import type { Block, Extracted } from '../model.ts';
import { decodeText } from './encoding.ts';
import { limits } from './limits.ts';
import { cellPlace } from './place.ts';

/** A plain text: one paragraph to a line, or lines that were broken at a width and belong together. */
export function readPlain(bytes: Uint8Array): Extracted {
	const text = decodeText(bytes);
	if (text === undefined) throw new Refusal('documents.unknown-format');
	const lines = text.replace(/\r\n?/g, '\n').replace(/\f/g, '\n\n').split('\n');
	if (lines.length > limits.blocks) throw new Refusal('documents.too-much-text');
	const joined = isWrapped(lines) ? unwrap(lines) : lines;
	const paragraphs = joined.map(takeNotes).filter(({ text: said, notes }) => said !== '' || notes.length > 0);
	const rows = drawnRows(paragraphs.map((one) => one.text));
	const blocks = paragraphs.flatMap(({ text: said, notes }, at): Block[] => [
		...(rows.get(at) ?? (said === '' ? [] : [toBlock(said, paragraphs[at - 1]?.text, paragraphs[at + 1]?.text, at === 0)])),
		...notes
	]);
	const [first] = blocks;
	return { format: 'text', ...(first?.kind === 'heading' && { title: first.text.slice(0, 300).toWellFormed() }), blocks, needsOcr: false };
}

/** Lines broken at a width are of one length but for the last of each paragraph, and an empty line stands between paragraphs. */
function isWrapped(lines: readonly string[]): boolean {
	const full = lines.filter((line) => line.trim() !== '');
	const longest = Math.max(0, ...full.slice(0, 2000).map((line) => line.length));
	const empty = lines.length - full.length;
	if (full.length < 6 || empty < 2 || longest > 130) return false;
	const followed = lines.filter((line, at) => line.trim() !== '' && (lines[at + 1] ?? '').trim() !== '');
	return (
		followed.length > full.length * 0.3 && followed.filter((line) => line.trimEnd().length > longest * 0.75).length > followed.length * 0.6
	);
}

const marker = /^\s*(?:[-*•–—·▪]|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\(?[a-zа-яأ-ي][.)])\s/iu;

function unwrap(lines: readonly string[]): string[] {
	const joined: string[] = [];
	let isOpen = false;
	for (const line of lines) {
		const said = line.trim();
		const last = joined.at(-1);
		if (said === '') isOpen = false;
		else if (isOpen && last !== undefined && !marker.test(line)) joined[joined.length - 1] = joinLines(last, said);
		else joined.push(said);
		if (said !== '') isOpen = true;
	}
	return joined;
}

function joinLines(before: string, after: string): string {
	const isChinese = /[\p{Script=Han}，。；：、！？）」』]$/u.test(before.slice(-2)) && /^[\p{Script=Han}，。；：、！？（「『]/u.test(after);
	return isChinese ? before + after : `${before} ${after}`;
}

/** The cells of tables that are drawn in text with upright strokes, by the line on which they stand. */
function drawnRows(lines: readonly string[]): Map<number, Block[]> {
	const found = new Map<number, Block[]>();
	const cellsOf = (line: string | undefined) =>
		line === undefined || !/\S\s*[|│]\s*\S/.test(line) ? [] : line.replace(/^\s*[|│]|[|│]\s*$/g, '').split(/[|│]/);
	let table = 0;
	let row = 0;
	for (const [at, line] of lines.entries()) {
		const cells = cellsOf(line);
		const width = cells.length;
		const goesOn = row > 0 && (width > 1 || /^[\s|│+:=-]+$/.test(line));
		const begins = row === 0 && width > 1 && [lines[at + 1], lines[at + 2]].some((next) => cellsOf(next).length === width);
		if (!goesOn && !begins) {
			row = 0;
			continue;
		}
		if (row === 0) table++;
		row++;
		found.set(
			at,
			/[\p{L}\p{N}]/u.test(line)
				? cells.flatMap((text, column): Block[] => {
						const cell = { table, row, column: column + 1 };
						return text.trim() === '' ? [] : [{ kind: 'cell', text: text.trim(), cell, place: cellPlace(cell) }];
					})
				: []
		);
	}
	return found;
}

/** Marks that a word processor leaves in text: bookmarks, calls of notes, and the notes themselves in the middle of a sentence. */
const leftover = /\[(?:bookmark: [^\]]{0,200}|footnoteRef:\d+|endnoteRef:\d+)\]/g;
const noteStart = /\[(\d{1,3}):\s/g;

function takeNotes(line: string): { text: string; notes: Block[] } {
	let text = line.replace(leftover, '');
	const notes: Block[] = [];
	noteStart.lastIndex = 0;
	for (let match = noteStart.exec(text); match !== null && notes.length < 1000; match = noteStart.exec(text)) {
		const end = closing(text, match.index);
		if (end === undefined) break;
		notes.push({ kind: 'footnote', text: text.slice(match.index + match[0].length, end).trim(), place: `[${match[1]}]` });
		text = text.slice(0, match.index) + text.slice(end + 1);
		noteStart.lastIndex = match.index;
	}
	return {
		text: text
			.replace(/\t/g, ' ')
			.replace(/ {2,}/g, ' ')
			.replace(/ ([.,;:])(?=\s|$)/g, '$1')
			.trim(),
		notes
	};
}

/** Where the bracket that opens at `from` closes; notes may hold brackets themselves. */
function closing(text: string, from: number): number | undefined {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		if (text[at] === '[') depth++;
		if (text[at] === ']' && --depth === 0) return at;
	}
	return undefined;
}

const sectionMark = /^(?:[IVXLC]{1,6}|[A-ZА-Я])\.\s+(?=\S)/u;
const ending = /[.;:,!?…。；：，！？؟،؛]["»”’)\]]*$/u;

function toBlock(text: string, before: string | undefined, after: string | undefined, isFirst: boolean): Block {
	const bullet = /^[-*•–—·▪]\s+/.exec(text)?.[0];
	if (bullet !== undefined) return { kind: 'list-item', text: text.slice(bullet.length) };
	const hash = /^(#{1,6})\s+/.exec(text);
	if (hash !== null) return { kind: 'heading', level: hash[1]?.length ?? 1, text: text.slice(hash[0].length) };
	if (isHeading(text, before, after, isFirst)) return { kind: 'heading', level: isFirst ? 1 : /^[IVXLC]+\./.test(text) ? 2 : 3, text };
	return { kind: 'paragraph', text };
}

/** A short line that no sign ends and no other such line stands next to, or one that a Roman number or a capital letter begins. */
function isHeading(text: string, before: string | undefined, after: string | undefined, isFirst: boolean): boolean {
	const isShort = (line: string) =>
		line.length <= 200 && !ending.test(line) && !/^\(?[\da-zа-я]{1,3}[.)]\s/u.test(line) && !/^\p{Ll}/u.test(line);
	if (!isShort(text) || !/\p{L}/u.test(text)) return false;
	if (isFirst || sectionMark.test(text)) return true;
	if (after === undefined) return false;
	const isList = before !== undefined && isShort(before) && isShort(after);
	return !isList || text.length < 60;
}
