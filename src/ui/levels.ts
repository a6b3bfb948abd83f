export type Level = 0 | 1 | 2 | 3 | 4 | 5;

/** The shade of a value, from 1 for the smallest to 5 for the largest of at most five steps, and 0 for nothing at all. */
export type Steps = { level: (value: number) => Level; legend: { level: Level; from: number; to: number }[] };

/** Cuts whole numbers into at most five steps with about as many values in each; equal values are always in the same step. */
export function steps(values: number[]): Steps {
	const sorted = values.filter((value) => value > 0).toSorted((a, b) => a - b);
	const cuts = [0.2, 0.4, 0.6, 0.8, 1].map((share) => sorted[Math.ceil(share * sorted.length) - 1]).filter((cut) => cut !== undefined);
	const tops = [...new Set(cuts)];
	const level = (value: number): Level => {
		if (value <= 0) return 0;
		const step = tops.findIndex((top) => value <= top);
		return shade(step === -1 ? tops.length - 1 : step, tops.length);
	};
	const legend = tops.map((to, i) => ({ level: shade(i, tops.length), from: i === 0 ? (sorted[0] ?? to) : (tops[i - 1] ?? 0) + 1, to }));
	return { level, legend };
}

/** Few steps are spread over the whole range of shades, so that one step alone is seen well. */
function shade(step: number, count: number): Level {
	const shades: readonly Level[] = ([[4], [4], [2, 4], [1, 3, 5], [1, 2, 4, 5]][count] as Level[] | undefined) ?? [1, 2, 3, 4, 5];
	return shades[step] ?? 5;
}
