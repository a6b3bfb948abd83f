import type { Language } from '../languages.ts';
import type { Span } from '../span.ts';
import { Break } from '../tokens.ts';
import { rowOf } from './features.ts';
import type { Weighing } from './features.ts';
import type { Near } from './nearness.ts';
import type { Reading } from './read.ts';
import type { Row } from './rows.ts';
import type { Word } from './words.ts';

/** A clause of a passage, ready to be learnt from: where it stands, and its features. */
export type Clause = Span & { row: Row; part: Reading };

/** A comma parts clauses where so many words stand on either side of it; in Chinese, characters. */
const leastWords = (language: Language) => (language === 'zh' ? 6 : 4);

/** The letters of a clause are left out: its words, and the senses of its words, tell more for less. */
const clauseWeighing = (weighing: Weighing): Weighing => ({ ...weighing, letters: 0 });

export function clausesOf(reading: Reading, weighing: Weighing): Clause[] {
	return cutsOf(reading.language, reading.words).map(([from, to]) => {
		const part = partOf(reading, from, to);
		return { start: part.words[0]?.start ?? 0, end: part.words.at(-1)?.end ?? 0, part, row: rowOf(part, clauseWeighing(weighing)) };
	});
}

/** Where clauses begin and end, word by word. */
function cutsOf(language: Language, words: readonly Word[]): [number, number][] {
	const least = leastWords(language);
	const cuts: [number, number][] = [];
	let from = 0;
	for (let at = 1; at <= words.length; at++) {
		const gap = words[at]?.gap ?? Break.sentence;
		if (gap === Break.none || (gap === Break.comma && (at - from < least || !goesOn(words, at, least)))) continue;
		cuts.push([from, at]);
		from = at;
	}
	return cuts;
}

/** Whether so many words follow before the clause ends. */
function goesOn(words: readonly Word[], from: number, least: number): boolean {
	for (let at = from + 1; at < from + least; at++) if (at >= words.length || (words[at] as Word).gap > Break.comma) return false;
	return true;
}

const nothingNear: ReadonlyMap<string, Near> = new Map();

/** The reading of some words of a text: what stands in them, and the codes that touch them. */
export function partOf(whole: Reading, from: number, to: number): Reading {
	const start = whole.words[from]?.start ?? 0;
	const end = whole.words[to - 1]?.end ?? 0;
	const touches = (one: Span) => one.start < end && start < one.end;
	return {
		...whole,
		words: whole.words.slice(from, to),
		senses: whole.senses.slice(from, to),
		found: whole.found.filter(touches),
		coding: { ...whole.coding, codes: whole.coding.codes.filter(touches) },
		near: nothingNear
	};
}

/** Whether a quote speaks for a clause: one holds half of the other. */
export function speaksFor(quote: Span, clause: Span): boolean {
	const both = Math.min(quote.end, clause.end) - Math.max(quote.start, clause.start);
	return both > 0 && (both * 2 >= clause.end - clause.start || both * 2 >= quote.end - quote.start);
}
