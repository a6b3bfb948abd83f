import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from './$types';
import { z } from 'zod';
import { config } from '#config';
import { listSetAside } from '#domain/edits/read.server.ts';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { endSession, findAccount, removePasskey, rename, requirePasskey, setPassword } from '#domain/people/account.server.ts';
import { consentPurposes } from '#domain/people/consent.ts';
import { giveConsent, listConsents, withdrawConsent } from '#domain/people/consent.server.ts';
import { parsed } from '#domain/parsed.ts';
import { erasePerson } from '#domain/people/privacy.server.ts';
import { shortestPassword } from '#domain/people/password.ts';
import { mustBeFresh } from '#domain/people/session.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { findWaitingObjections, listMine } from '#domain/replies/read.server.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const name = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.refine((text) => !text.includes('\0'));

export const load: PageServerLoad = async ({ locals: { db, store, actor, signedIn }, params: { language } }) => {
	if (signedIn === undefined) redirect(303, `/${language}/sign-in`);
	return {
		account: await findAccount(store, actor),
		waiting: await listSetAside(store, actor),
		replies: { waiting: await findWaitingObjections(db, actor), mine: await listMine(db, actor, language) },
		consents: await listConsents(store, actor),
		offices: actor.offices,
		signedIn,
		shortestPassword,
		providerIsStrong: config.oidc !== undefined && config.strength.providerIsStrong
	};
};

/** Carries out what a form asks, and shows the account again. */
async function change(event: RequestEvent, work: (form: FormData) => Promise<void>) {
	const form = await event.request.formData();
	const done = await orFail(work(form));
	if (!('done' in done)) return done;
	redirect(303, `/${event.params.language}/account`);
}

const sentText = (form: FormData, field: string): string => {
	const sent = form.get(field);
	return typeof sent === 'string' ? sent : '';
};

function changePassword(event: RequestEvent, passwordOf: (form: FormData) => string | undefined) {
	return change(event, async (form) => {
		const { store, actor, signedIn } = event.locals;
		mustBeFresh(signedIn);
		if (signedIn.isWeak) throw new Refusal('account.weak');
		await mustBeWithin(store, 'sign-in person', `password ${signedIn.email}`);
		await setPassword(store, actor, { password: passwordOf(form), current: sentText(form, 'current') }, signedIn);
	});
}

export const actions: Actions = {
	rename: (event) => change(event, async (form) => rename(event.locals.store, event.locals.actor, parsed(name, form.get('name')))),
	consent: (event) =>
		change(event, async (form) => {
			const { store, actor } = event.locals;
			const purpose = parsed(z.enum(consentPurposes), form.get('purpose'));
			await (form.get('agrees') === 'yes' ? giveConsent : withdrawConsent)(store, actor, purpose);
		}),
	end: (event) =>
		change(event, async (form) => {
			mustBeFresh(event.locals.signedIn);
			await endSession(event.locals.store, event.locals.actor, { id: parsed(id, form.get('session')) });
		}),
	others: (event) =>
		change(event, async () => {
			const { store, actor, signedIn } = event.locals;
			mustBeFresh(signedIn);
			await endSession(store, actor, { allBut: signedIn.sessionId });
		}),
	unkey: (event) =>
		change(event, async (form) => {
			mustBeFresh(event.locals.signedIn);
			if (event.locals.signedIn.isWeak) throw new Refusal('account.weak');
			await removePasskey(event.locals.store, event.locals.actor, parsed(id, form.get('passkey')));
		}),
	strong: (event) =>
		change(event, async (form) => {
			const { store, actor, signedIn } = event.locals;
			mustBeFresh(signedIn);
			if (signedIn.isWeak) throw new Refusal('account.weak');
			await requirePasskey(store, actor, form.get('needs') === 'yes');
		}),
	password: (event) => changePassword(event, (form) => sentText(form, 'password')),
	unpassword: (event) => changePassword(event, () => undefined),
	erase: async (event) => {
		const { store, actor, signedIn } = event.locals;
		const sure = (await event.request.formData()).get('sure') === 'yes';
		const done = await orFail(
			(async () => {
				mustBeFresh(signedIn);
				if (!sure || signedIn.isWeak) throw new Refusal(sure ? 'account.weak' : 'refused.incomplete');
				await erasePerson(store, actor);
			})()
		);
		if (!('done' in done)) return done;
		redirect(303, `/${event.params.language}`);
	}
};
