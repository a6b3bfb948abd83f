import type { Compared, ConceptScore, Measures, Scores } from './model.ts';

/** Of one concept: given by both, given by the coder alone, and given by adjudication alone. */
type Outcome = { right: number; wrong: number; missed: number };

/** What the units of one document say of a coder; tallies of several documents add up. */
export type ScoreTally = { units: number; outcomes: ReadonlyMap<string, Outcome> };

/** Counts, for each concept, where a coder and the adjudicated set agree; units that the coder did not see are left out. */
export function tallyScores(compared: readonly Compared[]): ScoreTally {
	const outcomes = new Map<string, Outcome>();
	const add = (conceptId: string, what: keyof Outcome) => {
		const outcome = outcomes.get(conceptId) ?? { right: 0, wrong: 0, missed: 0 };
		outcome[what]++;
		outcomes.set(conceptId, outcome);
	};
	let units = 0;
	for (const { coded, adjudicated } of compared) {
		if (coded === null) continue;
		units++;
		for (const conceptId of coded) add(conceptId, adjudicated.has(conceptId) ? 'right' : 'wrong');
		for (const conceptId of adjudicated) if (!coded.has(conceptId)) add(conceptId, 'missed');
	}
	return { units, outcomes };
}

function over(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}

/** Precision, recall and their harmonic mean F1 (van Rijsbergen 1979); each is null where it would divide by nothing. */
export function measure({ right, wrong, missed }: Outcome): Measures {
	return {
		precision: over(right, right + wrong),
		recall: over(right, right + missed),
		f1: over(2 * right, 2 * right + wrong + missed)
	};
}

function meanOf(scores: readonly ConceptScore[], name: keyof Measures): number | null {
	const defined = scores.map((score) => score[name]).filter((one) => one !== null);
	return over(
		defined.reduce((sum, one) => sum + one, 0),
		defined.length
	);
}

/**
 * Scores of each concept and their means over concepts: macro F1 is the mean of the concepts' F1, not the F1 of the means (Opitz and
 * Burst 2019). A concept counts in a mean where the measure is defined; one that nobody gave is not there at all.
 */
export function scoresOf(tallies: readonly ScoreTally[]): Scores {
	const sums = new Map<string, Outcome>();
	for (const { outcomes } of tallies)
		for (const [conceptId, { right, wrong, missed }] of outcomes) {
			const sum = sums.get(conceptId) ?? { right: 0, wrong: 0, missed: 0 };
			sums.set(conceptId, { right: sum.right + right, wrong: sum.wrong + wrong, missed: sum.missed + missed });
		}
	const concepts = [...sums].map(([conceptId, sum]) => ({ conceptId, ...sum, ...measure(sum) }));
	concepts.sort((one, other) => (one.conceptId < other.conceptId ? -1 : 1));
	return {
		concepts,
		macro: { precision: meanOf(concepts, 'precision'), recall: meanOf(concepts, 'recall'), f1: meanOf(concepts, 'f1') },
		units: tallies.reduce((sum, { units }) => sum + units, 0)
	};
}
