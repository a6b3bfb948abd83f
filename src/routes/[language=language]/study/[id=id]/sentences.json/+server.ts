import { findStudy, listSourceIds } from '#domain/studies/read.server.ts';
import { countWithheld, disclosesStudy } from '#domain/studies/withheld.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { say } from '#i18n/messages.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const { sentences, ...study } = await orExplain(language, findStudy(db, id));
	const bySentence = await listSourceIds(db, id);
	const withheld = await countWithheld(store, id, sentences.length);
	await disclosesStudy(db, store, actor, { way: 'file', studyId: id });
	const body = {
		...study,
		...(withheld > 0 && { withheld, note: say(study.language, 'study.withheld', { count: withheld }) }),
		passageAddress: `${url.origin}/${study.language}/documents/{documentId}/passages/{passageId}`,
		sentences: sentences.map(({ id: stored, ...sentence }) => ({ ...sentence, sources: bySentence.get(stored) ?? [] }))
	};
	return Response.json(body, { headers: { 'content-disposition': `attachment; filename="cinnabar-study-${id}-${study.language}.json"` } });
};
