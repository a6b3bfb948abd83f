import { fail, redirect } from '@sveltejs/kit';
import { listOverview } from '#domain/coding/overview.server.ts';
import type { NewMemo } from '#domain/coding/input.ts';
import { listMemos, memosOnPage, removeMemo, rewriteMemo, writeMemo } from '#domain/coding/memo.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { parsed } from '#domain/parsed.ts';
import { ownPath } from '#ui/own-path.ts';
import { orFail } from '#ui/refused.server.ts';
import { recordNumber, sentText } from '#ui/sent.server.ts';
import { askedMemos, memoQuery } from './asked.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const filters = askedMemos(url.searchParams);
	const [found, labels, projects] = await Promise.all([
		listMemos(db, filters, memosOnPage + 1),
		listLabels(db, language),
		listOverview(db, store, actor)
	]);
	const memos = found.slice(0, memosOnPage);
	await discloses(store, actor, 'list', {
		named: memos.flatMap(({ documentId }) => documentId ?? []),
		passages: memos.flatMap(({ passageId }) => passageId ?? [])
	});
	return {
		...{ memos, filters, labels },
		projects: projects.map(({ id, title }) => ({ id, title })),
		query: memoQuery(filters),
		next: found.length > memosOnPage ? memos.at(-1)?.id : undefined,
		me: actor.key
	};
};

/** Carries out what a form of any page asks, and leads back there. */
async function change(event: RequestEvent, work: (sent: Record<string, string>) => Promise<unknown>) {
	const sent = await sentText(event.request);
	const answer = await orFail(work(sent));
	if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
	redirect(303, `${ownPath(sent.back) ?? `/${event.params.language}/memos`}#memos`);
}

export const actions: Actions = {
	// Whatever is wrong with what was sent, the domain refuses.
	write: (event) => change(event, (sent) => writeMemo(event.locals.store, event.locals.actor, sent as unknown as NewMemo)),
	rewrite: (event) =>
		change(event, async ({ memo, body = '' }) => rewriteMemo(event.locals.store, event.locals.actor, parsed(recordNumber, memo), body)),
	remove: (event) => change(event, async ({ memo }) => removeMemo(event.locals.store, event.locals.actor, parsed(recordNumber, memo)))
};
