import { redirect } from '@sveltejs/kit';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { useLink, whoseLink } from '#domain/people/sign-in.server.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const secret = /^[A-Za-z]{32}$/;

export const load: PageServerLoad = async ({ locals: { store }, url }) => {
	const token = url.searchParams.get('token') ?? '';
	return secret.test(token) ? { token, email: await whoseLink(store, token) } : { token: '', email: undefined };
};

export const actions: Actions = {
	default: async ({ locals: { store, auth, cookies, address }, request, params: { language } }) => {
		const token = String((await request.formData()).get('token'));
		const used = await orFail(
			(async () => {
				await mustBeWithin(store, 'token', address);
				cookies.push(...(await useLink(auth, token.slice(0, 200), request.headers)));
			})()
		);
		if (!('done' in used)) return used;
		redirect(303, `/${language}/account`);
	}
};
