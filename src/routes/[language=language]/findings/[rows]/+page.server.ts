import { parseScheme } from '#domain/findings/input.ts';
import { estimateConcepts } from '#domain/findings/estimates.server.ts';
import { countConcepts, coverage } from '#domain/findings/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { askedPage } from '../asked.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language, rows }, url }) => {
	const scheme = await orExplain(
		language,
		Promise.try(() => parseScheme(rows))
	);
	const asked = await askedPage(locals, language, url);
	return {
		...asked,
		scheme,
		counts: await countConcepts(locals.db, scheme, asked.filters),
		accurate: await estimateConcepts(locals.db, locals.store, scheme, asked.filters),
		coverage: await coverage(locals.db, asked.filters)
	};
};
