import { makeLesson } from '#text/learn/examples.ts';
import type { Lesson } from '#text/learn/examples.ts';
import { usualSettings } from '#text/learn/model.ts';
import type { Settings } from '#text/learn/model.ts';
import { scoreExample } from '#text/learn/score.ts';
import { train } from '#text/learn/train.ts';
import type { Reading } from '#text/learn/read.ts';
import { measure } from './bayes.ts';

/** A budget line as the rules read it, with the strategy that an expert gave it. */
export type ReadLine = { country: string; language: 'en' | 'fr'; label: string; reading: Reading };

/** Strategies exclude each other and are about equally frequent, and there are hundreds of lines: weights may go further than those of the gold set. */
export const strategySettings: Settings = {
	...usualSettings,
	weighing: { rules: 0.7, senses: 1, pairs: 0.5, words: 1.5, letters: 1.5 },
	cost: 1,
	balance: 0,
	folds: 1
};

const about = { name: 'strategies', date: '2026-11-24', seed: 1, digest: '' };

/** What a classifier trained on some lines says of others: the likeliest strategy. */
export function saidOf(training: readonly ReadLine[], tested: readonly ReadLine[], settings: Settings = strategySettings): string[] {
	const labels = [...new Set(training.map(({ label }) => label))].sort();
	const model = train(
		labels,
		training.map((line) => lessonOf(line, labels, settings).passage),
		about,
		settings
	);
	return tested.map((line) => {
		const scores = scoreExample(model, lessonOf(line, labels, settings).passage);
		return scores.reduce((most, one) => (one.probability > most.probability ? one : most)).label;
	});
}

function lessonOf({ country, reading, label }: ReadLine, labels: readonly string[], settings: Settings): Lesson {
	return makeLesson(reading, labels, country, { codes: [], labels: new Set([label]) }, settings);
}

/** One country left out at a time. */
export function leaveCountriesOut(lines: readonly ReadLine[], settings: Settings = strategySettings) {
	const all: { truth: string[]; said: string[] } = { truth: [], said: [] };
	const rows = [...Map.groupBy(lines, ({ country }) => country)].map(([country, own]) => {
		const truth = own.map(({ label }) => label);
		const said = saidOf(
			lines.filter((line) => line.country !== country),
			own,
			settings
		);
		all.truth.push(...truth);
		all.said.push(...said);
		return { country, lines: own.length, ...measure(truth, said) };
	});
	return [...rows, { country: 'all', lines: lines.length, ...measure(all.truth, all.said) }];
}

/** Trained on the lines of one language and tried on those of the other. */
export function intoOtherLanguage(lines: readonly ReadLine[], from: 'en' | 'fr', settings: Settings = strategySettings) {
	const rest = lines.filter(({ language }) => language !== from);
	const said = saidOf(
		lines.filter(({ language }) => language === from),
		rest,
		settings
	);
	return measure(
		rest.map(({ label }) => label),
		said
	);
}
