import { findCodebook, listWholeConcepts } from '#domain/concepts/read.server.ts';
import { toTurtle } from '#domain/concepts/skos.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language } }) => {
	const { version } = await orExplain(language, findCodebook(db));
	return new Response(toTurtle(await listWholeConcepts(db), version), {
		headers: { 'content-type': 'text/turtle; charset=utf-8', 'content-disposition': `attachment; filename="codebook-${version}.ttl"` }
	});
};
