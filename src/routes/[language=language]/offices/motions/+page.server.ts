import { redirect } from '@sveltejs/kit';
import { officeKinds } from '#domain/actor.ts';
import { collator } from '#i18n/format.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { findDuplicates } from '#domain/offices/duplicates.server.ts';
import type { MotionInput } from '#domain/offices/input.ts';
import { mergeOrganisations } from '#domain/offices/merge.server.ts';
import { motionStates } from '#domain/offices/model.ts';
import { moveMotion } from '#domain/offices/motion.server.ts';
import { listMotions } from '#domain/offices/motions.server.ts';
import { noteOf } from '#domain/offices/note.ts';
import { listOrganisations } from '#domain/offices/organisations.server.ts';
import { parsed } from '#domain/parsed.ts';
import { may, mustMay } from '#domain/rights.ts';
import { beforeIn } from '#ui/before.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { recordNumber, sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	await orExplain(language, (async () => mustMay(actor, 'move', { kind: 'motion' }))());
	const state = motionStates.find((one) => one === url.searchParams.get('state'));
	const before = beforeIn(url.searchParams);
	const seesContacts = may(actor, 'see-contact', { kind: 'person' });
	const [{ motions, next }, names, organisations, duplicates] = await Promise.all([
		listMotions(db, state, before),
		partyNames(db, language),
		listOrganisations(db),
		seesContacts ? findDuplicates(store) : undefined
	]);
	const { compare } = collator(language);
	return {
		motions,
		next,
		state,
		isFirst: before === undefined,
		partyNames: names,
		kinds: officeKinds,
		parties: [...names].map(([value, label]) => ({ value, label })).toSorted((a, b) => compare(a.label, b.label)),
		organisations,
		duplicates,
		mayMergeOrganisations: may(actor, 'change', { kind: 'organisation' }) && may(actor, 'settle', { kind: 'motion' }),
		keep: url.searchParams.get('keep') ?? '',
		merge: url.searchParams.get('merge') ?? ''
	};
};

export const actions: Actions = {
	move: async ({ locals: { store, actor }, request, params: { language } }) => {
		const form = await request.formData();
		const { motion: kind, why = '', ...input } = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
		// Whatever is wrong with what was sent, the domain refuses.
		const sent = { kind, input, why } as unknown as MotionInput & { why: string };
		const answer = await orFail(noteOf(form.get('note')).then((note) => moveMotion(store, actor, { ...sent, note })));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices/motions/${answer.done}`);
	},
	organisations: async ({ locals: { store, actor }, request, params: { language } }) => {
		const { keep, merge } = await sentText(request);
		const work = async () => mergeOrganisations(store, actor, { keep: parsed(recordNumber, keep), merge: parsed(recordNumber, merge) });
		const answer = await orFail(work());
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices/motions`);
	}
};
