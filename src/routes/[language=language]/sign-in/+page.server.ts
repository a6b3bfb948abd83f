import { error, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { goToProvider, mailAddress, passwordForm, sendLink, signOut, usePassword } from '#domain/people/sign-in.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const problems = { provider: 'sign-in.provider-failed', passkey: 'sign-in.passkey-failed' } as const;

export const load: PageServerLoad = ({ locals: { signedIn }, params: { language }, url }) => {
	if (signedIn !== undefined) redirect(303, `/${language}/account`);
	const problem = url.searchParams.get('problem');
	return { provider: config.oidc?.name, problem: problem === 'provider' || problem === 'passkey' ? problems[problem] : undefined };
};

export const actions: Actions = {
	link: async ({ locals: { store, auth, origin }, request, params: { language }, getClientAddress }) => {
		const email = mailAddress.safeParse((await request.formData()).get('email'));
		const sent = await orFail(
			(async () => {
				if (!email.success) throw new Refusal('refused.incomplete');
				await mustBeWithin(store, 'sign-in address', getClientAddress());
				await mustBeWithin(store, 'sign-in person', email.data);
				await sendLink(store, auth, { email: email.data, language, origin });
			})()
		);
		if (!('done' in sent)) return sent;
		redirect(303, `/${language}/sign-in/sent`);
	},
	password: async ({ locals: { store, auth, cookies }, request, params: { language }, getClientAddress }) => {
		const given = passwordForm.safeParse(Object.fromEntries(await request.formData()));
		const known = await orFail(
			(async () => {
				if (!given.success) throw new Refusal('sign-in.not-known');
				await mustBeWithin(store, 'sign-in address', getClientAddress());
				await mustBeWithin(store, 'sign-in person', given.data.email);
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
	out: async ({ locals: { auth, cookies }, request, params: { language } }) => {
		await orFail(signOut(auth, request.headers).then((sent) => cookies.push(...sent)));
		redirect(303, `/${language}`);
	}
};
