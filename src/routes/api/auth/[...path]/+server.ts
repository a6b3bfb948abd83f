import { error } from '@sveltejs/kit';
import { mustBeWithin } from '#domain/limits/limits.ts';
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

const answer: RequestHandler = async ({ locals: { auth, store, language }, request, params: { path }, getClientAddress }) => {
	if (!open.has(`${request.method} ${path}`)) error(404);
	await orExplain(language, mustBeWithin(store, 'token', getClientAddress()));
	return auth.handler(request);
};

export const GET = answer;
export const POST = answer;
