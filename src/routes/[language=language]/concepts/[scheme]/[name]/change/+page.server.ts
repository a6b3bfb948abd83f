import { fail, redirect } from '@sveltejs/kit';
import { changeKinds } from '#domain/concepts/change.ts';
import { draftChange } from '#domain/concepts/drafts.server.ts';
import { findCodebook, findConcept, listConcepts } from '#domain/concepts/read.server.ts';
import type { Scheme } from '#domain/concepts/model.ts';
import { mustMay } from '#domain/rights.ts';
import { isLanguage } from '#text/languages.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import { conceptOf } from '../../../concept-of.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language, scheme, name }, url }) => {
	await orExplain(language, (async () => mustMay(actor, 'change', { kind: 'codebook' }))());
	const concept = await orExplain(language, findConcept(db, conceptOf({ scheme, name }), language));
	const asked = url.searchParams.get('in');
	return {
		concept,
		kind: changeKinds.find((one) => one === url.searchParams.get('kind')),
		spoken: isLanguage(asked) ? asked : language,
		version: (await orExplain(language, findCodebook(db))).version,
		others: (await listConcepts(db, concept.scheme satisfies Scheme, language)).filter(
			(one) => one.id !== concept.id && one.retiredAt === null
		)
	};
};

export const actions: Actions = {
	draft: async ({ locals: { store, actor }, request, params: { language, ...params } }) => {
		const sent = await sentText(request);
		const answer = await orFail(draftChange(store, actor, conceptOf(params), sent));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions/changes/${answer.done}`);
		return fail(answer.status, { ...answer.data, sent, kind: changeKinds.find((one) => one === sent['kind']) });
	}
};
