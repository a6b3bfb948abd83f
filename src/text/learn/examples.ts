import { rowOf } from './features.ts';
import { stanceLabels } from './labels.ts';
import { usualSettings } from './model.ts';
import type { About, Learnt, Settings } from './model.ts';
import { ownOf } from './own.ts';
import { pairOwn, pairRow } from './pair.ts';
import type { Reading } from './read.ts';
import { train } from './train.ts';
import type { Example } from './train.ts';

/** What a person settled of a passage: the concepts with their stances, and the labels of the whole passage (see labels.ts). */
export type Settled = { codes: readonly { concept: string; stance: string }[]; labels: ReadonlySet<string> };

/** A reviewed passage, ready to be learnt from: one example for its labels and one for each concept's stance. Its text is no longer needed. */
export type Lesson = { passage: Example; stances: Example[] };

export function makeLesson(
	reading: Reading,
	labels: readonly string[],
	document: string,
	settled: Settled,
	settings: Settings = usualSettings
): Lesson {
	const given = new Set([...settled.labels, ...settled.codes.map(({ concept }) => concept)]);
	const passage: Example = {
		document,
		row: rowOf(reading, settings.weighing),
		own: ownOf(reading, labels),
		coded: codedLabels(reading, labels),
		truth: Uint8Array.from(labels, (label) => (given.has(label) ? 1 : 0))
	};
	const stances = [...Map.groupBy(settled.codes, ({ concept }) => concept)].map(([concept, codes]): Example => {
		const held = new Set(codes.map(({ stance }) => `stance/${stance}`));
		return {
			document,
			row: pairRow(reading, concept, settings.weighing),
			own: pairOwn(reading, concept),
			coded: new Uint8Array(stanceLabels.length),
			truth: Uint8Array.from(stanceLabels, (label) => (held.has(label) ? 1 : 0))
		};
	});
	return { passage, stances };
}

/** Trains both classifiers from the same lessons. */
export function learn(labels: readonly string[], lessons: readonly Lesson[], about: About, settings: Settings = usualSettings): Learnt {
	return {
		passages: train(
			labels,
			lessons.map(({ passage }) => passage),
			about,
			settings
		),
		stances: train(
			stanceLabels,
			lessons.flatMap(({ stances }) => stances),
			about,
			{ ...settings, cost: settings.stanceCost }
		)
	};
}

/** By label: whether the rules give it to the passage. */
export function codedLabels({ coding }: Reading, labels: readonly string[]): Uint8Array {
	const given = new Set(coding.codes.map(({ concept }) => concept));
	for (const [name, value] of Object.entries(coding.specificity)) if (name !== 'score' && value !== null) given.add(`particular/${name}`);
	if (coding.states) given.add('states/any');
	return Uint8Array.from(labels, (label) => (given.has(label) ? 1 : 0));
}
