import { fail, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import type { RejoinderInput, Settlement } from '#domain/replies/input.ts';
import { isConcerned } from '#domain/replies/model.ts';
import { rejoin, showObjection, subjectOf, withdrawObjection } from '#domain/replies/object.server.ts';
import { findObjection, findWaitingObjections } from '#domain/replies/read.server.ts';
import { findStanding, settleObjection } from '#domain/replies/settle.server.ts';
import { may } from '#domain/rights.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id } }) => {
	const objection = await orExplain(language, findObjection(db, id, language));
	await discloses(store, actor, 'passage', { named: [objection.documentId], passages: [objection.passageId] });
	const subject = subjectOf(objection.party);
	const standing = await findStanding(db, objection);
	const maySettle = objection.state === 'open' && may(actor, 'settle', subject);
	const isOwn = objection.decidedBy === actor.key || standing?.reviewedBy === actor.key;
	return {
		objection,
		standing,
		concepts: await listLabels(db, language),
		waiting: maySettle ? { count: 0, oldest: null } : await findWaitingObjections(db, actor),
		isConcerned: isConcerned(actor, objection.party),
		maySettle: maySettle && !isOwn,
		isOwnDecision: maySettle && isOwn,
		mayWithdraw: objection.state === 'open' && may(actor, 'object', subject),
		mayRejoin: objection.answer !== null && objection.rejoinder === null && may(actor, 'object', subject),
		mayShow: objection.answer !== null && may(actor, 'speak', subject),
		showsSamples: objection.isSample
	};
};

/** Carries out what a form asks, and shows the objection again; what was sent and refused comes back. */
async function change({ request, params: { language, id } }: RequestEvent, work: (sent: Record<string, string>) => Promise<void>) {
	const sent = Object.fromEntries([...(await request.formData())].filter(([, value]) => typeof value === 'string')) as Record<
		string,
		string
	>;
	const answer = await orFail(work(sent));
	if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
	redirect(303, `/${language}/replies/${id}`);
}

// Whatever is wrong with what was sent, the domain refuses.
export const actions: Actions = {
	settle: (event) =>
		change(event, (sent) => {
			const { store, actor } = event.locals;
			return settleObjection(store, actor, event.params.id, sent as unknown as Settlement, config.origin ?? event.url.origin);
		}),
	withdraw: (event) => change(event, () => withdrawObjection(event.locals.store, event.locals.actor, event.params.id)),
	rejoin: (event) =>
		change(event, (sent) => rejoin(event.locals.store, event.locals.actor, event.params.id, sent as unknown as RejoinderInput)),
	show: (event) => change(event, (sent) => showObjection(event.locals.store, event.locals.actor, event.params.id, sent['shown'] === 'yes'))
};
