import type { Said } from '#domain/evidence/machine.server.ts';
import type { Coding } from '#text/code.ts';
import { facetOf, particulars } from '#text/learn/labels.ts';
import type { Score } from '#text/learn/score.ts';
import { addTally, bins, compared, sets } from './model.ts';
import type { Bin, Compared, Lesson, Measures, SetName, Share } from './model.ts';

const ofSets = <T>(make: () => T) => Object.fromEntries(sets.map((set) => [set, make()])) as Record<SetName, T>;
const ofBoth = <T>(make: () => T) => Object.fromEntries(compared.map((one) => [one, make()])) as Record<Compared, T>;
const noBins = (): Bin[] => Array.from({ length: bins }, () => ({ count: 0, said: 0, held: 0 }));

export function nothingMeasured(folds: number): Measures {
	return {
		folds,
		passages: ofSets(() => ({})),
		tallies: ofSets(() => ofBoth(() => ({}))),
		stances: ofSets(() => ofBoth(() => ({}))),
		specificity: ofSets(() => ofBoth(() => ({}))),
		calibration: ofSets(noBins)
	};
}

const isConcept = (label: string) => !['stance', 'particular', 'states'].includes(facetOf(label) ?? 'stance');

/** Notes what a machine, and the rules, say of a passage that the machine has not learnt from, against what a person settled. */
export function noteSaid(
	measures: Measures,
	lesson: Lesson,
	labels: readonly string[],
	machine: Said,
	rules: Coding,
	scores: readonly Score[]
): void {
	const { set, language } = lesson;
	measures.passages[set][language] = (measures.passages[set][language] ?? 0) + 1;
	const truth = new Set([...lesson.codes.map(({ concept }) => concept), ...lesson.labels]);
	const asked = labels.filter((label) => !lesson.unknown.includes(label));
	for (const [who, coding] of [
		['machine', machine],
		['rules', rules]
	] as const) {
		const given = labelsOf(coding);
		const byLabel = (measures.tallies[set][who][language] ??= {});
		for (const label of asked) {
			const [isSaid, isTrue] = [given.has(label), truth.has(label)];
			if (isSaid || isTrue)
				byLabel[label] = addTally(byLabel[label], { both: +(isSaid && isTrue), wrong: +(isSaid && !isTrue), missed: +(!isSaid && isTrue) });
		}
		noteStances(measures.stances[set][who], lesson, coding);
		if (lesson.unknown.length > 0) continue;
		const points = [...truth].filter((label) => facetOf(label) === 'particular').length;
		note(measures.specificity[set][who], language, Math.abs(points - coding.specificity.score) <= 1);
	}
	for (const { label, probability } of scores) {
		if (!isConcept(label)) continue;
		const bin = measures.calibration[set][Math.max(0, Math.min(bins - 1, Math.floor(probability * bins)))] as Bin;
		bin.count++;
		bin.said += probability;
		bin.held += truth.has(label) ? 1 : 0;
	}
}

function note(shares: Partial<Record<string, Share>>, language: string, isRight: boolean): void {
	const share = (shares[language] ??= { right: 0, all: 0 });
	share.all++;
	if (isRight) share.right++;
}

/** Of the concepts that a person coded and the coder found: whether the stance is one that the person gave. */
function noteStances(shares: Partial<Record<string, Share>>, { language, codes }: Lesson, coding: Pick<Said, 'codes'>): void {
	for (const [concept, own] of Map.groupBy(codes, (code) => code.concept)) {
		const found = coding.codes.filter((code) => code.concept === concept).toSorted((a, b) => b.confidence - a.confidence)[0];
		if (found !== undefined)
			note(
				shares,
				language,
				own.some(({ stance }) => stance === found.stance)
			);
	}
}

/** The labels that a coder gives to a passage. */
export function labelsOf({ codes, states, specificity }: Pick<Said, 'codes' | 'states' | 'specificity'>): Set<string> {
	const given = new Set(codes.map(({ concept }) => concept));
	for (const name of particulars) if (specificity[name] !== null) given.add(`particular/${name}`);
	if (states) given.add('states/any');
	return given;
}

/** The measures of several folds together. */
export function added(parts: readonly Measures[]): Measures {
	const all = nothingMeasured(parts[0]?.folds ?? 0);
	for (const part of parts)
		for (const set of sets) {
			for (const [language, count] of entries(part.passages[set])) all.passages[set][language] = (all.passages[set][language] ?? 0) + count;
			for (const [at, bin] of part.calibration[set].entries()) {
				const own = all.calibration[set][at] as Bin;
				own.count += bin.count;
				own.said += bin.said;
				own.held += bin.held;
			}
			for (const who of compared) {
				for (const [language, byLabel] of entries(part.tallies[set][who])) {
					const own = (all.tallies[set][who][language] ??= {});
					for (const [label, tally] of Object.entries(byLabel)) own[label] = addTally(own[label], tally);
				}
				for (const kind of ['stances', 'specificity'] as const)
					for (const [language, { right, all: of }] of entries(part[kind][set][who])) {
						const own = (all[kind][set][who][language] ??= { right: 0, all: 0 });
						own.right += right;
						own.all += of;
					}
			}
		}
	return all;
}

/** The cast: the keys of such a record are its keys. */
const entries = <K extends string, V>(record: Partial<Record<K, V>>) => Object.entries(record) as [K, V][];
