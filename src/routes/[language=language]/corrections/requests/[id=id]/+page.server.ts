import { fail, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { disclosesConcerned } from '#domain/corrections/disclosed.server.ts';
import type { Settlement } from '#domain/corrections/input.ts';
import { isOpen, placeOfChange } from '#domain/corrections/model.ts';
import { findRequest, findSent, findWaiting, listRequests, mayAnswer } from '#domain/corrections/read.server.ts';
import { seeConcerned } from '#domain/corrections/record.server.ts';
import { settleRequest, showRequest, takeRequest } from '#domain/corrections/write.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url, setHeaders }) => {
	const key = url.searchParams.get('key') ?? '';
	const sent = key === '' ? undefined : await findSent(store, id, key);
	// The address opens what its sender alone may read: no cache keeps the page.
	if (sent !== undefined) setHeaders({ 'cache-control': 'private, no-store' });
	const request = sent ?? (await orExplain(language, findRequest(db, id)));
	const concerned = await seeConcerned(db, request.key, language);
	if (concerned !== undefined) await disclosesConcerned(db, store, actor, concerned);
	const mayAnswerIt = await mayAnswer(db, actor, request.documentId);
	const same = mayAnswerIt ? await listRequests(db, language, { about: request.key.kind, aboutId: request.key.id }) : { requests: [] };
	return {
		request,
		concerned,
		others: same.requests.filter((one) => one.id !== id),
		address: sent && `${config.origin ?? url.origin}${url.pathname}?key=${key}`,
		change: concerned && placeOfChange(concerned.kind, concerned.page),
		waiting: mayAnswerIt && !isOpen(request.state) ? await findWaiting(db, actor) : { count: 0, oldest: null },
		maySettle: mayAnswerIt && isOpen(request.state),
		mayShow: mayAnswerIt && !isOpen(request.state),
		showsSamples: concerned?.isSample === true
	};
};

const textOf = async (request: Request) =>
	Object.fromEntries([...(await request.formData())].filter(([, value]) => typeof value === 'string')) as Record<string, string>;

export const actions: Actions = {
	take: async ({ locals: { store, actor }, params: { language, id } }) => {
		const answer = await orFail(takeRequest(store, actor, id));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/corrections/requests/${id}`);
	},
	settle: async ({ locals: { store, actor }, request, params: { language, id }, url }) => {
		const sent = await textOf(request);
		// Whatever is wrong with what was sent, the domain refuses.
		const answer = await orFail(settleRequest(store, actor, id, sent as unknown as Settlement, config.origin ?? url.origin));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		redirect(303, `/${language}/corrections/requests/${id}`);
	},
	show: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const { shown } = await textOf(request);
		const answer = await orFail(showRequest(store, actor, id, shown === 'yes'));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/corrections/requests/${id}`);
	}
};
