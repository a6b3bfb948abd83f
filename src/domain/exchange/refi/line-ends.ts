import { countBelow } from './places.ts';

/** Folds the line ends of all systems into line feeds. */
export const foldLines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Tells where a place in the text as it was written stands once line ends are folded. */
export function folding(written: string): (unit: number) => number {
	const dropped = [...written.matchAll(/\r(?=\n)/g)].map(({ index }) => index);
	return (unit) => unit - countBelow(dropped.length, (at) => (dropped[at] ?? 0) < unit);
}

/** Tells where a place stands that was counted as if every line end were two characters. */
export function narrowing(folded: string): (unit: number) => number {
	const ends = [...folded.matchAll(/\n/g)].map(({ index }) => index);
	return (unit) => unit - countBelow(ends.length, (at) => (ends[at] ?? 0) + at < unit);
}
