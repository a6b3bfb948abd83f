import type { Learnt } from '#text/learn/model.ts';

/** So many sizes of weight on either side of zero are told apart: enough to say the same, and a model packs to a fraction. */
const sizes = 31;
/** Shorter lists are kept as they are. */
const short = 4096;

/** A model with its long lists of weights rounded. What is measured, kept and sent is the rounded one. */
export function rounded(learnt: Learnt): Learnt {
	// The cast: nothing changes but the values in lists of numbers.
	return walk(learnt) as Learnt;
}

function walk(value: unknown): unknown {
	if (value instanceof Float32Array) return value.length < short ? value : round(value);
	if (ArrayBuffer.isView(value) || Array.isArray(value) || value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, walk(own)]));
}

function round(weights: Float32Array): Float32Array {
	const most = weights.reduce((sum, one) => Math.max(sum, Math.abs(one)), 0);
	if (most === 0) return weights;
	// Added to zero, minus zero is zero, so that all zeros pack alike.
	return weights.map((one) => (Math.round((one / most) * sizes) * most) / sizes + 0);
}
