import type { Confidence, Interval } from './model.ts';

const deviates: Record<Confidence, number> = { 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 };

/** The score interval of a share seen in `total` independent trials (Wilson 1927); an endless `total` makes it a point. */
export function wilsonOf(share: number, total: number, confidence: Confidence = 0.95): Interval {
	const z = deviates[confidence];
	const pull = z ** 2 / total;
	const half = z * Math.sqrt((share * (1 - share)) / total + pull / (4 * total));
	const [low, high] = [share + pull / 2 - half, share + pull / 2 + half].map((bound) => bound / (1 + pull));
	return { low: share === 0 ? 0 : Math.max(0, low ?? 0), high: share === 1 ? 1 : Math.min(1, high ?? 1) };
}

/** The score interval of `count` successes in `total` independent trials (Wilson 1927), null where there were none. */
export function wilson(count: number, total: number, confidence: Confidence = 0.95): Interval | null {
	return total > 0 ? wilsonOf(count / total, total, confidence) : null;
}

/** A quantity with its own interval, and what one of it adds to a sum. */
export type Term = Interval & { weight: number; value: number };

/**
 * The interval of a weighted sum of independent quantities from the interval of each: square and add (Newcombe 1998), for any number
 * of terms after Zou, Huang and Zhang 2009. Unlike the delta method it is right near 0 and 1, where audits of good coders end up.
 */
export function sumInterval(terms: readonly Term[]): Interval & { value: number } {
	let value = 0;
	let below = 0;
	let above = 0;
	for (const term of terms) {
		const [at, one, other] = [term.weight * term.value, term.weight * term.low, term.weight * term.high];
		value += at;
		below += (at - Math.min(one, other)) ** 2;
		above += (Math.max(one, other) - at) ** 2;
	}
	return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) };
}
