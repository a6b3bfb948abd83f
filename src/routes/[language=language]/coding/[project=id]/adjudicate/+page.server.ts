import { error } from '@sveltejs/kit';
import { listDiffering } from '#domain/coding/differing.server.ts';
import { managesCoding } from '#domain/coding/overview.server.ts';
import { findProject } from '#domain/coding/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { say } from '#i18n/messages.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, project: id }, url }) => {
	const { title, language: spoken, closedAt } = await orExplain(language, findProject(db, id));
	if (!managesCoding(actor)) error(403, say(language, 'refused.not-allowed'));
	const asked = url.searchParams.get('after') ?? '';
	const after = /^\d{1,9}$/.test(asked) ? Number(asked) : undefined;
	const list = await listDiffering(db, store, actor, id, after);
	await discloses(store, actor, 'list', {
		named: list.passages.map(({ documentId }) => documentId),
		passages: list.passages.map((passage) => passage.id)
	});
	return {
		...list,
		project: { id, title, language: spoken, isClosed: closedAt !== null },
		isFirst: after === undefined,
		showsSamples: list.passages.some(({ isSample }) => isSample)
	};
};
