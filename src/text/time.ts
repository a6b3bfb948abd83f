import type { Hit } from './find.ts';
import { Role } from './function-words.ts';
import type { Lexicon } from './lexicon.ts';
import { Trait } from './tokens.ts';

const year = /^(19|20)\d\d$/;
const reach = 2;

/** The first time that a text names: a year, a date, or a number of months or years. */
export function timeIn({ tokens, vocabulary }: Lexicon, text: string, hits: readonly Hit[]): string | null {
	// "40 inspectors by March": what opens with a preposition is not counted by the number before it.
	const isCounted = (from: number) => vocabulary.roles[tokens.word[from] as number] !== Role.complement;
	const units = hits.filter(({ entry }) => entry.conceptId === 'cue/time');
	const wordNumbers = new Set(hits.filter(({ entry }) => entry.conceptId === 'cue/number').map(({ from }) => from));
	for (let at = 0; at < tokens.count; at++) {
		const isDigits = ((tokens.trait[at] as number) & Trait.number) !== 0;
		if (!isDigits && !wordNumbers.has(at)) continue;
		const start = tokens.start[at] as number;
		const end = tokens.end[at] as number;
		const near = units.find(({ from, to }) => (from > at && from - at <= reach && isCounted(from)) || (at >= to && at - to < reach));
		if (near !== undefined)
			return text.slice(Math.min(start, tokens.start[near.from] as number), Math.max(end, tokens.end[near.to - 1] as number));
		if (isDigits && year.test(westernDigits(text.slice(start, end))) && !/[/.-]/.test(text.charAt(start - 1)))
			return text.slice(start, end);
	}
	return null;
}

function westernDigits(number: string): string {
	return number.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
