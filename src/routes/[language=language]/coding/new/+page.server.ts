import { randomInt } from 'node:crypto';
import { error, fail, redirect } from '@sveltejs/kit';
import { asProject, mustNameCoders, written } from '#domain/coding/forms.ts';
import type { Written } from '#domain/coding/forms.ts';
import { managesCoding } from '#domain/coding/overview.server.ts';
import { previewProject } from '#domain/coding/preview.server.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import { listPossibleCoders } from '#domain/coding/read.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { listDocumentKeys } from '#domain/documents/read.server.ts';
import { say } from '#i18n/messages.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language } }) => {
	if (!managesCoding(actor)) error(403, say(language, 'refused.not-allowed'));
	const [possible, keys, labels] = await Promise.all([listPossibleCoders(db), listDocumentKeys(db, language), listLabels(db, language)]);
	return {
		// Whoever holds two offices is one coder.
		coders: [...Map.groupBy(possible, ({ id }) => id).values()].map(([one, ...more]) => ({
			id: one?.id ?? 0,
			name: one?.name ?? '',
			offices: [one, ...more].flatMap((each) => each?.kind ?? [])
		})),
		cycles: keys.cycles,
		labels,
		seed: randomInt(1_000_000)
	};
};

export const actions: Actions = {
	preview: async ({ locals: { store, actor }, request }) => {
		const sent: Written = written(await request.formData());
		const answer = await orFail(previewProject(store, actor, asProject(sent)));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		return { preview: answer.done, sent };
	},
	make: async ({ locals: { store, actor }, request, params: { language } }) => {
		const sent: Written = written(await request.formData());
		const work = async () => {
			if (managesCoding(actor)) mustNameCoders(sent);
			return makeProject(store, actor, asProject(sent));
		};
		const answer = await orFail(work());
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		redirect(303, `/${language}/coding/${answer.done}`);
	}
};
