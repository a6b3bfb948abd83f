import { describe, expect, test } from 'vitest';
import { seededRandom } from '#text/random.ts';
import { accuracyOf, rateOf } from './accuracy.ts';
import type { Read } from './accuracy.ts';
import { estimateOf, unmeasuredIn } from './estimate.ts';
import type { Estimates, Rates, Standing } from './estimate.ts';
import { weighted } from './weights.ts';
import type { Drawn } from './weights.ts';

type Passage = { party: string; documentId: number; real: boolean; marked: boolean; isRead: boolean };

/** Reports of 30 Parties of 40 passages each, marked by a machine of known precision and miss rate, of which chance gives a fifth to people. */
function world(random: () => number, { precision = 0.7, missRate = 0.02, share = 0.2, marked = 0.05 } = {}): Passage[] {
	return Array.from({ length: 30 }, (_, party) =>
		Array.from({ length: 40 }, (): Passage => {
			const isMarked = random() < marked;
			const real = random() < (isMarked ? precision : missRate);
			return { party: `P${String(party).padStart(2, '0')}`, documentId: party, real, marked: isMarked, isRead: random() < share };
		})
	).flat();
}

function estimated(passages: readonly Passage[], seed: number, draws = 200): Estimates | null {
	const reads = passages.filter(({ isRead }) => isRead).map((one): Read => ({ ...one, weight: 1 }));
	const rates: Rates = new Map([
		[
			'en',
			{
				precision: rateOf(
					reads.filter((one) => one.marked),
					({ real }) => real
				),
				missRate: rateOf(
					reads.filter((one) => !one.marked),
					({ real }) => real
				)
			}
		]
	]);
	const standings = [...Map.groupBy(passages, ({ party }) => party)].map(([party, of]): Standing => ({
		...{ party, language: 'en' },
		known: of.filter((one) => one.isRead && one.real).length,
		marked: of.filter((one) => !one.isRead && one.marked).length,
		empty: of.filter((one) => !one.isRead && !one.marked).length
	}));
	return estimateOf(standings, rates, { seed, draws });
}

describe('an estimate of what is really said', () => {
	test('is right on the mean, and its intervals hold the truth as often as they say, over many seeded worlds', () => {
		const random = seededRandom(7);
		const worlds = 200;
		const [off, held] = [
			{ parties: 0, passages: 0 },
			{ parties: 0, passages: 0 }
		];
		let truths = 0;
		for (let at = 0; at < worlds; at++) {
			const passages = world(random);
			const found = estimated(passages, at);
			const real = passages.filter((one) => one.real);
			const truth = { parties: new Set(real.map(({ party }) => party)).size, passages: real.length };
			truths += truth.passages;
			for (const what of ['parties', 'passages'] as const) {
				const { estimate, low, high } = found![what];
				off[what] += estimate - truth[what];
				if (low <= truth[what] && truth[what] <= high) held[what]++;
			}
		}
		// The truth is about 65 passages of 1200 and about 26 of 30 Parties; of the mean over 200 worlds chance leaves less than one.
		expect(truths / worlds).toBeGreaterThan(55);
		expect(Math.abs(off.passages / worlds)).toBeLessThan(2);
		expect(Math.abs(off.parties / worlds)).toBeLessThan(0.8);
		for (const what of ['parties', 'passages'] as const) {
			expect(held[what] / worlds, what).toBeGreaterThan(0.91);
			expect(held[what] / worlds, what).toBeLessThanOrEqual(1);
		}
	});
	test('holds where the machine is nearly perfect, so that almost nothing was seen to be missed', () => {
		const random = seededRandom(11);
		let held = 0;
		for (let at = 0; at < 100; at++) {
			const passages = world(random, { precision: 0.98, missRate: 0.002, marked: 0.1 });
			const { low, high } = estimated(passages, at)!.passages;
			const truth = passages.filter(({ real }) => real).length;
			if (low <= truth && truth <= high) held++;
		}
		expect(held).toBeGreaterThanOrEqual(91);
	});
	test('is exact where everything was read, and never below what is known', () => {
		const passages = world(seededRandom(3), { share: 1 });
		const real = passages.filter((one) => one.real).length;
		expect(estimated(passages, 1)!.passages).toEqual({ estimate: real, low: real, high: real });
		const some = estimated(world(seededRandom(4)), 1)!.passages;
		expect(some.low).toBeGreaterThanOrEqual(world(seededRandom(4)).filter((one) => one.isRead && one.real).length);
	});
	test('is the same for the same seed, and does not hang on the order of what it is given', () => {
		const passages = world(seededRandom(5));
		expect(estimated(passages, 9)).toEqual(
			estimated(
				passages.toReversed().toSorted((a, b) => a.documentId - b.documentId),
				9
			)
		);
		expect(estimated(passages, 9)).toEqual(estimated(passages.toReversed(), 9));
	});
	test('is not made where a language with unread passages was not measured, and says which', () => {
		const rates: Rates = new Map([['en', { precision: null, missRate: null }]]);
		const standing: Standing = { party: 'AAA', language: 'fr', known: 2, marked: 1, empty: 10 };
		expect(unmeasuredIn([standing], rates)).toEqual(['fr']);
		expect(estimateOf([standing], rates, { seed: 1 })).toBeNull();
		expect(unmeasuredIn([{ ...standing, marked: 0, empty: 0 }], rates)).toEqual([]);
	});
	test('counts a Party once however much it says, and what no Party said never as one', () => {
		const known = (party: string | null, count: number): Standing => ({ party, language: 'en', known: count, marked: 0, empty: 0 });
		const found = estimateOf([known('AAA', 5), known(null, 3)], new Map(), { seed: 1 });
		expect(found).toEqual({ parties: { estimate: 1, low: 1, high: 1 }, passages: { estimate: 8, low: 8, high: 8 } });
	});
});

describe('weights', () => {
	test('carry an unequal draw over to all it was drawn from, the audit of empty passages included', () => {
		const random = seededRandom(21);
		let sum = 0;
		let truth = 0;
		const worlds = 60;
		for (let at = 0; at < worlds; at++) {
			// Two strata, one drawn ten times as densely; half of what is real is in the other. Empty passages can be drawn twice over.
			const passages = Array.from({ length: 2000 }, (_, id) => {
				const stratum = id < 400 ? 0 : 1;
				const isEmpty = random() < 0.7;
				return { id, stratum, isEmpty, real: random() < (stratum === 0 ? 0.4 : 0.1) };
			});
			truth += passages.filter((one) => !one.isEmpty && one.real).length / passages.filter((one) => !one.isEmpty).length;
			const drawn = [0, 1].flatMap((stratum) => {
				const of = passages.filter((one) => one.stratum === stratum).toSorted(() => random() - 0.5);
				const size = 100;
				const sample = of.slice(0, size);
				const left = of.slice(size).filter(({ isEmpty }) => isEmpty);
				const audit = left.slice(0, 50);
				const size0 = { passages: of.length, drawn: size, empty: left.length, audited: 50 };
				const as = (part: Drawn['part']) => (one: (typeof of)[number]) => ({
					...one,
					...size0,
					...{ part, projectId: 1, language: 'en' as const }
				});
				return [...sample.map(as('sample')), ...audit.map(as('audit'))];
			});
			const reads = weighted(drawn).map(({ one, weight }): Read => ({ documentId: one.id, weight, marked: !one.isEmpty, real: one.real }));
			sum += accuracyOf(reads, 1).precision!.share;
		}
		expect(Math.abs(sum / worlds - truth / worlds)).toBeLessThan(0.012);
	});
	test('are one on the mean for each project and for the common queue', () => {
		const one = { language: 'en' as const, isEmpty: false, part: null, passages: null, drawn: null, empty: null, audited: null };
		const some = [
			{ ...one, projectId: null },
			{ ...one, projectId: 1, part: 'sample' as const, passages: 100, drawn: 50 },
			{ ...one, projectId: 1, part: 'sample' as const, passages: 100, drawn: 10 }
		];
		const weights = weighted(some).map(({ weight }) => weight);
		expect(weights[0]).toBe(1);
		expect((weights[1]! + weights[2]!) / 2).toBeCloseTo(1);
		expect(weights[2]! / weights[1]!).toBeCloseTo(5);
	});
});

describe('accuracy', () => {
	const read = (documentId: number, marked: boolean, real: boolean): Read => ({ documentId, weight: 1, marked, real });
	test('tells precision, recall, F1 and the miss rate, each on its own passages', () => {
		const reads = [read(1, true, true), read(1, true, false), read(2, false, true), read(2, false, false), read(3, true, true)];
		const found = accuracyOf(reads, 1);
		expect(found.precision).toMatchObject({ share: 2 / 3, passages: 3 });
		expect(found.recall).toMatchObject({ share: 2 / 3, passages: 3 });
		expect(found.missRate).toMatchObject({ share: 1 / 2, passages: 2 });
		expect(found.f1!.share).toBeCloseTo(2 / 3);
		expect(found).toMatchObject({ passages: 5, documents: 3, marked: 3, real: 3 });
	});
	test('is less sure where the passages of a document are alike', () => {
		const apart = Array.from({ length: 40 }, (_, at) => read(at, true, at % 2 === 0));
		const alike = Array.from({ length: 40 }, (_, at) => read(Math.floor(at / 10), true, Math.floor(at / 10) % 2 === 0));
		expect(rateOf(alike, ({ real }) => real)!.effective).toBeLessThan(10);
		expect(rateOf(apart, ({ real }) => real)!.effective).toBeGreaterThan(30);
	});
	test('says nothing of nothing', () => {
		expect(accuracyOf([], 1)).toMatchObject({ precision: null, recall: null, f1: null, missRate: null, passages: 0 });
	});
});
