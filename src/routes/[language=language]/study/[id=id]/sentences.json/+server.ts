import { findStudy, listSourceIds } from '#domain/studies/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language, id }, url }) => {
	const { sentences, sources, ...study } = await orExplain(language, findStudy(db, id));
	const bySentence = await listSourceIds(db, id);
	const body = {
		...study,
		passages: sources,
		passageAddress: `${url.origin}/${study.language}/documents/{documentId}/passages/{passageId}`,
		sentences: sentences.map((sentence) => ({ ...sentence, sources: bySentence.get(sentence.id) ?? [] }))
	};
	return Response.json(body, { headers: { 'content-disposition': `attachment; filename="cinnabar-study-${id}-${study.language}.json"` } });
};
