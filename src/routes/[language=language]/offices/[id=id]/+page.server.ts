import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from './$types';
import { listDeadlines, meetDeadline, setDeadline } from '#domain/offices/deadlines.server.ts';
import { endHolding, giveOffice } from '#domain/offices/giving.server.ts';
import { handOver, handoverOf } from '#domain/offices/handover.server.ts';
import { reason } from '#domain/offices/input.ts';
import {
	findOffice,
	holdersOf,
	isHolder,
	listContacts,
	listHeldOffices,
	listHoldings,
	officeSubject
} from '#domain/offices/office.server.ts';
import { parsed } from '#domain/parsed.ts';
import { mustBeFresh } from '#domain/people/session.server.ts';
import { may, mayHandOver } from '#domain/rights.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { recordNumber, sentText } from '#ui/sent.server.ts';
import { asGift } from '../gift.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const office = await orExplain(language, findOffice(db, id, language));
	const subject = officeSubject(office);
	const isMine = isHolder(actor, id);
	const [holders, held, holdings, deadlines] = await Promise.all([
		holdersOf(db, id),
		listHeldOffices(store),
		listHoldings(db, id),
		listDeadlines(db, id)
	]);
	const contacts = may(actor, 'see-contact', { kind: 'person' }) ? await listContacts(store, id) : new Map<number, string>();
	const mayGive = may(actor, 'give', subject);
	return {
		office,
		isHeld: held.has(id),
		holders: (holders.get(id) ?? []).map((one) => ({
			...one,
			email: contacts.get(one.personId),
			mayEnd: mayGive || (isMine && one.personId === actor.personId)
		})),
		holdings,
		deadlines,
		isMine,
		inHand: isMine ? await handoverOf(store, id) : undefined,
		mayGive,
		mayMove: may(actor, 'move', { kind: 'motion' }),
		mayHandOver: isMine && mayHandOver(actor, { ...subject, id }),
		mayDeadline: may(actor, 'set-deadline', subject),
		given: url.searchParams.has('given'),
		showsSamples: office.isSample === true
	};
};

/** Carries out what a form asks, and shows the office again. */
async function change(event: RequestEvent, work: (sent: Record<string, string>) => Promise<unknown>, after = '') {
	const answer = await orFail(work(await sentText(event.request)));
	if (!('done' in answer)) return answer;
	redirect(303, `/${event.params.language}/offices/${event.params.id}${after}`);
}

export const actions: Actions = {
	give: (event) =>
		change(
			event,
			async (sent) => {
				const { store, actor, db, language } = event.locals;
				const { kind, party, organisationId } = await findOffice(db, event.params.id, language);
				return giveOffice(store, actor, { ...asGift(sent), kind, party, organisationId });
			},
			'?given'
		),
	end: (event) =>
		change(event, async ({ holding, why }) =>
			endHolding(event.locals.store, event.locals.actor, parsed(recordNumber, holding), parsed(reason, why))
		),
	handOver: async ({ locals: { store, actor, signedIn, origin }, request, params }) => {
		const { email = '', name = '', why = '' } = await sentText(request);
		const answer = await orFail(
			(async () => {
				mustBeFresh(signedIn);
				return handOver(store, actor, { officeId: params.id, email, name, why }, { origin, language: params.language });
			})()
		);
		return 'done' in answer ? { handed: answer.done } : answer;
	},
	deadline: (event) =>
		change(event, ({ what = '', due = '' }) =>
			setDeadline(event.locals.store, event.locals.actor, { officeId: event.params.id, what, due })
		),
	done: (event) =>
		change(event, async ({ deadline }) => meetDeadline(event.locals.store, event.locals.actor, parsed(recordNumber, deadline)))
};
