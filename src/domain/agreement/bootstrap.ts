import { seededRandom } from '#text/random.ts';
import type { Confidence, Interval } from './model.ts';

/** How a bootstrap is drawn: the same seed over the same documents in the same order gives the same interval. */
export type Drawing = { seed: number; draws?: number; confidence?: Confidence };

/**
 * A statistic of as many documents as there are, drawn with replacement, over and over (Efron and Tibshirani 1993). Documents are
 * drawn whole, because the passages of one are no independent witnesses.
 */
export function drawDocuments<Document>(
	documents: readonly Document[],
	statistic: (drawn: readonly Document[]) => number | null,
	{ seed, draws = 2000 }: Drawing
): (number | null)[] {
	if (documents.length < 2) return [];
	const random = seededRandom(seed);
	const drawn = [...documents];
	return Array.from({ length: draws }, () => {
		for (let at = 0; at < drawn.length; at++) drawn[at] = documents[Math.floor(random() * documents.length)] as Document;
		return statistic(drawn);
	});
}

/** How often each of so many documents is drawn, draw by draw, for statistics that many things have in common. None of fewer than two. */
export function drawTimes(documents: number, { seed, draws = 2000 }: Drawing): Uint16Array[] {
	if (documents < 2) return [];
	const random = seededRandom(seed);
	return Array.from({ length: draws }, () => {
		const times = new Uint16Array(documents);
		for (let drawn = 0; drawn < documents; drawn++) {
			const at = Math.floor(random() * documents);
			times[at] = (times[at] ?? 0) + 1;
		}
		return times;
	});
}

/**
 * The percentile interval of a statistic's draws: with B of them, from the k-th smallest to the k-th largest, where k is
 * (B + 1)(1 − confidence)/2 rounded down (Efron and Tibshirani 1993). Draws in which the statistic is undefined are left out; where
 * they are more than one in ten, or there were fewer than two documents, there is no interval.
 */
export function percentileInterval(drawn: readonly (number | null)[], confidence: Confidence = 0.95): Interval | null {
	const sorted = Float64Array.from(drawn.filter((one) => one !== null)).sort();
	if (drawn.length === 0 || sorted.length < 0.9 * drawn.length) return null;
	// A hair is added before rounding down, because (1 − 0.9)/2 is a hair below 0.05.
	const from = Math.max(1, Math.floor(((sorted.length + 1) * (1 - confidence)) / 2 + 1e-9));
	const [low, high] = [sorted.at(from - 1), sorted.at(-from)];
	return low === undefined || high === undefined ? null : { low, high };
}

/** The percentile bootstrap interval of any statistic, over whole documents. */
export function bootstrapInterval<Document>(
	documents: readonly Document[],
	statistic: (drawn: readonly Document[]) => number | null,
	drawing: Drawing
): Interval | null {
	return percentileInterval(drawDocuments(documents, statistic, drawing), drawing.confidence);
}
