import { memoTable } from '#domain/coding/memo-file.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { writeCsv } from '#text/csv.ts';
import { askedMemos } from '../asked.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db, store, actor }, url }) => {
	const { rows, shown } = await memoTable(db, askedMemos(url.searchParams));
	await discloses(store, actor, 'list', shown);
	return new Response(writeCsv(rows), {
		headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="memos.csv"' }
	});
};
