import { evidenceCount, evidenceOf } from './evidence.ts';
import type { ClauseOdds } from './evidence.ts';
import { facetOf, facets } from './labels.ts';
import { trainLogistic } from './logistic.ts';
import type { Model, Settings } from './model.ts';
import type { Rows } from './rows.ts';
import { isConcept, kinOf } from './topics.ts';

/** What the last step weighs: one, the log-odds of the whole passage, the evidence of its clauses, those of kin, of a statement, and of the others. */
export const evidenceAt = 2;
export const stackCount = evidenceAt + evidenceCount + 3;

/** How the labels of a model stand to each other. */
export type Ties = { mates: readonly (readonly number[])[]; kin: readonly (readonly number[])[]; states: number };

const tiesMet = new WeakMap<readonly string[], Ties>();

export function tiesOf(labels: readonly string[]): Ties {
	const known = tiesMet.get(labels) ?? makeTies(labels);
	tiesMet.set(labels, known);
	return known;
}

function makeTies(labels: readonly string[]): Ties {
	const mates = labels.map((label) => labels.flatMap((other, at) => (other !== label && facetOf(other) === facetOf(label) ? [at] : [])));
	const kin = labels.map((label) => kinOf(label).flatMap((one) => (labels.includes(one) ? [labels.indexOf(one)] : [])));
	return { mates: mates.map((others, at) => (isConcept(labels[at] ?? '') ? others : [])), kin, states: labels.indexOf('states/any') };
}

/** What is weighed for each label (label × stackCount + kind). */
export function stackFeatures(labels: readonly string[], ties: Ties, odds: Float64Array, clauses: ClauseOdds): Float32Array {
	const features = new Float32Array(labels.length * stackCount);
	const evidence = evidenceOf(clauses, labels, ties.mates);
	const most = (others: readonly number[] | undefined) => {
		let best = -12;
		for (const other of others ?? []) best = Math.max(best, odds[other] as number);
		return best / 2;
	};
	for (const at of labels.keys()) {
		const base = at * stackCount;
		features[base] = 1;
		features[base + 1] = (odds[at] as number) / 2;
		features.set(evidence.subarray(at * evidenceCount, (at + 1) * evidenceCount), base + evidenceAt);
		const kin = ties.kin[at] ?? [];
		features[base + evidenceAt + evidenceCount] = kin.length === 0 ? 0 : most(kin);
		features[base + evidenceAt + evidenceCount + 1] = ties.states < 0 ? 0 : (odds[ties.states] as number) / 2;
		features[base + evidenceAt + evidenceCount + 2] = most(ties.mates[at]);
	}
	return features;
}

/** So few weights need no more pairs of passage and label to be learnt from. */
const enoughPairs = 200_000;
const stackCost = 0.5;

/** Learns for each facet how to weigh them, from passages whose log-odds are those of models that have not seen them. */
export function trainStack(
	labels: readonly string[],
	features: readonly Float32Array[],
	truths: readonly Uint8Array[],
	{ epochs }: Pick<Settings, 'epochs'>
): NonNullable<Model['stack']> {
	const stack: NonNullable<Model['stack']> = {};
	for (const facet of facets) {
		const members = labels.flatMap((label, at) => (facetOf(label) === facet && isConcept(label) ? [at] : []));
		if (members.length === 0) continue;
		const every = Math.ceil((features.length * members.length) / enoughPairs);
		const pairs: [number, number][] = [];
		for (let at = 0; at < features.length; at += every) for (const label of members) pairs.push([at, label]);
		const rows: Rows = {
			count: pairs.length,
			start: Int32Array.from({ length: pairs.length + 1 }, (_, at) => at * stackCount),
			at: Int32Array.from({ length: pairs.length * stackCount }, (_, at) => at % stackCount),
			value: new Float32Array(pairs.length * stackCount)
		};
		for (const [pair, [at, label]] of pairs.entries())
			rows.value.set((features[at] as Float32Array).subarray(label * stackCount, (label + 1) * stackCount), pair * stackCount);
		const truth = Uint8Array.from(pairs, ([at, label]) => (truths[at] as Uint8Array)[label] as number);
		// What the whole passage says is believed until the clauses have shown that they know better.
		const prior = Float32Array.from(pairs, ([at, label]) => 2 * ((features[at] as Float32Array)[label * stackCount + 1] as number));
		stack[facet] = trainLogistic(rows, stackCount, { labels: 1, truth, prior }, { cost: stackCost, balance: 0, epochs, seed: 1 });
	}
	return stack;
}

/** Puts the weighed log-odds in the place of those of the whole passage, where a label's facet has them. */
export function stacked(
	labels: readonly string[],
	stack: NonNullable<Model['stack']>,
	odds: Float64Array,
	features: Float32Array
): Float64Array {
	return odds.map((own, at) => {
		const facet = facetOf(labels[at] ?? '');
		const weights = facet === undefined ? undefined : stack[facet];
		if (weights === undefined) return own;
		return weights.reduce((sum, weight, kind) => sum + weight * (features[at * stackCount + kind] as number), own);
	});
}
