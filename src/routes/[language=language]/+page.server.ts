import { countClosed } from '#domain/findings/closed.server.ts';
import { estimateConcepts } from '#domain/findings/estimates.server.ts';
import { homeFigures } from '#domain/findings/home.server.ts';
import { citedToQuery } from '#domain/findings/input.ts';
import { world } from '#ui/world.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language } }) => {
	const figures = await homeFigures(db, language);
	const { filters, challenges } = figures;
	const queries = Object.fromEntries(challenges.map(({ conceptId }) => [conceptId, citedToQuery({ ...filters, conceptId })]));
	const closed = await countClosed(db, store, actor, { way: 'figures', filters });
	const accurate = challenges.length === 0 ? new Map<string, never>() : await estimateConcepts(db, store, 'challenge', filters);
	return { figures, accurate, closed, queries, world: world(), showsSamples: filters.samples };
};
