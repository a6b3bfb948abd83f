import { findCodebook, listWholeConcepts } from '#domain/concepts/read.server.ts';
import { toJsonLd } from '#domain/concepts/skos.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language } }) => {
	const { version } = await orExplain(language, findCodebook(db));
	return new Response(JSON.stringify(toJsonLd(await listWholeConcepts(db), version)), {
		headers: { 'content-type': 'application/ld+json', 'content-disposition': `attachment; filename="codebook-${version}.jsonld"` }
	});
};
