import { codeText } from '../code.ts';
import type { Coding, Context } from '../code.ts';
import { find } from '../find.ts';
import type { Language } from '../languages.ts';
import type { Lexicon, WordingKind } from '../lexicon.ts';
import type { Span } from '../span.ts';
import { nearConcepts } from './nearness.ts';
import type { Near, Nearness } from './nearness.ts';
import { wordsOf } from './words.ts';
import { sensesOf } from './senses/senses.ts';
import type { Word } from './words.ts';

/** A wording of the codebook that a text holds. */
export type Found = Span & { concept: string; scheme: string; kind: WordingKind };

/** All that features are made of. */
export type Reading = {
	language: Language;
	text: string;
	words: Word[];
	found: Found[];
	coding: Coding;
	/** By concept: how near the text comes to the concept's wordings, be they found or not. */ near: ReadonlyMap<string, Near>;
	/** Word by word: the senses that it may have. */ senses: readonly (readonly number[])[];
};

/** Reads a text as the rules do, and keeps what the classifier can learn from. */
export function readText(lexicon: Lexicon, nearness: Nearness, text: string, about: Context = {}): Reading {
	const coding = codeText(lexicon, text, about);
	const { tokens } = lexicon;
	const found = find(lexicon, text).map(({ entry, from, to }) => ({
		concept: entry.conceptId,
		scheme: entry.scheme,
		kind: entry.kind,
		start: tokens.start[from] as number,
		end: tokens.end[to - 1] as number
	}));
	const words = wordsOf(lexicon, text);
	return {
		language: lexicon.language,
		text,
		words,
		found,
		coding,
		near: nearConcepts(nearness, words),
		senses: sensesOf(lexicon.language, words)
	};
}
