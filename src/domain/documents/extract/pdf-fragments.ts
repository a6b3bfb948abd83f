import type { Drawn, Font, Glyph, Rule } from './pdf-glyphs.server.ts';
import { readingOrder } from './pdf-order.ts';
import { findGutters } from './pdf-gutters.ts';
import type { BracketVotes } from './pdf-order.ts';

/** A stretch of one line without a wide gap: a line of a column, or of a cell. */
export type Fragment = {
	x0: number;
	x1: number;
	y: number;
	size: number;
	text: string;
	isBold: boolean;
	runsRight: boolean;
	/** Signs by the font that draws them. */
	fonts: Map<Font, number>;
	/** Width of its first word, to tell whether the word would have had room on the line before. */
	firstWord: number;
	/** The text begins with a small raised number, as a footnote does. */
	startsRaised: boolean;
};

export type Sheet = { width: number; height: number; fragments: Fragment[]; rules: Rule[]; runsRight: boolean };

/** The signs of a page put together into fragments, one sheet for each way in which its text is turned. */
export function cutFragments({ glyphs, rules, width, height }: Drawn, votes: BracketVotes): Sheet[] {
	const visible = glyphs.filter((one) => !one.isHidden);
	// Text that a scanner's software hid under the picture is all there is; hidden text beside visible text is a trick or a trace.
	const read = visible.filter((one) => one.text.trim() !== '').length >= 20 ? visible : glyphs;
	return [...Map.groupBy(read, (one) => one.turn)]
		.toSorted(([, a], [, b]) => b.length - a.length)
		.filter(([, turned], at) => at === 0 || turned.length >= 60)
		.map(([turn, turned]): Sheet => {
			const isSide = turn === 90 || turn === 270;
			const runsRight = count(turned, /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/) > count(turned, /\p{L}/u) / 2;
			const upright = turn === 0 ? rules : [];
			const lines = linesOf(withMarks(unique(turned)));
			const gutters = findGutters(lines);
			return {
				width: isSide ? height : width,
				height: isSide ? width : height,
				fragments: lines.flatMap((line) => cutLine(line, [...upright, ...gutters], runsRight, votes)),
				rules: upright,
				runsRight
			};
		});
}

function count(glyphs: readonly Glyph[], pattern: RegExp): number {
	return glyphs.filter((one) => pattern.test(one.text)).length;
}

/** Without signs that are drawn twice to look bold. */
function unique(glyphs: readonly Glyph[]): Glyph[] {
	const seen = new Set<string>();
	return glyphs.filter((one) => {
		if (one.text.trim() === '') return true;
		const size = Math.round(one.size);
		const step = Math.max(0.5, size * 0.12);
		const places = [0, 1].flatMap((dx) =>
			[0, 1].map((dy) => `${one.text} ${size} ${Math.floor(one.x / step + dx / 2)} ${Math.floor(one.y / step + dy / 2)} ${dx}${dy}`)
		);
		if (places.some((place) => seen.has(place))) return false;
		for (const place of places) seen.add(place);
		return true;
	});
}

const accents: Record<string, string> = {
	'´': '\u0301',
	'`': '\u0300',
	'¨': '\u0308',
	'^': '\u0302',
	ˆ: '\u0302',
	'˜': '\u0303',
	'~': '\u0303',
	'¸': '\u0327',
	ˇ: '\u030c',
	'˘': '\u0306'
};

/** Marks are drawn apart from the letters they belong to: put each after its letter. */
function withMarks(glyphs: readonly Glyph[]): Glyph[] {
	const isMark = glyphs.map((one) => /^\p{M}+$/u.test(one.text));
	const candidates = glyphs.filter((one) => one.text in accents).length;
	const isAccent = glyphs.map((one) => candidates < 1000 && one.text in accents && overlapsLetter(one, glyphs));
	if (!isMark.includes(true) && !isAccent.includes(true)) return [...glyphs];
	const letters = glyphs.map((one) => ({ ...one }));
	const stands = (at: number) => isMark[at] === false && isAccent[at] === false;
	for (const [at, mark] of letters.entries()) {
		if (stands(at)) continue;
		let before = at - 1;
		while (before >= 0 && !stands(before)) before--;
		let after = at + 1;
		while (after < letters.length && !stands(after)) after++;
		const letter = isAccent[at] === true ? letterUnder(mark, letters, stands) : markedLetter(mark, letters[before], letters[after]);
		if (letter !== undefined) letter.text += accents[mark.text] ?? mark.text;
	}
	return letters.filter((_, at) => stands(at));
}

/**
 * Where a mark stands says little, for its ink is beside its point. The order of drawing tells: a mark comes after its
 * letter, but before it where a line from right to left is drawn from left to right.
 */
function markedLetter(mark: Glyph, before: Glyph | undefined, after: Glyph | undefined): Glyph | undefined {
	const isNear = (one: Glyph | undefined) =>
		one !== undefined &&
		/\p{L}/u.test(one.text) &&
		Math.abs(one.y - mark.y) < one.size &&
		mark.x > one.x - one.size &&
		mark.x < one.end + one.size;
	const isTurned = before === undefined || (after !== undefined && after.x > before.x);
	const [first, second] = /\p{Script=Arabic}|[\u064b-\u0655\u0670]/u.test(mark.text) && isTurned ? [after, before] : [before, after];
	return isNear(first) ? first : isNear(second) ? second : undefined;
}

function letterUnder(accent: Glyph, glyphs: readonly Glyph[], stands: (at: number) => boolean): Glyph | undefined {
	const middle = (accent.x + accent.end) / 2;
	return glyphs.find(
		(one, at) =>
			stands(at) && /^\p{L}$/u.test(one.text) && Math.abs(one.y - accent.y) < 0.4 * one.size && one.x < middle && middle < one.end
	);
}

function overlapsLetter(accent: Glyph, glyphs: readonly Glyph[]): boolean {
	const middle = (accent.x + accent.end) / 2;
	return glyphs.some(
		(one) =>
			one !== accent && /^\p{L}$/u.test(one.text) && Math.abs(one.y - accent.y) < 0.4 * one.size && one.x < middle && middle < one.end
	);
}

/** Signs on one base line, from left to right. Small raised or lowered signs belong to the line that they stand in. */
function linesOf(glyphs: readonly Glyph[]): Glyph[][] {
	const sorted = glyphs.toSorted((a, b) => a.y - b.y);
	const lines: { y: number; size: number; glyphs: Glyph[] }[] = [];
	for (const glyph of sorted) {
		const line = lines.at(-1);
		if (line !== undefined && glyph.y - line.y <= 0.3 * Math.min(line.size, glyph.size)) {
			line.glyphs.push(glyph);
			line.size = Math.max(line.size, glyph.size);
		} else lines.push({ y: glyph.y, size: glyph.size, glyphs: [glyph] });
	}
	for (const [at, line] of lines.entries()) {
		const host = [lines[at + 1], lines[at - 1], lines[at + 2]].find((one) => one !== undefined && isWithin(line, one));
		if (host === undefined) continue;
		host.glyphs.push(...line.glyphs);
		line.glyphs = [];
	}
	return lines.filter((line) => line.glyphs.length > 0).map((line) => line.glyphs.toSorted((a, b) => a.x - b.x || a.end - b.end));
}

function isWithin(small: { y: number; size: number; glyphs: Glyph[] }, host: { y: number; size: number; glyphs: Glyph[] }): boolean {
	if (small.size > 0.82 * host.size || host.glyphs.length === 0 || small.glyphs.length > 2000) return false;
	const rise = host.y - small.y;
	if (rise > 0.62 * host.size || rise < -0.3 * host.size) return false;
	return small.glyphs.every((one) => host.glyphs.some((other) => one.x < other.end + host.size && one.end > other.x - host.size));
}

const marker = /^(?:[•●○◦▪■□❑➢➤✓\-–—·*\uf0b7\uf0a7\uf0d8]|\(?[\p{L}\p{N}]{1,4}[.)]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}\.?)$/u;

function cutLine(line: readonly Glyph[], rules: readonly Rule[], runsRight: boolean, votes: BracketVotes): Fragment[] {
	const parts: Glyph[][] = [];
	const far = farGap(line);
	let end = -Infinity;
	let before: Glyph | undefined;
	for (const glyph of line) {
		if (glyph.text.trim() === '') continue;
		const size = Math.max(glyph.size, before?.size ?? 0);
		const isFar = glyph.x - end > far * size;
		if (before === undefined || isFar || isRuled(rules, end, glyph)) parts.push([]);
		parts.at(-1)?.push(glyph);
		end = Math.max(parts.at(-1)?.length === 1 ? -Infinity : end, glyph.end);
		before = glyph;
	}
	// A number or a bullet stands off from the text that it belongs to.
	for (let at = 0; at < parts.length - 1; at++) {
		const [near, far] = runsRight ? [parts[at + 1], parts[at]] : [parts[at], parts[at + 1]];
		if (near === undefined || far === undefined || near.length > 7) continue;
		const gap = (parts[at + 1]?.[0]?.x ?? 0) - Math.max(...(parts[at] ?? []).map((one) => one.end));
		const first = parts[at + 1]?.[0];
		if (
			marker.test(near.map((one) => one.text).join('')) &&
			gap < 5 * (near[0]?.size ?? 0) &&
			first !== undefined &&
			!isRuled(rules, first.x - gap, first)
		) {
			parts.splice(at, 2, [...(parts[at] ?? []), ...(parts[at + 1] ?? [])]);
		}
	}
	const spaces = line.filter((one) => one.text.trim() === '');
	return parts.map((part) => toFragment(part, spaces, runsRight, votes));
}

/** From how wide a gap on the line is cut, in sizes. A line that was stretched to the margin has wide gaps, but all of them alike. */
function farGap(line: readonly Glyph[]): number {
	const gaps: number[] = [];
	let before: Glyph | undefined;
	for (const glyph of line) {
		if (glyph.text.trim() === '') continue;
		const gap = before === undefined ? 0 : (glyph.x - before.end) / glyph.size;
		if (gap > 0.2) gaps.push(gap);
		before = glyph;
	}
	const most = Math.max(0, ...gaps);
	const isStretched = gaps.length >= 2 && most < 8 && Math.min(...gaps) > most * 0.75;
	return isStretched ? most + 0.1 : 1.25;
}

/** Whether an upright rule stands between what ends at `end` and the glyph. */
function isRuled(rules: readonly Rule[], end: number, glyph: Glyph): boolean {
	const middle = glyph.y - glyph.size * 0.3;
	return rules.some(
		(rule) =>
			rule.x1 - rule.x0 < 3 &&
			rule.y0 <= middle &&
			middle <= rule.y1 &&
			(rule.x0 + rule.x1) / 2 > end - 1 &&
			(rule.x0 + rule.x1) / 2 < glyph.x + 1
	);
}

function toFragment(part: readonly Glyph[], spaces: readonly Glyph[], runsRight: boolean, votes: BracketVotes): Fragment {
	const size = mostUsed(part.map((one) => Math.round(one.size * 10) / 10));
	const body = part.filter((one) => one.size > 0.85 * size);
	const y = mostUsed((body.length > 0 ? body : part).map((one) => Math.round(one.y * 10) / 10));
	const isRaised = (one: Glyph) => one.size < 0.85 * size && y - one.y > 0.15 * size;
	const shown: string[] = [];
	const words: { x0: number; x1: number }[] = [];
	const wide = spaceWidth(part, size);
	const start = part[0]?.x ?? 0;
	let end = start;
	for (const [at, glyph] of part.entries()) {
		const before = part[at - 1];
		const isNew = before === undefined || isSpaced(before, glyph, end, wide, spaces, size);
		if (isNew && before !== undefined) shown.push(' ');
		if (isNew) words.push({ x0: glyph.x, x1: glyph.end });
		else Object.assign(words.at(-1) ?? {}, { x1: glyph.end });
		if (!(isRaised(glyph) && /^\d+$/.test(glyph.text) && isCall(part, at, isRaised, runsRight))) shown.push(glyph.text);
		end = Math.max(end, glyph.end);
	}
	const x1 = Math.max(...part.map((one) => one.end));
	const text = readingOrder(shown, runsRight, votes).replace(/ {2,}/g, ' ').trim();
	const fonts = new Map<Font, number>();
	for (const { font } of part) fonts.set(font, (fonts.get(font) ?? 0) + 1);
	const isRight = runsRight || /^[^\p{L}]*[\u0590-\u08ff]/u.test(text);
	const first = isRight ? part.at(-1) : part[0];
	const word = isRight ? words.at(-1) : words[0];
	return {
		x0: start,
		x1,
		y,
		size,
		text,
		isBold: part.every((one) => one.font.isBold || !/\p{L}/u.test(one.text)) && part.some((one) => one.font.isBold),
		runsRight: isRight,
		fonts,
		// Chinese may break anywhere: one sign and the stop after it have to fit.
		firstWord: word === undefined ? 0 : broad.test(first?.text ?? '') ? 2 * size : word.x1 - word.x0,
		startsRaised: first !== undefined && isRaised(first) && /^\d/.test(first.text)
	};
}

/** A raised number calls a footnote, unless it is the power of a unit or opens the line, where it is the footnote's own. */
function isCall(part: readonly Glyph[], at: number, isRaised: (one: Glyph) => boolean, runsRight: boolean): boolean {
	let from = at;
	while (from > 0 && isRaised(part[from - 1] ?? (part[at] as Glyph))) from--;
	const before = part
		.slice(Math.max(0, from - 4), from)
		.map((one) => one.text)
		.join('');
	const opens = runsRight ? part.slice(at).every(isRaised) : from === 0;
	const isAlone = part.every((one) => isRaised(one) || one.text.trim() === '');
	return !opens && !isAlone && !/(?:^|[^\p{L}])(?:[mckd]?m|10|ft|in|s|x)$/iu.test(before) && from < part.length;
}

/** How far apart words stand at least. Letters set apart on purpose stand wider. */
function spaceWidth(part: readonly Glyph[], size: number): number {
	const gaps: number[] = [];
	for (let at = 1; at < part.length; at++) gaps.push((part[at]?.x ?? 0) - (part[at - 1]?.end ?? 0));
	const quarter = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 0;
	return gaps.length >= 5 && quarter > 0.12 * size ? quarter + 0.22 * size : 0.15 * size;
}

const broad = /[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]/;

function isSpaced(before: Glyph, glyph: Glyph, end: number, wide: number, spaces: readonly Glyph[], size: number): boolean {
	const gap = glyph.x - end;
	const isBroad = broad.test(before.text) || broad.test(glyph.text);
	if (gap > (isBroad ? 0.9 * size : wide)) return true;
	return (
		gap > 0.02 * size &&
		!(broad.test(before.text) && broad.test(glyph.text)) &&
		spaces.some(
			(one) =>
				one.x > before.x && one.x < glyph.x && (one.x + one.end) / 2 > end - 0.05 * size && (one.x + one.end) / 2 < glyph.x + 0.05 * size
		)
	);
}

function mostUsed(numbers: readonly number[]): number {
	const seen = new Map<number, number>();
	for (const one of numbers) seen.set(one, (seen.get(one) ?? 0) + 1);
	return [...seen].reduce<[number, number]>((best, one) => (one[1] > best[1] ? one : best), [numbers[0] ?? 0, 0])[0];
}
