import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { drawTimes, percentileInterval } from './bootstrap.ts';
import { byDocument, conceptsOf } from './doubled.ts';
import type { Doubled } from './doubled.ts';
import type { ConceptScore, Interval, Measures } from './model.ts';
import { measure, scoresOf, tallyScores } from './scores.ts';

/** A person, by number, or the machine. */
export type Coder = number | 'machine';

export type CoderScore = {
	coder: Coder;
	language: Language | 'all';
	units: number;
	documents: number;
	/** The mean over the concepts, with the interval of its F1 over documents. */
	macro: Measures & { interval: Interval | null };
	concepts: (ConceptScore & { interval: Interval | null })[];
};

/** How each coder, people and machine alike, stands to what was settled on, by language and in all together. */
export function scoreCoders(doubled: readonly Doubled[]): CoderScore[] {
	const settled = doubled.filter((one) => one.settled !== null);
	const people = [...new Set(settled.flatMap(({ sides }) => sides.map(({ coder }) => coder)))].toSorted((one, other) => one - other);
	const spoken = languages.filter((one) => settled.some(({ language }) => language === one));
	return (['machine', ...people] as Coder[]).flatMap((coder) =>
		([...spoken, 'all'] as const).flatMap((language, at) => {
			const seen = settled.filter((one) => (language === 'all' || one.language === language) && codesBy(one, coder) !== null);
			return seen.length === 0 ? [] : [scoreOne(coder, language, seen, at)];
		})
	);
}

const codesBy = ({ machine, sides }: Doubled, coder: Coder) =>
	coder === 'machine' ? machine : (sides.find((side) => side.coder === coder)?.codes ?? null);

type Outcome = { right: number; wrong: number; missed: number };

function scoreOne(coder: Coder, language: Language | 'all', seen: readonly Doubled[], seed: number): CoderScore {
	const tallies = byDocument(seen).map((of) =>
		tallyScores(of.map((one) => ({ coded: conceptsOf(codesBy(one, coder) ?? []), adjudicated: conceptsOf(one.settled ?? []) })))
	);
	const { concepts, macro, units } = scoresOf(tallies);
	// Documents are drawn once for all concepts, and a concept is summed over those in which it is met.
	const drawn = drawTimes(tallies.length, { seed, draws: 300 });
	const f1s = concepts.map(({ conceptId }) => {
		const met = tallies.flatMap(({ outcomes }, at): [number, Outcome][] => {
			const outcome = outcomes.get(conceptId);
			return outcome === undefined ? [] : [[at, outcome]];
		});
		return drawn.map((times) => {
			const sum = { right: 0, wrong: 0, missed: 0 };
			for (const [at, { right, wrong, missed }] of met) {
				const often = times[at] ?? 0;
				sum.right += often * right;
				sum.wrong += often * wrong;
				sum.missed += often * missed;
			}
			return measure(sum).f1;
		});
	});
	const means = drawn.map((_, draw) => {
		const defined = f1s.flatMap((of) => of[draw] ?? []);
		return defined.length === 0 ? null : defined.reduce((sum, one) => sum + one, 0) / defined.length;
	});
	return {
		...{ coder, language, units, documents: tallies.length },
		macro: { ...macro, interval: percentileInterval(means) },
		concepts: concepts.map((one, at) => ({ ...one, interval: percentileInterval(f1s[at] ?? []) }))
	};
}
