import { listDocumentKeys, listDocuments } from '#domain/documents/read.server.ts';
import { documentFilters } from '#domain/documents/input.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language }, url }) => {
	const asked = Object.fromEntries(url.searchParams);
	const filters = documentFilters.parse(asked);
	const after = /^[1-9][0-9]{0,8}$/.test(asked.after ?? '') ? Number(asked.after) : undefined;
	const [list, keys] = await Promise.all([listDocuments(db, language, filters, after), listDocumentKeys(db, language)]);
	return {
		...list,
		keys,
		filters,
		isFirst: after === undefined,
		mayAdd: actor.may.has('ingest'),
		showsSamples: list.documents.some((one) => one.isSample)
	};
};
