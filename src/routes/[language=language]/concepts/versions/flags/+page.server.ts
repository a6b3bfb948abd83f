import { fail, redirect } from '@sveltejs/kit';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { conceptId } from '#domain/concepts/input.ts';
import { countFlags, listFlags, settleFlag } from '#domain/evidence/flags.server.ts';
import type { FlagForm } from '#domain/evidence/flags.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const asked = conceptId.safeParse(url.searchParams.get('concept')).data;
	const from = url.searchParams.get('after') ?? '';
	const after = /^[1-9][0-9]{0,8}$/.test(from) ? Number(from) : 0;
	const isSettled = url.searchParams.has('settled');
	const [{ flags, next }, counts, labels] = await Promise.all([
		listFlags(db, actor, language, { concept: asked, isSettled }, after),
		countFlags(db),
		listLabels(db, language)
	]);
	await discloses(store, actor, 'passage', {
		named: [...new Set(flags.map(({ documentId }) => documentId))],
		passages: flags.map(({ passageId }) => passageId)
	});
	return {
		...{ flags, next, isSettled, labels, counts: [...counts], asked },
		isFirst: after === 0,
		showsSamples: flags.some(({ isSample }) => isSample)
	};
};

export const actions: Actions = {
	settle: async ({ locals: { store, actor }, request, url }) => {
		const sent = await sentText(request);
		// Whatever is wrong with what was sent, the domain refuses.
		const answer = await orFail(settleFlag(store, actor, sent as unknown as FlagForm));
		const concept = conceptId.safeParse(url.searchParams.get('concept')).data;
		if ('done' in answer) redirect(303, `${url.pathname}${concept === undefined ? '' : `?concept=${concept}`}`);
		return fail(answer.status, { ...answer.data, sent });
	}
};
