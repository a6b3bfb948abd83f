import { parseScheme } from '#domain/findings/input.ts';
import { countConcepts, coverage } from '#domain/findings/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { askedPage } from '../asked.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language, rows }, url }) => {
	const scheme = await orExplain(
		language,
		Promise.try(() => parseScheme(rows))
	);
	const asked = await askedPage(db, language, url);
	return { ...asked, scheme, counts: await countConcepts(db, scheme, asked.filters), coverage: await coverage(db, asked.filters) };
};
