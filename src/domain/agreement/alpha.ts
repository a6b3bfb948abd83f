import { drawDocuments, percentileInterval } from './bootstrap.ts';
import type { Drawing } from './bootstrap.ts';
import type { Alpha, Interval, Unit } from './model.ts';
import type { Scale } from './scale.ts';

/** What one document adds to alpha. */
type Tally = { disagreement: number; units: number; values: number; codes: Int32Array; counts: Float64Array };

/** Every document read once, and all values of all of them numbered, so that a bootstrap draw costs no more than a few sums. */
function tallyDocuments<Value>(documents: readonly (readonly Unit<Value>[])[], scale: Scale<Value>): { tallies: Tally[]; values: Value[] } {
	const codeOf = new Map<string | number | boolean, number>();
	const values: Value[] = [];
	const code = (value: Value): number => {
		const key = scale.key(value);
		const known = codeOf.get(key);
		if (known !== undefined) return known;
		codeOf.set(key, values.length);
		return values.push(value) - 1;
	};
	const tallies = documents.map((units): Tally => {
		const counts = new Map<number, number>();
		const tally = { disagreement: 0, units: 0, values: 0 };
		for (const unit of units) {
			const given: Value[] = [];
			const codes: number[] = [];
			let apart = 0;
			for (const value of unit) {
				if (value === null || value === undefined) continue;
				const one = code(value);
				for (let before = 0; before < given.length; before++)
					if (codes[before] !== one) apart += 2 * scale.distance(given[before] as Value, value);
				given.push(value);
				codes.push(one);
			}
			if (codes.length < 2) continue;
			tally.units++;
			tally.values += codes.length;
			tally.disagreement += apart / (codes.length - 1);
			for (const one of codes) counts.set(one, (counts.get(one) ?? 0) + 1);
		}
		return { ...tally, codes: Int32Array.from(counts.keys()), counts: Float64Array.from(counts.values()) };
	});
	return { tallies, values };
}

function alphaOf(tallies: readonly Tally[], kinds: number, disagreement: (counts: Float64Array) => number): Alpha {
	const counts = new Float64Array(kinds);
	const sum = { disagreement: 0, units: 0, values: 0 };
	for (const tally of tallies) {
		sum.disagreement += tally.disagreement;
		sum.units += tally.units;
		sum.values += tally.values;
		tally.codes.forEach((code, at) => (counts[code] = (counts[code] ?? 0) + (tally.counts[at] ?? 0)));
	}
	const { units, values } = sum;
	const observed = values === 0 ? 0 : sum.disagreement / values;
	const varied = counts.reduce((found, count) => found + (count > 0 ? 1 : 0), 0) > 1;
	const expected = varied ? disagreement(counts) / (values * (values - 1)) : 0;
	return { alpha: varied ? 1 - observed / expected : null, observed, expected, units, values };
}

/**
 * Krippendorff's alpha of any number of coders, with values missing where a coder saw less (Krippendorff 2011, "Computing
 * Krippendorff's Alpha-Reliability", part D). Units with fewer than two values are left out; alpha is null where no unit has two,
 * or where all values are the same: then nothing tells agreement from a habit.
 */
export function findAlpha<Value>(units: readonly Unit<Value>[], scale: Scale<Value>): Alpha {
	const { tallies, values } = tallyDocuments([units], scale);
	return alphaOf(tallies, values.length, scale.disagreement(values));
}

/** Alpha over the units of all documents, with its percentile bootstrap interval over documents (see {@link percentileInterval}). */
export function findAlphaInterval<Value>(
	documents: readonly (readonly Unit<Value>[])[],
	scale: Scale<Value>,
	drawing: Drawing
): Alpha & { interval: Interval | null } {
	const { tallies, values } = tallyDocuments(documents, scale);
	const disagreement = scale.disagreement(values);
	const drawn = drawDocuments(tallies, (some) => alphaOf(some, values.length, disagreement).alpha, drawing);
	return { ...alphaOf(tallies, values.length, disagreement), interval: percentileInterval(drawn, drawing.confidence) };
}
