/** How far two values of a unit are apart, and the sum of that over all pairs of values. */
export type Scale<Value> = {
	/** Two values are the same exactly where their keys are. */
	key: (value: Value) => string | number | boolean;
	distance: (one: Value, other: Value) => number;
	/** Of these different values, given how often each occurs: the sum of the distances of all ordered pairs of occurrences. */
	disagreement: (values: readonly Value[]) => (counts: Float64Array) => number;
};

/** Values are the same or they are not: distance 0 or 1 (Krippendorff 2011, nominal metric). */
export const nominal: Scale<string | number | boolean> = {
	key: (value) => value,
	distance: (one, other) => (one === other ? 0 : 1),
	disagreement: () => (counts) => {
		let all = 0;
		let same = 0;
		for (const count of counts) {
			all += count;
			same += count * count;
		}
		return all * all - same;
	}
};

/** The sum over all pairs of different values: quadratic in them, never in the units. */
export function overPairs<Value>(distance: (one: Value, other: Value) => number): Scale<Value>['disagreement'] {
	return (values) => {
		const known = values.length <= 2000 ? Float64Array.from({ length: values.length ** 2 }, () => NaN) : undefined;
		const between = (one: number, other: number): number => {
			const at = one * values.length + other;
			const before = known?.[at];
			if (before !== undefined && !Number.isNaN(before)) return before;
			const apart = distance(values[one] as Value, values[other] as Value);
			if (known) known[at] = apart;
			return apart;
		};
		return (counts) => {
			let sum = 0;
			for (let one = 0; one < values.length; one++) {
				const count = counts[one] ?? 0;
				if (count === 0) continue;
				for (let other = 0; other < one; other++) {
					const times = count * (counts[other] ?? 0);
					if (times > 0) sum += 2 * times * between(one, other);
				}
			}
			return sum;
		};
	};
}
