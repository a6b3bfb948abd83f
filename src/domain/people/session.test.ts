import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { operator } from '../actor.ts';
import { endSessionsOf, mustBeAbleToAddPasskey, setPassword } from './account.server.ts';
import { authOf, linkLife, sessionLife } from './auth.server.ts';
import { seatPerson } from '../offices/seat.server.ts';
import type { Strength } from './session.server.ts';
import { findSignedIn, idleLife, mustBeFresh } from './session.server.ts';
import { linkInHand, signOut, useLink, usePassword, whoseLink } from './sign-in.server.ts';

const db = await freshDatabase();
const origin = 'https://cinnabar.example';
const auth = authOf(db, { origin, secret: 'a secret of this test that is long enough' });

const cookieOf = (cookies: string[]) => new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') });
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
const [hour, day] = [60 * 60_000, 24 * 60 * 60_000];

async function signIn(email: string, headers = new Headers()): Promise<Headers> {
	const address = await linkInHand(auth, { email, language: 'en', origin });
	return cookieOf(await useLink(auth, new URL(address).searchParams.get('token') ?? '', headers));
}

/** Who is signed in by these cookies; fails where no one is. */
async function known(headers: Headers) {
	const { actor, signedIn } = await findSignedIn(db, auth, headers);
	if (signedIn === undefined) throw new Error('nobody is signed in');
	return { actor, signedIn };
}

test('the cookie of a session is for this host alone, over https, out of reach of scripts, and not sent along from other sites', async () => {
	const address = await linkInHand(auth, { email: 'cookie@example.org', language: 'en', origin });
	const cookies = await useLink(auth, new URL(address).searchParams.get('token') ?? '', new Headers());
	expect(cookies.length).toBeGreaterThan(0);
	for (const cookie of cookies) {
		expect(cookie).toMatch(/^__Host-cinnabar\.\w+=/);
		for (const word of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie.split('; '), cookie).toContain(word);
		expect(cookie).not.toMatch(/domain=/i);
	}
	expect((await findSignedIn(db, auth, cookieOf(cookies))).signedIn?.email).toBe('cookie@example.org');
	// A browser forgets such a cookie only when it is told so in the same words.
	for (const cookie of await signOut(auth, cookieOf(cookies)))
		expect(cookie).toMatch(/^__Host-cinnabar\.\w+=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/i);
});

test('tokens of sessions are never the same and have more than 128 bits', async () => {
	for (let turn = 0; turn < 5; turn++) await signIn('tokens@example.org');
	const tokens = (await db.selectFrom('session').select('token').execute()).map(({ token }) => token);
	expect(new Set(tokens).size).toBe(tokens.length);
	for (const token of tokens) expect(token).toMatch(/^[a-zA-Z0-9]{32}$/);
});

test('a link tells whom it signs in, and is not used up by it', async () => {
	const address = await linkInHand(auth, { email: 'whose@example.org', language: 'en', origin });
	const token = new URL(address).searchParams.get('token') ?? '';
	expect(await whoseLink(db, token)).toBe('whose@example.org');
	expect(await whoseLink(db, 'x'.repeat(32))).toBeUndefined();
	await useLink(auth, token, new Headers());
	expect(await whoseLink(db, token)).toBeUndefined();
});

test('a link is good for ten minutes', () => {
	expect(linkLife).toBe(600);
});

test('who signs in again on a device has a new session there, and the old one is over', async () => {
	const first = await signIn('again@example.org');
	const elsewhere = await signIn('again@example.org');
	const second = await signIn('someone.else@example.org', first);
	expect(second.get('cookie')).not.toBe(first.get('cookie'));
	expect((await findSignedIn(db, auth, first)).signedIn).toBeUndefined();
	expect((await findSignedIn(db, auth, second)).signedIn?.email).toBe('someone.else@example.org');
	expect((await findSignedIn(db, auth, elsewhere)).signedIn?.email).toBe('again@example.org');
});

test('a session ends thirty days after it began, and using it does not put that off', async () => {
	const headers = await signIn('long@example.org');
	const { signedIn } = await known(headers);
	const ends = async () =>
		(await db.selectFrom('session').select('expiresAt').where('id', '=', signedIn.sessionId).executeTakeFirst())?.expiresAt;
	const atFirst = await ends();
	expect(Math.abs((atFirst?.getTime() ?? 0) - Date.now() - sessionLife * 1000)).toBeLessThan(60_000);
	await db
		.updateTable('session')
		.set({ createdAt: ago(20 * day), updatedAt: ago(2 * day) })
		.where('id', '=', signedIn.sessionId)
		.execute();
	await known(headers);
	expect(await ends()).toEqual(atFirst);
	await db
		.updateTable('session')
		.set({ expiresAt: ago(1000) })
		.where('id', '=', signedIn.sessionId)
		.execute();
	expect((await findSignedIn(db, auth, headers)).signedIn).toBeUndefined();
});

test('a session that nobody has used for a week is over, and one in use is not', async () => {
	const headers = await signIn('idle@example.org');
	const { signedIn } = await known(headers);
	const used = (at: Date) => db.updateTable('session').set({ updatedAt: at }).where('id', '=', signedIn.sessionId).execute();
	await used(ago(idleLife - hour));
	await known(headers);
	await known(headers);
	const { updatedAt } = await db.selectFrom('session').select('updatedAt').where('id', '=', signedIn.sessionId).executeTakeFirstOrThrow();
	expect(Date.now() - updatedAt.getTime()).toBeLessThan(hour);
	await used(ago(idleLife + hour));
	expect((await findSignedIn(db, auth, headers)).signedIn).toBeUndefined();
	expect(await db.selectFrom('session').select('id').where('id', '=', signedIn.sessionId).execute()).toEqual([]);
});

test('a sensitive step needs a signing-in of the last hour', async () => {
	const { signedIn } = await known(await signIn('fresh@example.org'));
	mustBeFresh(signedIn);
	expect(() => mustBeFresh({ ...signedIn, since: ago(hour + 1000) })).toThrow('account.sign-in-again');
	expect(() => mustBeFresh(undefined)).toThrow('refused.not-allowed');
});

test('who is in by the password must give it to change it, and who has forgotten it comes in by a link', async () => {
	const email = 'change@example.org';
	const { actor, signedIn } = await known(await signIn(email));
	const [first, second, third] = ['a sentence to remember', 'another sentence instead', 'a third one after that'];
	await setPassword(db, actor, { password: first, current: '' }, signedIn);
	const inside = await known(cookieOf(await usePassword(auth, { email, password: first }, new Headers())));
	for (const current of ['', second])
		for (const password of [second, undefined])
			await expect(setPassword(db, actor, { password, current }, inside.signedIn)).rejects.toMatchObject({
				code: 'account.password-wrong'
			});
	await setPassword(db, actor, { password: second, current: first }, inside.signedIn);
	const byLink = await known(await signIn(email));
	await setPassword(db, actor, { password: third, current: '' }, byLink.signedIn);
	expect(await db.selectFrom('session').select('id').where('personId', '=', actor.personId).execute()).toEqual([
		{ id: byLink.signedIn.sessionId }
	]);
	await expect(usePassword(auth, { email, password: second }, new Headers())).rejects.toMatchObject({ code: 'sign-in.not-known' });
});

test('the operator ends the sessions of one person or of everyone, and nobody else does', async () => {
	const [one, other] = [await signIn('one@example.org'), await signIn('other@example.org')];
	const { actor } = await known(one);
	await expect(endSessionsOf(db, actor, 'everyone')).rejects.toMatchObject({ code: 'refused.not-allowed' });
	expect(await endSessionsOf(db, operator, { email: 'one@example.org' })).toBe(1);
	expect((await findSignedIn(db, auth, one)).signedIn).toBeUndefined();
	await known(other);
	expect(await endSessionsOf(db, operator, 'everyone')).toBeGreaterThan(0);
	expect((await findSignedIn(db, auth, other)).signedIn).toBeUndefined();
});

/** A call of a browser to what it needs for passkeys. */
function ask(path: string, headers: Headers, body?: unknown, from = origin): Promise<Response> {
	const sent = new Headers({ cookie: headers.get('cookie') ?? '', origin: from, 'content-type': 'application/json' });
	const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
	return auth.handler(new Request(`${origin}/api/auth/passkey/${path}`, { ...init, headers: sent }));
}

test('where the operator asks it, an office opens only by a passkey, and the first one is added by a link', async () => {
	const email = 'office@example.org';
	await seatPerson(db, operator, { email, kind: 'analyst', party: null, organisationId: null });
	const headers = await signIn(email);
	const under = (strength: Strength) => findSignedIn(db, auth, headers, undefined, { officesNeedPasskey: true, ...strength });
	expect((await known(headers)).actor.offices).toHaveLength(1);
	const { actor, signedIn } = await under({});
	expect([actor.offices, signedIn?.isWeak]).toEqual([[], true]);
	const weak = { personId: actor.personId ?? 0, isWeak: true };
	await mustBeAbleToAddPasskey(db, weak);
	const key = { personId: weak.personId, publicKey: 'x', credentialId: 'office', counter: 0, deviceType: 'z', backedUp: false };
	await db.insertInto('passkey').values(key).execute();
	await expect(mustBeAbleToAddPasskey(db, weak)).rejects.toMatchObject({ code: 'account.weak' });
	const came = (means: string) => db.updateTable('session').set({ means }).where('personId', '=', weak.personId).execute();
	await came('passkey');
	expect((await under({})).actor.offices).toHaveLength(1);
	await came('provider');
	expect((await under({})).actor.offices).toEqual([]);
	expect((await under({ providerIsStrong: true })).actor.offices).toHaveLength(1);
	// Who holds no office has nothing that a passkey would guard, unless they ask for it.
	const learner = await findSignedIn(db, auth, await signIn('learner@example.org'), undefined, { officesNeedPasskey: true });
	expect(learner.signedIn?.isWeak).toBe(false);
});

test('a passkey is added only by who signed in within the hour, and its owner must be asked for', async () => {
	const headers = await signIn('adds@example.org');
	const answer = await ask('generate-register-options', headers);
	expect(await answer.json()).toMatchObject({ authenticatorSelection: { userVerification: 'required' } });
	const { signedIn } = await known(headers);
	await db
		.updateTable('session')
		.set({ createdAt: ago(2 * hour) })
		.where('id', '=', signedIn.sessionId)
		.execute();
	expect((await ask('generate-register-options', headers)).status).toBe(403);
});

test('a call for a passkey from another site is refused', async () => {
	const headers = await signIn('lured@example.org');
	const answer = await ask('verify-registration', headers, { response: {} }, 'https://elsewhere.example');
	expect(answer.status).toBe(403);
});

test('a passkey signs in only where its owner was recognised, and a challenge serves once', async () => {
	const { signedIn } = await known(await signIn('key@example.org'));
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
	const head = Buffer.from('a5010203262001215820', 'hex');
	const cose = Buffer.concat([head, Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
	const key = { personId: signedIn.personId, publicKey: cose.toString('base64'), credentialId: 'c2lnbnM', counter: 0 };
	await db
		.insertInto('passkey')
		.values({ ...key, deviceType: 'singleDevice', backedUp: false })
		.execute();
	const challenge = async () => {
		const answer = await ask('generate-authenticate-options', new Headers());
		return { cookies: cookieOf(answer.headers.getSetCookie()), asked: ((await answer.json()) as { challenge: string }).challenge };
	};
	const signed = (asked: string, flags: number, counter: number) => {
		const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge: asked, origin, crossOrigin: false }));
		const party = createHash('sha256').update('cinnabar.example').digest();
		const device = Buffer.concat([party, Buffer.from([flags, 0, 0, 0, counter])]);
		const signature = sign('sha256', Buffer.concat([device, createHash('sha256').update(client).digest()]), privateKey);
		const response = { clientDataJSON: client.toString('base64url'), authenticatorData: device.toString('base64url') };
		const id = 'c2lnbnM';
		return {
			response: {
				id,
				rawId: id,
				type: 'public-key',
				clientExtensionResults: {},
				response: { ...response, signature: signature.toString('base64url') }
			}
		};
	};
	const [present, recognised] = [1, 5];
	const first = await challenge();
	expect((await ask('verify-authentication', first.cookies, signed(first.asked, present, 1))).status).toBe(401);
	const second = await challenge();
	const answer = await ask('verify-authentication', second.cookies, signed(second.asked, recognised, 2));
	expect(answer.status).toBe(200);
	expect((await findSignedIn(db, auth, cookieOf(answer.headers.getSetCookie()))).signedIn).toMatchObject({ means: 'passkey' });
	expect((await ask('verify-authentication', second.cookies, signed(second.asked, recognised, 3))).status).toBe(400);
});
