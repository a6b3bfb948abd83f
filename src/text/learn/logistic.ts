import { seededRandom, shuffle } from '../random.ts';
import type { Rows } from './rows.ts';

/** Says of a label that nobody looked whether it holds: there is nothing to learn from it. */
export const unknown = 2;

/** What is to be learnt: for each row and label (row × labels + label) whether it holds, and the log-odds that are believed beforehand. */
export type Task = { labels: number; truth: Uint8Array; prior?: Float32Array | undefined };

export type Effort = {
	/** How much a row may pull: the inverse of the L2 penalty. */ cost: number;
	/** A rare label's rows pull harder: by the ratio of the others to them, to this power. */ balance: number;
	epochs: number;
	seed: number;
};

/** Log-odds so near to what they should be are left. */
const enough = 0.005;
/** Training ends when no row's pull moves by more than so great a share of its cost. */
const still = 0.02;
const heaviest = 30;

/**
 * L2-regularised logistic regression of many labels at once by dual coordinate descent (Yu, Huang and Lin, Machine Learning 85, 2011), with
 * believed log-odds that each weight departs from. Weights stand column × labels + label, so that one row's labels lie side by side.
 */
export function trainLogistic(rows: Rows, columns: number, { labels, truth, prior }: Task, effort: Effort): Float32Array {
	const { count, start, at, value } = rows;
	const weights = new Float32Array(columns * labels);
	const costs = costsOf(count, labels, truth, effort);
	// The log-odds of the dual variable: α = cost · σ(odds). Near zero at first, as the weights are.
	const odds = new Float64Array(count * labels).fill(-18);
	const order = Int32Array.from({ length: count }, (_, row) => row);
	const random = seededRandom(effort.seed);
	const margin = new Float64Array(labels);
	const step = new Float64Array(labels);
	for (let epoch = 0; epoch < effort.epochs; epoch++) {
		shuffle(order, random);
		let worst = 0;
		for (const row of order) {
			const from = start[row] as number;
			const to = start[row + 1] as number;
			let norm = 0;
			margin.fill(0);
			for (let index = from; index < to; index++) {
				const amount = value[index] as number;
				const base = (at[index] as number) * labels;
				norm += amount * amount;
				for (let label = 0; label < labels; label++) margin[label] = (margin[label] as number) + amount * (weights[base + label] as number);
			}
			let moves = false;
			for (let label = 0; label < labels; label++) {
				const cell = row * labels + label;
				if (truth[cell] === unknown) {
					step[label] = 0;
					continue;
				}
				const side = truth[cell] === 1 ? 1 : -1;
				const cost = costs[label * 2 + (side > 0 ? 1 : 0)] as number;
				const before = odds[cell] as number;
				const alpha = cost * sigmoid(before);
				const slope = side * ((margin[label] as number) + (prior === undefined ? 0 : (prior[cell] as number)));
				const gap = slope + before;
				if (Math.abs(gap) < enough) {
					step[label] = 0;
					continue;
				}
				const after = solve(norm, cost, alpha, slope, before);
				odds[cell] = after;
				const move = cost * sigmoid(after) - alpha;
				worst = Math.max(worst, Math.abs(move) / cost);
				step[label] = side * move;
				moves = true;
			}
			if (!moves) continue;
			for (let index = from; index < to; index++) {
				const amount = value[index] as number;
				const base = (at[index] as number) * labels;
				for (let label = 0; label < labels; label++)
					weights[base + label] = (weights[base + label] as number) + amount * (step[label] as number);
			}
		}
		if (worst < still) break;
	}
	return weights;
}

/** The root of norm·(cost·σ(t) − alpha) + slope + t, which rises with t: Newton's steps, held inside the bracket that they narrow. */
function solve(norm: number, cost: number, alpha: number, slope: number, from: number): number {
	let low = -slope - norm * cost - 1;
	let high = -slope + norm * cost + 1;
	let odds = Math.min(high, Math.max(low, from));
	for (let turn = 0; turn < 12; turn++) {
		const share = sigmoid(odds);
		const height = norm * (cost * share - alpha) + slope + odds;
		if (Math.abs(height) < 1e-4) break;
		if (height > 0) high = odds;
		else low = odds;
		odds -= height / (1 + norm * cost * share * (1 - share));
		if (odds <= low || odds >= high) odds = (low + high) / 2;
	}
	return odds;
}

/** By label: the cost of a row without it, and of one with it. */
function costsOf(count: number, labels: number, truth: Uint8Array, { cost, balance }: Effort): Float64Array {
	const costs = new Float64Array(labels * 2);
	for (let label = 0; label < labels; label++) {
		let positives = 0;
		let known = 0;
		for (let row = 0; row < count; row++) {
			const held = truth[row * labels + label] as number;
			if (held === unknown) continue;
			known++;
			positives += held;
		}
		const ratio = positives === 0 ? 1 : Math.max(1, (known - positives) / positives);
		costs[label * 2] = cost;
		costs[label * 2 + 1] = cost * Math.min(heaviest, ratio ** balance);
	}
	return costs;
}

export function sigmoid(odds: number): number {
	return 1 / (1 + Math.exp(-odds));
}

/** The log-odds that the weights give one row, all labels; added to what `into` holds. */
export function addMargins(rows: Rows, row: number, weights: Float32Array, labels: number, into: Float64Array): void {
	for (let index = rows.start[row] as number; index < (rows.start[row + 1] as number); index++) {
		const amount = rows.value[index] as number;
		const base = (rows.at[index] as number) * labels;
		for (let label = 0; label < labels; label++) into[label] = (into[label] as number) + amount * (weights[base + label] as number);
	}
}
