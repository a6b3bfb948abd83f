import { bootstrapInterval } from './bootstrap.ts';
import type { Interval } from './model.ts';
import { wilsonOf } from './proportion.ts';

/** A passage that chance drew and a person read whole, as to one thing of which it may speak. */
export type Read = { documentId: number; weight: number; marked: boolean; real: boolean };

/** A weighted share of so many passages, with its interval and how many unrelated passages of equal weight would say as much. */
export type Rate = Interval & { share: number; passages: number; effective: number };

/** How well the machine does at one thing in one language. `f1` is harmonic mean of precision and recall. */
export type Accuracy = {
	passages: number;
	documents: number;
	/** Passages that the machine marked, and those that do speak of it. */
	marked: number;
	real: number;
	precision: Rate | null;
	recall: Rate | null;
	f1: (Partial<Interval> & { share: number }) | null;
	missRate: Rate | null;
};

/** On fewer passages than these nothing is said: of what the machine marked, of what it left empty, and of what is real. */
export const fewest = { marked: 5, empty: 30, real: 5 };

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/**
 * The weighted share of passages for which something holds, with Wilson's interval on the effective number of them: fewer where weights are
 * uneven (Kish 1965) or where those of one document are alike. Null where there are none.
 */
export function rateOf(reads: readonly Read[], holds: (read: Read) => boolean): Rate | null {
	const all = sum(reads.map(({ weight }) => weight));
	if (all === 0) return null;
	const share = sum(reads.map((read) => (holds(read) ? read.weight : 0))) / all;
	const even = all ** 2 / sum(reads.map(({ weight }) => weight ** 2));
	const apart = new Map<number, number>();
	for (const read of reads) apart.set(read.documentId, (apart.get(read.documentId) ?? 0) + read.weight * ((holds(read) ? 1 : 0) - share));
	const documents = apart.size;
	const variance = documents < 2 ? 0 : (documents / (documents - 1)) * (sum([...apart.values()].map((one) => one ** 2)) / all ** 2);
	const effective = variance === 0 || share === 0 || share === 1 ? even : Math.min(even, (share * (1 - share)) / variance);
	return { share, ...wilsonOf(share, effective), passages: reads.length, effective };
}

/** Everything that is measured of one thing in one language; `seed` draws documents for the interval of F1. */
export function accuracyOf(reads: readonly Read[], seed: number): Accuracy {
	const [marked, real] = [reads.filter((one) => one.marked), reads.filter((one) => one.real)];
	const tallies = [...Map.groupBy(reads, ({ documentId }) => documentId).values()].map((of) => ({
		both: sum(of.map((one) => (one.marked && one.real ? one.weight : 0))),
		either: sum(of.map((one) => (one.marked ? one.weight : 0) + (one.real ? one.weight : 0)))
	}));
	const harmonic = (of: readonly (typeof tallies)[number][]) => {
		const either = sum(of.map((one) => one.either));
		return either === 0 ? null : (2 * sum(of.map(({ both }) => both))) / either;
	};
	const f1 = harmonic(tallies);
	return {
		...{ passages: reads.length, documents: tallies.length, marked: marked.length, real: real.length },
		precision: rateOf(marked, (one) => one.real),
		recall: rateOf(real, (one) => one.marked),
		f1: f1 === null ? null : { share: f1, ...bootstrapInterval(tallies, harmonic, { seed, draws: 400 }) },
		missRate: rateOf(
			reads.filter((one) => !one.marked),
			(one) => one.real
		)
	};
}
