import type { Span } from '../span.ts';
import { clausesOf } from './clauses.ts';
import { bestClause, evidenceNames } from './evidence.ts';
import { eachFeature, rowOf } from './features.ts';
import type { Family } from './features.ts';
import { facetOf } from './labels.ts';
import type { Model } from './model.ts';
import { ownCount, ownFeatures, ownOf } from './own.ts';
import type { Reading } from './read.ts';
import { placesOf } from './rows.ts';
import type { Row } from './rows.ts';
import { evidenceAt } from './stack.ts';
import { aboutOf } from './topics.ts';
import { clauseOddsOf } from './train.ts';

/**
 * What spoke for a label (or against it, where `weight` is negative), in log-odds: a word of the text with all that was learnt of it and of its letters,
 * something that the rules found, or one of the few things known of every label (see own.ts).
 */
export type Reason =
	| ({ kind: 'word'; quote: string; weight: number } & Span)
	| { kind: 'rule'; name: string; weight: number }
	| { kind: 'shared'; name: (typeof ownFeatures)[number]; weight: number };

/** The reasons of a label in a passage, the weightiest first. */
export function explain(model: Model, reading: Reading, label: string, most = 8): Reason[] {
	const at = model.labels.indexOf(label);
	if (at < 0) return [];
	const slope = model.scales[at]?.slope ?? 1;
	const facet = facetOf(label);
	const stack = facet === undefined ? undefined : model.stack?.[facet];
	const whole = slope * (1 + (stack?.[1] ?? 0) / 2);
	const tally = tallyOf(reading);
	addReasons(tally, reading, reading, rowOf(reading, model.settings.weighing), model, at, whole);
	if (stack !== undefined) addClauseReasons(tally, model, reading, label, stack, slope);
	tally.rules.delete('always');
	const shared = sharedReasons(model, reading, at).map((reason) => ({ ...reason, weight: reason.weight * whole }));
	return [...textReasons(tally, reading), ...shared]
		.filter(({ weight }) => weight !== 0)
		.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
		.slice(0, most);
}

function sharedReasons(model: Model, reading: Reading, at: number): Reason[] {
	const facet = facetOf(model.labels[at] ?? '');
	const weights = facet === undefined ? undefined : model.shared[facet];
	if (weights === undefined) return [];
	const own = ownOf(reading, model.labels);
	// What every label begins with tells nothing of this text.
	return ownFeatures
		.map((name, index): Reason => ({ kind: 'shared', name, weight: (weights[index] as number) * (own[at * ownCount + index] as number) }))
		.filter((reason) => reason.kind === 'shared' && reason.name !== 'always');
}

/** What each word of the text and each find of the rules has spoken for so far. */
type Tally = { words: Float64Array; rules: Map<string, number> };

function tallyOf({ words }: Reading): Tally {
	return { words: new Float64Array(words.length), rules: new Map() };
}

type Place = { family: Family; start: number; end: number; name?: string | undefined };
type Weighed = { labels: readonly string[]; columns: Uint32Array; weights: Float32Array };

/** Adds what the features of a part of the text weigh for a label, times `share`. */
function addReasons(tally: Tally, whole: Reading, part: Reading, { at, value }: Row, weighed: Weighed, label: number, share: number): void {
	const placeOf = placesOf(weighed.columns, 1);
	const stretches = new Map<number, Place[]>();
	eachFeature(part, (family, column, _, start, end, name) => {
		const known = stretches.get(column);
		if (known === undefined) stretches.set(column, [{ family, start, end, name }]);
		else known.push({ family, start, end, name });
	});
	for (let index = 0; index < at.length; index++) {
		const place = placeOf(at[index] as number);
		const met = stretches.get(at[index] as number);
		if (place < 0 || met === undefined) continue;
		const weight = share * (value[index] as number) * (weighed.weights[place * weighed.labels.length + label] as number);
		for (const { family, start, end, name } of met) {
			if (family === 'rules') tally.rules.set(name ?? '', (tally.rules.get(name ?? '') ?? 0) + weight / met.length);
			else shareOut(whole, { start, end }, weight / met.length, tally.words);
		}
	}
}

/** Adds what speaks for a label in the clauses that say it best. */
function addClauseReasons(tally: Tally, model: Model, reading: Reading, label: string, stack: Float32Array, slope: number): void {
	const { clauses: weighed } = model;
	if (weighed === undefined) return;
	const clauses = clausesOf(reading, model.settings.weighing);
	const best = bestClause(clauseOddsOf(weighed, clauses), label);
	if (best === undefined) return;
	const share = (kind: (typeof evidenceNames)[number]) => (slope * (stack[evidenceAt + evidenceNames.indexOf(kind)] as number)) / 2;
	const add = (clause: number, name: string, weight: number) => {
		const own = clauses[clause];
		const at = weighed.labels.indexOf(name);
		if (own !== undefined && at >= 0) addReasons(tally, reading, own.part, own.row, weighed, at, weight);
	};
	add(best.said, label, share('said') + share('said in any') + share('said beyond others'));
	add(best.about, aboutOf(label), share('spoken of'));
	add(best.both, best.stance === '' ? aboutOf(label) : best.stance, share('spoken of with a stance') + share('stance beyond others'));
}

function textReasons({ words, rules }: Tally, reading: Reading): Reason[] {
	return [
		...[...words].map((weight, word): Reason => {
			const { start, end } = reading.words[word] as Span;
			return { kind: 'word', quote: reading.text.slice(start, end), start, end, weight };
		}),
		...[...rules].map(([name, weight]): Reason => ({ kind: 'rule', name, weight }))
	];
}

/** Gives a weight in even parts to the words that a stretch touches. */
function shareOut({ words }: Reading, { start, end }: Span, weight: number, into: Float64Array): void {
	let first = 0;
	let last = words.length;
	while (first < last) {
		const middle = (first + last) >> 1;
		if ((words[middle]?.end ?? 0) <= start) first = middle + 1;
		else last = middle;
	}
	let until = first;
	while (until < words.length && (words[until]?.start ?? end) < end) until++;
	for (let word = first; word < until; word++) into[word] = (into[word] as number) + weight / (until - first);
}
