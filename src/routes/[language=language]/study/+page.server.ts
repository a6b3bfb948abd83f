import { fail, redirect } from '@sveltejs/kit';
import { defaultSamples, listCycles } from '#domain/findings/read.server.ts';
import { draft, filtersOf } from '#domain/studies/input.ts';
import { showStudies } from '#domain/studies/shown.server.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { may } from '#domain/rights.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language }, url }) => {
	const before = url.searchParams.get('before') ?? '';
	const asked = /^[1-9][0-9]{0,8}$/.test(before) ? Number(before) : undefined;
	const { studies, next } = await showStudies(db, language, asked);
	return {
		studies,
		next,
		isFirst: asked === undefined,
		cycles: await listCycles(db),
		samples: await defaultSamples(db),
		mayDraft: may(actor, 'draft', { kind: 'study' }),
		showsSamples: studies.some(({ isSample }) => isSample)
	};
};

export const actions: Actions = {
	draft: async ({ locals: { store, actor }, request, params: { language } }) => {
		const sent = draft.safeParse(Object.fromEntries(await request.formData()));
		if (!sent.success) return fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });
		const filters = filtersOf(sent.data, await defaultSamples(store));
		const answer = await orFail(draftStudy(store, actor, { language: sent.data.language, filters }));
		if ('done' in answer) redirect(303, `/${language}/study/${answer.done}`);
		return answer;
	}
};
