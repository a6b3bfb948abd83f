import { error, redirect } from '@sveltejs/kit';
import { findSetAside } from '#domain/edits/read.server.ts';
import { seen } from '#domain/edits/model.ts';
import { dropEdit } from '#domain/edits/write.server.ts';
import { may } from '#domain/rights.ts';
import { findSentence } from '#domain/studies/read.server.ts';
import { rewordSentence, sentenceFields } from '#domain/studies/reword.server.ts';
import { say } from '#i18n/messages.ts';
import { takeEdit } from '#ui/edit.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id, position } }) => {
	const { study, sentence } = await orExplain(language, findSentence(db, id, position, language));
	if (!may(actor, 'change', { kind: 'study' })) error(403, say(language, 'refused.not-allowed'));
	const now = { body: seen(sentence.body) };
	return {
		study: { id: study.id, language: study.language },
		sentence: { position, written: sentence.written ?? sentence.body },
		now,
		setAside: await findSetAside(store, actor, { record: 'sentence', id: sentence.id }, { fields: sentenceFields, now }),
		showsSamples: study.filters.samples
	};
};

export const actions: Actions = {
	save: async ({ locals: { store, actor }, request, params: { language, id, position } }) => {
		const form = await request.formData();
		const ownsFigures = form.get('owns-figures') === 'yes';
		const place = { studyId: id, position };
		const answer = await takeEdit(form, sentenceFields, (edit) => rewordSentence(store, actor, place, { ...edit, ownsFigures }));
		if (!('saved' in answer)) return answer;
		redirect(303, `/${language}/study/${id}/sentences/${position}${answer.saved ? '' : '/edit'}`);
	},
	drop: async ({ locals: { db, store, actor }, params: { language, id, position } }) => {
		const { sentence } = await orExplain(language, findSentence(db, id, position, language));
		await dropEdit(store, actor, { record: 'sentence', id: sentence.id });
		redirect(303, `/${language}/study/${id}/sentences/${position}`);
	}
};
