import type { WayApart } from '#domain/coding/apart.ts';
import type { Code } from '#domain/coding/model.ts';
import type { Language } from '#text/languages.ts';
import { pairName, pairOf, schemeOf } from './doubled.ts';
import type { Doubled, Pair } from './doubled.ts';

/** In what two coders of a passage differ: whether a concept is there at all, its stance, or its words. */
export const differences = ['concept', 'stance', 'words'] as const satisfies readonly WayApart[];
export type Difference = (typeof differences)[number];

/** One code that one of a pair gave to a passage and the other did not give so; `other` is what comes nearest to it. */
export type Disagreement = {
	passageId: number;
	documentId: number;
	language: Language;
	position: number;
	isSettled: boolean;
	pair: Pair;
	/** Who of the two gave it. */
	by: number;
	how: Difference;
	code: Code;
	other: Code | null;
};

const isSame = (one: Code, other: Code) =>
	one.conceptId === other.conceptId && one.stance === other.stance && one.start === other.start && one.end === other.end;
const overlap = (one: Code, other: Code) => one.start < other.end && other.start < one.end;

/** What is met by no equal code of the other coder, in the order of passages. What both gave to the same words with another stance is told once. */
export function listDisagreements(doubled: readonly Doubled[]): Disagreement[] {
	return doubled.flatMap((one) =>
		pairOf(one).flatMap((pair) => {
			const [first = [], second = []] = pair.map((coder) => one.sides.find((side) => side.coder === coder)?.codes);
			const { passageId, documentId, language, position } = one;
			const about = { passageId, documentId, language, position, isSettled: one.settled !== null, pair };
			const met = new Set<Code>();
			const told = (by: number, codes: readonly Code[], others: readonly Code[]) =>
				codes
					.filter((code) => !met.has(code) && !others.some((other) => isSame(code, other)))
					.map((code): Disagreement => {
						const free = others.filter((other) => other.conceptId === code.conceptId && !codes.some((own) => isSame(own, other)));
						const near = free.find((other) => overlap(code, other)) ?? null;
						if (near !== null) met.add(near);
						return { ...about, by, how: near === null ? 'concept' : near.stance === code.stance ? 'words' : 'stance', code, other: near };
					});
			return [...told(pair[0], first, second), ...told(pair[1], second, first)];
		})
	);
}

export type Confusion = { one: string; other: string; passages: number };

/** Two concepts of a scheme that one coder and the other gave to words that overlap, where neither gave both: the most frequent first. */
export function listConfusions(disagreements: readonly Disagreement[]): Confusion[] {
	const counts = new Map<string, Set<number>>();
	const byPassage = Map.groupBy(
		disagreements.filter(({ how }) => how === 'concept'),
		({ passageId, pair }) => `${passageId} ${pairName(pair)}`
	);
	for (const apart of byPassage.values())
		for (const one of apart)
			for (const other of apart) {
				const [a, b] = [one.code, other.code];
				if (one.by >= other.by || a.conceptId === b.conceptId || schemeOf(a.conceptId) !== schemeOf(b.conceptId) || !overlap(a, b))
					continue;
				const name = [a.conceptId, b.conceptId].toSorted().join(' ');
				counts.set(name, (counts.get(name) ?? new Set()).add(one.passageId));
			}
	return [...counts]
		.map(([name, passages]) => {
			const [one = '', other = ''] = name.split(' ');
			return { one, other, passages: passages.size };
		})
		.toSorted((a, b) => b.passages - a.passages || (a.one + a.other < b.one + b.other ? -1 : 1));
}
