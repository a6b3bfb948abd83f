import { findCodebook, listWholeConcepts } from '#domain/concepts/read.server.ts';
import { wordingTable } from '#domain/concepts/table.ts';
import { writeCsv } from '#text/csv.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language } }) => {
	const { version } = await orExplain(language, findCodebook(db));
	return new Response(writeCsv(wordingTable(await listWholeConcepts(db))), {
		headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="codebook-${version}.csv"` }
	});
};
