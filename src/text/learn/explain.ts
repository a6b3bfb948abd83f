import type { Span } from '../span.ts';
import { eachFeature, rowOf } from './features.ts';
import type { Family } from './features.ts';
import { facetOf } from './labels.ts';
import type { Model } from './model.ts';
import { ownCount, ownFeatures, ownOf } from './own.ts';
import type { Reading } from './read.ts';
import { placesOf } from './rows.ts';

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
	const reasons = [...textReasons(model, reading, at), ...sharedReasons(model, reading, at)];
	return reasons
		.map((reason) => ({ ...reason, weight: reason.weight * slope }))
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

type Place = { family: Family; start: number; end: number; name?: string | undefined };

function textReasons(model: Model, reading: Reading, label: number): Reason[] {
	const placeOf = placesOf(model.columns, 1);
	const { at, value } = rowOf(reading, model.settings.weighing);
	const stretches = new Map<number, Place[]>();
	eachFeature(reading, (family, column, _, start, end, name) => {
		const known = stretches.get(column);
		if (known === undefined) stretches.set(column, [{ family, start, end, name }]);
		else known.push({ family, start, end, name });
	});
	const words = new Float64Array(reading.words.length);
	const rules = new Map<string, number>();
	for (let index = 0; index < at.length; index++) {
		const place = placeOf(at[index] as number);
		const met = stretches.get(at[index] as number);
		if (place < 0 || met === undefined) continue;
		const weight = (value[index] as number) * (model.weights[place * model.labels.length + label] as number);
		for (const { family, start, end, name } of met) {
			if (family === 'rules') rules.set(name ?? '', (rules.get(name ?? '') ?? 0) + weight / met.length);
			else shareOut(reading, { start, end }, weight / met.length, words);
		}
	}
	rules.delete('always');
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
