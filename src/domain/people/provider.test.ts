import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { authOf } from './auth.server.ts';
import { findSignedIn } from './session.server.ts';
import { goToProvider } from './sign-in.server.ts';

const db = await freshDatabase();
const origin = 'http://localhost:4998';

type Forgery = { head?: object; claims?: object; key?: KeyObject; signature?: (text: string) => string };

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A provider that sends whatever token it is told to. */
let token = '';
const server = createServer((request, response) => {
	response.setHeader('content-type', 'application/json');
	if (request.url === '/keys') return void response.end(JSON.stringify({ keys: [jwk] }));
	if (request.url === '/token')
		return void response.end(JSON.stringify({ access_token: 'of the provider', token_type: 'Bearer', expires_in: 60, id_token: token }));
	response.end(
		JSON.stringify({
			issuer,
			authorization_endpoint: `${issuer}/authorise`,
			token_endpoint: `${issuer}/token`,
			jwks_uri: `${issuer}/keys`,
			id_token_signing_alg_values_supported: ['RS256']
		})
	);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

const auth = authOf(db, {
	origin,
	secret: 'a secret of this test that is long enough',
	oidc: { issuer, clientId: 'cinnabar', clientSecret: 'of the client', name: 'Ministry' }
});

/** Goes to the provider and back with a token of its making, and returns who is signed in then. */
async function comeBack({ head = {}, claims = {}, key = keys.privateKey, signature }: Forgery): Promise<string | undefined> {
	const { address, cookies } = await goToProvider(auth, 'en', new Headers());
	const asked = new URL(address).searchParams;
	const now = Math.floor(Date.now() / 1000);
	const said = { iss: issuer, aud: 'cinnabar', sub: 'clerk', email: 'clerk@ministry.example', email_verified: true, name: 'Clerk' };
	const text = [
		part({ alg: 'RS256', kid: 'one', typ: 'JWT', ...head }),
		part({ ...said, iat: now, exp: now + 60, nonce: asked.get('nonce'), ...claims })
	].join('.');
	token = `${text}.${signature?.(text) ?? sign('sha256', Buffer.from(text), key).toString('base64url')}`;
	const back = `${origin}/api/auth/callback/provider?code=code&state=${asked.get('state') ?? ''}`;
	const headers = new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') });
	const answer = await auth.handler(new Request(back, { headers }));
	const session = new Headers({
		cookie: answer.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; ')
	});
	return (await findSignedIn(db, auth, session)).signedIn?.email;
}

const past = Math.floor(Date.now() / 1000) - 3600;
const forgeries: [what: string, forgery: Forgery][] = [
	['signed by another key', { key: others.privateKey }],
	['signed by nobody', { head: { alg: 'none' }, signature: () => '' }],
	[
		'signed with the public key as a secret',
		{
			head: { alg: 'HS256' },
			signature: (text) =>
				createHmac('sha256', keys.publicKey.export({ format: 'pem', type: 'spki' }))
					.update(text)
					.digest('base64url')
		}
	],
	['that brings its own key', { head: { jwk: others.publicKey.export({ format: 'jwk' }), kid: undefined }, key: others.privateKey }],
	['that names a place for its key', { head: { jku: 'http://127.0.0.1:1/keys', kid: 'two' }, key: others.privateKey }],
	['for another client', { claims: { aud: 'another' } }],
	['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
	['whose time has passed', { claims: { iat: past, exp: past + 60 } }],
	['whose time has not come', { claims: { nbf: past + 7200 } }],
	['for another asking', { claims: { nonce: 'of someone else' } }],
	['without the word of this asking', { claims: { nonce: undefined } }],
	['of nobody', { claims: { sub: undefined } }],
	[
		'changed after it was signed',
		{ signature: (text) => sign('sha256', Buffer.from(`${text.slice(0, -2)}AA`), keys.privateKey).toString('base64url') }
	]
];

test('a token as the provider makes it signs in', async () => {
	expect(await comeBack({})).toBe('clerk@ministry.example');
});

test.each(forgeries)('a token %s signs nobody in', async (_what, forgery) => {
	expect(await comeBack(forgery)).toBeUndefined();
});

test('the same address at the provider under another subject is not the same person', async () => {
	expect(await comeBack({ claims: { sub: 'another', email_verified: false } })).toBeUndefined();
});
