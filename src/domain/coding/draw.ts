import { seededRandom, shuffle } from '#text/random.ts';

export type Stratum = { stratum: string; passages: number; drawn: number };
export type Drawn = { passages: { id: number; stratum: string }[]; strata: Stratum[] };

/**
 * Draws `size` passages at random, without putting any back, from strata: as many from each, or in proportion to their sizes by largest
 * remainders. A stratum gives no more than it has, and what it cannot give falls to the others. The same passages in the same order, with
 * the same seed, give the same draw, in the same random order.
 */
export function drawSample(
	from: readonly { id: number; stratum: string }[],
	{ size, allocation, seed }: { size: number; allocation: 'equal' | 'proportional'; seed: number }
): Drawn {
	const random = seededRandom(seed);
	const groups = [...Map.groupBy(from, ({ stratum }) => stratum)].toSorted(([a], [b]) => (a < b ? -1 : 1));
	const shares = allot(
		groups.map(([, members]) => members.length),
		Math.min(size, from.length),
		allocation
	);
	const strata = groups.map(([stratum, members], at) => ({ stratum, passages: members.length, drawn: shares[at] ?? 0 }));
	const drawn = groups.flatMap(([, members], at) => inRandomOrder(members, random).slice(0, shares[at]));
	return { passages: inRandomOrder(drawn, random), strata };
}

function inRandomOrder<One>(some: readonly One[], random: () => number): One[] {
	const order = Int32Array.from(some, (_, at) => at);
	shuffle(order, random);
	return Array.from(order, (at) => some[at] as One);
}

/** How many each stratum gives, `total` together; none more than it has. */
function allot(sizes: readonly number[], total: number, allocation: 'equal' | 'proportional'): number[] {
	const given = sizes.map(() => 0);
	let left = total;
	while (left > 0) {
		const open = sizes.flatMap((size, at) => (size > (given[at] ?? 0) ? [at] : []));
		const weight = (at: number) => (allocation === 'equal' ? 1 : (sizes[at] ?? 0));
		const all = open.reduce((sum, at) => sum + weight(at), 0);
		const due = open.map((at) => ({ at, exact: Math.min((left * weight(at)) / all, (sizes[at] ?? 0) - (given[at] ?? 0)) }));
		const before = left;
		for (const { at, exact } of due) {
			given[at] = (given[at] ?? 0) + Math.floor(exact);
			left -= Math.floor(exact);
		}
		if (left === before || left < open.length)
			for (const { at } of due.toSorted((a, b) => (b.exact % 1) - (a.exact % 1) || a.at - b.at)) {
				if (left === 0 || (given[at] ?? 0) >= (sizes[at] ?? 0)) continue;
				given[at] = (given[at] ?? 0) + 1;
				left--;
			}
	}
	return given;
}
