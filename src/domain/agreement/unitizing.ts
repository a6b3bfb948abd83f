import type { Marked, Stretch, UnitizedAlpha } from './model.ts';

/** The stretches of one coder in their order, those that overlap made one; stretches that only touch stay two, empty ones go. */
function tidy(stretches: readonly Stretch[], length: number): Stretch[] {
	const tidied: Stretch[] = [];
	for (const { start, end } of [...stretches].sort((one, other) => one.start - other.start)) {
		if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > length || end < start)
			throw new RangeError(`no stretch of a text of ${length}: ${start} to ${end}`);
		const last = tidied.at(-1);
		if (last && start < last.end) last.end = Math.max(last.end, end);
		else if (end > start) tidied.push({ start, end });
	}
	return tidied;
}

/**
 * How far two coders are apart: for two stretches that overlap, the squares of how far apart they begin and end; for a stretch that
 * falls into a gap of the other coder, the square of its length (Krippendorff 1995, 2004).
 */
function distanceOf(ones: readonly Stretch[], others: readonly Stretch[]): number {
	const met = new Set<Stretch>();
	let apart = 0;
	let from = 0;
	for (const one of ones) {
		while ((others[from]?.end ?? Infinity) <= one.start) from++;
		for (let at = from; (others[at]?.start ?? Infinity) < one.end; at++) {
			const other = others[at] as Stretch;
			apart += (one.start - other.start) ** 2 + (one.end - other.end) ** 2;
			met.add(one).add(other);
		}
	}
	for (const alone of [...ones, ...others]) if (!met.has(alone)) apart += (alone.end - alone.start) ** 2;
	return apart;
}

function gapsOf(stretches: readonly Stretch[], length: number): number[] {
	const ends = [0, ...stretches.map(({ end }) => end)];
	const starts = [...stretches.map(({ start }) => start), length];
	return starts.map((start, at) => start - (ends[at] ?? 0)).filter((gap) => gap > 0);
}

/** For each length, in falling order, the sum of (gap − length + 1) over the gaps that are at least as long: the places it fits. */
function placesFor(lengths: readonly number[], gaps: readonly number[]): number[] {
	const falling = gaps.toSorted((one, other) => other - one);
	let fitting = 0;
	let sum = 0;
	return lengths.map((length) => {
		for (let gap = falling[fitting]; gap !== undefined && gap >= length; gap = falling[++fitting]) sum += gap;
		return sum - fitting * (length - 1);
	});
}

/**
 * Krippendorff's alpha for unitizing, of one concept: whether coders mark the same stretches of a text, gaps counted. It is alpha-U of
 * Krippendorff 1995 ("On the Reliability of Unitizing Continuous Data") with the expected disagreement as corrected in Krippendorff
 * 2004 ("Content Analysis", 2nd edition, chapter 11). For more than two coders Krippendorff, Mathet, Bouvry and Widlöcher 2016 found
 * that it can mislead: give it two at a time. Null where nobody marked anything or fewer than two coders read it.
 */
export function findUnitizedAlpha({ length, coders }: Marked): UnitizedAlpha {
	const sections = coders.map((stretches) => tidy(stretches, length));
	const count = coders.length;
	const lengths = sections.flatMap((some) => some.map(({ start, end }) => end - start)).sort((one, other) => other - one);
	const nothing = { alpha: null, observed: 0, expected: 0, stretches: lengths.length };
	if (count < 2 || lengths.length === 0) return nothing;

	let apart = 0;
	sections.forEach((ones, at) => sections.slice(0, at).forEach((others) => (apart += 2 * distanceOf(ones, others))));
	const observed = apart / (count * (count - 1) * length ** 2);

	const gaps = sections.flatMap((some) => gapsOf(some, length));
	const places = placesFor(lengths, gaps);
	const chance = lengths.reduce(
		(sum, long, at) => sum + ((lengths.length - 1) / 3) * (2 * long ** 3 - 3 * long ** 2 + long) + long ** 2 * (places[at] ?? 0),
		0
	);
	const pairs = count * length * (count * length - 1) - lengths.reduce((sum, long) => sum + long * (long - 1), 0);
	const expected = ((2 / length) * chance) / pairs;
	return expected > 0 ? { alpha: 1 - observed / expected, observed, expected, stretches: lengths.length } : nothing;
}

/** Alpha for unitizing over several concepts: their disagreements summed before they are divided (Krippendorff 2004, chapter 11). */
export function joinUnitizedAlphas(alphas: readonly UnitizedAlpha[]): UnitizedAlpha {
	const sum = { observed: 0, expected: 0, stretches: 0 };
	for (const { observed, expected, stretches } of alphas) {
		sum.observed += observed;
		sum.expected += expected;
		sum.stretches += stretches;
	}
	return { alpha: sum.expected > 0 ? 1 - sum.observed / sum.expected : null, ...sum };
}

/** Several texts as one, end to end, the same coders in the same order in each; the gaps on both sides of a seam become one. */
export function layEndToEnd(texts: readonly Marked[]): Marked {
	const coders: Stretch[][] = [];
	let length = 0;
	for (const text of texts) {
		if (text.coders.length !== (texts[0]?.coders.length ?? 0)) throw new RangeError('the texts have not the same coders');
		text.coders.forEach((stretches, coder) => {
			const all = (coders[coder] ??= []);
			for (const { start, end } of stretches) all.push({ start: start + length, end: end + length });
		});
		length += text.length;
	}
	return { length, coders };
}
