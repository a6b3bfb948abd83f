import { parseScheme } from '#domain/findings/input.ts';
import { estimateConcepts } from '#domain/findings/estimates.server.ts';
import { countConcepts, countReporting } from '#domain/findings/read.server.ts';
import { asJson, countLines } from '#domain/findings/table-file.ts';
import { orExplain } from '#ui/refused.server.ts';
import { fileOf } from '#ui/file.server.ts';
import { askedFile } from '../../asked.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language, rows }, url }) => {
	const scheme = await orExplain(
		language,
		Promise.try(() => parseScheme(rows))
	);
	const about = await askedFile(locals, language, url, (concept) => new URLSearchParams({ concept }).toString());
	const accurate = await estimateConcepts(locals.db, locals.store, scheme, about.filters);
	const lines = countLines(
		await countConcepts(locals.db, scheme, about.filters),
		accurate,
		await countReporting(locals.db, about.filters),
		about
	);
	return fileOf(asJson({ counts: scheme }, lines, about), 'json', scheme);
};
