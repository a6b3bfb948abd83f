import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { writeMail } from '../mail/write.server.ts';
import { Refusal } from '../refusal.ts';
import { linkLife } from './auth.server.ts';
import type { Auth, HandOver } from './auth.server.ts';

/** A mail address as people type it. */
export const mailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What a person sends to sign in with a password. */
export const passwordForm = z.object({ email: mailAddress, password: z.string().min(1).max(200) });

type Asked = { email: string; language: Language; origin: string };

/**
 * Sends a link to sign in with, to whoever has the address. The answer is the same whether the address is known or not; a new address
 * makes a new person, without any office, when its link is used.
 */
export async function sendLink(db: Db, auth: Auth, { email, language, origin }: Asked): Promise<void> {
	await makeLink(auth, email, (token) =>
		writeMail(db, {
			to: email,
			language,
			subject: say(language, 'sign-in.mail-subject'),
			body: say(language, 'sign-in.mail-body', { address: linkAddress(origin, language, token), minutes: linkLife / 60 })
		})
	);
}

/** A link for whoever stands at the machine. */
export async function linkInHand(auth: Auth, { email, language, origin }: Asked): Promise<string> {
	let address = '';
	await makeLink(auth, email, (token) => void (address = linkAddress(origin, language, token)));
	return address;
}

async function makeLink(auth: Auth, email: string, handOver: HandOver): Promise<void> {
	await auth.api.signInMagicLink({ body: { email, metadata: { handOver } }, headers: new Headers() });
}

// The link opens a page with a button: programs that look at each address in a mail would otherwise use it up.
const linkAddress = (origin: string, language: Language, token: string) => `${origin}/${language}/sign-in/link?token=${token}`;

/** Signs in with the secret of a link, and returns the cookies to be set. A link works once. */
export async function useLink(auth: Auth, token: string, headers: Headers): Promise<string[]> {
	return cookiesOf(auth.api.magicLinkVerify({ query: { token }, headers, returnHeaders: true }), 'sign-in.link-spent');
}

/** Signs in with a password, and returns the cookies to be set. */
export async function usePassword(auth: Auth, body: z.infer<typeof passwordForm>, headers: Headers): Promise<string[]> {
	return cookiesOf(auth.api.signInEmail({ body, headers, returnHeaders: true }), 'sign-in.not-known');
}

/** Ends the session that the headers speak of, and returns the cookies that forget it. */
export async function signOut(auth: Auth, headers: Headers): Promise<string[]> {
	return cookiesOf(auth.api.signOut({ headers, returnHeaders: true }), 'sign-in.not-known');
}

/** The address of the provider to go to, and the cookies to go with. */
export async function goToProvider(auth: Auth, language: Language, headers: Headers): Promise<{ address: string; cookies: string[] }> {
	const { response, headers: sent } = await auth.api.signInSocial({
		body: { provider: 'provider', callbackURL: `/${language}/account`, errorCallbackURL: `/${language}/sign-in?problem=provider` },
		headers,
		returnHeaders: true
	});
	return { address: response.url ?? `/${language}/sign-in?problem=provider`, cookies: sent.getSetCookie() };
}

async function cookiesOf(call: Promise<{ headers: Headers }>, code: 'sign-in.link-spent' | 'sign-in.not-known'): Promise<string[]> {
	try {
		return (await call).headers.getSetCookie();
	} catch (problem) {
		if (problem instanceof Error && problem.name === 'APIError') throw new Refusal(code);
		throw problem;
	}
}
