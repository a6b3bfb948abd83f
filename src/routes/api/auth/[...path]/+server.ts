import { error } from '@sveltejs/kit';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { mustBeAbleToAddPasskey } from '#domain/people/account.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

/** All that browsers need to call by themselves: passkeys, and the way back from a provider. Everything else goes through pages. */
const open = new Set([
	'GET passkey/generate-register-options',
	'POST passkey/verify-registration',
	'GET passkey/generate-authenticate-options',
	'POST passkey/verify-authentication',
	'GET callback/provider'
]);

const answer: RequestHandler = async ({ locals: { auth, store, language, address, signedIn }, request, params: { path } }) => {
	if (!open.has(`${request.method} ${path}`)) error(404);
	await orExplain(language, mustBeWithin(store, 'token', address));
	if (/regist/.test(path) && signedIn !== undefined) await orExplain(language, mustBeAbleToAddPasskey(store, signedIn));
	const done = await auth.handler(request);
	// The answer to a passkey repeats the session in its body, where scripts could read it. It is in the cookie.
	return done.ok && path === 'passkey/verify-authentication' ? new Response('{}', { headers: withoutLength(done.headers) }) : done;
};

function withoutLength(sent: Headers): Headers {
	const headers = new Headers(sent);
	headers.delete('content-length');
	return headers;
}

export const GET = answer;
export const POST = answer;
