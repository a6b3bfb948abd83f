import type { Concepts } from './model.ts';
import { overPairs } from './scale.ts';
import type { Scale } from './scale.ts';

/**
 * How alike two sets are of which `shared` members are in both: Jaccard's index times 1 where the sets are the same, 2/3 where one
 * holds the other, 1/3 where they overlap, 0 where they share nothing (Passonneau 2006, MASI). Two empty sets are the same.
 */
function likeness(shared: number, one: number, other: number): number {
	if (one === 0 && other === 0) return 1;
	const monotonicity = shared === one && shared === other ? 1 : shared === Math.min(one, other) ? 2 / 3 : 1 / 3;
	return (shared / (one + other - shared)) * monotonicity;
}

/** The distance of two sets of concepts, from 0 (the same) to 1 (nothing shared): 1 minus MASI (Passonneau 2006). */
export function masiDistance(one: Concepts, other: Concepts): number {
	const [small, large] = one.size <= other.size ? [one, other] : [other, one];
	let shared = 0;
	for (const member of small) if (large.has(member)) shared++;
	return 1 - likeness(shared, one.size, other.size);
}

/** A set of so many members has 65,536 subsets; larger ones are compared pair by pair. */
const largestSet = 16;

/** A name for each subset of a set's members, at the number whose bits tell which of them are in it. */
function nameSubsets(members: readonly string[]): string[] {
	const names = [''];
	for (const member of members) for (let before = 0, all = names.length; before < all; before++) names.push(`${names[before]}\n${member}`);
	return names;
}

function countBits(number: number): number {
	let bits = 0;
	for (let rest = number; rest > 0; rest >>= 1) bits += rest & 1;
	return bits;
}

function choose(from: number, take: number): number {
	let ways = 1;
	for (let at = 1; at <= take; at++) ways = (ways * (from - take + at)) / at;
	return Math.round(ways);
}

/**
 * What a subset of `size` members that two sets share adds to their likeness, so that all shared subsets together add up to it.
 * MASI hangs on nothing but how many members are shared and how many each set has; the rest is inclusion and exclusion.
 */
function weightOf(size: number, one: number, other: number): number {
	let weight = 0;
	for (let shared = 1; shared <= size; shared++) weight += likeness(shared, one, other) * (-1) ** (size - shared) * choose(size, shared);
	return weight;
}

/** The sum over all pairs by the subsets that they share: linear in the different sets, where these are small. */
function overSubsets(values: readonly Concepts[], largest: number): (counts: Float64Array) => number {
	const places = new Map<string, number>();
	const sizeOf: number[] = [];
	const placesOf = values.map((value) => {
		const names = nameSubsets(Array.from(value).sort());
		const found = new Int32Array(names.length - 1);
		for (let subset = 1; subset < names.length; subset++) {
			const name = names[subset] ?? '';
			let place = places.get(name);
			if (place === undefined) {
				place = places.size;
				places.set(name, place);
				sizeOf.push(countBits(subset));
			}
			found[subset - 1] = place;
		}
		return found;
	});
	const width = largest + 1;
	const weights = Float64Array.from({ length: width ** 3 }, (_, at) => {
		const [size, one, other] = [Math.floor(at / width ** 2), Math.floor(at / width) % width, at % width];
		return size <= Math.min(one, other) ? weightOf(size, one, other) : 0;
	});
	/** For each subset, how many occurrences of sets of each size hold it; one array for all calls. */
	const holding = new Float64Array(sizeOf.length * width);
	return (counts) => {
		holding.fill(0);
		let all = 0;
		let alike = 0;
		values.forEach((value, at) => {
			const count = counts[at] ?? 0;
			all += count;
			if (count === 0) return;
			if (value.size === 0) alike += count * count;
			for (const place of placesOf[at] ?? []) {
				const cell = place * width + value.size;
				holding[cell] = (holding[cell] ?? 0) + count;
			}
		});
		sizeOf.forEach((size, place) => {
			for (let one = size; one < width; one++) {
				const ones = holding[place * width + one] ?? 0;
				if (ones === 0) continue;
				for (let other = size; other < width; other++)
					alike += ones * (holding[place * width + other] ?? 0) * (weights[(size * width + one) * width + other] ?? 0);
			}
		});
		return all * all - alike;
	};
}

/** Values are sets of concepts, apart by {@link masiDistance}. */
export const masi: Scale<Concepts> = {
	key: (value) => (value.size === 0 ? '' : `\n${Array.from(value).sort().join('\n')}`),
	distance: masiDistance,
	disagreement: (values) => {
		let largest = 0;
		let subsets = 0;
		for (const { size } of values) {
			largest = Math.max(largest, size);
			subsets += 2 ** size;
		}
		return largest <= largestSet && subsets < values.length ** 2 ? overSubsets(values, largest) : overPairs(masiDistance)(values);
	}
};
