import { listMarks } from '#domain/replies/marks.server.ts';
import { showSentence } from '#domain/studies/shown.server.ts';
import { disclosesStudy } from '#domain/studies/withheld.server.ts';
import { may } from '#domain/rights.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id, position }, url }) => {
	const asked = url.searchParams.get('after') ?? '';
	const after = /^[1-9][0-9]{0,8}$/.test(asked) ? Number(asked) : 0;
	const study = await orExplain(language, showSentence(db, id, position, language, after));
	await disclosesStudy(db, store, actor, { way: 'study', studyId: id, position });
	const marks = await listMarks(
		db,
		study.sources.map(({ passageId }) => passageId)
	);
	return {
		study,
		marks: Map.groupBy(marks, ({ passageId }) => passageId),
		mayReword: may(actor, 'change', { kind: 'study' }),
		isFirst: after === 0,
		showsSamples: study.isSample
	};
};
