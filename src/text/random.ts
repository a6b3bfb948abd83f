/** A pseudo-random number in [0, 1) from a seed: mulberry32. The same seed gives the same numbers. */
export function seededRandom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Puts the numbers in an order drawn from the random source (Fisher and Yates). */
export function shuffle(numbers: Int32Array, random: () => number): void {
	for (let at = numbers.length - 1; at > 0; at--) {
		const other = Math.floor(random() * (at + 1));
		const kept = numbers[at] as number;
		numbers[at] = numbers[other] as number;
		numbers[other] = kept;
	}
}
