import { Break } from './tokens.ts';
import { isPassedOver, step } from './lexicon.ts';
import type { Entry, Lexicon } from './lexicon.ts';
import { scan } from './scan.ts';
import { commaWord } from './vocabulary.ts';

/** A wording found in a text: tokens `from` to `to` (exclusive) of the scan. */
export type Hit = { entry: Entry; from: number; to: number };

const longestPause = 3;

/**
 * Finds every wording of the lexicon in a text, in one pass whose cost does not grow with the number of wordings.
 * Links and complements between the words are passed over. Of the wordings of one scheme, the longest wins;
 * an exclusion silences its own concept inside it. The scan's tokens stay in `lexicon.tokens` until the next call.
 */
export function find(lexicon: Lexicon, text: string): Hit[] {
	const { tokens, first, entries, schemes, vocabulary } = lexicon;
	scan(vocabulary, text, tokens);
	const { count, word } = tokens;
	const hits: Hit[] = [];
	const reach = new Int32Array(schemes.length);
	for (let from = 0; from < count; from++) {
		const start = word[from] as number;
		if (start === 0) continue;
		const node = first[start] as number;
		if (node === 0) continue;
		walk(lexicon, from, node);
		// Longest first: a shorter wording of the same scheme lies inside it, or inside one that began before and reaches as far.
		for (let at = foundCount - 1; at >= 0; at--) {
			const entry = entries[found[at * 2] as number] as Entry;
			const to = found[at * 2 + 1] as number;
			if (entry.kind === 'exclusion') return settle(everyHit(lexicon));
			const far = reach[entry.schemeAt] as number;
			if (to < far || (to === far && hits.length > 0 && !isTwin(hits, entry, from, to))) continue;
			reach[entry.schemeAt] = to;
			hits.push({ entry, from, to });
		}
	}
	return hits;
}

/** Whether a kept hit of the same scheme covers the very same words: two concepts may share a wording. */
function isTwin(hits: readonly Hit[], entry: Entry, from: number, to: number): boolean {
	for (let at = hits.length - 1; at >= 0; at--) {
		const hit = hits[at] as Hit;
		if (hit.from !== from) return false;
		if (hit.to === to && hit.entry.schemeAt === entry.schemeAt) return true;
	}
	return false;
}

/** What the last walk found: pairs of an entry's number and the token after its end, the shortest first. */
const found = new Int32Array(1024);
let foundCount = 0;

/** Follows the tree from one token, as far as words of wordings go on. */
function walk(lexicon: Lexicon, from: number, start: number): void {
	const { tokens, ends, endLists, vocabulary } = lexicon;
	const { count, word, gap } = tokens;
	let node = start;
	let to = from + 1;
	foundCount = 0;
	while (node !== 0) {
		const list = ends[node] as number;
		if (list !== 0) {
			const ended = endLists[list] as readonly number[];
			for (let at = 0; at < ended.length && foundCount < found.length / 2; at++) {
				found[foundCount * 2] = ended[at] as number;
				found[foundCount * 2 + 1] = to;
				foundCount++;
			}
		}
		if (to >= count || word[to] === 0 || (gap[to] as number) > Break.comma) return;
		if (gap[to] === Break.comma) node = step(lexicon, node, commaWord);
		if (node === 0) return;
		let next = step(lexicon, node, word[to] as number);
		for (let pause = 0; next === 0 && pause < longestPause && isPassedOver(vocabulary.roles[word[to] as number]); pause++) {
			to++;
			if (to >= count || gap[to] !== Break.none || word[to] === 0) return;
			next = step(lexicon, node, word[to] as number);
		}
		node = next;
		to++;
	}
}

/** Every hit, the contained and the excluded too: for texts in which an exclusion was found. */
function everyHit(lexicon: Lexicon): Hit[] {
	const { tokens, first, entries } = lexicon;
	const hits: Hit[] = [];
	for (let from = 0; from < tokens.count; from++) {
		const node = first[tokens.word[from] as number] as number;
		if (node === 0) continue;
		walk(lexicon, from, node);
		for (let at = 0; at < foundCount; at++)
			hits.push({ entry: entries[found[at * 2] as number] as Entry, from, to: found[at * 2 + 1] as number });
	}
	return hits;
}

/** Keeps, scheme by scheme, what no exclusion silences and no longer wording contains; hits come in order of their start, so one sweep does it. */
function settle(hits: Hit[]): Hit[] {
	const kept: Hit[] = [];
	for (const group of Map.groupBy(hits, ({ entry }) => entry.scheme).values()) {
		const exclusions = group.filter(({ entry }) => entry.kind === 'exclusion');
		const excluded = (one: Hit) =>
			exclusions.some((by) => by.entry.conceptId === one.entry.conceptId && by.from < one.to && one.from < by.to);
		const open = group.filter((one) => one.entry.kind !== 'exclusion' && !excluded(one));
		open.sort((a, b) => a.from - b.from || b.to - a.to);
		let reach = 0;
		let longestFrom = -1;
		for (const one of open) {
			if (one.to < reach || (one.to === reach && one.from > longestFrom)) continue;
			if (one.to > reach) longestFrom = one.from;
			reach = one.to;
			kept.push(one);
		}
	}
	return kept.sort((a, b) => a.from - b.from || b.to - a.to);
}
