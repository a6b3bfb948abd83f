import { error, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { linkLife } from '#domain/people/auth.server.ts';
import { goToProvider, mailAddress, passwordForm, sendLink, signOut, usePassword } from '#domain/people/sign-in.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const problems = { provider: 'sign-in.provider-failed', passkey: 'sign-in.passkey-failed' } as const;

export const load: PageServerLoad = ({ locals: { signedIn }, params: { language }, url }) => {
	if (signedIn !== undefined) redirect(303, `/${language}/account`);
	const problem = url.searchParams.get('problem');
	return {
		minutes: linkLife / 60,
		provider: config.oidc?.name,
		problem: problem === 'provider' || problem === 'passkey' ? problems[problem] : undefined
	};
};

export const actions: Actions = {
	link: async ({ locals: { store, auth, origin, address }, request, params: { language } }) => {
		const email = mailAddress.safeParse((await request.formData()).get('email'));
		const sent = await orFail(
			(async () => {
				if (!email.success) throw new Refusal('refused.incomplete');
				await mustBeWithin(store, 'sign-in address', address);
				await mustBeWithin(store, 'sign-in person', email.data);
				await sendLink(store, auth, { email: email.data, language, origin });
			})()
		);
		if (!('done' in sent)) return sent;
		redirect(303, `/${language}/sign-in/sent`);
	},
	password: async ({ locals: { store, auth, cookies, address }, request, params: { language } }) => {
		const given = passwordForm.safeParse(Object.fromEntries(await request.formData()));
		const known = await orFail(
			(async () => {
				if (!given.success) throw new Refusal('sign-in.not-known');
				await mustBeWithin(store, 'sign-in address', address);
				// Counted apart from links: who guesses at a password keeps nobody from asking for one.
				await mustBeWithin(store, 'sign-in person', `password ${given.data.email}`);
				cookies.push(...(await usePassword(auth, given.data, request.headers)));
			})()
		);
		if (!('done' in known)) return known;
		redirect(303, `/${language}/account`);
	},
	provider: async ({ locals: { auth, cookies }, request, params: { language } }) => {
		if (config.oidc === undefined) error(404);
		const { address, cookies: sent } = await goToProvider(auth, language, request.headers);
		cookies.push(...sent);
		redirect(303, address);
	},
	out: async ({ locals: { auth, cookies }, request, params: { language }, setHeaders }) => {
		// What the browser kept of pages goes with the session.
		setHeaders({ 'clear-site-data': '"cache", "storage"' });
		await orFail(signOut(auth, request.headers).then((sent) => cookies.push(...sent)));
		redirect(303, `/${language}`);
	}
};
