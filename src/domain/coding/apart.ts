import { compare } from './model.ts';
import type { Code } from './model.ts';

/** In what two coders of a passage differ: whether a concept is there at all, its stance, its words, whether the passage states anything. */
export const waysApart = ['concept', 'stance', 'words', 'states'] as const;
export type WayApart = (typeof waysApart)[number];

export type Said = { codes: readonly Code[]; states: boolean | null };
export type Apart = { same: number; onlySome: number; ways: WayApart[] };

/** How many codes all coders gave, how many only some gave, and in what they differ. */
export function apart(said: readonly Said[]): Apart {
	const found = compare(new Map(said.map(({ codes }, at) => [at, codes])));
	const some = found.filter(({ by }) => by.length < said.length);
	const ways = new Set(
		some.map(({ code, by }) =>
			wayOf(
				code,
				said.flatMap(({ codes }, at) => (by.includes(at) ? [] : codes))
			)
		)
	);
	if (new Set(said.flatMap(({ states }) => states ?? [])).size > 1) ways.add('states');
	return { same: found.length - some.length, onlySome: some.length, ways: waysApart.filter((way) => ways.has(way)) };
}

function wayOf(code: Code, others: readonly Code[]): WayApart {
	const near = others.filter(({ conceptId, start, end }) => conceptId === code.conceptId && start < code.end && code.start < end);
	if (near.length === 0) return 'concept';
	return near.some(({ stance }) => stance === code.stance) ? 'words' : 'stance';
}
