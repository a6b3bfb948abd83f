import { conceptLabels } from '#domain/concepts/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { compared } from './compared.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language }, url }) => ({
	...(await orExplain(language, compared(db, url.searchParams))),
	labels: await conceptLabels(db, language)
});
