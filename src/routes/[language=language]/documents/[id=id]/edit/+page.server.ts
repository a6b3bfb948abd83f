import { error, redirect } from '@sveltejs/kit';
import { changeDetails, detailWords } from '#domain/documents/change.server.ts';
import { detailFields } from '#domain/documents/model.ts';
import { findDocument, listPartyNames } from '#domain/documents/read.server.ts';
import { findSetAside } from '#domain/edits/read.server.ts';
import { dropEdit } from '#domain/edits/write.server.ts';
import { may } from '#domain/rights.ts';
import { say } from '#i18n/messages.ts';
import { takeEdit } from '#ui/edit.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id } }) => {
	const document = await orExplain(language, findDocument(db, id, language));
	if (!may(actor, 'change', { ...document, kind: 'document' })) error(403, say(language, 'refused.not-allowed'));
	const now = detailWords(document);
	return {
		document,
		now,
		setAside: await findSetAside(store, actor, { record: 'document', id }, { fields: detailFields, now }),
		parties: await listPartyNames(db, language),
		showsSamples: document.isSample
	};
};

export const actions: Actions = {
	save: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const answer = await takeEdit(await request.formData(), detailFields, (edit) => changeDetails(store, actor, id, edit));
		if (!('saved' in answer)) return answer;
		redirect(303, `/${language}/documents/${id}${answer.saved ? '' : '/edit'}`);
	},
	drop: async ({ locals: { store, actor }, params: { language, id } }) => {
		await dropEdit(store, actor, { record: 'document', id });
		redirect(303, `/${language}/documents/${id}`);
	}
};
