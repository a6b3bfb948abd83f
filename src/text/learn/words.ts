import type { Language } from '../languages.ts';
import type { Lexicon } from '../lexicon.ts';
import { inLowerCase } from '../lower-case.ts';
import type { Span } from '../span.ts';
import { stem } from '../stem.ts';
import { Trait } from '../tokens.ts';

/** A word with its stem and its letters; `gap`: how strongly it is cut off from the one before (see `Break`). */
export type Word = Span & { stem: string; form: string; gap: number };

/** The words of the text that the lexicon read last. */
export function wordsOf({ language, tokens }: Pick<Lexicon, 'language' | 'tokens'>, text: string): Word[] {
	const words: Word[] = [];
	for (let at = 0; at < tokens.count; at++) {
		const start = tokens.start[at] as number;
		const end = tokens.end[at] as number;
		const isNumber = ((tokens.trait[at] as number) & Trait.number) !== 0;
		const form = isNumber ? '#' : inLowerCase(text, start, end);
		words.push({ start, end, form, stem: isNumber ? '#' : stemOf(language, form), gap: tokens.gap[at] as number });
	}
	return words;
}

const stemsMet = new Map<string, string>();
const mostStems = 200_000;

/** Stemming is slow, and most words come again. */
function stemOf(language: Language, form: string): string {
	const key = `${language}${form}`;
	const known = stemsMet.get(key);
	if (known !== undefined) return known;
	if (stemsMet.size >= mostStems) stemsMet.clear();
	const made = stem(language, form);
	stemsMet.set(key, made);
	return made;
}
