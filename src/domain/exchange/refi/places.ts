/** Places in a string, counted in Unicode code points as exchanged files count them, and in UTF-16 code units as JavaScript does. */
export type Places = { points: number; toPoint: (unit: number) => number; toUnit: (point: number) => number };

/** Only the characters beyond the Basic Multilingual Plane make a difference; they are few. */
export function placesOf(text: string): Places {
	const pairs = [...text.matchAll(/[\u{10000}-\u{10ffff}]/gu)].map(({ index }) => index);
	return {
		points: text.length - pairs.length,
		toPoint: (unit) => unit - countBelow(pairs.length, (at) => (pairs[at] ?? 0) < unit),
		toUnit: (point) => point + countBelow(pairs.length, (at) => (pairs[at] ?? 0) - at < point)
	};
}

/** How many of the first `length` places satisfy a condition that holds up to one of them and not beyond. */
export function countBelow(length: number, isBelow: (at: number) => boolean): number {
	let [from, to] = [0, length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (isBelow(middle)) from = middle + 1;
		else to = middle;
	}
	return from;
}
