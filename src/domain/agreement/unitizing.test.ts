import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from './bootstrap.ts';
import { seededRandom } from '#text/random.ts';
import type { Marked, Stretch } from './model.ts';
import { findUnitizedAlpha, joinUnitizedAlphas, layEndToEnd } from './unitizing.ts';

/** Stretches by where they begin and how long they are. */
const at = (...pairs: [number, number][]): Stretch[] => pairs.map(([start, long]) => ({ start, end: start + long }));
const stretched = (factor: number, coders: Stretch[][]): Marked => ({
	length: 24 * factor,
	coders: coders.map((some) => some.map(({ start, end }) => ({ start: start * factor, end: end * factor })))
});

/** The four pairs of coders of Krippendorff 1995, p. 57, on a text of 24. */
const pairs = {
	bertha: [at([2, 8], [14, 6]), at([4, 4], [15, 2])],
	john: [at([0, 18]), at([0, 2], [2, 1], [3, 1], [4, 1], [5, 1], [6, 3], [9, 1])],
	gerret: [at([2, 6], [10, 2], [14, 4], [20, 2]), at([0, 2], [4, 4], [10, 4], [16, 2], [20, 2])],
	heather: [at([0, 2], [2, 8], [10, 4], [14, 6], [20, 4]), at([0, 4], [4, 4], [8, 7], [15, 2], [17, 7])]
};

/** The definition, section by section, each gap a section of its own: sums over ordered pairs of coders. */
function byDefinition({ length, coders }: Marked): number {
	const sections = coders.map((stretches) => {
		const sorted = stretches.toSorted((one, other) => one.start - other.start);
		const all: { start: number; long: number; marked: boolean }[] = [];
		let end = 0;
		for (const one of [...sorted, { start: length, end: length }]) {
			if (one.start > end) all.push({ start: end, long: one.start - end, marked: false });
			if (one.end > one.start) all.push({ start: one.start, long: one.end - one.start, marked: true });
			end = one.end;
		}
		return all;
	});
	let apart = 0;
	sections.forEach((ones, i) =>
		sections.forEach((others, j) => {
			if (i === j) return;
			for (const g of ones)
				for (const h of others) {
					const shift = g.start - h.start;
					if (g.marked && h.marked && -g.long < shift && shift < h.long) apart += shift ** 2 + (shift + g.long - h.long) ** 2;
					else if (g.marked && !h.marked && h.long - g.long >= shift && shift >= 0) apart += g.long ** 2;
					else if (!g.marked && h.marked && h.long - g.long <= shift && shift <= 0) apart += h.long ** 2;
				}
		})
	);
	const m = coders.length;
	const marked = sections.flat().filter((one) => one.marked);
	const gaps = sections.flat().filter((one) => !one.marked);
	let chance = 0;
	for (const { long } of marked) {
		chance += ((marked.length - 1) / 3) * (2 * long ** 3 - 3 * long ** 2 + long);
		for (const gap of gaps) if (gap.long >= long) chance += long ** 2 * (gap.long - long + 1);
	}
	const places = m * length * (m * length - 1) - marked.reduce((sum, { long }) => sum + long * (long - 1), 0);
	return 1 - apart / (m * (m - 1) * length ** 2) / (((2 / length) * chance) / places);
}

function invent(seed: number, length: number, coders: number): Marked {
	const random = seededRandom(seed);
	const one = () => {
		const stretches: Stretch[] = [];
		for (let end = Math.floor(random() * 20); end < length - 20; end += Math.floor(random() * 60)) {
			const start = end;
			end += 1 + Math.floor(random() * 19);
			stretches.push({ start, end });
		}
		return stretches;
	};
	return { length, coders: Array.from({ length: coders }, one) };
}

describe('published examples of alpha for unitizing', () => {
	const [c, k] = [
		findUnitizedAlpha({ length: 300, coders: [at([75, 70], [220, 30]), at([70, 80], [205, 20], [250, 20])] }),
		findUnitizedAlpha({ length: 300, coders: [at([30, 60], [150, 50]), at([30, 60], [150, 50])] })
	];

	test('two coders of one text (Krippendorff 2004, p. 254): .7286 and 1 by category, .8591 over both', () => {
		expect(c.observed).toBeCloseTo(0.0144, 4);
		expect(c.expected).toBeCloseTo(0.0532, 4);
		expect(c.alpha).toBeCloseTo(0.7286, 4);
		expect(k.observed).toBe(0);
		expect(k.expected).toBeCloseTo(0.049, 4);
		expect(k.alpha).toBe(1);
		expect(Math.abs(joinUnitizedAlphas([c, k]).alpha! - 0.8591)).toBeLessThan(0.0005);
	});

	test('observed disagreement of four pairs of coders (Krippendorff 1995): .03125, 2.26736, .02777, .38715', () => {
		const observed = Object.values(pairs).map((coders) => findUnitizedAlpha(stretched(1, coders)).observed);
		const printed = [0.03125, 2.26736, 0.02777, 0.38715];
		observed.forEach((one, which) => expect(Math.abs(one - printed[which]!)).toBeLessThan(0.00001));
	});

	test('on a fine scale the first and the fourth pair come to .553 and .066, the third on a text of 12 to .494 (Krippendorff 1995)', () => {
		const first = findUnitizedAlpha(stretched(50_000, pairs.bertha));
		const fourth = findUnitizedAlpha(stretched(50_000, pairs.heather));
		const third = findUnitizedAlpha(stretched(0.5, pairs.gerret));
		expect([first, fourth, third].map(({ expected }) => Number(expected.toFixed(5)))).toEqual([0.0699, 0.41445, 0.05494]);
		expect([first, fourth, third].map(({ alpha }) => Number(alpha!.toFixed(3)))).toEqual([0.553, 0.066, 0.494]);
	});

	test('the distances of Krippendorff 2004: 50, 850 and 400 for stretches that overlap and one in a gap', () => {
		const apart = (one: Stretch[], other: Stretch[]) => findUnitizedAlpha({ length: 1000, coders: [one, other] }).observed * 1000 ** 2;
		expect(apart(at([225, 70]), at([220, 80]))).toBeCloseTo(50, 9);
		expect(apart(at([370, 30]), at([355, 20]))).toBeCloseTo(850, 9);
		expect(apart([], at([400, 20]))).toBeCloseTo(400, 9);
	});
});

describe('alpha for unitizing', () => {
	test('agrees with its definition, section by section', () => {
		for (let seed = 1; seed <= 20; seed++) {
			const text = invent(seed, 400, 2 + (seed % 3));
			expect(findUnitizedAlpha(text).alpha).toBeCloseTo(byDefinition(text), 10);
		}
	});

	test('does not change when coders or stretches change places', () => {
		const { length, coders } = invent(5, 500, 3);
		const turned = coders.toReversed().map((some) => some.toReversed());
		expect(findUnitizedAlpha({ length, coders: turned }).alpha).toBeCloseTo(findUnitizedAlpha({ length, coders }).alpha!, 12);
	});

	test('is 1 for the same stretches and falls below 0 where coders shun each other', () => {
		expect(findUnitizedAlpha({ length: 100, coders: [at([5, 10]), at([5, 10])] }).alpha).toBe(1);
		expect(findUnitizedAlpha({ length: 100, coders: [at([0, 50]), at([50, 50])] }).alpha).toBeLessThan(0);
	});

	test('is null where nobody marked anything, nobody could, or one coder is alone', () => {
		expect(findUnitizedAlpha({ length: 100, coders: [[], []] }).alpha).toBeNull();
		expect(findUnitizedAlpha({ length: 0, coders: [[], []] }).alpha).toBeNull();
		expect(findUnitizedAlpha({ length: 100, coders: [at([5, 10])] }).alpha).toBeNull();
		expect(joinUnitizedAlphas([]).alpha).toBeNull();
	});

	test('counts the gaps of a coder who marked nothing', () => {
		const { alpha, observed } = findUnitizedAlpha({ length: 100, coders: [at([5, 10]), []] });
		expect(observed).toBeCloseTo(100 / 100 ** 2, 12);
		expect(alpha).toBeLessThan(0.1);
	});

	test('makes one of stretches of a coder that overlap, keeps two that touch, and drops empty ones', () => {
		const text = (...stretches: Stretch[]) => findUnitizedAlpha({ length: 100, coders: [stretches, at([10, 20])] });
		expect(text(...at([10, 15], [20, 10])).alpha).toBe(1);
		expect(text(...at([10, 20], [10, 20], [50, 0])).alpha).toBe(1);
		expect(text(...at([10, 10], [20, 10])).alpha).toBeLessThan(1);
	});

	test('refuses a stretch outside the text', () => {
		expect(() => findUnitizedAlpha({ length: 10, coders: [at([5, 10]), []] })).toThrow(RangeError);
	});

	test('of several texts is that of all laid end to end, with an interval over texts', () => {
		const texts = Array.from({ length: 30 }, (_, seed) => {
			const { length, coders } = invent(seed, 300, 1);
			const nudged = coders[0]!.map(({ start, end }) => ({ start, end: Math.min(length, end + (seed % 3)) }));
			return { length, coders: [coders[0]!, nudged] };
		});
		const { alpha } = findUnitizedAlpha(layEndToEnd(texts));
		const interval = bootstrapInterval(texts, (some) => findUnitizedAlpha(layEndToEnd(some)).alpha, { seed: 1, draws: 200 });
		expect(interval!.low).toBeLessThan(alpha!);
		expect(interval!.high).toBeGreaterThan(alpha!);
		expect(layEndToEnd([]).length).toBe(0);
		expect(() =>
			layEndToEnd([
				{ length: 5, coders: [[]] },
				{ length: 5, coders: [[], []] }
			])
		).toThrow(RangeError);
	});

	test('of 50,000 stretches takes no second', () => {
		const text = invent(9, 1_000_000, 3);
		const before = process.threadCpuUsage();
		const { stretches } = findUnitizedAlpha(text);
		expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(1000);
		expect(stretches).toBeGreaterThan(50_000);
	});
});
