import { connect } from 'node:net';
import { expect, inject, test } from 'vitest';

const session = () => `cinnabar.session_token=${inject('session')}`;
const get = (path: string, init: RequestInit = {}) => fetch(inject('address') + path, { redirect: 'manual', ...init });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
	get(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: inject('address'), accept: 'text/html', ...headers } });

const texts = {
	'/en': 'text/html',
	'/ar/documents': 'text/html',
	'/en/no-such-page': 'text/html',
	'/en/parties/list.csv': 'text/csv',
	'/en/concepts/codebook.csv': 'text/csv',
	'/en/concepts/codebook.ttl': 'text/turtle',
	'/en/corrections/feed.xml': 'application/atom+xml',
	'/metrics': 'text/plain',
	'/review.js': 'text/javascript',
	'/robots.txt': 'text/plain'
};

test.each(Object.entries(texts))('%s is sent as %s in UTF-8', async (path, type) => {
	const answer = await get(path, { headers: { accept: 'text/html' } });
	expect(answer.headers.get('content-type')).toMatch(new RegExp(`^${type.replace('+', '\\+')};.*charset=utf-8$`, 'i'));
	await answer.body?.cancel();
});

test.each([
	'/en/account',
	'/en/documents',
	'/en/documents/1',
	'/en/offices',
	'/en/account/mine.json',
	'/en/parties/list.csv',
	'/en/history'
])('%s is kept by no cache for who is signed in', async (path) => {
	const answer = await get(path, { headers: { cookie: session() } });
	expect(answer.status).toBe(200);
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
	await answer.body?.cancel();
});

test('nothing answers another site with leave to read, and no answer names what we run on', async () => {
	for (const path of [
		'/en',
		'/en/account',
		'/en/findings/challenge/table.json',
		'/health',
		'/api/auth/passkey/generate-authenticate-options'
	]) {
		const answer = await get(path, { headers: { origin: 'https://elsewhere.example', cookie: session() } });
		expect(answer.headers.get('access-control-allow-origin'), path).toBeNull();
		expect(answer.headers.get('access-control-allow-credentials'), path).toBeNull();
		expect(answer.headers.get('x-powered-by'), path).toBeNull();
		expect(answer.headers.get('server'), path).toBeNull();
		await answer.body?.cancel();
	}
});

test('signing out needs a form of our own, ends the session and has the browser forget what it kept', async () => {
	const link = await linkFor('leaver@example.org');
	const came = await post('/en/sign-in/link', { token: link });
	const [cookie = ''] = (came.headers.getSetCookie()[0] ?? '').split(';');
	expect((await get('/en/account', { headers: { cookie } })).status).toBe(200);
	expect((await post('/en/sign-in?/out', {}, { cookie, origin: 'https://elsewhere.example' })).status).toBe(403);
	expect((await get('/en/sign-in?/out', { headers: { cookie } })).headers.get('location')).toBe('/en/account');
	expect((await get('/en/account', { headers: { cookie } })).status).toBe(200);
	const left = await post('/en/sign-in?/out', {}, { cookie });
	expect(left.headers.get('clear-site-data')).toBe('"cache", "storage"');
	expect(left.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/i);
	expect((await get('/en/account', { headers: { cookie } })).headers.get('location')).toBe('/en/sign-in');
});

test('opening the page of a link signs nobody in and does not use it up', async () => {
	const token = await linkFor('opener@example.org');
	for (let turn = 0; turn < 3; turn++) {
		const page = await get(`/en/sign-in/link?token=${token}`);
		expect(page.headers.getSetCookie()).toEqual([]);
		// Whoever is sent the link of someone else sees whose it is.
		expect(await page.text()).toContain('opener@example.org');
	}
	expect(await (await get(`/en/sign-in/link?token=${'x'.repeat(32)}`)).text()).not.toContain('@example.org');
	expect((await post('/en/sign-in/link', { token })).headers.getSetCookie().join()).toContain('session_token=');
});

test('of the addresses for signing in, only those that browsers need are there', async () => {
	for (const path of [
		'get-session',
		'sign-in/magic-link',
		'sign-in/email',
		'sign-up/email',
		'list-sessions',
		'update-user',
		'error',
		'passkey/list-user-passkeys'
	])
		for (const method of ['GET', 'POST'])
			expect((await get(`/api/auth/${path}`, { method, headers: { origin: inject('address') } })).status, path).toBe(404);
});

test('the answer to a link or a challenge never shows a session to scripts', async () => {
	const came = await post('/en/sign-in/link', { token: await linkFor('hidden@example.org') });
	const token = /session_token=([^;.]+)/.exec(came.headers.getSetCookie().join())?.[1] ?? '';
	expect(token).toHaveLength(32);
	const cookie = (came.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
	for (const path of ['/en/account', '/en/account/mine.json'])
		expect(await (await get(path, { headers: { cookie } })).text()).not.toContain(token);
});

test('a file from outside is sent to be saved, under a name that is safe, and would be nothing but inert if it were shown', async () => {
	const answer = await get('/en/documents/1/original');
	expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.%~!-]+$/);
	expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
	expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
	await answer.body?.cancel();
});

test('names that every object has are not taken for choices', async () => {
	for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
		for (const path of [
			`findings/${name}`,
			`findings/challenge/${name}`,
			`concepts/${name}/x`,
			`parties/${name}`,
			`findings/generic/${name}/table.csv`
		]) {
			const answer = await get(`/en/${path}`);
			expect([400, 404], path).toContain(answer.status);
			await answer.body?.cancel();
		}
	const form = { __proto__x: '1', constructor: '1', email: 'choice@example.org', isAdmin: 'true', needsPasskey: 'true', id: '1' };
	expect((await post('/en/sign-in?/link', form)).status).toBe(303);
});

test('folders are not listed, and files of the program and its history are not there', async () => {
	for (const path of [
		'/_app/',
		'/_app/immutable/',
		'/.git/config',
		'/.env',
		'/package.json',
		'/src/app.html',
		'/_app/version.json/..%2f..%2f..%2fpackage.json'
	]) {
		const answer = await get(path);
		expect([400, 404], path).toContain(answer.status);
		expect(await answer.text()).not.toMatch(/index of|"dependencies"|\[core\]/i);
	}
});

/** What the server says to bytes as they are. */
function say(...lines: string[]): Promise<string> {
	const { hostname, port } = new URL(inject('address'));
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname, () => socket.end(lines.join('\r\n')));
		let heard = '';
		socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
		socket.on('close', () => resolve(heard));
		socket.on('error', reject);
	});
}

test('TRACE and methods that there are not are refused, and echo nothing', async () => {
	for (const method of ['TRACE', 'TRACK', 'DEBUG', 'CONNECT']) {
		const heard = await say(`${method} /en HTTP/1.1`, 'Host: localhost', 'X-Secret: of the sender', 'Connection: close', '', '');
		expect(heard, method).not.toMatch(/^HTTP\/1\.1 2/);
		expect(heard, method).not.toContain('of the sender');
	}
});

test('a request whose end can be read in two ways is refused', async () => {
	const both = ['POST /en/sign-in?/link HTTP/1.1', 'Host: localhost', 'Content-Type: application/x-www-form-urlencoded'];
	const smuggled = ['0', '', 'GET /en/account HTTP/1.1', 'Host: localhost', '', ''];
	for (const ends of [
		['Content-Length: 6', 'Transfer-Encoding: chunked'],
		['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
		['Content-Length: 6', 'Content-Length: 7'],
		['Transfer-Encoding : chunked'],
		['Content-Length: +6']
	])
		expect(await say(...both, ...ends, '', ...smuggled), ends.join()).toMatch(/^HTTP\/1\.1 400/);
});

test('an error says nothing of what is inside', async () => {
	for (const [path, init] of [
		['/en/documents/1?after=%00', {}],
		['/en/documents?q=%27%22%3B--', {}],
		['/en/documents/999999999999999999999', {}],
		['/api/auth/callback/provider?state=x&code=y', {}],
		['/api/auth/passkey/verify-authentication', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
		[
			'/en/sign-in?/link',
			{ method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=y', origin: inject('address') } }
		]
	] as const) {
		const answer = await get(path, init);
		expect(await answer.text(), path).not.toMatch(/node_modules|\.ts:\d|\.js:\d+:\d|at \w+ \(|select "|stack|PGlite|kysely/i);
	}
});

test('values that are sent twice, or as another type, are not taken for another value', async () => {
	const twice = new URLSearchParams([
		['token', 'x'.repeat(32)],
		['token', await linkFor('twice@example.org')]
	]);
	const answer = await get('/en/sign-in/link', {
		method: 'POST',
		body: twice,
		headers: { origin: inject('address'), accept: 'text/html' }
	});
	expect(answer.headers.getSetCookie().join()).not.toContain('session_token=');
	const form = new FormData();
	form.set('email', new File(['a@example.org'], 'a@example.org'));
	expect(
		(await get('/en/sign-in?/link', { method: 'POST', body: form, headers: { origin: inject('address'), accept: 'text/html' } })).status
	).toBe(400);
});

/** Asks for a link and takes it from the page that stands in for a mailbox. */
async function linkFor(email: string): Promise<string> {
	expect((await post('/en/sign-in?/link', { email })).status).toBe(303);
	const page = await (await get('/en/mail')).text();
	return /token=([A-Za-z]{32})/.exec(page.slice(page.indexOf(email)))?.[1] ?? '';
}
