import { listDocumentKeys, listDocuments } from '#domain/documents/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { findWords } from '#domain/documents/words.server.ts';
import { documentFilters } from '#domain/documents/input.ts';
import { mayAddSome } from '#domain/rights.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const asked = Object.fromEntries(url.searchParams);
	const filters = documentFilters.parse(asked);
	const after = /^[1-9][0-9]{0,8}$/.test(asked.after ?? '') ? Number(asked.after) : undefined;
	const words = (asked.q ?? '').replaceAll('\0', '').trim().slice(0, 200);
	const [list, keys, found] = await Promise.all([
		listDocuments(db, language, filters, after),
		listDocumentKeys(db, language),
		words === '' ? undefined : findWords(db, words)
	]);
	const inPassages = found?.passages ?? [];
	const named = [...list.documents.map(({ id }) => id), ...inPassages.map(({ documentId }) => documentId)];
	await discloses(store, actor, 'list', { named, passages: inPassages.map(({ id }) => id) });
	return {
		...list,
		words,
		found,
		keys,
		filters,
		isFirst: after === undefined,
		mayAdd: mayAddSome(actor),
		showsSamples: list.documents.some((one) => one.isSample) || (found?.passages.some((one) => one.isSample) ?? false)
	};
};
