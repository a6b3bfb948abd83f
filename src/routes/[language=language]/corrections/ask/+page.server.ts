import { error, fail, redirect } from '@sveltejs/kit';
import { disclosesConcerned } from '#domain/corrections/disclosed.server.ts';
import type { Question } from '#domain/corrections/input.ts';
import { readKey } from '#domain/corrections/model.ts';
import { findConcerned } from '#domain/corrections/record.server.ts';
import { askCorrection } from '#domain/corrections/write.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { say } from '#i18n/messages.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const keyIn = (url: URL) => readKey(url.searchParams.get('about') ?? '');

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const key = keyIn(url);
	if (key === undefined) error(404, say(language, 'refused.not-found'));
	const concerned = await orExplain(language, findConcerned(db, key, language));
	await disclosesConcerned(db, store, actor, concerned);
	const { kind, passageId } = concerned;
	const codes = kind === 'passage' && passageId !== null ? await listEvidence(db, [passageId]) : [];
	return {
		concerned,
		codes: codes.filter(({ status }) => status !== 'refused'),
		labels: codes.length > 0 ? await listLabels(db, language) : [],
		showsSamples: concerned.isSample
	};
};

export const actions: Actions = {
	default: async ({ locals: { store, actor, address }, request, params: { language }, url }) => {
		const key = keyIn(url);
		if (key === undefined) error(404, say(language, 'refused.not-found'));
		const sent = Object.fromEntries([...(await request.formData())].filter(([, value]) => typeof value === 'string')) as Record<
			string,
			string
		>;
		// Whatever is wrong with what was sent, the domain refuses.
		const answer = await orFail(askCorrection(store, actor, key, sent as unknown as Question, address));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		redirect(303, `/${language}/corrections/requests/${answer.done.id}?key=${answer.done.secret}`);
	}
};
