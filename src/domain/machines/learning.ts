import { said } from '#domain/evidence/classifier.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import type { Wording } from '#text/lexicon.ts';
import { learn, makeLesson } from '#text/learn/examples.ts';
import type { Lesson as Learning } from '#text/learn/examples.ts';
import { facetOf } from '#text/learn/labels.ts';
import type { About, Learnt } from '#text/learn/model.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import type { Nearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import type { Reading } from '#text/learn/read.ts';
import { scorePassage } from '#text/learn/score.ts';
import { foldsByDocument } from '#text/learn/split.ts';
import { nothingMeasured, noteSaid } from './measuring.ts';
import type { Lesson, Measures, TrainedOn } from './model.ts';
import { rounded } from './round.ts';

export type Plan = {
	wordings: Record<Language, readonly Wording[]>;
	labels: readonly string[];
	lessons: readonly Lesson[];
	about: About;
	/** Parts that documents are dealt into: each is measured by a machine that has learnt from the others. */
	folds: number;
};

/** What training is made of, read once. */
export type Prepared = Plan & { readingOf: (lesson: Lesson) => Reading; learnings: Learning[]; foldOf: Int32Array };

export function prepare(plan: Plan): Prepared {
	const lexicons = makeLexicons(plan.wordings);
	const near = new Map<Language, Nearness>();
	// Readings are large and soon made, so they are made again where they are needed again.
	const readingOf = ({ language, text }: Lesson): Reading => {
		const own = near.get(language) ?? makeNearness(lexicons[language]);
		near.set(language, own);
		return readText(lexicons[language], own, text);
	};
	const learnings = plan.lessons.map((lesson) => {
		const { document, codes, labels, unknown } = lesson;
		return makeLesson(readingOf(lesson), plan.labels, document, { codes, labels: new Set(labels), unknown: new Set(unknown) });
	});
	const documents = plan.lessons.map(({ document }) => document);
	const folds = Math.max(1, Math.min(plan.folds, new Set(documents).size));
	return { ...plan, folds, readingOf, learnings, foldOf: foldsByDocument(documents, folds, plan.about.seed + 1000) };
}

/** What is said of the passages of one fold by a machine that has learnt from the documents of the others. */
export function measureFold({ labels, lessons, learnings, readingOf, foldOf, about, folds }: Prepared, fold: number): Measures {
	const measures = nothingMeasured(folds);
	const learnt = rounded(
		learn(
			labels,
			learnings.filter((_, at) => foldOf[at] !== fold),
			{ ...about, seed: about.seed + fold + 1 }
		)
	);
	const bounds = { isInUse: () => true, isTaught: taughtBy(lessons.filter((_, at) => foldOf[at] !== fold)) };
	for (const [at, lesson] of lessons.entries()) {
		if (foldOf[at] !== fold) continue;
		const reading = readingOf(lesson);
		const scores = scorePassage(learnt, reading).filter(({ label }) => bounds.isTaught(label));
		noteSaid(measures, lesson, labels, said(learnt, reading, bounds), reading.coding, scores);
	}
	return measures;
}

/** The machine itself, from all lessons. */
export function learnAll({ labels, learnings, about }: Prepared): Learnt {
	return rounded(learn(labels, learnings, about));
}

function taughtBy(lessons: readonly Lesson[]): (label: string) => boolean {
	const taught = new Set(Object.keys(trainedOn(lessons).labels));
	return (label) => taught.has(label);
}

/** What a machine has learnt from, in numbers. */
export function trainedOn(lessons: readonly Lesson[]): TrainedOn {
	const on: TrainedOn = { passages: { reviewed: {}, starter: {} }, documents: { reviewed: 0, starter: 0 }, labels: {} };
	const documents = { reviewed: new Set<string>(), starter: new Set<string>() };
	for (const { set, language, document, codes, labels, unknown } of lessons) {
		on.passages[set][language] = (on.passages[set][language] ?? 0) + 1;
		documents[set].add(document);
		for (const label of new Set([...codes.map(({ concept }) => concept), ...labels]))
			if (facetOf(label) !== undefined && !unknown.includes(label)) on.labels[label] = (on.labels[label] ?? 0) + 1;
	}
	return { ...on, documents: { reviewed: documents.reviewed.size, starter: documents.starter.size } };
}
