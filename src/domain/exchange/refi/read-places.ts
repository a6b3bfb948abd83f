import { foldLines, folding, narrowing } from './line-ends.ts';
import { placesOf } from './places.ts';
import { squeeze } from './squeeze.ts';

/** A selection as a file has it: two numbers and, in many programs, the words as its name. */
export type Numbered = { start: number; end: number; name: string };

/** Where the words stand in the folded text, in UTF-16 code units. `found`: at the numbers, or by the words because the numbers did not fit. */
export type Placed = { start: number; end: number; found: 'numbers' | 'words' };

type Reading = { start: (n: number) => number; end: (n: number) => number };

/**
 * The places of selections in a text. The standard counts code points of the file as it is, but programs differ: some count line ends of
 * Windows as one or as two, some count UTF-16 code units, some name the last character instead of the one after it. The reading is taken
 * under which most selections agree with their words and begin and end where words do; the standard's, unless another is plainly better.
 * A selection that is nowhere in the text is undefined.
 */
export function readPlaces(written: string, selections: readonly Numbered[]): (Placed | undefined)[] {
	const text = foldLines(written);
	const all = readingsOf(written, text);
	const sample = selections.length <= 500 ? selections : selections.filter((_, at) => at % Math.ceil(selections.length / 500) === 0);
	const scores = all.map((reading) => sample.reduce((sum, one) => sum + agreement(text, one, reading), 0));
	const best = Math.max(...scores);
	const clearly = Math.max(1, sample.length * 0.2);
	const chosen = all[best - (scores[0] ?? 0) > clearly ? scores.indexOf(best) : 0];
	return selections.map((one) => (chosen === undefined ? undefined : placeOne(text, one, chosen)));
}

/** The ways in which the numbers may be meant; the standard's first. */
function readingsOf(written: string, text: string): Reading[] {
	const [ofWritten, ofText] = [placesOf(written), placesOf(text)];
	const fold = folding(written);
	const narrow = narrowing(text);
	const wide = placesOf(text.replaceAll('\n', '\r\n'));
	const isSame = written === text;
	const ways: ((n: number) => number)[] = [
		(n) => fold(ofWritten.toUnit(n)),
		...(isSame ? [] : [(n: number) => ofText.toUnit(n)]),
		...(text.includes('\n') ? [(n: number) => narrow(wide.toUnit(n))] : []),
		...(ofWritten.points === written.length ? [] : [(n: number) => fold(n), ...(isSame ? [] : [(n: number) => n])])
	];
	return ways.flatMap((way) => [
		{ start: way, end: way },
		{ start: way, end: (n: number) => way(n + 1) }
	]);
}

const isWord = /[\p{L}\p{M}\p{N}]/u;
const isEdge = (text: string, at: number) =>
	at <= 0 || at >= text.length || !isWord.test(text[at - 1] ?? '') || !isWord.test(text[at] ?? '');

function agreement(text: string, { start, end, name }: Numbered, reading: Reading): number {
	const [from, to] = [reading.start(start), reading.end(end)];
	if (from < 0 || to > text.length || to <= from) return -5;
	const edges = Number(isEdge(text, from)) + Number(isEdge(text, to));
	return edges + (isNamed(text.slice(from, to), name) ? 5 : 0);
}

/** Whether a name gives the words, or how they begin. */
function isNamed(words: string, name: string): boolean {
	const [said, named] = [squeeze(words).text, squeeze(name.replace(/(\.\.\.|…)$/, '')).text];
	return named !== '' && (said === named || (named.length >= 20 && said.startsWith(named)));
}

function placeOne(text: string, one: Numbered, reading: Reading): Placed | undefined {
	const [from, to] = [Math.max(0, reading.start(one.start)), Math.min(text.length, reading.end(one.end))];
	const words = text.slice(from, to);
	if (one.name.trim() !== '' && !isNamed(words, one.name)) {
		const start = nearest(text, one.name.trim(), from);
		if (start !== undefined) return { start, end: start + one.name.trim().length, found: 'words' };
	}
	if (words.trim() === '') return undefined;
	const start = from + (words.length - words.trimStart().length);
	return { start, end: start + words.trim().length, found: 'numbers' };
}

/** Where words stand, the place nearest to one that was given. */
function nearest(text: string, words: string, near: number): number | undefined {
	const wanted = foldLines(words);
	const after = text.indexOf(wanted, Math.max(0, near));
	const before = text.lastIndexOf(wanted, Math.max(0, near));
	if (after === -1 || before === -1) return after === before ? undefined : Math.max(after, before);
	return after - near <= near - before ? after : before;
}
