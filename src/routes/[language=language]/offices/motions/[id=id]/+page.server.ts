import { redirect } from '@sveltejs/kit';
import { partyNames } from '#domain/parties/read.server.ts';
import { settleMotion, withdrawMotion } from '#domain/offices/motion.server.ts';
import { findMotion, namePeople } from '#domain/offices/motions.server.ts';
import { listOffices } from '#domain/offices/office.server.ts';
import { listOrganisations } from '#domain/offices/organisations.server.ts';
import { mustBeFresh } from '#domain/people/session.server.ts';
import { may, mustMay } from '#domain/rights.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id } }) => {
	const read = async () => {
		mustMay(actor, 'move', { kind: 'motion' });
		return findMotion(db, id);
	};
	const { asked, ...motion } = await orExplain(language, read());
	const isOwn = motion.movedBy === actor.personId;
	const seesContacts = may(actor, 'see-contact', { kind: 'person' });
	const ids =
		asked.kind === 'merge-people' ? [asked.input.keep, asked.input.merge] : asked.kind === 'recover-person' ? [asked.input.personId] : [];
	const gift = asked.kind === 'give-office' ? asked.input : undefined;
	const offices = gift === undefined ? [] : await listOffices(db, language);
	const organisations = gift?.organisationId == null ? [] : await listOrganisations(db);
	return {
		motion,
		organisation: organisations.find((one) => one.id === gift?.organisationId)?.name,
		asked,
		isOwn,
		// Through a reader's eyes people have names, and no addresses.
		people: await namePeople(seesContacts ? store : db, ids),
		seesContacts,
		partyName: gift?.party == null ? undefined : (await partyNames(db, language)).get(gift.party),
		office: offices.find((one) => gift?.kind === one.kind && gift.party === one.party && gift.organisationId === one.organisationId),
		maySettle: motion.state === 'open' && may(actor, 'settle', { kind: 'motion' }),
		mayWithdraw: motion.state === 'open' && isOwn
	};
};

export const actions: Actions = {
	settle: async ({ locals: { store, actor, signedIn }, request, params: { language, id } }) => {
		const { verdict } = await sentText(request);
		const work = async () => {
			mustBeFresh(signedIn);
			await settleMotion(store, actor, id, verdict === 'carried' ? 'carried' : 'rejected');
		};
		const answer = await orFail(work());
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices/motions/${id}`);
	},
	withdraw: async ({ locals: { store, actor }, params: { language, id } }) => {
		const answer = await orFail(withdrawMotion(store, actor, id));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices/motions/${id}`);
	}
};
