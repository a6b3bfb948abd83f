import { parseGeneric } from '#domain/findings/input.ts';
import { genericShare } from '#domain/findings/read.server.ts';
import { asCsv, genericLines } from '#domain/findings/table-file.ts';
import { orExplain } from '#ui/refused.server.ts';
import { fileOf } from '#ui/file.server.ts';
import { askedFile } from '../../../asked.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language, ...params }, url }) => {
	const by = await orExplain(
		language,
		Promise.try(() => parseGeneric(params.by))
	);
	const about = await askedFile(locals, language, url, (key) => new URLSearchParams({ [by]: key, statements: 'generic' }).toString());
	const lines = genericLines(await genericShare(locals.db, by, about.filters), about);
	return fileOf(asCsv(lines, about), 'csv', `generic-${by}`);
};
