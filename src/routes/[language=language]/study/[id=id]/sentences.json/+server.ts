import { findStudy, listSourceIds } from '#domain/studies/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language, id }, url }) => {
	const { sentences, ...study } = await orExplain(language, findStudy(db, id));
	const bySentence = await listSourceIds(db, id);
	const body = {
		...study,
		passageAddress: `${url.origin}/${study.language}/documents/{documentId}/passages/{passageId}`,
		sentences: sentences.map(({ id: stored, ...sentence }) => ({ ...sentence, sources: bySentence.get(stored) ?? [] }))
	};
	return Response.json(body, { headers: { 'content-disposition': `attachment; filename="cinnabar-study-${id}-${study.language}.json"` } });
};
