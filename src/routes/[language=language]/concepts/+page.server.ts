import { findCodebook, listConcepts, listSchemes } from '#domain/concepts/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language } }) => ({
	codebook: await orExplain(language, findCodebook(db)),
	schemes: await listSchemes(db),
	concepts: await listConcepts(db, undefined, language)
});
