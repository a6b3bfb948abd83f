import { fail, redirect } from '@sveltejs/kit';
import { about } from '#domain/documents/input.ts';
import { listPartyNames } from '#domain/documents/read.server.ts';
import { takeUploads } from '#domain/documents/uploads.server.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { may, mayAddSome } from '#domain/rights.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language } }) => ({
	mayAdd: mayAddSome(actor),
	/** Who may only draft adds what is of their own Parties, or of their organisation. */
	drafts: may(actor, 'add', { kind: 'document', state: 'published', party: null, organisationId: null })
		? undefined
		: actor.offices.flatMap(({ party }) => party ?? []),
	parties: await listPartyNames(db, language)
});

export const actions: Actions = {
	default: async ({ locals: { store, actor }, request, params: { language } }) => {
		const form = await request.formData();
		const said = about.safeParse(Object.fromEntries(form));
		if (!said.success) return fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });
		const files = form.getAll('files').filter((one): one is File => one instanceof File && one.name !== '');
		const answer = await orFail(takeUploads(store, actor, files, said.data));
		if (!('done' in answer)) return answer;
		callWorker();
		redirect(303, `/${language}/documents/upload/${answer.done}`);
	}
};
