import type { Kappa, Unit } from './model.ts';

/**
 * Cohen's kappa of two coders, each of whom is taken with their own habits (Cohen 1960). Units that one of them did not see are
 * left out; kappa is null where none is left, or where both gave one and the same value throughout.
 */
export function findKappa(units: readonly Unit<string | number | boolean>[]): Kappa {
	const firsts = new Map<string | number | boolean, number>();
	const seconds = new Map<string | number | boolean, number>();
	let both = 0;
	let same = 0;
	for (const [first, second] of units) {
		if (first === null || first === undefined || second === null || second === undefined) continue;
		both++;
		if (first === second) same++;
		firsts.set(first, (firsts.get(first) ?? 0) + 1);
		seconds.set(second, (seconds.get(second) ?? 0) + 1);
	}
	if (both === 0) return { kappa: null, observed: 0, expected: 0, units: 0 };
	const chance = firsts.entries().reduce((sum, [value, count]) => sum + count * (seconds.get(value) ?? 0), 0);
	const [observed, expected] = [same / both, chance / both ** 2];
	return { kappa: chance === both ** 2 ? null : (observed - expected) / (1 - expected), observed, expected, units: both };
}
