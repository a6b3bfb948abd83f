import { estimateTable } from '#domain/findings/estimates.server.ts';
import { parseTable } from '#domain/findings/input.ts';
import { coverage, crossTable } from '#domain/findings/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { askedPage } from '../../asked.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language, ...params }, url }) => {
	const { rows, columns } = await orExplain(
		language,
		Promise.try(() => parseTable(params.rows, params.columns))
	);
	const asked = await askedPage(locals, language, url);
	return {
		...asked,
		table: await crossTable(locals.db, rows, columns, asked.filters),
		accurate: await estimateTable(locals.db, locals.store, rows, columns, asked.filters),
		coverage: await coverage(locals.db, asked.filters)
	};
};
