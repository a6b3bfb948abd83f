import { existsSync, readFileSync } from 'node:fs';
import { makeLexicons } from '#text/lexicon.ts';
import { find } from '#text/find.ts';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { readCsv } from '#text/csv.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import { measure, trainBayes } from './bayes.ts';
import type { Example } from './bayes.ts';
import type { ReadLine } from './strategies.ts';

const path = '../shared/data/nap-budgets.csv';
export const budgetsAreHere = existsSync(path);

type Line = Example & ReadLine;

/**
 * Budget lines of national action plans, each with the strategy that an expert gave it and, as features, the concepts that
 * our coder finds in the item. The plan's own heading is withheld: it nearly gives the answer away.
 */
export async function budgetLines(): Promise<Line[]> {
	const { concepts } = readCodebook('data/concepts');
	const lexicons = makeLexicons(wordingsByLanguage(concepts));
	const nearness = { en: makeNearness(lexicons.en), fr: makeNearness(lexicons.fr) };
	const [header = [], ...rows] = readCsv(readFileSync(path, 'utf8')).records.map(({ cells }) => cells);
	const column = (name: string) => header.findIndex((one) => one === name);
	const [country, code, item, language] = ['Country', 'Code', 'Item', 'NAP_Language'].map(column) as [number, number, number, number];
	return rows
		.filter((row) => row.length === header.length)
		.map((row) => {
			const spoken = row[language] === 'EN' ? 'en' : 'fr';
			const found = find(lexicons[spoken], row[item] ?? '').filter(
				({ entry }) => entry.scheme !== 'cue' && entry.scheme !== 'article' && entry.kind !== 'governed'
			);
			return {
				reading: readText(lexicons[spoken], nearness[spoken], row[item] ?? '', { isActionPlan: true }),
				country: row[country] ?? '',
				language: spoken,
				label: row[code] ?? '',
				features: weighted([...new Set(found.map(({ entry }) => entry.conceptId))])
			};
		});
}

/** The elements of an action plan count twice: they are what the experts' strategies are made of. */
function weighted(concepts: string[]): string[] {
	return [...concepts, ...concepts.filter((concept) => concept.startsWith('plan/'))];
}

/** One country left out at a time: what the rest teaches is tried on it. */
export function leaveOneOut(lines: readonly Line[]): { country: string; lines: number; accuracy: number; macroF1: number }[] {
	const all: { truth: string[]; said: string[] } = { truth: [], said: [] };
	const rows = [...Map.groupBy(lines, ({ country }) => country)].map(([country, own]) => {
		const classify = trainBayes(lines.filter((line) => line.country !== country));
		const truth = own.map(({ label }) => label);
		const said = own.map(({ features }) => classify(features));
		all.truth.push(...truth);
		all.said.push(...said);
		return { country, lines: own.length, ...measure(truth, said) };
	});
	return [...rows, { country: 'all', lines: lines.length, ...measure(all.truth, all.said) }];
}

/** Trained on the lines of one language and tried on those of the other. */
export function acrossLanguages(lines: readonly Line[], from: 'en' | 'fr'): { accuracy: number; macroF1: number } {
	const classify = trainBayes(lines.filter(({ language }) => language === from));
	const rest = lines.filter(({ language }) => language !== from);
	return measure(
		rest.map(({ label }) => label),
		rest.map(({ features }) => classify(features))
	);
}
