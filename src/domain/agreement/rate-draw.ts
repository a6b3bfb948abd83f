import type { Rate } from './accuracy.ts';

/** Two independent normal deviates in one (Box and Muller 1958); the second is not kept, so that each call takes two numbers. */
export function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A draw from the gamma distribution of a shape (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: () => number): number {
	if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
	const from = shape - 1 / 3;
	const by = 1 / Math.sqrt(9 * from);
	for (;;) {
		const deviate = normal(random);
		const cube = (1 + by * deviate) ** 3;
		if (cube > 0 && Math.log(1 - random()) < deviate ** 2 / 2 + from - from * cube + from * Math.log(cube)) return from * cube;
	}
}

/**
 * What a rate could be, given what was read: beta with Jeffreys' half on each side, on the effective number of passages. Drawing documents
 * anew would say of 0 in 40 that it is always 0.
 */
export function drawRate({ share, effective }: Rate, random: () => number): number {
	const yes = gamma(share * effective + 0.5, random);
	const no = gamma((1 - share) * effective + 0.5, random);
	return yes / (yes + no);
}
