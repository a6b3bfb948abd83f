import { describe, expect, test } from 'vitest';
import { deal, doubled } from './deal.ts';
import { drawSample } from './draw.ts';
import { compare, isSame } from './model.ts';
import { inQueueOrder } from './order.ts';

const pool = (sizes: Record<string, number>) => {
	let id = 0;
	return Object.entries(sizes).flatMap(([stratum, size]) => Array.from({ length: size }, () => ({ id: ++id, stratum })));
};
const drawnBy = (drawn: ReturnType<typeof drawSample>) => Object.fromEntries(drawn.strata.map((one) => [one.stratum, one.drawn]));

describe('a sample', () => {
	test('is drawn in proportion to the strata, and no passage twice', () => {
		const drawn = drawSample(pool({ en: 600, fr: 300, ar: 100 }), { size: 50, allocation: 'proportional', seed: 1 });
		expect(drawnBy(drawn)).toEqual({ ar: 5, en: 30, fr: 15 });
		expect(new Set(drawn.passages.map(({ id }) => id)).size).toBe(50);
	});
	test('is drawn as many from each, and what a small stratum lacks falls to the others', () => {
		const drawn = drawSample(pool({ en: 600, fr: 300, ar: 4 }), { size: 51, allocation: 'equal', seed: 1 });
		expect(drawnBy(drawn)['ar']).toBe(4);
		expect(drawnBy(drawn)['en']! + drawnBy(drawn)['fr']!).toBe(47);
		expect(Math.abs(drawnBy(drawn)['en']! - drawnBy(drawn)['fr']!)).toBeLessThanOrEqual(1);
	});
	test('of more than there is takes everything', () => {
		const drawn = drawSample(pool({ en: 3, fr: 2 }), { size: 100, allocation: 'proportional', seed: 1 });
		expect(drawn.passages).toHaveLength(5);
	});
	test('is the same for the same seed, and another for another', () => {
		const from = pool({ en: 200, ru: 100 });
		const ids = (seed: number) => drawSample(from, { size: 40, allocation: 'equal', seed }).passages.map(({ id }) => id);
		expect(ids(7)).toEqual(ids(7));
		expect(ids(7)).not.toEqual(ids(8));
	});
	test('gives every passage of a stratum the same chance', () => {
		const from = pool({ en: 20 });
		const times = new Array<number>(21).fill(0);
		for (let seed = 0; seed < 2000; seed++)
			for (const { id } of drawSample(from, { size: 5, allocation: 'equal', seed }).passages) times[id] = (times[id] ?? 0) + 1;
		// 2000 draws of 5 in 20: 500 each, with a standard deviation of 19.
		for (const count of times.slice(1)) expect(Math.abs(count - 500)).toBeLessThan(90);
	});
});

describe('dealing', () => {
	const passages = Array.from({ length: 60 }, (_, at) => at + 1);
	test('once gives each passage to one coder, evenly', () => {
		const dealt = deal(passages, new Set(), [11, 12, 13], 3);
		expect(dealt).toHaveLength(60);
		for (const coder of [11, 12, 13]) expect(dealt.filter(({ personId }) => personId === coder)).toHaveLength(20);
	});
	test('twice gives each passage to two coders, and every pair about as many', () => {
		const dealt = deal(passages, doubled(passages, 'double', 1), [11, 12, 13], 3);
		const pairs = [...Map.groupBy(dealt, ({ passageId }) => passageId).values()].map((two) => new Set(two.map(({ personId }) => personId)));
		expect(pairs.every((pair) => pair.size === 2)).toBe(true);
		const counts = [...Map.groupBy(pairs, (pair) => [...pair].toSorted().join(' ')).values()].map(({ length }) => length);
		expect(counts).toEqual([20, 20, 20]);
	});
	test('a share twice doubles the first of the random order', () => {
		expect([...doubled(passages, 'double-share', 0.2)]).toEqual(passages.slice(0, 12));
		expect(doubled(passages, 'single', 0.5).size).toBe(0);
	});
});

const at = (start: number, conceptId = 'need/skills') => ({ conceptId, stance: 'need' as const, start, end: start + 3, quote: 'abc' });

test('two coders say the same whatever the order, and not where a stance, a place or a concept is another', () => {
	expect(isSame([at(0), at(4)], [at(4), at(0)])).toBe(true);
	expect(isSame([at(0)], [at(0), at(4)])).toBe(false);
	expect(isSame([at(0)], [at(1)])).toBe(false);
	expect(isSame([at(0)], [{ ...at(0), stance: 'plan' }])).toBe(false);
	expect(isSame([], [])).toBe(true);
});

test('what both gave is told from what one gave', () => {
	const compared = compare(
		new Map([
			[1, [at(4), at(0)]],
			[2, [at(0), at(9)]]
		])
	);
	expect(compared.map(({ code, by }) => [code.start, by])).toEqual([
		[0, [1, 2]],
		[4, [1]],
		[9, [2]]
	]);
});

describe('a queue', () => {
	const some = Array.from({ length: 10 }, (_, at) => ({ name: at, doubt: at / 10, chance: (at * 7) % 10, isSkipped: false }));
	test('brings what is in doubt first, and at its share what chance brings', () => {
		expect(inQueueOrder(some, 0).map(({ name }) => name)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
		const mixed = inQueueOrder(some, 0.2);
		// Every fifth is by chance: 0 and 3 have the smallest numbers of those that are left.
		expect(mixed.map(({ name }) => name).slice(0, 5)).toEqual([9, 8, 7, 6, 0]);
		expect(new Set(mixed).size).toBe(10);
	});
	test('of chance alone does not look at doubt', () => {
		expect(inQueueOrder(some, 1).map(({ chance }) => chance)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});
	test('puts what was skipped last', () => {
		const skipped = some.map((one) => ({ ...one, isSkipped: one.name === 9 }));
		expect(inQueueOrder(skipped, 0.2).at(-1)?.name).toBe(9);
	});
});
