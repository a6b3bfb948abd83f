import { fail, redirect } from '@sveltejs/kit';
import { closeQuestion, listDiscussion, postOn } from '#domain/concepts/discussion.server.ts';
import { postNumber } from '#domain/concepts/input.ts';
import type { Post } from '#domain/concepts/input.ts';
import { findConcept } from '#domain/concepts/read.server.ts';
import { parsed } from '#domain/parsed.ts';
import { beforeIn } from '#ui/before.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import { conceptOf } from '../../../concept-of.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, scheme, name }, url }) => {
	const conceptId = conceptOf({ scheme, name });
	const before = beforeIn(url.searchParams);
	const { questions, next } = await orExplain(language, listDiscussion(db, store, actor, conceptId, before));
	const concept = await orExplain(language, findConcept(db, conceptId, language));
	return { concept, questions, next, isFirst: before === undefined };
};

export const actions: Actions = {
	post: async ({ locals: { store, actor }, request, url, params }) => {
		const sent = await sentText(request);
		// Whatever is wrong with what was sent, the domain refuses.
		const answer = await orFail(postOn(store, actor, conceptOf(params), sent as unknown as Post));
		if ('done' in answer) redirect(303, `${url.pathname}#q${answer.done}`);
		return fail(answer.status, { ...answer.data, sent });
	},
	close: async ({ locals: { store, actor }, request, url, params }) => {
		const { id, closed } = await sentText(request);
		const work = async () => closeQuestion(store, actor, conceptOf(params), parsed(postNumber, id), closed === 'yes');
		const answer = await orFail(work());
		if ('done' in answer) redirect(303, `${url.pathname}#q${id}`);
		return fail(answer.status, { ...answer.data, sent: {} as Record<string, string> });
	}
};
