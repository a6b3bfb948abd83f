import { describe, expect, test } from 'vitest';
import { bootstrapInterval, percentileInterval } from './bootstrap.ts';
import { seededRandom } from '#text/random.ts';
import { correctCount } from './corrected.ts';
import { findKappa } from './kappa.ts';
import { confidences } from './model.ts';
import type { Compared, Stratum, Unit } from './model.ts';
import { sumInterval, wilson } from './proportion.ts';
import { measure, scoresOf, tallyScores } from './scores.ts';

/** A table of two coders' values, as units. */
const table = (...cells: [string, number][]): Unit<string>[] =>
	cells.flatMap(([pair, times]) => Array.from({ length: times }, () => [...pair]));

describe('kappa', () => {
	test('of two published tables is .348 and .801 (Artstein and Poesio 2008, p. 558 and p. 568)', () => {
		const first = findKappa(table(['ss', 20], ['is', 20], ['si', 10], ['ii', 50]));
		expect([first.observed, first.expected, first.kappa].map((one) => Number(one!.toFixed(3)))).toEqual([0.7, 0.54, 0.348]);
		const second = findKappa(table(['ss', 46], ['is', 6], ['ii', 32], ['ic', 6], ['cc', 10]));
		expect([second.observed, second.expected, second.kappa].map((one) => Number(one!.toFixed(3)))).toEqual([0.88, 0.396, 0.801]);
	});

	test('of Cohen’s own table is .492 (Cohen 1960, p. 45)', () => {
		const units = table(['aa', 88], ['ab', 14], ['ac', 18], ['ba', 10], ['bb', 40], ['bc', 10], ['ca', 2], ['cb', 6], ['cc', 12]);
		expect(findKappa(units).kappa).toBeCloseTo(0.492, 3);
	});

	test('tells coders of like habits from coders of unlike ones: .186 and .258 (Krippendorff 2004, p. 246)', () => {
		const diagonal: [string, number][] = [
			['aa', 12],
			['bb', 14],
			['cc', 20]
		];
		const like = table(...diagonal, ...['ab', 'ac', 'ba', 'bc', 'ca', 'cb'].map((pair): [string, number] => [pair, 9]));
		const unlike = table(...diagonal, ...['ab', 'ac', 'bc'].map((pair): [string, number] => [pair, 18]));
		expect(findKappa(like).kappa).toBeCloseTo(0.186, 3);
		expect(findKappa(unlike).kappa).toBeCloseTo(0.258, 3);
	});

	test('is 1 where two agree, below 0 where they always differ, and the same both ways', () => {
		expect(findKappa(table(['aa', 3], ['bb', 2])).kappa).toBe(1);
		expect(findKappa(table(['ab', 3], ['ba', 3])).kappa).toBe(-1);
		const units = table(['aa', 7], ['ab', 2], ['ba', 5], ['bb', 9]);
		expect(findKappa(units.map((unit) => unit.toReversed())).kappa).toBeCloseTo(findKappa(units).kappa!, 12);
	});

	test('is null where both only ever gave one value, or never saw the same unit', () => {
		expect(findKappa(table(['aa', 5])).kappa).toBeNull();
		expect(
			findKappa([
				['a', null],
				[null, 'b'],
				['a', undefined]
			])
		).toEqual({ kappa: null, observed: 0, expected: 0, units: 0 });
	});
});

const compare = (...rows: [string | null, string][]): Compared[] =>
	rows.map(([coded, adjudicated]) => ({ coded: coded === null ? null : new Set(coded), adjudicated: new Set(adjudicated) }));

describe('precision, recall and F1', () => {
	test('are of each concept, and their means over concepts', () => {
		const { concepts, macro, units } = scoresOf([tallyScores(compare(['ab', 'a'], ['a', 'ab'], ['', 'a'], ['c', ''], [null, 'abc']))]);
		expect(units).toBe(4);
		expect(concepts).toEqual([
			{ conceptId: 'a', right: 2, wrong: 0, missed: 1, precision: 1, recall: 2 / 3, f1: 4 / 5 },
			{ conceptId: 'b', right: 0, wrong: 1, missed: 1, precision: 0, recall: 0, f1: 0 },
			{ conceptId: 'c', right: 0, wrong: 1, missed: 0, precision: 0, recall: null, f1: 0 }
		]);
		expect(macro.precision).toBeCloseTo(1 / 3, 12);
		expect(macro.recall).toBeCloseTo(1 / 3, 12);
		expect(macro.f1).toBeCloseTo(4 / 15, 12);
	});

	test('F1 is the harmonic mean of the other two', () => {
		const { precision, recall, f1 } = measure({ right: 7, wrong: 3, missed: 5 });
		expect(f1).toBeCloseTo((2 * precision! * recall!) / (precision! + recall!), 12);
	});

	test('a coder who gave nothing has no precision, and recall and F1 of 0', () => {
		expect(scoresOf([tallyScores(compare(['', 'a'], ['', 'ab']))]).macro).toEqual({ precision: null, recall: 0, f1: 0 });
	});

	test('are null where nobody gave anything, or nothing was seen', () => {
		const none = { precision: null, recall: null, f1: null };
		expect(scoresOf([tallyScores(compare(['', '']))])).toEqual({ concepts: [], macro: none, units: 1 });
		expect(scoresOf([tallyScores(compare([null, 'a']))])).toEqual({ concepts: [], macro: none, units: 0 });
	});

	test('are 1 throughout for the adjudicated set itself, and add up over documents', () => {
		expect(scoresOf([tallyScores(compare(['ab', 'ab'], ['', '']))]).macro).toEqual({ precision: 1, recall: 1, f1: 1 });
		const [one, other] = [compare(['ab', 'a'], ['b', 'b']), compare(['a', 'b'], ['c', 'c'])];
		expect(scoresOf([tallyScores(one), tallyScores(other)])).toEqual(scoresOf([tallyScores([...one, ...other])]));
	});

	test('have an interval over documents that holds them', () => {
		const random = seededRandom(8);
		const tallies = Array.from({ length: 40 }, () =>
			tallyScores(
				Array.from({ length: 6 }, () => {
					const truth = 'abc'.charAt(Math.floor(random() * 3));
					return { coded: new Set(random() < 0.7 ? truth : 'a'), adjudicated: new Set(truth) };
				})
			)
		);
		const { f1 } = scoresOf(tallies).macro;
		const interval = bootstrapInterval(tallies, (drawn) => scoresOf(drawn).macro.f1, { seed: 2, draws: 500 });
		expect(interval!.low).toBeLessThan(f1!);
		expect(interval!.high).toBeGreaterThan(f1!);
	});
});

describe('the bootstrap', () => {
	const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
	const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

	test('takes the 50th of 1999 draws from either end for 95 %, the 5th of 99 for 90 %', () => {
		const draws = (count: number) => Array.from({ length: count }, (_, at) => count - at);
		expect(percentileInterval(draws(1999), 0.95)).toEqual({ low: 50, high: 1950 });
		expect(percentileInterval(draws(99), 0.9)).toEqual({ low: 5, high: 95 });
	});

	test('holds a known mean about as often as it promises', () => {
		const random = seededRandom(31);
		let held = 0;
		for (let turn = 0; turn < 300; turn++) {
			const numbers = Array.from({ length: 40 }, () => normal(random));
			const { low, high } = bootstrapInterval(numbers, mean, { seed: turn, draws: 300, confidence: 0.9 })!;
			if (low <= 0 && high >= 0) held++;
		}
		expect(held / 300).toBeGreaterThan(0.84);
		expect(held / 300).toBeLessThan(0.95);
	});

	test('draws whole documents, as many as there are', () => {
		const documents = [[1, 2], [3], [4, 5, 6]];
		bootstrapInterval(
			documents,
			(drawn) => {
				expect(drawn).toHaveLength(3);
				expect(drawn.every((one) => documents.includes(one))).toBe(true);
				return 0;
			},
			{ seed: 1, draws: 50 }
		);
	});

	test('has no interval for fewer than two documents, nor where too many draws say nothing', () => {
		expect(bootstrapInterval([1], mean, { seed: 1 })).toBeNull();
		expect(percentileInterval([])).toBeNull();
		expect(percentileInterval([null, null, 1, 2, 3, 4, 5, 6, 7, 8])).toBeNull();
	});

	test('its generator is even, and the same by the same seed', () => {
		const [one, same] = [seededRandom(42), seededRandom(42)];
		const numbers = Array.from({ length: 10_000 }, one);
		expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, same));
		expect(Math.abs(mean(numbers) - 0.5)).toBeLessThan(0.01);
		expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...numbers)).toBeLessThan(1);
	});
});

const near = ({ low, high }: { low: number; high: number }, [from, to]: [number, number]) => {
	expect(Math.abs(low - from)).toBeLessThan(0.0001);
	expect(Math.abs(high - to)).toBeLessThan(0.0001);
};

describe('intervals of proportions', () => {
	test('Wilson’s is as Newcombe 1998 prints it for 81 of 263 and 15 of 148', () => {
		near(wilson(81, 263)!, [0.2553, 0.3662]);
		near(wilson(15, 148)!, [0.0624, 0.1605]);
	});

	test('Wilson’s is [0, .1611] for 0 of 20 and [.7225, 1] for 10 of 10 (as SciPy 1.17 computes it), and null for none', () => {
		near(wilson(0, 20)!, [0, 0.1611]);
		near(wilson(10, 10)!, [0.7225, 1]);
		expect(wilson(0, 0)).toBeNull();
	});

	test('a higher confidence is a wider interval', () => {
		const widths = confidences.map((confidence) => wilson(7, 30, confidence)!).map(({ low, high }) => high - low);
		expect(widths).toEqual(widths.toSorted((one, other) => one - other));
	});

	const term = (weight: number, count: number, total: number) => ({ weight, value: count / total, ...wilson(count, total)! });

	test('a difference is as Newcombe 1998 prints it: 56/70 − 48/80, 9/10 − 3/10 and 5/56 − 0/29', () => {
		near(sumInterval([term(1, 56, 70), term(-1, 48, 80)]), [0.0524, 0.3339]);
		near(sumInterval([term(1, 9, 10), term(-1, 3, 10)]), [0.1705, 0.809]);
		near(sumInterval([term(1, 5, 56), term(-1, 0, 29)]), [-0.0381, 0.1926]);
	});

	test('a sum of four is as Newcombe 2001 prints it: (17/65 − 17/75) − (18/72 − 16/65)', () => {
		near(sumInterval([term(1, 17, 65), term(-1, 17, 75), term(-1, 18, 72), term(1, 16, 65)]), [-0.1687, 0.2343]);
	});
});

describe('the corrected count', () => {
	/** Documents of ten audited passages each. */
	const audit = (passages: number, ...real: number[]): Stratum => ({ passages, audited: real.map((one) => ({ passages: 10, real: one })) });

	test('is what is marked times precision, plus what is empty times the miss rate', () => {
		const count = correctCount(audit(200, 8, 8, 8), audit(1000, 1, 0, 0, 0, 0))!;
		expect(count.raw).toBe(200);
		expect(count.precision!.share).toBeCloseTo(0.8, 12);
		expect(count.missRate!.share).toBeCloseTo(0.02, 12);
		expect(count.estimate).toBeCloseTo(180, 9);
		expect(count.low).toBeLessThan(180);
		expect(count.high).toBeGreaterThan(180);
	});

	test('is the plain interval of a sum where documents are no different and little of all was read', () => {
		const count = correctCount(audit(1e9, 8, 8, 8), audit(1e9, 2, 2, 2))!;
		const term = (share: number) => ({ weight: 1e9, value: share, ...wilson(share * 30, 30)! });
		const { low, high } = sumInterval([term(0.8), term(0.2)]);
		expect(count.precision!.designEffect).toBe(1);
		expect(count.low / low).toBeCloseTo(1, 6);
		expect(count.high / high).toBeCloseTo(1, 6);
	});

	test('is wider where the passages of a document are alike', () => {
		const even = correctCount(audit(500, 5, 5, 5, 5, 5, 5), audit(500, 0, 0))!;
		const alike = correctCount(audit(500, 10, 0, 10, 0, 10, 0), audit(500, 0, 0))!;
		expect(alike.estimate).toBe(even.estimate);
		expect(alike.precision!.designEffect).toBeCloseTo(12, 9);
		expect(alike.high - alike.low).toBeGreaterThan(even.high - even.low);
	});

	test('is a plain count where all was read', () => {
		const { estimate, low, high } = correctCount(audit(20, 9, 4), audit(30, 1, 0, 0))!;
		expect([estimate, low, high]).toEqual([14, 14, 14]);
	});

	test('is surer the more of all was read: 24 of 30 out of 60 is as sure as 48 of 60 out of endless many', () => {
		const { low, high } = correctCount(audit(60, 8, 8, 8), audit(10, 0))!.precision!;
		expect({ low, high }).toEqual(wilson(48, 60));
	});

	test('never contradicts what was read', () => {
		const most = correctCount(audit(22, 9, 9), audit(10, 0))!.precision!;
		expect(wilson(198, 220)!.high).toBeGreaterThan(20 / 22);
		expect(most.high).toBe(1 - 2 / 22);
		const least = correctCount(audit(22, 1, 1), audit(10, 0))!.precision!;
		expect(wilson(22, 220)!.low).toBeLessThan(2 / 22);
		expect(least.low).toBe(2 / 22);
	});

	test('admits that something may be missed where an audit found nothing', () => {
		const { missRate, estimate, high } = correctCount(audit(20, 9, 9), audit(400, 0, 0, 0))!;
		expect(missRate!.share).toBe(0);
		expect(estimate).toBe(18);
		expect(high).toBeGreaterThan(25);
	});

	test('is null where marked or empty passages were not audited, and 0 where there are none', () => {
		expect(correctCount(audit(20, 5), { passages: 10, audited: [] })).toBeNull();
		expect(correctCount({ passages: 20, audited: [] }, audit(100, 5))).toBeNull();
		expect(correctCount({ passages: 0, audited: [] }, audit(10, 0))).toMatchObject({ estimate: 0, low: 0, high: 0, precision: null });
		expect(() => correctCount(audit(5, 5), audit(10, 0))).toThrow(RangeError);
	});

	test('its interval holds the truth at least about as often as it promises, also where errors keep to few documents', () => {
		const random = seededRandom(77);
		let held = 0;
		for (let turn = 0; turn < 400; turn++) {
			// 60 documents of 40 passages; how good the machine is differs from one document to the next.
			const marked: Stratum = { passages: 0, audited: [] };
			const empty: Stratum = { passages: 0, audited: [] };
			const [audited, missed] = [marked, empty].map((stratum) => stratum.audited as { passages: number; real: number }[]);
			let truth = 0;
			for (let document = 0; document < 60; document++) {
				const precision = 0.6 + 0.4 * random();
				const miss = random() < 0.3 ? 0.12 : 0.01;
				const read = { marked: { passages: 0, real: 0 }, empty: { passages: 0, real: 0 } };
				for (let passage = 0; passage < 40; passage++) {
					const isMarked = passage < 10;
					const isReal = random() < (isMarked ? precision : miss);
					if (isReal) truth++;
					(isMarked ? marked : empty).passages++;
					if (random() < 0.2) {
						const one = read[isMarked ? 'marked' : 'empty'];
						one.passages++;
						if (isReal) one.real++;
					}
				}
				audited!.push(read.marked);
				missed!.push(read.empty);
			}
			const { low, high } = correctCount(marked, empty)!;
			if (low <= truth && truth <= high) held++;
		}
		expect(held / 400).toBeGreaterThan(0.93);
	});
});
