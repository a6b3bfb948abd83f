import { learn, makeLesson } from '#text/learn/examples.ts';
import type { Lesson } from '#text/learn/examples.ts';
import { calibrationError } from '#text/learn/calibrate.ts';
import { facetOf } from '#text/learn/labels.ts';
import { usualSettings } from '#text/learn/model.ts';
import type { Learnt, Settings } from '#text/learn/model.ts';
import { ownCount } from '#text/learn/own.ts';
import { scoreExample, scorePassage, scoreStances, specificityFrom } from '#text/learn/score.ts';
import { foldsByDocument } from '#text/learn/split.ts';
import { stances } from '#text/particulars.ts';
import { lessonOf, readGold, readLabels, readStarter } from './gold.ts';
import type { Gold } from './gold.ts';

const about = { name: 'quality', date: '2026-11-24', seed: 1, digest: '' };
/** Nothing of the codebook: words and letters alone. */
const bare: Settings = { ...usualSettings, cost: 1, weighing: { ...usualSettings.weighing, rules: 0, senses: 0, pairs: 0 } };

/** What one coder says of a passage: its labels, the stance of a concept that it is told, and how specific the passage is. */
type Said = { labels: ReadonlySet<string>; stanceOf: (concept: string) => string | undefined; specificity: number };
export const coders = ['rules', 'words and letters', 'classifier', 'combined'] as const;
type Coder = (typeof coders)[number];

/** A gold passage with what each coder says of it. */
export type Tried = { gold: Gold; said: Record<Coder, Said>; probabilities: number[]; truth: boolean[] };

/** Each passage of the tuning half, by models that were trained on the starter set and the other folds. */
export function crossValidate(folds = 3, seed = 99): Tried[] {
	const labels = readLabels();
	const gold = readGold('tuning');
	const starter = readStarter();
	const foldOf = foldsByDocument(
		gold.map(({ id }) => id),
		folds,
		seed
	);
	const tried: Tried[] = [];
	for (let fold = 0; fold < folds; fold++) {
		const rest = [...starter, ...gold.filter((_, at) => foldOf[at] !== fold)];
		const own = gold.filter((_, at) => foldOf[at] === fold);
		tried.push(...tryOn(rest, own, labels));
	}
	return tried;
}

/** Each passage of the held-back half, by models trained on the starter set and the tuning half: for the final figures only. */
export function tryHeldBack(): Tried[] {
	return tryOn([...readStarter(), ...readGold('tuning')], readGold('held back'), readLabels());
}

/** Trained on some languages' passages and tried on another's, language by language. */
export function acrossGoldLanguages(): Tried[] {
	const labels = readLabels();
	const gold = readGold('tuning');
	const coded = [...readStarter(), ...gold];
	return [...new Set(gold.map(({ language }) => language))].flatMap((language) =>
		tryOn(
			coded.filter((one) => one.language !== language),
			gold.filter((one) => one.language === language),
			labels
		)
	);
}

function tryOn(training: readonly Gold[], tested: readonly Gold[], labels: readonly string[]): Tried[] {
	const learnt = learn(
		labels,
		training.map((one) => lessonOf(one, labels)),
		about
	);
	const alone = learn(
		labels,
		training.map((one) => withoutRules(lessonOf(one, labels, bare))),
		about,
		bare
	);
	return tested.map((gold) => {
		const scores = scorePassage(learnt, gold.reading);
		const said: Record<Coder, Said> = {
			rules: saidByRules(gold),
			'words and letters': saidByLabels(scoredAlone(alone, gold, labels), () => undefined),
			classifier: {
				labels: new Set(scores.filter(({ isProposedAlone }) => isProposedAlone).map(({ label }) => label)),
				stanceOf: (concept) => stanceOf(learnt, gold, concept),
				specificity: specificityFrom(scores)
			},
			combined: {
				labels: new Set(scores.filter(({ isProposed }) => isProposed).map(({ label }) => label)),
				stanceOf: (concept) => stanceOf(learnt, gold, concept),
				specificity: specificityFrom(scores)
			}
		};
		return { gold, said, probabilities: scores.map(({ probability }) => probability), truth: labels.map((label) => gold.given.has(label)) };
	});
}

function saidByLabels(labels: ReadonlySet<string>, stanceOf: Said['stanceOf']): Said {
	return { labels, stanceOf, specificity: pointsOf(labels) };
}

function stanceOf(learnt: Learnt, { reading }: Gold, concept: string): string | undefined {
	return scoreStances(learnt, reading, concept)[0]?.label.split('/')[1];
}

function withoutRules({ passage }: Lesson): Lesson {
	const own = passage.own.map((value, at) => (at % ownCount === 0 ? value : 0));
	const whole = { ...passage };
	delete whole.clauses;
	return { passage: { ...whole, own }, stances: [] };
}

function scoredAlone({ passages }: Learnt, { reading, id }: Gold, labels: readonly string[]): Set<string> {
	const { passage } = withoutRules(makeLesson(reading, labels, id, { codes: [], labels: new Set() }, bare));
	return new Set(
		scoreExample(passages, passage)
			.filter(({ isProposedAlone }) => isProposedAlone)
			.map(({ label }) => label)
	);
}

function saidByRules({ reading: { coding } }: Gold): Said {
	const labels = new Set(coding.codes.map(({ concept }) => concept));
	for (const [name, value] of Object.entries(coding.specificity)) if (name !== 'score' && value !== null) labels.add(`particular/${name}`);
	if (coding.states) labels.add('states/any');
	const most = (codes: typeof coding.codes) => codes.toSorted((a, b) => b.confidence - a.confidence)[0]?.stance;
	// Of a concept that the rules did not find they say what they say of the passage.
	return saidByLabels(labels, (concept) => most(coding.codes.filter((code) => code.concept === concept)) ?? most(coding.codes));
}

/** F1 of each label of a facet, averaged over the labels that occur in the truth. */
export function facetF1(tried: readonly Tried[], coder: Coder, facet: string): number {
	const labels = new Set(tried.flatMap(({ gold }) => [...gold.given].filter((label) => facetOf(label) === facet)));
	return macroF1(
		[...labels],
		tried.map(({ gold, said }) => ({ truth: gold.given, said: said[coder].labels }))
	);
}

/** F1 of each stance, averaged: of the concepts that a person coded, whether the coder gives the person's stance. */
export function stanceF1(tried: readonly Tried[], coder: Coder): number {
	const pairs = tried.flatMap(({ gold, said }) =>
		[...Map.groupBy(gold.codes, ({ concept }) => concept)].map(([concept, codes]) => {
			const truth = new Set(codes.map(({ stance }) => stance));
			const given = said[coder].stanceOf(concept);
			// Of two stances that a person gave, either is right.
			return {
				truth: given !== undefined && truth.has(given) ? new Set([given]) : new Set([...truth].slice(0, 1)),
				said: new Set(given === undefined ? [] : [given])
			};
		})
	);
	return macroF1(present(pairs), pairs);
}

/** F1 of each stance, averaged, where the concept must be found too. */
export function codeF1(tried: readonly Tried[], coder: Coder): number {
	const byStance = stances.map((stance) => {
		const passages = tried.map(({ gold, said }) => ({
			truth: new Set(gold.codes.filter((code) => code.stance === stance).map(({ concept }) => concept)),
			said: new Set([...said[coder].labels].filter((label) => isConcept(label) && said[coder].stanceOf(label) === stance))
		}));
		return { occurs: passages.some(({ truth }) => truth.size > 0), f1: pooledF1(passages) };
	});
	const there = byStance.filter(({ occurs }) => occurs);
	return there.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, there.length);
}

function isConcept(label: string): boolean {
	const facet = facetOf(label);
	return facet !== undefined && facet !== 'particular' && facet !== 'states';
}

/** The share of passages whose specificity score is within one point of the person's. */
export function withinOnePoint(tried: readonly Tried[], coder: Coder): number {
	const near = tried.filter(({ gold, said }) => Math.abs(pointsOf(gold.given) - said[coder].specificity) <= 1);
	return near.length / Math.max(1, tried.length);
}

function pointsOf(labels: ReadonlySet<string>): number {
	return [...labels].filter((label) => facetOf(label) === 'particular').length;
}

export function calibrationOf(tried: readonly Tried[]): number {
	return calibrationError(
		tried.flatMap(({ probabilities }) => probabilities),
		tried.flatMap(({ truth }) => truth)
	);
}

type Compared = { truth: ReadonlySet<string>; said: ReadonlySet<string> };

function present(compared: readonly Compared[]): string[] {
	return [...new Set(compared.flatMap(({ truth }) => [...truth]))];
}

function macroF1(labels: readonly string[], compared: readonly Compared[]): number {
	const each = labels.map((label) =>
		pooledF1(
			compared.map(({ truth, said }) => ({
				truth: new Set(truth.has(label) ? [label] : []),
				said: new Set(said.has(label) ? [label] : [])
			}))
		)
	);
	return each.reduce((sum, one) => sum + one, 0) / Math.max(1, each.length);
}

function pooledF1(compared: readonly Compared[]): number {
	let [both, sides] = [0, 0];
	for (const { truth, said } of compared) {
		for (const one of said) if (truth.has(one)) both++;
		sides += truth.size + said.size;
	}
	return sides === 0 ? 0 : (2 * both) / sides;
}
