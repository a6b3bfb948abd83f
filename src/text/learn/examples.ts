import type { Span } from '../span.ts';
import { clausesOf, speaksFor } from './clauses.ts';
import { rowOf } from './features.ts';
import { stanceLabels } from './labels.ts';
import { unknown } from './logistic.ts';
import { usualSettings } from './model.ts';
import type { About, Learnt, Settings } from './model.ts';
import { ownOf } from './own.ts';
import { pairOwn, pairRow } from './pair.ts';
import type { Reading } from './read.ts';
import { aboutOf, clauseLabels, isConcept } from './topics.ts';
import { train } from './train.ts';
import type { Example } from './train.ts';

/**
 * What a person settled of a passage: the concepts with their stances and, if known, the words that carry each, and the labels of the whole
 * passage (see labels.ts). `unknown`: labels that nobody looked for, from which nothing is learnt.
 */
export type Settled = {
	codes: readonly ({ concept: string; stance: string } & Partial<Span>)[];
	labels: ReadonlySet<string>;
	unknown?: ReadonlySet<string>;
};

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
		truth: Uint8Array.from(labels, (label) => (settled.unknown?.has(label) === true ? unknown : given.has(label) ? 1 : 0)),
		clauses: clausesFor(reading, labels, settled, settings)
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

/** The clauses of a passage; which labels each carries is known where every code has its words. */
function clausesFor(
	reading: Reading,
	labels: readonly string[],
	{ codes }: Settled,
	{ weighing }: Settings
): NonNullable<Example['clauses']> {
	const ofClauses = clauseLabels(labels);
	const clauses = labels.some(isConcept) ? clausesOf(reading, weighing) : [];
	if (codes.some(({ start, end }) => start === undefined || end === undefined)) return clauses.map(({ row }) => ({ row }));
	return clauses.map((clause) => {
		const carried = codes.filter(({ start = 0, end = 0 }) => speaksFor({ start, end }, clause));
		// A field is named by the way; what the statement does is told by the words of its other codes.
		const acts = carried.filter(({ concept }) => !concept.startsWith('sector/')).map(({ stance }) => `stance/${stance}`);
		const held = new Set([...carried.flatMap(({ concept }) => [concept, aboutOf(concept)]), ...acts]);
		return { row: clause.row, truth: Uint8Array.from(ofClauses, (label) => (held.has(label) ? 1 : 0)) };
	});
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
