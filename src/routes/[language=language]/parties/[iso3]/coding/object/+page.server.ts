import { error, fail, redirect } from '@sveltejs/kit';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { findParty } from '#domain/parties/read.server.ts';
import type { ObjectionInput } from '#domain/replies/input.ts';
import { makeObjection } from '#domain/replies/object.server.ts';
import { findObjectable, idIn } from '#domain/replies/objectable.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, iso3 }, url }) => {
	if (iso3.includes('\0')) error(404);
	const about = { party: iso3, evidenceId: idIn(url.searchParams.get('code')), passageId: idIn(url.searchParams.get('passage')) };
	const [party, objectable] = await orExplain(language, Promise.all([findParty(db, iso3, language), findObjectable(db, actor, about)]));
	await discloses(store, actor, 'passage', { passages: [objectable.passage.id] });
	return { party, ...objectable, concepts: await listLabels(db, language), showsSamples: party.isSample };
};

export const actions: Actions = {
	default: async ({ locals: { store, actor }, request, params: { language }, url }) => {
		const sent = Object.fromEntries([...(await request.formData())].filter(([, value]) => typeof value === 'string')) as Record<
			string,
			string
		>;
		const [code, passage] = [url.searchParams.get('code'), url.searchParams.get('passage')];
		const about = code === null ? { passageId: passage } : { evidenceId: code };
		// Whatever is wrong with what was sent, the domain refuses.
		const answer = await orFail(makeObjection(store, actor, { ...sent, ...about } as unknown as ObjectionInput));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		redirect(303, `/${language}/replies/${answer.done}`);
	}
};
