import { sigmoid } from './logistic.ts';

/** Turns the log-odds of a classifier into a probability: σ(slope · odds + shift). */
export type Scale = { slope: number; shift: number };

export const plain: Scale = { slope: 1, shift: 0 };

/**
 * Platt's scaling (1999; the targets and Newton's method after Lin, Lin and Weng, 2007), drawn towards
 * the scale that is believed beforehand, the more the greater `trust`.
 */
export function calibrate(odds: readonly number[], truth: readonly boolean[], believed: Scale = plain, trust = 4): Scale {
	const positives = truth.filter(Boolean).length;
	const high = (positives + 1) / (positives + 2);
	const low = 1 / (odds.length - positives + 2);
	// A slope counts by what it does to log-odds of this size.
	const reach = trust * (odds.reduce((sum, one) => sum + one * one, 0) / Math.max(1, odds.length));
	let { slope, shift } = believed;
	let best = lossOf(slope, shift);
	for (let turn = 0; turn < 100; turn++) {
		let [towardsSlope, towardsShift] = [reach * (slope - believed.slope), trust * (shift - believed.shift)];
		let [bySlope, byBoth, byShift] = [reach + 1e-9, 0, trust + 1e-9];
		for (const [index, one] of odds.entries()) {
			const said = sigmoid(slope * one + shift);
			const error = said - (truth[index] === true ? high : low);
			const bend = said * (1 - said);
			towardsSlope += error * one;
			towardsShift += error;
			bySlope += bend * one * one;
			byBoth += bend * one;
			byShift += bend;
		}
		const area = bySlope * byShift - byBoth * byBoth;
		const stepSlope = (byShift * towardsSlope - byBoth * towardsShift) / area;
		const stepShift = (bySlope * towardsShift - byBoth * towardsSlope) / area;
		let part = 1;
		let found = false;
		while (part > 1e-6 && !found) {
			const loss = lossOf(slope - part * stepSlope, shift - part * stepShift);
			found = loss < best;
			if (found) [slope, shift, best] = [slope - part * stepSlope, shift - part * stepShift, loss];
			part /= 2;
		}
		if (!found || Math.abs(stepSlope) + Math.abs(stepShift) < 1e-6) break;
	}
	return { slope, shift };

	function lossOf(slope: number, shift: number): number {
		let loss = (reach / 2) * (slope - believed.slope) ** 2 + (trust / 2) * (shift - believed.shift) ** 2;
		for (const [index, one] of odds.entries()) {
			const scaled = slope * one + shift;
			const target = truth[index] === true ? high : low;
			loss += Math.max(scaled, 0) + Math.log1p(Math.exp(-Math.abs(scaled))) - target * scaled;
		}
		return loss;
	}
}

/** Expected calibration error: how far, on average over ten bins of equal width, the probability lies from the share that is true. */
export function calibrationError(probabilities: readonly number[], truth: readonly boolean[], bins = 10): number {
	const said = new Float64Array(bins);
	const held = new Float64Array(bins);
	for (const [index, probability] of probabilities.entries()) {
		const bin = Math.min(bins - 1, Math.floor(probability * bins));
		said[bin] = (said[bin] as number) + probability;
		held[bin] = (held[bin] as number) + (truth[index] === true ? 1 : 0);
	}
	return said.reduce((sum, one, bin) => sum + Math.abs(one - (held[bin] as number)), 0) / Math.max(1, probabilities.length);
}
