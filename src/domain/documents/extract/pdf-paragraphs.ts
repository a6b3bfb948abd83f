import type { Fragment } from './pdf-fragments.ts';
import type { Region } from './pdf-layout.ts';

/** One line of a region, its place given from the side where reading begins. */
export type Line = {
	text: string;
	start: number;
	end: number;
	y: number;
	size: number;
	isBold: boolean;
	firstWord: number;
	startsRaised: boolean;
};

/** Lines that belong together, not yet said to be a heading, an item or a paragraph. */
export type Paragraph = { lines: Line[]; size: number; isBold: boolean; y: number; isFull: boolean; region: Region };

export const bullet = /^[•●○◦▪■□❑➢➤✓–—·\uf0b7\uf0a7\uf0d8\u25aa\u2043]\s*(?=\S)|^[-*]\s+(?=\S)/u;
const numbered =
	/^(?:\(?(?:\d{1,3}|[a-zа-яأ-ي]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,2}\.?|[*•]?\s*\d{1,2}\.\d{1,2})\s+\S|^\d{1,2}\.\d{1,2}[.、]?\s?\p{Script=Han}|^(?:question|pregunta|вопрос|السؤال|问题|part|partie|parte|часть|الجزء|article|artículo|статья|المادة)\s*[\d٠-٩A-E]/iu;
export const terminal = /[.!?…:;。！？；：؟؛][»”’"')\]）」』]*$/u;

/** Puts the lines of a region together into paragraphs. */
export function paragraphsOf(region: Region): Paragraph[] {
	const lines = linesOf(region);
	const far = margin(lines);
	const leading = usualLeading(lines, far);
	const paragraphs: Paragraph[] = [];
	for (const [at, line] of lines.entries()) {
		const before = lines[at - 1];
		const paragraph = paragraphs.at(-1);
		if (before === undefined || paragraph === undefined || isNew(paragraph, before, line, far, leading)) {
			paragraphs.push({ lines: [line], size: line.size, isBold: line.isBold, y: line.y, isFull: false, region });
		} else paragraph.lines.push(line);
	}
	for (const one of paragraphs) one.isFull = (one.lines.at(-1)?.end ?? 0) > far - 5 * one.size;
	return paragraphs;
}

/** Where lines end, but for a few that stick out. */
function margin(lines: readonly Line[]): number {
	const ends = lines.map((one) => one.end).toSorted((a, b) => a - b);
	return ends[Math.floor(0.97 * (ends.length - 1))] ?? 0;
}

function linesOf({ fragments, runsRight }: Region): Line[] {
	const rows: Fragment[][] = [];
	for (const one of fragments.toSorted((a, b) => a.y - b.y)) {
		const row = rows.at(-1);
		const first = row?.[0];
		if (row !== undefined && first !== undefined && one.y - first.y < 0.45 * Math.min(one.size, first.size)) row.push(one);
		else rows.push([one]);
	}
	return rows.map((row): Line => {
		const sorted = row.toSorted((a, b) => (runsRight ? b.x1 - a.x1 : a.x0 - b.x0));
		const widest = row.reduce((most, one) => (one.text.length > most.text.length ? one : most));
		const [first = widest] = sorted;
		const [x0, x1] = [Math.min(...row.map((one) => one.x0)), Math.max(...row.map((one) => one.x1))];
		return {
			text: sorted.map((one) => one.text).join(' '),
			start: runsRight ? -x1 : x0,
			end: runsRight ? -x0 : x1,
			y: widest.y,
			size: widest.size,
			isBold: row.every((one) => one.isBold),
			firstWord: first.firstWord,
			startsRaised: first.startsRaised
		};
	});
}

/** How far lines of one paragraph stand apart, in sizes: told from lines that fill the width, for a paragraph goes on after those. */
function usualLeading(lines: readonly Line[], far: number): number {
	const steps = lines.slice(1).flatMap((line, at) => {
		const before = lines[at];
		if (before === undefined || Math.abs(before.size - line.size) > 0.1 * line.size || before.end < far - 3 * line.size) return [];
		return [(line.y - before.y) / line.size];
	});
	const sorted = steps.filter((one) => one > 0.7 && one < 2.6).toSorted((a, b) => a - b);
	return sorted.length < 3 ? Math.min(1.5, sorted[0] ?? 1.5) : (sorted[Math.floor(sorted.length * 0.3)] ?? 1.5);
}

function isNew(paragraph: Paragraph, before: Line, line: Line, far: number, leading: number): boolean {
	const [first = before] = paragraph.lines;
	const step = (line.y - before.y) / line.size;
	if (step > leading * 1.28 + 0.08 || line.startsRaised) return true;
	if (Math.abs(before.size - line.size) > 0.09 * Math.max(before.size, line.size)) return true;
	const isEnded = terminal.test(before.text);
	if (before.isBold !== line.isBold && (before.isBold || isEnded)) return true;
	const room = far - before.end;
	if (bullet.test(line.text)) return true;
	if (numbered.test(line.text) && (isEnded || room > 6 * line.size || numbered.test(before.text) || numbered.test(first.text))) return true;
	// The word would have had room on the line before: someone ended the line there, unless lines are centred.
	const isCentred =
		Math.abs(before.start + before.end - line.start - line.end) < line.size && Math.abs(before.start - line.start) > 0.5 * line.size;
	if (!isCentred && room > line.firstWord + 0.8 * line.size) return isEnded || !/^\p{Ll}/u.test(line.text);
	const indent = line.start - before.start;
	const isHanging = paragraph.lines.length === 1 && (bullet.test(first.text) || numbered.test(first.text));
	if (indent > 0.9 * line.size && !isCentred) return !isHanging && isEnded;
	return indent < -1.5 * line.size && paragraph.lines.length > 1 && isEnded;
}
