import { redirect } from '@sveltejs/kit';
import { collator } from '#i18n/format.ts';
import { nationalOffices, officeKinds, partnerOffices, reachOf } from '#domain/actor.ts';
import { findWaiting } from '#domain/corrections/read.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { officeAlarms } from '#domain/offices/alarms.server.ts';
import { giveOffice } from '#domain/offices/giving.server.ts';
import { listHeldOffices, listOffices } from '#domain/offices/office.server.ts';
import { addOrganisation, listOrganisations, renameOrganisation } from '#domain/offices/organisations.server.ts';
import { parsed } from '#domain/parsed.ts';
import { may } from '#domain/rights.ts';
import { orFail } from '#ui/refused.server.ts';
import { recordNumber, sentText } from '#ui/sent.server.ts';
import { asGift } from './gift.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 60;

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const isSecretariat = reachOf(actor).level === 'secretariat';
	const [listed, held, names, organisations] = await Promise.all([
		listOffices(db, language),
		listHeldOffices(store),
		partyNames(db, language),
		listOrganisations(db)
	]);
	const alarms = isSecretariat ? await officeAlarms(db, new Date()) : [];
	const organisationNames = new Map(organisations.map(({ id, name }) => [id, name]));
	const { compare } = collator(language);
	const owner = ({ partyName, organisation }: (typeof listed)[number]) => partyName ?? organisation ?? '';
	const offices = listed.map((one) => ({ ...one, isHeld: held.has(one.id) })).toSorted((a, b) => compare(owner(a), owner(b)));
	const national = offices.filter(({ party }) => party !== null);
	const start = national.findIndex(({ id }) => String(id) === url.searchParams.get('from'));
	const from = Math.max(0, start);
	const seats = [{ party: null, organisationId: null }, ...actor.offices];
	const givable = officeKinds.filter((state) =>
		seats.some(({ party, organisationId }) => may(actor, 'give', { kind: 'office', state, party, organisationId }))
	);
	const ownParties = actor.offices.flatMap(({ party }) => party ?? []);
	return {
		national: national.slice(from, from + perPage),
		nationalTotal: national.length,
		isFirst: from === 0,
		nextFrom: national[from + perPage]?.id,
		partners: offices.filter(({ organisationId }) => organisationId !== null),
		secretariat: offices.filter(({ party, organisationId }) => party === null && organisationId === null),
		isSecretariat,
		alarms: alarms.map((one) => ({
			...one,
			of: one.party !== null ? (names.get(one.party) ?? one.party) : (organisationNames.get(one.organisationId ?? 0) ?? '')
		})),
		givable,
		givesNational: givable.some((kind) => nationalOffices.some((one) => one === kind)),
		givesPartner: givable.some((kind) => partnerOffices.some((one) => one === kind)),
		parties: [...names]
			.filter(([iso3]) => isSecretariat || ownParties.includes(iso3))
			.map(([value, label]) => ({ value, label }))
			.toSorted((a, b) => compare(a.label, b.label)),
		organisations,
		seesNames: actor.offices.length > 0,
		mayMove: may(actor, 'move', { kind: 'motion' }),
		mayOrganise: may(actor, 'change', { kind: 'organisation' }),
		waiting: await findWaiting(db, actor),
		given: url.searchParams.has('given')
	};
};

export const actions: Actions = {
	give: async ({ locals: { store, actor }, request, params: { language } }) => {
		const sent = await sentText(request);
		const answer = await orFail(giveOffice(store, actor, asGift(sent)));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices/${answer.done}?given`);
	},
	organise: async ({ locals: { store, actor }, request, params: { language } }) => {
		const { name = '', id = '', began } = await sentText(request);
		const work = async () =>
			id === '' ? addOrganisation(store, actor, name) : renameOrganisation(store, actor, { id: parsed(recordNumber, id), name, began });
		const answer = await orFail<unknown>(work());
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/offices#organisations`);
	}
};
