import { seededRandom } from '#text/random.ts';
import type { CodingRule } from './model.ts';

export type Dealt = { passageId: number; personId: number };

/** Which of the passages, which are in random order, are coded twice: none, all, or the first share of them. */
export function doubled(passages: readonly number[], rule: CodingRule, share: number): Set<number> {
	if (rule === 'single') return new Set();
	return new Set(rule === 'double' ? passages : passages.slice(0, Math.round(passages.length * share)));
}

/**
 * Deals passages to coders as evenly as can be: each doubled one to two different coders, with every pair of coders met about as often;
 * the others to the coder who has fewest. The same input and seed give the same deal. Doubling needs two coders.
 */
export function deal(passages: readonly number[], doubles: ReadonlySet<number>, coders: readonly number[], seed: number): Dealt[] {
	const random = seededRandom(seed);
	const load = new Map(coders.map((coder) => [coder, 0]));
	const met = new Map<string, number>();
	const take = (passageId: number, personId: number): Dealt => {
		load.set(personId, (load.get(personId) ?? 0) + 1);
		return { passageId, personId };
	};
	const pairs = coders.flatMap((one, at) => coders.slice(at + 1).map((other): [number, number] => [one, other]));
	const byLoad = (a: number, b: number) => (load.get(a) ?? 0) - (load.get(b) ?? 0);
	return passages.flatMap((passageId) => {
		if (!doubles.has(passageId)) {
			const [first] = shuffled(coders, random).toSorted(byLoad);
			return first === undefined ? [] : [take(passageId, first)];
		}
		const cost = ([one, other]: [number, number]) =>
			(met.get(`${one} ${other}`) ?? 0) * 1000 + (load.get(one) ?? 0) + (load.get(other) ?? 0);
		const [pair] = shuffled(pairs, random).toSorted((a, b) => cost(a) - cost(b));
		if (pair === undefined) return [];
		met.set(pair.join(' '), (met.get(pair.join(' ')) ?? 0) + 1);
		return pair.map((personId) => take(passageId, personId));
	});
}

function shuffled<One>(some: readonly One[], random: () => number): One[] {
	return some
		.map((one) => ({ one, at: random() }))
		.toSorted((a, b) => a.at - b.at)
		.map(({ one }) => one);
}
