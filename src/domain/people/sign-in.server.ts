import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { writeMail } from '../mail/write.server.ts';
import { Refusal } from '../refusal.ts';
import { linkLife } from './auth.server.ts';
import type { Auth, HandOver } from './auth.server.ts';
import { longestPassword } from './password.ts';

/** A mail address as people type it. */
export const mailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What a person sends to sign in with a password. */
export const passwordForm = z.object({ email: mailAddress, password: z.string().min(1).max(longestPassword) });

type Asked = { email: string; language: Language; origin: string };

/**
 * Sends a link to sign in with, to whoever has the address. The answer is the same whether the address is known or not; a new address
 * makes a new person, without any office, when its link is used. The address of an account that was merged into another is told so and
 * gets no link: the mailbox may by now be someone else's, who must not come in as the person that is left.
 */
export async function sendLink(db: Db, auth: Auth, { email, language, origin }: Asked): Promise<void> {
	const isMerged = (await livingAddress(db, email)) !== email;
	await makeLink(auth, email, (token) =>
		writeMail(db, {
			to: email,
			language,
			subject: say(language, isMerged ? 'sign-in.mail-merged-subject' : 'sign-in.mail-subject'),
			body: isMerged
				? say(language, 'sign-in.mail-merged-body', { address: `${origin}/${language}/sign-in` })
				: say(language, 'sign-in.mail-body', { address: linkAddress(origin, language, token), minutes: linkLife / 60 })
		})
	);
}

/** The address by which the owner of an address signs in: the same, unless the account was merged into another. */
export async function livingAddress(db: Db, email: string): Promise<string> {
	const kept = await db
		.selectFrom('person as gone')
		.innerJoin('person as kept', 'kept.id', 'gone.mergedInto')
		.where('gone.email', '=', email)
		.select('kept.email')
		.executeTakeFirst();
	return kept?.email ?? email;
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

/** Whom a link will sign in: whoever is sent one of someone else's sees whose it is before they press the button. Uses nothing up. */
export async function whoseLink(db: Db, token: string): Promise<string | undefined> {
	const hash = createHash('sha256').update(token).digest('base64url');
	const proof = await db
		.selectFrom('proof')
		.select('value')
		.where('identifier', '=', `magic-link:${hash}`)
		.where('expiresAt', '>', new Date())
		.executeTakeFirst();
	const read = z.object({ email: z.string() }).safeParse(proof && JSON.parse(proof.value));
	return read.data?.email;
}

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
		if (problem instanceof Error && problem.name === 'APIError' && !isOfOurSide(problem)) throw new Refusal(code);
		throw problem;
	}
}

/** An error inside, such as a database that is away, says nothing of whether the person is known. */
function isOfOurSide(problem: Error): boolean {
	return 'statusCode' in problem && Number(problem.statusCode) >= 500;
}
