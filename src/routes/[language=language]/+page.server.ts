import { homeFigures } from '#domain/findings/home.server.ts';
import { world } from '#ui/world.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language } }) => {
	const figures = await homeFigures(db, language);
	return { figures, world: world(), showsSamples: figures.samples };
};
