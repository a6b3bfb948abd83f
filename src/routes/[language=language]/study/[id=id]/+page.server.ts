import { compareStudy, showStudy } from '#domain/studies/shown.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language, id }, url }) => {
	const study = await orExplain(language, showStudy(db, id, language));
	const today = url.searchParams.has('today') ? await compareStudy(db, id) : undefined;
	return { study, today, showsSamples: study.isSample };
};
