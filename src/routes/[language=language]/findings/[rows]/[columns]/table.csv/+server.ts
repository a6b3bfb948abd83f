import { estimateTable } from '#domain/findings/estimates.server.ts';
import { parseTable } from '#domain/findings/input.ts';
import { cellQuery } from '#domain/findings/model.ts';
import { crossTable } from '#domain/findings/read.server.ts';
import { asCsv, crossTableLines } from '#domain/findings/table-file.ts';
import { orExplain } from '#ui/refused.server.ts';
import { fileOf } from '#ui/file.server.ts';
import { askedFile } from '../../../asked.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language, ...params }, url }) => {
	const { rows, columns } = await orExplain(
		language,
		Promise.try(() => parseTable(params.rows, params.columns))
	);
	const about = await askedFile(locals, language, url, (row, column) => cellQuery({ rows, columns }, row, column));
	const accurate = await estimateTable(locals.db, locals.store, rows, columns, about.filters);
	const lines = crossTableLines(await crossTable(locals.db, rows, columns, about.filters), accurate, about);
	return fileOf(asCsv(lines, about), 'csv', `${rows}-${columns}`);
};
