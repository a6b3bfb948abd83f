import { partyTable } from '#domain/parties/table.ts';
import { listPartyFacts } from '#domain/parties/read.server.ts';
import { writeCsv } from '#text/csv.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db } }) =>
	new Response(writeCsv(partyTable(await listPartyFacts(db))), {
		headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="parties.csv"' }
	});
