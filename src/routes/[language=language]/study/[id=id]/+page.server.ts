import { heardOfStudy, marksOfStudy } from '#domain/replies/marks.server.ts';
import { compareStudy, showStudy } from '#domain/studies/shown.server.ts';
import { countWithheld, disclosesStudy } from '#domain/studies/withheld.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const study = await orExplain(language, showStudy(db, id, language));
	const today = url.searchParams.has('today') ? await compareStudy(db, id) : undefined;
	await disclosesStudy(db, store, actor, { way: 'study', studyId: id });
	const shown = study.chapters.flatMap(({ paragraphs }) =>
		paragraphs.flatMap(({ lead, items }) => [lead, ...items.map(({ sentences }) => sentences)].flat().flatMap(({ sources }) => sources))
	);
	const marks = await marksOfStudy(
		db,
		shown.map(({ passageId }) => passageId)
	);
	return {
		study,
		today,
		marks,
		heard: await heardOfStudy(db, id),
		withheld: await countWithheld(store, id, study.total),
		showsSamples: study.isSample
	};
};
