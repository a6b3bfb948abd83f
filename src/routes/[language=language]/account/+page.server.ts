import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from './$types';
import { z } from 'zod';
import { endSession, findAccount, removePasskey, rename, requirePasskey, setPassword } from '#domain/people/account.server.ts';
import { parsed } from '#domain/people/parsed.ts';
import { erasePerson } from '#domain/people/privacy.server.ts';
import { mustBeFresh } from '#domain/people/session.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const name = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.refine((text) => !text.includes('\0'));

export const load: PageServerLoad = async ({ locals: { store, actor, signedIn }, params: { language } }) => {
	if (signedIn === undefined) redirect(303, `/${language}/sign-in`);
	return { account: await findAccount(store, actor), offices: actor.offices, signedIn };
};

/** Carries out what a form asks, and shows the account again. */
async function change(event: RequestEvent, work: (form: FormData) => Promise<void>) {
	const form = await event.request.formData();
	const done = await orFail(work(form));
	if (!('done' in done)) return done;
	redirect(303, `/${event.params.language}/account`);
}

export const actions: Actions = {
	rename: (event) => change(event, async (form) => rename(event.locals.store, event.locals.actor, parsed(name, form.get('name')))),
	end: (event) =>
		change(event, async (form) => endSession(event.locals.store, event.locals.actor, { id: parsed(id, form.get('session')) })),
	others: (event) =>
		change(event, async () => {
			const { store, actor, signedIn } = event.locals;
			if (signedIn !== undefined) await endSession(store, actor, { allBut: signedIn.sessionId });
		}),
	unkey: (event) =>
		change(event, async (form) => {
			mustBeFresh(event.locals.signedIn);
			await removePasskey(event.locals.store, event.locals.actor, parsed(id, form.get('passkey')));
		}),
	strong: (event) =>
		change(event, async (form) => {
			const { store, actor, signedIn } = event.locals;
			mustBeFresh(signedIn);
			if (signedIn.isWeak) throw new Refusal('account.weak');
			await requirePasskey(store, actor, form.get('needs') === 'yes');
		}),
	password: (event) =>
		change(event, async (form) => {
			const { store, actor, signedIn } = event.locals;
			mustBeFresh(signedIn);
			if (signedIn.isWeak) throw new Refusal('account.weak');
			const password = form.get('password');
			await setPassword(
				store,
				actor,
				typeof password === 'string' && password !== '' ? password.slice(0, 200) : undefined,
				signedIn.sessionId
			);
		}),
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
