import { createServer } from 'node:http';
import type { Server } from 'node:http';
import Provider from 'oidc-provider';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { operator } from '../actor.ts';
import { endSession, findAccount, requirePasskey, setPassword } from './account.server.ts';
import { actorOf } from './actor.server.ts';
import { authOf, hashPassword, verifyPassword } from './auth.server.ts';
import { erasePerson, exportPerson } from './privacy.server.ts';
import { seatPerson } from '../offices/seat.server.ts';
import { findSignedIn } from './session.server.ts';
import { goToProvider, linkInHand, sendLink, signOut, useLink, usePassword } from './sign-in.server.ts';

const db = await freshDatabase();
const origin = 'http://localhost:4999';
const auth = authOf(db, { origin, secret: 'a secret of this test that is long enough' });
const none = new Headers();

const tokenOf = (address: string) => new URL(address).searchParams.get('token') ?? '';
const linkFor = async (email: string) => tokenOf(await linkInHand(auth, { email, language: 'en', origin }));
const cookieOf = (cookies: string[]) => new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') });
const signIn = async (email: string) => cookieOf(await useLink(auth, await linkFor(email), none));

test('a link signs in once, makes a person without office, and is kept only as a hash', async () => {
	const token = await linkFor('new@example.org');
	const kept = await db.selectFrom('proof').selectAll().execute();
	expect(JSON.stringify(kept)).not.toContain(token);
	const { actor, signedIn } = await findSignedIn(db, auth, cookieOf(await useLink(auth, token, none)));
	expect(signedIn).toMatchObject({ email: 'new@example.org', means: 'link', isWeak: false });
	expect(actor).toMatchObject({ key: `person/${signedIn?.personId}`, offices: [] });
	await expect(useLink(auth, token, none)).rejects.toMatchObject({ code: 'sign-in.link-spent' });
});

test('of many who use a stolen link at once, one gets in', async () => {
	const token = await linkFor('stolen@example.org');
	const tries = await Promise.allSettled(Array.from({ length: 20 }, () => useLink(auth, token, none)));
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a link that is too old, forged or empty is refused, and a forged session is no one', async () => {
	const token = await linkFor('late@example.org');
	await db
		.updateTable('proof')
		.set({ expiresAt: new Date(Date.now() - 1000) })
		.execute();
	for (const wrong of [token, 'x'.repeat(32), '', "' or 1=1 --"])
		await expect(useLink(auth, wrong, none), wrong).rejects.toMatchObject({ code: 'sign-in.link-spent' });
	for (const cookie of ['cinnabar.session_token=abc.def', 'cinnabar.session_token=', `cinnabar.session_token=${'a'.repeat(4000)}`])
		expect((await findSignedIn(db, auth, new Headers({ cookie }))).signedIn).toBeUndefined();
});

test('the mail with the link is written in the language of who asks, for known and unknown addresses alike', async () => {
	await seatPerson(db, operator, { email: 'known@example.org', kind: 'analyst', party: null, organisationId: null });
	for (const email of ['known@example.org', 'unknown@example.org']) await sendLink(db, auth, { email, language: 'ar', origin });
	const mail = await db.selectFrom('mail').select(['recipient', 'language', 'body']).orderBy('id').execute();
	expect(mail.map(({ recipient }) => recipient)).toEqual(['known@example.org', 'unknown@example.org']);
	for (const { language, body } of mail) {
		expect(language).toBe('ar');
		expect(body).toMatch(/http:\/\/localhost:4999\/ar\/sign-in\/link\?token=[A-Za-z]{32}/);
	}
});

test('a person sees their sessions and ends them, and an ended one is no one', async () => {
	const first = await signIn('two@example.org');
	const second = await signIn('two@example.org');
	const { actor, signedIn } = await findSignedIn(db, auth, second);
	expect((await findAccount(db, actor)).sessions).toHaveLength(2);
	await endSession(db, actor, { allBut: signedIn?.sessionId ?? 0 });
	expect((await findSignedIn(db, auth, first)).signedIn).toBeUndefined();
	await signOut(auth, second);
	expect((await findSignedIn(db, auth, second)).signedIn).toBeUndefined();
});

test('no one ends a session of someone else', async () => {
	const mine = await signIn('mine@example.org');
	const other = await findSignedIn(db, auth, await signIn('other@example.org'));
	const { signedIn } = await findSignedIn(db, auth, mine);
	await endSession(db, other.actor, { id: signedIn?.sessionId ?? 0 });
	expect((await findSignedIn(db, auth, mine)).signedIn).toBeDefined();
});

test('a password is kept by argon2id with a salt of its own, and the same words give different hashes', async () => {
	const kept = await hashPassword('correct horse battery');
	expect(kept).toMatch(/^argon2id\$19456\$2\$1\$/);
	expect(kept).not.toBe(await hashPassword('correct horse battery'));
	expect(await verifyPassword(kept, 'correct horse battery')).toBe(true);
	expect(await verifyPassword(kept, 'correct horse batterz')).toBe(false);
	const dearer = await hashPassword('correct horse battery', { memory: 20_000, passes: 3, parallelism: 1 });
	expect(await verifyPassword(dearer, 'correct horse battery')).toBe(true);
});

test('a password that was set signs in; a wrong one, a short one and one of someone unknown do not', async () => {
	const { actor, signedIn } = await findSignedIn(db, auth, await signIn('word@example.org'));
	const here = { sessionId: signedIn?.sessionId ?? 0, means: 'link' };
	await expect(setPassword(db, actor, { password: 'too short', current: '' }, here)).rejects.toMatchObject({
		code: 'account.password-short'
	});
	await setPassword(db, actor, { password: 'a sentence to remember', current: '' }, here);
	const found = await findSignedIn(
		db,
		auth,
		cookieOf(await usePassword(auth, { email: 'word@example.org', password: 'a sentence to remember' }, none))
	);
	expect(found.signedIn).toMatchObject({ means: 'password' });
	for (const email of ['word@example.org', 'nobody@example.org'])
		await expect(usePassword(auth, { email, password: 'another sentence' }, none)).rejects.toMatchObject({ code: 'sign-in.not-known' });
});

test('who requires a passkey gets no rights from a link', async () => {
	const email = 'strong@example.org';
	await seatPerson(db, operator, { email, kind: 'analyst', party: null, organisationId: null });
	const { actor } = await findSignedIn(db, auth, await signIn(email));
	expect(actor.offices).toHaveLength(1);
	await expect(requirePasskey(db, actor, true)).rejects.toMatchObject({ code: 'account.strong-needs-passkey' });
	const key = { personId: actor.personId ?? 0, publicKey: 'x', credentialId: 'y', counter: 0, deviceType: 'z', backedUp: false };
	await db.insertInto('passkey').values(key).execute();
	await requirePasskey(db, actor, true);
	const weak = await findSignedIn(db, auth, await signIn(email));
	expect(weak).toMatchObject({ signedIn: { isWeak: true }, actor: { offices: [] } });
});

test('what is held of a person is given to that person, and nothing that signs in', async () => {
	const { actor } = await findSignedIn(db, auth, await signIn('export@example.org'));
	await setPassword(db, actor, { password: 'a sentence to remember', current: '' }, { sessionId: 0, means: 'link' });
	const text = JSON.stringify(await exportPerson(db, actor));
	expect(text).toContain('export@example.org');
	expect(text).not.toMatch(/argon2id|token/);
});

test('erasing leaves the act and takes the name, everywhere', async () => {
	const email = 'erase.me@example.org';
	await seatPerson(db, operator, { email, name: 'Erika Mustermann', kind: 'editor', party: null, organisationId: null });
	const session = await signIn(email);
	await sendLink(db, auth, { email, language: 'fr', origin });
	const { actor } = await findSignedIn(db, auth, session);
	await erasePerson(db, actor);
	expect((await findSignedIn(db, auth, session)).signedIn).toBeUndefined();
	expect((await actorOf(db, actor.personId ?? 0)).offices).toEqual([]);
	for (const table of ['person', 'history', 'mail', 'proof', 'holding', 'session', 'credential'] as const) {
		const rows = JSON.stringify(await db.selectFrom(table).selectAll().execute());
		expect(rows, table).not.toMatch(/erase\.me|Erika/);
	}
	const acts = await db.selectFrom('history').select('act').where('personId', '=', actor.personId).execute();
	expect(acts.map(({ act }) => act)).toContain('person.erase');
});

test('the last administrator of the secretariat can not be erased', async () => {
	const email = 'last@example.org';
	await seatPerson(db, operator, { email, kind: 'secretariat-administrator', party: null, organisationId: null });
	const { actor } = await findSignedIn(db, auth, await signIn(email));
	await expect(erasePerson(db, actor)).rejects.toMatchObject({ code: 'account.last-administrator' });
});

let server: Server | undefined;
afterAll(() => server?.close());

test('a person signs in by OpenID Connect, with a real provider', async () => {
	server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server?.once('listening', resolve));
	const address = server.address();
	const issuer = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
	const provider = new Provider(issuer, {
		clients: [
			{
				client_id: 'cinnabar',
				client_secret: 'of the provider',
				redirect_uris: [`${origin}/api/auth/callback/provider`],
				token_endpoint_auth_method: 'client_secret_post'
			}
		],
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		conformIdTokenClaims: false,
		pkce: { required: () => true },
		findAccount: (_, sub) => ({
			accountId: sub,
			claims: () => ({ sub, email: `${sub}@ministry.example`, email_verified: true, name: 'A person of a ministry' })
		}),
		features: { devInteractions: { enabled: true } }
	});
	server.on('request', (request, response) => void provider.callback()(request, response));
	const withProvider = authOf(db, {
		origin,
		secret: 'a secret of this test that is long enough',
		oidc: { issuer, clientId: 'cinnabar', clientSecret: 'of the provider', name: 'Ministry' }
	});
	const { address: start, cookies } = await goToProvider(withProvider, 'fr', none);
	expect(start.startsWith(issuer)).toBe(true);
	const back = await walk(start);
	const answer = await withProvider.handler(new Request(back, { headers: cookieOf(cookies) }));
	expect(answer.headers.get('location')).toBe('/fr/account');
	const { signedIn } = await findSignedIn(db, withProvider, cookieOf(answer.headers.getSetCookie()));
	expect(signedIn).toMatchObject({ email: 'clerk@ministry.example', means: 'provider' });
	const again = await withProvider.handler(new Request(back, { headers: cookieOf(cookies) }));
	expect(again.headers.getSetCookie().join()).not.toContain('session_token=');

	// What was asked is bound to this browser and this one asking, and nothing is kept that could be asked with.
	const asked = new URL(start).searchParams;
	expect(asked.get('code_challenge_method')).toBe('S256');
	for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length, name).toBeGreaterThanOrEqual(32);
	const kept = db.selectFrom('credential').select(['accountId', 'accessToken', 'refreshToken', 'idToken']);
	expect(await kept.where('providerId', '=', 'provider').execute()).toEqual([
		{ accountId: 'clerk', accessToken: null, refreshToken: null, idToken: null }
	]);
	const other = await goToProvider(withProvider, 'fr', none);
	const stolen = await withProvider.handler(new Request(await walk(other.address)));
	expect(stolen.headers.getSetCookie().join()).not.toContain('session_token=');

	// A provider that says it is another than the one of the settings is not believed.
	const spelledOtherwise = authOf(db, {
		origin,
		secret: 'a secret of this test that is long enough',
		oidc: { issuer: issuer.replace('localhost', '127.0.0.1'), clientId: 'cinnabar', clientSecret: 'of the provider', name: 'Ministry' }
	});
	const third = await goToProvider(spelledOtherwise, 'fr', none);
	const refused = await spelledOtherwise.handler(new Request(await walk(third.address), { headers: cookieOf(third.cookies) }));
	expect(refused.headers.get('location')).toMatch(/^\/fr\/sign-in\?problem=provider/);
	expect(refused.headers.getSetCookie().join()).not.toContain('session_token=');
});

/** Goes through the provider's pages as a browser does, as the clerk, until it sends the browser back to us. */
async function walk(start: string): Promise<string> {
	const jar = new Map<string, string>();
	let at = start;
	let body: URLSearchParams | undefined;
	for (let step = 0; step < 20; step++) {
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer: Response = await fetch(at, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) });
		for (const one of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
			jar.set(name, value);
		}
		body = undefined;
		const next = answer.headers.get('location');
		if (next !== null) {
			at = new URL(next, at).href;
			if (at.startsWith(origin)) return at;
			continue;
		}
		const page = await answer.text();
		const action = /action="([^"]+)"/.exec(page)?.[1];
		if (action === undefined) throw new Error(`the provider stopped at ${at}: ${answer.status}`);
		const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? 'login';
		body = new URLSearchParams({ prompt, login: 'clerk', password: 'any' });
		at = new URL(action, at).href;
	}
	throw new Error('the provider did not come to an end');
}
