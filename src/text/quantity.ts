import { marks, Mark } from './characters.ts';
import type { Hit } from './find.ts';
import type { Lexicon } from './lexicon.ts';
import { Break, Trait } from './tokens.ts';

const measured = new Set(['cue/unit', 'cue/currency']);
/** How many words may stand between a number and what it counts: "12 new portable analysers". */
const reach = 3;

/** The first quantity that a text names: a number with a unit, a currency, a percentage or a thing counted. Years, dates, articles and document symbols are not quantities. */
export function quantityIn(lexicon: Lexicon, text: string, hits: readonly Hit[]): string | null {
	const { tokens } = lexicon;
	const wordNumbers = new Set(hits.filter(({ entry }) => entry.conceptId === 'cue/number').map(({ from }) => from));
	const counted = hits.filter(
		({ entry }) => measured.has(entry.conceptId) || entry.scheme === 'need' || entry.conceptId === 'cue/item' || entry.scheme === 'source'
	);
	for (let at = 0; at < tokens.count; at++) {
		const isDigits = ((tokens.trait[at] as number) & Trait.number) !== 0;
		if (!isDigits && !wordNumbers.has(at)) continue;
		const start = tokens.start[at] as number;
		const end = tokens.end[at] as number;
		if (isDigits && isReference(text, start, end)) continue;
		const money = isDigits ? moneyAround(text, start, end) : undefined;
		if (money !== undefined) return money;
		const after = counted.find(({ from }) => from > at && from - at <= reach && unbroken(lexicon, at, from));
		if (after !== undefined && !isYear(text, start, end)) return text.slice(start, tokens.end[after.to - 1] as number);
		const before = counted.find(({ entry, to }) => entry.conceptId === 'cue/currency' && to === at);
		if (before !== undefined && isDigits) return text.slice(tokens.start[before.from] as number, end);
	}
	return null;
}

function unbroken({ tokens }: Lexicon, from: number, to: number): boolean {
	for (let at = from + 1; at <= to; at++) if (tokens.gap[at] !== Break.none) return false;
	return true;
}

/** "$ 40 000", "40 %", "€1.5m" with their signs, or undefined. */
function moneyAround(text: string, start: number, end: number): string | undefined {
	const before = /[$€£¥₽]\s?$/u.exec(text.slice(Math.max(0, start - 2), start));
	if (before !== null) return text.slice(start - before[0].length, end);
	const after = /^\s?[%٪‰$€£¥₽％]/u.exec(text.slice(end, end + 2));
	return after === null ? undefined : text.slice(start, end + after[0].length);
}

function isYear(text: string, start: number, end: number): boolean {
	return end - start === 4 && /^(19|20|١٩|٢٠|۲۰)/.test(text.slice(start, end));
}

/** Part of a symbol or a number that names rather than counts: MC-5/12, COP.6, 14.3 at the start of a line, "(5)". */
function isReference(text: string, start: number, end: number): boolean {
	const before = text.charAt(start - 1);
	const after = text.charAt(end);
	if (/[/.\-‑#№]/.test(before) && start > 1 && marks[text.charCodeAt(start - 2)] !== Mark.gap) return true;
	return /[/‑]/.test(after) && marks[text.charCodeAt(end + 1)] === Mark.digit;
}
