import { openSite } from './open-site.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Where the site that the journeys visit is open. */
		address: string;
		/** The session of the operator, an administrator and analyst of the secretariat: the value of its cookie. */
		session: string;
	}
}

/** One site for all journeys. */
export default async function setup(project: {
	provide: (key: 'address' | 'session', value: string) => void;
}): Promise<() => Promise<void>> {
	const site = await openSite();
	project.provide('address', site.address);
	project.provide('session', await signIn(site));
	return site.close;
}

/** Uses the link that the terminal showed, as its button does. */
export async function signIn({ address, link }: { address: string; link: string }): Promise<string> {
	const answer = await fetch(`${address}/en/sign-in/link`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: address, accept: 'text/html' },
		body: new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' })
	});
	const session = /cinnabar\.session_token=([^;]+)/.exec(answer.headers.getSetCookie().join(' '))?.[1];
	if (session === undefined) throw new Error(`the operator could not sign in: ${answer.status}`);
	return session;
}
