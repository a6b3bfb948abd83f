import { describe, expect, test } from 'vitest';
import { findAlpha, findAlphaInterval } from './alpha.ts';
import { seededRandom } from '#text/random.ts';
import { masi, masiDistance } from './masi.ts';
import type { Concepts, Unit } from './model.ts';
import { nominal, overPairs } from './scale.ts';
import type { Scale } from './scale.ts';

const set = (letters: string): Concepts => new Set(letters);

/** Rows of units, a column for each coder; a point where a coder saw nothing. */
const read = (rows: string): Unit<string>[] =>
	rows
		.trim()
		.split('\n')
		.map((row) => [...row.trim()].map((one) => (one === '.' ? null : one)));

const columns = (...coders: string[]): Unit<string>[] =>
	[...(coders[0] ?? '')].map((_, at) => coders.map((values) => (values[at] === '.' ? null : values[at])));

/** The definition, pair by pair: within units, and over all values. */
function byDefinition<Value>(units: readonly Unit<Value>[], distance: (one: Value, other: Value) => number): number {
	const given = units.map((unit) => unit.filter((value) => value !== null && value !== undefined)).filter(({ length }) => length > 1);
	const all = given.flat();
	const pairs = (values: readonly Value[]) =>
		values.reduce((sum, one, at) => sum + values.reduce((more, other, to) => more + (at === to ? 0 : distance(one, other)), 0), 0);
	const observed = given.reduce((sum, values) => sum + pairs(values) / (values.length - 1), 0) / all.length;
	return 1 - observed / (pairs(all) / (all.length * (all.length - 1)));
}

/** Units in which coders copy the truth most of the time, and some did not see it. */
function invent<Value>(count: number, coders: number, pick: (random: () => number) => Value, seed: number): Unit<Value>[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, () => {
		const truth = pick(random);
		return Array.from({ length: coders }, () => (random() < 0.15 ? null : random() < 0.6 ? truth : pick(random)));
	});
}

const pickLetter = (random: () => number) => 'abcde'.charAt(Math.floor(random() ** 2 * 5));
const pickSet = (random: () => number): Concepts =>
	new Set(Array.from({ length: Math.floor(random() * 5) }, () => `need/${Math.floor(random() ** 3 * 60)}`));

describe('published examples of alpha', () => {
	test('two coders, two values: .095 (Krippendorff 2011, example A; Krippendorff 2004, p. 224)', () => {
		const { alpha, observed, expected, values } = findAlpha(columns('0100000000', '1110010100'), nominal);
		expect(alpha).toBeCloseTo(0.095, 3);
		expect([observed, expected].map((one) => Number(one.toFixed(3)))).toEqual([0.4, 0.442]);
		expect(values).toBe(20);
	});

	test('two coders, three values (Krippendorff 2004, p. 227): observed .1667, expected .6268', () => {
		const { observed, expected, alpha } = findAlpha(columns('aabbbbbccccc', 'abbbbbcccccc'), nominal);
		expect(observed).toBeCloseTo(0.1667, 4);
		expect(expected).toBeCloseTo(0.6268, 4);
		expect(alpha).toBeCloseTo(0.734, 3);
	});

	test('four coders with missing values: .743 (Krippendorff 2011, example C; Krippendorff 2004, p. 230)', () => {
		const units = columns('123321412...', '1233224125..', '.33323422513', '12332441251.');
		const { alpha, observed, expected, units: pairable, values } = findAlpha(units, nominal);
		expect(alpha).toBeCloseTo(0.743, 3);
		expect([observed, expected].map((one) => Number(one.toFixed(3)))).toEqual([0.2, 0.779]);
		expect([pairable, values]).toEqual([11, 40]);
	});

	test('two coders by the digit (Krippendorff 1995, p. 57, as DKPro Statistics gives it): .329', () => {
		const units = columns('001111111100001111110000', '000011110000000110000000');
		expect(findAlpha(units, nominal).alpha).toBeCloseTo(0.329, 3);
	});

	test('five observers of forty items by rank: .7598 (Hayes and Krippendorff 2007, p. 84)', () => {
		const units = columns(
			'112.001122.01311211000201001111223222221',
			'1130000.21102311121000302102111122222221',
			'203000222100221123001.30.1012202.2232.21',
			'.13....0.10022...31.103021122..122...12.',
			'2..0001.2....3112..0.0..2.0..20.2.2222.1'
		).map((unit) => unit.map((value) => (value === null || value === undefined ? null : Number(value))));
		const given = units.flat().filter((value) => value !== null);
		const often = [0, 1, 2, 3].map((rank) => given.filter((value) => value === rank).length);
		const between = (one: number, other: number) => {
			const [from, to] = [Math.min(one, other), Math.max(one, other)];
			const steps = often.slice(from, to + 1).reduce((sum, count) => sum + count, 0);
			return (steps - (often[from]! + often[to]!) / 2) ** 2;
		};
		const ordinal: Scale<number> = { key: (value) => value, distance: between, disagreement: overPairs(between) };
		expect(findAlpha(units, ordinal).alpha).toBeCloseTo(0.7598, 4);
	});

	test('three acts of dialogue, one half way to the others (Artstein and Poesio 2008, p. 568, as DKPro Statistics gives it): .816', () => {
		const half = (one: string, other: string) => (one === other ? 0 : one === 'c' || other === 'c' ? 0.5 : 1);
		const acts: Scale<string> = { key: (value) => value, distance: half, disagreement: overPairs(half) };
		const table: [string, number][] = [
			['ss', 46],
			['is', 6],
			['ii', 32],
			['ic', 6],
			['cc', 10]
		];
		const units = table.flatMap(([pair, times]) => Array.from({ length: times }, () => [...pair]));
		const { alpha, observed, expected } = findAlpha(units, acts);
		expect(alpha).toBeCloseTo(0.8156, 3);
		expect(observed).toBeCloseTo(0.09, 3);
		expect(expected).toBeCloseTo(0.4879, 3);
		expect(findAlpha(units, nominal).observed).toBeCloseTo(0.12, 3);
	});

	test('the distances of any scale are taken: interval .849 (Krippendorff 2011, example D)', () => {
		const squared = (one: number, other: number) => (one - other) ** 2;
		const interval: Scale<number> = { key: (value) => value, distance: squared, disagreement: overPairs(squared) };
		const units = columns('123321412...', '1233224125..', '.33323422513', '12332441251.');
		const numbers = units.map((unit) => unit.map((value) => (value === null || value === undefined ? null : Number(value))));
		expect(findAlpha(numbers, interval).alpha).toBeCloseTo(0.849, 3);
	});
});

describe('MASI', () => {
	test('is 1 minus Jaccard times 1, 2/3, 1/3 or 0 (Passonneau 2006, as NLTK reads it)', () => {
		expect(masiDistance(set('ab'), set('ab'))).toBe(0);
		expect(masiDistance(set('ab'), set('abcd'))).toBeCloseTo(1 - (1 / 2) * (2 / 3), 12);
		expect(masiDistance(set('ab'), set('bc'))).toBeCloseTo(1 - (1 / 3) * (1 / 3), 12);
		expect(masiDistance(set('a'), set('b'))).toBe(1);
	});

	test('puts two empty sets at 0, and an empty one and any other at 1', () => {
		expect(masiDistance(set(''), set(''))).toBe(0);
		expect(masiDistance(set(''), set('ab'))).toBe(1);
	});

	test('is the same both ways, and does not hang on the order of members', () => {
		const random = seededRandom(3);
		for (let turn = 0; turn < 200; turn++) {
			const [one, other] = [pickSet(random), pickSet(random)];
			expect(masiDistance(one, other)).toBe(masiDistance(other, one));
			expect(masi.key(one)).toBe(masi.key(new Set([...one].reverse())));
		}
	});

	test('on sets of one is the nominal distance', () => {
		const units = invent(80, 3, pickLetter, 4);
		const sets = units.map((unit) => unit.map((value) => (value ? set(value) : null)));
		expect(findAlpha(sets, masi).alpha).toBeCloseTo(findAlpha(units, nominal).alpha!, 12);
	});
});

describe('alpha', () => {
	test('agrees with its definition, pair by pair', () => {
		for (let seed = 1; seed <= 15; seed++) {
			const letters = invent(60, 2 + (seed % 4), pickLetter, seed);
			expect(findAlpha(letters, nominal).alpha).toBeCloseTo(
				byDefinition(letters, (one, other) => (one === other ? 0 : 1)),
				10
			);
			const sets = invent(60, 2 + (seed % 4), pickSet, seed);
			expect(findAlpha(sets, masi).alpha).toBeCloseTo(byDefinition(sets, masiDistance), 10);
		}
	});

	test('of small sets and a few large ones agrees with its definition', () => {
		const units = [...invent(120, 3, pickSet, 17), [set('abcdefghijk'), set('abcdefghij')], [set('abcdefghijk'), set('xyz')]];
		expect(findAlpha(units, masi).alpha).toBeCloseTo(byDefinition(units, masiDistance), 10);
	});

	test('of sets too large to count by subsets agrees with its definition too', () => {
		const large = (random: () => number): Concepts => new Set(Array.from({ length: 14 }, () => String(Math.floor(random() * 30))));
		const units = invent(40, 3, large, 7);
		expect(findAlpha(units, masi).alpha).toBeCloseTo(byDefinition(units, masiDistance), 10);
	});

	test('does not change when coders or units change places', () => {
		const units = invent(50, 4, pickSet, 11);
		const { alpha } = findAlpha(units, masi);
		expect(findAlpha(units.toReversed(), masi).alpha).toBeCloseTo(alpha!, 12);
		expect(
			findAlpha(
				units.map((unit) => unit.toReversed()),
				masi
			).alpha
		).toBeCloseTo(alpha!, 12);
	});

	test('of doubled material differs only by the correction for few values', () => {
		const units = invent(50, 3, pickLetter, 12);
		const { alpha, values } = findAlpha(units, nominal);
		const doubled = findAlpha([...units, ...units], nominal).alpha!;
		expect(1 - doubled).toBeCloseTo(((1 - alpha!) * (2 * values - 1)) / (2 * (values - 1)), 12);
	});

	test('is 1 where all agree, below 0 where they always differ, and about 0 by chance', () => {
		expect(findAlpha(read('aa\nbb\ncc'), nominal).alpha).toBe(1);
		expect(
			findAlpha(
				[
					[set('ab'), set('ab')],
					[set(''), set('')]
				],
				masi
			).alpha
		).toBe(1);
		expect(findAlpha(read('ab\nba\nab\nba'), nominal).alpha).toBeLessThan(-0.5);
		const random = seededRandom(13);
		const chance = Array.from({ length: 20_000 }, () => [pickLetter(random), pickLetter(random)]);
		expect(Math.abs(findAlpha(chance, nominal).alpha!)).toBeLessThan(0.02);
	});

	test('is null, not a number that is none, where nothing varies', () => {
		expect(findAlpha(read('aa\naa\naa'), nominal)).toEqual({ alpha: null, observed: 0, expected: 0, units: 3, values: 6 });
		expect(
			findAlpha(
				[
					[set('ab'), set('ba')],
					[set('ab'), set('ab')]
				],
				masi
			).alpha
		).toBeNull();
		expect(findAlpha([[set(''), set('')]], masi).alpha).toBeNull();
	});

	test('is null where no unit has two values: no units, or a coder who did nothing', () => {
		const none = { alpha: null, observed: 0, expected: 0, units: 0, values: 0 };
		expect(findAlpha([], nominal)).toEqual(none);
		expect(findAlpha(read('a.\nb.\nc.'), nominal)).toEqual(none);
	});

	test('leaves out what only one coder saw', () => {
		const units = read('aa\nab\nbb\ncc');
		expect(findAlpha([...units, ['c', null], [null, undefined]], nominal)).toEqual(findAlpha(units, nominal));
	});
});

describe('the interval of alpha', () => {
	const documents = (count: number, seed: number) =>
		Array.from({ length: count }, (_, at) => invent(5 + (at % 7), 3, pickSet, seed * 1000 + at));

	test('holds the estimate, and narrows as documents are added', () => {
		for (let seed = 1; seed <= 8; seed++) {
			const few = findAlphaInterval(documents(15, seed), masi, { seed, draws: 500 });
			const many = findAlphaInterval(documents(120, seed), masi, { seed, draws: 500 });
			for (const { alpha, interval } of [few, many]) {
				expect(interval!.low).toBeLessThan(alpha!);
				expect(interval!.high).toBeGreaterThan(alpha!);
			}
			expect(many.interval!.high - many.interval!.low).toBeLessThan(few.interval!.high - few.interval!.low);
		}
	});

	test('is the same by the same seed, and of the same alpha as the units together', () => {
		const some = documents(20, 9);
		const found = findAlphaInterval(some, masi, { seed: 5, draws: 300 });
		expect(findAlphaInterval(some, masi, { seed: 5, draws: 300 })).toEqual(found);
		expect(findAlphaInterval(some, masi, { seed: 6, draws: 300 }).interval).not.toEqual(found.interval);
		expect(found.alpha).toBeCloseTo(findAlpha(some.flat(), masi).alpha!, 12);
	});

	test('is wider than that of loose units where documents are coded alike', () => {
		const alike = Array.from({ length: 20 }, (_, at) => Array.from({ length: 20 }, () => (at % 3 === 0 ? ['a', 'b'] : ['b', 'b'])));
		const width = ({ interval }: ReturnType<typeof findAlphaInterval>) => interval!.high - interval!.low;
		const whole = findAlphaInterval(alike, nominal, { seed: 1, draws: 500 });
		const loose = findAlphaInterval(
			alike.flat().map((unit) => [unit]),
			nominal,
			{ seed: 1, draws: 500 }
		);
		expect(width(whole)).toBeGreaterThan(3 * width(loose));
	});

	test('is null for one document', () => {
		expect(findAlphaInterval(documents(1, 2), masi, { seed: 1 }).interval).toBeNull();
	});
});

describe('speed', () => {
	/** By the processor's clock, since others may be at work beside a test. */
	const spent = (work: () => unknown): number => {
		const before = process.threadCpuUsage();
		work();
		const { user, system } = process.threadCpuUsage(before);
		return (user + system) / 1000;
	};

	test('100,000 units of three coders take no second', () => {
		const letters = invent(100_000, 3, pickLetter, 21);
		const sets = invent(100_000, 3, (random) => (random() < 0.6 ? set('') : pickSet(random)), 22);
		expect(spent(() => findAlpha(letters, nominal))).toBeLessThan(1000);
		expect(spent(() => findAlpha(sets, masi))).toBeLessThan(1000);
	});
});
