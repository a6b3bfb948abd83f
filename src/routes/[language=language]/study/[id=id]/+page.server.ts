import { compareStudy, showStudy } from '#domain/studies/shown.server.ts';
import { countWithheld, disclosesStudy } from '#domain/studies/withheld.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const study = await orExplain(language, showStudy(db, id, language));
	const today = url.searchParams.has('today') ? await compareStudy(db, id) : undefined;
	await disclosesStudy(db, store, actor, { way: 'study', studyId: id });
	return { study, today, withheld: await countWithheld(store, id, study.total), showsSamples: study.isSample };
};
