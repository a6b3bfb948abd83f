import { facetOf, facets } from './labels.ts';
import type { Facet } from './labels.ts';
import { addMargins, trainLogistic } from './logistic.ts';
import { learningVersion, usualSettings } from './model.ts';
import type { About, Model, Settings } from './model.ts';
import { believed, ownCount } from './own.ts';
import { firstRule } from './features.ts';
import { columnsOf, layRows, rarityOf } from './rows.ts';
import type { Row, Rows } from './rows.ts';
import { plain } from './calibrate.ts';
import { scaleAndSet } from './hold-out.ts';
import { foldsByDocument } from './split.ts';
import type { ClauseOdds } from './evidence.ts';
import { stacked, stackFeatures, tiesOf, trainStack } from './stack.ts';
import { clauseLabels } from './topics.ts';

/** A reviewed passage as the classifier sees it: its document, its features, and the labels that a person gave it. */
export type Example = {
	document: string;
	row: Row;
	own: Float32Array;
	/** By label: whether the rules give it. */ coded: Uint8Array;
	/** By label: whether it holds, or `unknown`. */ truth: Uint8Array;
	/** Its clauses, and by clause label whether the clause carries it: `truth` is absent where nobody said which words carry a code. */
	clauses?: readonly { row: Row; truth?: Uint8Array }[];
};

type Weights = Pick<Model, 'columns' | 'weights' | 'shared'>;
type Taught = { row: Row; truth: Uint8Array; own?: Float32Array };

/**
 * Trains one linear classifier for each label. First the few features that every label has of its own (see own.ts) are weighed for all
 * labels of a facet together; then each label departs from that by the features of the text. Where reviews say which words carry a code,
 * clauses are learnt from too, and a last step weighs them against the whole passage. Log-odds become probabilities by what the same
 * training says of documents it has not seen. The same examples in the same order and the same seed give the same model, bit for bit.
 */
export function train(labels: readonly string[], examples: readonly Example[], about: About, settings: Settings = usualSettings): Model {
	const model = { about, version: learningVersion, settings, labels };
	const held = heldOutOdds(labels, examples, about.seed, settings);
	const weights = weightsOf(labels, examples, about.seed, settings);
	if (held === undefined) return { ...model, ...weights, scales: labels.map(() => plain), thresholds: {} };
	const ofClauses = clauseLabels(labels);
	const clauses = ofClauses.length < labels.length / 2 ? undefined : clauseWeights(ofClauses, examples, about.seed, settings);
	if (clauses === undefined) return { ...model, ...weights, ...scaleAndSet(labels, examples, held.odds) };
	const ties = tiesOf(labels);
	const own = (at: number) => held.odds.subarray(at * labels.length, (at + 1) * labels.length);
	const clauseOdds = heldOutClauses(ofClauses, examples, held.foldOf, about.seed, settings);
	const features = examples.map((_, at) =>
		stackFeatures(labels, ties, own(at), clauseOdds[at] ?? { labels: ofClauses, count: 0, odds: noOdds })
	);
	const truths = examples.map(({ truth }) => truth);
	const stack = trainStack(labels, features, truths, settings);
	const odds = new Float64Array(held.odds.length);
	for (const [at, feature] of features.entries()) odds.set(stacked(labels, stack, own(at), feature), at * labels.length);
	return { ...model, ...weights, clauses: { labels: ofClauses, ...clauses }, stack, ...scaleAndSet(labels, examples, odds) };
}

const noOdds = new Float64Array();

/** The log-odds of each example by a model trained without its document, and the fold of each; undefined where there is one document only. */
function heldOutOdds(labels: readonly string[], examples: readonly Example[], seed: number, settings: Settings) {
	const folds = Math.min(settings.folds, new Set(examples.map(({ document }) => document)).size);
	if (folds < 2) return undefined;
	const foldOf = foldsByDocument(
		examples.map(({ document }) => document),
		folds,
		seed
	);
	const odds = new Float64Array(examples.length * labels.length);
	for (let fold = 0; fold < folds; fold++) {
		const weights = weightsOf(
			labels,
			examples.filter((_, at) => foldOf[at] !== fold),
			seed + fold + 1,
			settings
		);
		const own = examples.flatMap((example, at) => (foldOf[at] === fold ? [{ example, at }] : []));
		const rows = layRows(
			own.map(({ example }) => example.row),
			weights.columns
		);
		for (const [index, { example, at }] of own.entries()) odds.set(oddsOf(labels, weights, rows, index, example.own), at * labels.length);
	}
	return { odds, foldOf };
}

/** The weights of clause labels; undefined where no review says which words carry a code. */
function clauseWeights(labels: readonly string[], examples: readonly Example[], seed: number, settings: Settings) {
	const taught = examples.flatMap(({ clauses }) =>
		(clauses ?? []).flatMap(({ row, truth }) => (truth === undefined ? [] : [{ row, truth }]))
	);
	if (!taught.some(({ truth }) => truth.includes(1))) return undefined;
	const { columns, weights } = weightsOf(labels, taught, seed, settings);
	return { columns, weights };
}

/** What the clauses of each example say, by weights learnt without its document. */
function heldOutClauses(
	labels: readonly string[],
	examples: readonly Example[],
	foldOf: Int32Array,
	seed: number,
	settings: Settings
): ClauseOdds[] {
	const odds: ClauseOdds[] = [];
	for (const fold of new Set(foldOf)) {
		const rest = examples.filter((_, at) => foldOf[at] !== fold);
		const weights = clauseWeights(labels, rest, seed + fold + 1, settings);
		for (const [at, { clauses }] of examples.entries())
			if (foldOf[at] === fold && weights !== undefined && clauses !== undefined) odds[at] = clauseOddsOf({ labels, ...weights }, clauses);
	}
	return odds;
}

/** The log-odds of every clause label for the clauses of one passage. */
export function clauseOddsOf({ labels, columns, weights }: NonNullable<Model['clauses']>, clauses: readonly { row: Row }[]): ClauseOdds {
	const rows = layRows(
		clauses.map(({ row }) => row),
		columns
	);
	const odds = new Float64Array(clauses.length * labels.length);
	for (let at = 0; at < clauses.length; at++)
		addMargins(rows, at, weights, labels.length, odds.subarray(at * labels.length, (at + 1) * labels.length));
	return { labels, count: clauses.length, odds };
}

/** The log-odds of every label for one row. */
export function oddsOf(labels: readonly string[], weights: Weights, rows: Rows, row: number, own: Float32Array): Float64Array {
	const odds = Float64Array.from(labels, (label, at) => sharedOdds(weights.shared, facetOf(label), own, at));
	addMargins(rows, row, weights.weights, labels.length, odds);
	return odds;
}

function sharedOdds(shared: Model['shared'], facet: Facet | undefined, own: Float32Array, label: number): number {
	const weights = facet === undefined ? undefined : shared[facet];
	if (weights === undefined) return 0;
	let odds = 0;
	for (let index = 0; index < ownCount; index++) odds += (weights[index] as number) * (own[label * ownCount + index] as number);
	return odds;
}

function weightsOf(labels: readonly string[], examples: readonly Taught[], seed: number, settings: Settings): Weights {
	const shared: Model['shared'] = {};
	const known = examples.flatMap(({ own, truth }) => (own === undefined ? [] : [{ own, truth }]));
	for (const facet of facets) {
		const members = labels.flatMap((label, at) => (facetOf(label) === facet ? [at] : []));
		if (members.length > 0 && known.length > 0) shared[facet] = sharedWeights(members, known, seed, settings);
	}
	const rows = examples.map(({ row }) => row);
	const columns = columnsOf(rows, settings.leastPassages, settings.columns);
	const truth = new Uint8Array(examples.length * labels.length);
	const prior = new Float32Array(truth.length);
	for (const [at, example] of examples.entries()) {
		truth.set(example.truth, at * labels.length);
		if (example.own === undefined) continue;
		for (const [label, name] of labels.entries()) prior[at * labels.length + label] = sharedOdds(shared, facetOf(name), example.own, label);
	}
	const task = { labels: labels.length, truth, prior };
	const laid = layRows(rows, columns);
	const rarity = rarityOf(laid, columns, firstRule);
	for (let index = 0; index < laid.at.length; index++)
		laid.value[index] = (laid.value[index] as number) * (rarity[laid.at[index] as number] as number);
	const weights = trainLogistic(laid, columns.length, task, { ...settings, seed });
	// A row to be scored is not weighed by rarity: the weights are.
	for (let cell = 0; cell < weights.length; cell++)
		weights[cell] = (weights[cell] as number) * (rarity[Math.floor(cell / labels.length)] as number);
	return { columns, weights, shared };
}

/** So few weights need no more pairs of passage and label to be learnt from. */
const enoughPairs = 100_000;

/** The weights of the own features, learnt from every passage and every label of a facet. */
function sharedWeights(
	members: readonly number[],
	all: readonly Required<Pick<Taught, 'own' | 'truth'>>[],
	seed: number,
	settings: Settings
): Float32Array {
	const every = Math.ceil((all.length * members.length) / enoughPairs);
	const examples = all.filter((_, at) => at % every === 0);
	const pairs = examples.length * members.length;
	const rows: Rows = {
		count: pairs,
		start: Int32Array.from({ length: pairs + 1 }, (_, at) => at * ownCount),
		at: Int32Array.from({ length: pairs * ownCount }, (_, at) => at % ownCount),
		value: new Float32Array(pairs * ownCount)
	};
	const truth = new Uint8Array(pairs);
	const prior = new Float32Array(pairs);
	let pair = 0;
	for (const example of examples) {
		for (const label of members) {
			const own = example.own.subarray(label * ownCount, (label + 1) * ownCount);
			rows.value.set(own, pair * ownCount);
			prior[pair] = own.reduce((sum, value, at) => sum + value * (believed[at] as number), 0);
			truth[pair++] = example.truth[label] as number;
		}
	}
	const effort = { cost: settings.sharedCost, balance: 0, epochs: settings.epochs, seed };
	return trainLogistic(rows, ownCount, { labels: 1, truth, prior }, effort).map((weight, at) => weight + (believed[at] as number));
}
