import { calibrate, plain } from './calibrate.ts';
import type { Scale } from './calibrate.ts';
import { facetOf, facets } from './labels.ts';
import { sigmoid, unknown } from './logistic.ts';
import type { Model, Threshold } from './model.ts';
import type { Example } from './train.ts';

/** How much a label's own scale is drawn to that of its facet. */
const ownTrust = 2;

/** From the log-odds of held-out examples: what turns them into probabilities, and from which probability on a label is proposed. */
export function scaleAndSet(
	labels: readonly string[],
	examples: readonly Example[],
	odds: Float64Array
): Pick<Model, 'scales' | 'thresholds'> {
	const scales = new Array<Scale>(labels.length);
	const thresholds: Model['thresholds'] = {};
	for (const facet of [...facets, undefined]) {
		const members = labels.flatMap((label, at) => (facetOf(label) === facet ? [at] : []));
		if (members.length === 0) continue;
		const known = (label: number) => examples.flatMap((example, at) => (example.truth[label] === unknown ? [] : [at]));
		const column = (label: number) => known(label).map((at) => odds[at * labels.length + label] as number);
		const truth = (label: number) => known(label).map((at) => examples[at]?.truth[label] === 1);
		// Labels of no facet have nothing in common.
		const pooled = facet === undefined ? plain : calibrate(members.flatMap(column), members.flatMap(truth), plain, 1);
		for (const label of members) scales[label] = calibrate(column(label), truth(label), pooled, ownTrust);
		if (facet === undefined) continue;
		const said = members.map((label) => {
			const { slope, shift } = scales[label] as Scale;
			return column(label).map((one) => sigmoid(slope * one + shift));
		});
		const coded = members.map((label) => known(label).map((at) => examples[at]?.coded[label] === 1));
		thresholds[facet] = bestThreshold(said, coded, members.map(truth));
	}
	return { scales, thresholds };
}

const steps = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);

/** The thresholds with the best F1, averaged over the labels and over all their decisions alike. */
function bestThreshold(said: readonly number[][], coded: readonly boolean[][], truth: readonly boolean[][]): Threshold {
	const alone = best(steps.map((step): Pair => [step, step]));
	const [whereCoded, whereNot] = best(steps.flatMap((one) => steps.filter((other) => other >= one).map((other): Pair => [one, other])));
	return { coded: whereCoded, uncoded: whereNot, alone: alone[0] };

	function best(pairs: readonly Pair[]): Pair {
		const scored = pairs.map((pair) => ({ pair, score: f1Of(said, coded, truth, pair) }));
		return scored.reduce((most, one) => (one.score > most.score + 1e-9 ? one : most), { pair: [0.4, 0.4] as Pair, score: -1 }).pair;
	}
}

/** From which probability on: where the rules code the label, and where they do not. */
type Pair = readonly [number, number];

function f1Of(said: readonly number[][], coded: readonly boolean[][], truth: readonly boolean[][], [whereCoded, whereNot]: Pair): number {
	let [allBoth, allSides, sum, counted] = [0, 0, 0, 0];
	for (const [label, own] of said.entries()) {
		let [both, sides] = [0, 0];
		for (const [at, probability] of own.entries()) {
			const isSaid = probability >= (coded[label]?.[at] === true ? whereCoded : whereNot);
			const isTrue = truth[label]?.[at] === true;
			if (isSaid && isTrue) both++;
			sides += (isSaid ? 1 : 0) + (isTrue ? 1 : 0);
		}
		allBoth += both;
		allSides += sides;
		if (sides === 0) continue;
		sum += (2 * both) / sides;
		counted++;
	}
	return counted === 0 ? 0 : (sum / counted + (2 * allBoth) / allSides) / 2;
}
