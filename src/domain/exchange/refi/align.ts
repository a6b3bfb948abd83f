import { countBelow } from './places.ts';
import { squeeze } from './squeeze.ts';

/** Words of one passage, in UTF-16 code units of its body; the end is exclusive. */
export type Stretch = { passage: number; start: number; end: number };

/** How far ahead a passage is looked for before it is looked for everywhere, and how often the latter is done. */
const ahead = 20_000;
const mostSearches = 200;

/**
 * Lays passages over the text that they were cut from, although spaces, marks of lists and line ends differ, and tells which words of which
 * passages a stretch of the text covers. A stretch across the border of two passages covers a part of each.
 */
export function alignPassages(text: string, bodies: readonly string[]): (start: number, end: number) => Stretch[] {
	const source = squeeze(text);
	const parts: { passage: number; from: number; to: number }[] = [];
	let [cursor, searches] = [0, 0];
	for (const [passage, body] of bodies.entries()) {
		const words = squeeze(body).text;
		if (words === '') continue;
		const window = source.text.slice(cursor, cursor + words.length + ahead).indexOf(words);
		const from = window !== -1 ? cursor + window : searches++ < mostSearches ? source.text.indexOf(words) : -1;
		if (from === -1) continue;
		parts.push({ passage, from, to: from + words.length });
		if (window !== -1) cursor = from + words.length;
	}
	parts.sort((a, b) => a.from - b.from);
	return (start, end) => {
		const first = countBelow(source.to.length, (at) => (source.to[at] ?? 0) <= start);
		const last = countBelow(source.from.length, (at) => (source.from[at] ?? 0) < end);
		const covered: Stretch[] = [];
		for (let at = countBelow(parts.length, (one) => (parts[one]?.from ?? 0) < last) - 1; at >= 0; at--) {
			const part = parts[at];
			if (part === undefined || part.to <= first) break;
			covered.unshift(within(bodies, part.passage, Math.max(first, part.from) - part.from, Math.min(last, part.to) - part.from));
		}
		return covered;
	};
}

/** Words of a passage from the squeezed places between which they stand. */
function within(bodies: readonly string[], passage: number, first: number, last: number): Stretch {
	const body = bodies[passage] ?? '';
	const { from, to } = squeeze(body);
	return { passage, start: from[first] ?? 0, end: to[last - 1] ?? body.length };
}

/** Looks words up in passages that were not cut from this text, or were cut otherwise; found only where they stand once. */
export function wordFinder(bodies: readonly string[]): (words: string) => Stretch[] {
	let squeezed: string[] | undefined;
	return (words) => {
		const wanted = squeeze(words).text;
		if (wanted === '') return [];
		squeezed ??= bodies.map((body) => squeeze(body).text);
		const found: Stretch[] = [];
		for (const [passage, text] of squeezed.entries()) {
			for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
				if (found.length > 0) return [];
				found.push(within(bodies, passage, at, at + wanted.length));
			}
		}
		return found;
	};
}
