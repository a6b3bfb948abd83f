import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { keyRatesWith, limits, mustBeWithin } from '#domain/limits/limits.ts';
import type { Limited } from '#domain/limits/limits.ts';
import { findServer, startServer } from '../private-server.ts';

const origin = 'http://cinnabar.example';
const secret = 'a secret of at least thirty-two characters';
const folder = mkdtempSync(join(tmpdir(), 'cinnabar-limits-'));
const closings: (() => Promise<unknown> | unknown)[] = [];
let addresses: string[] = [];
let link = '';
let db: Db;

afterAll(async () => {
	for (const close of closings.toReversed()) await close();
	rmSync(folder, { recursive: true, force: true });
});

/** One process of the product, behind a proxy that says for whom it asks. */
async function open(database: string): Promise<string> {
	const probe = createServer().listen(0);
	await new Promise((resolve) => probe.once('listening', resolve));
	const { port } = probe.address() as { port: number };
	await new Promise((resolve) => probe.close(resolve));
	const site = spawn(process.execPath, ['src/cli/main.ts', 'serve'], {
		env: {
			...process.env,
			DATABASE_URL: database,
			CINNABAR_DATA: folder,
			CINNABAR_SECRET: secret,
			ORIGIN: origin,
			PORT: String(port),
			SMTP_URL: ''
		},
		stdio: ['ignore', 'ignore', 'pipe']
	});
	const ended = new Promise((resolve) => site.once('exit', resolve));
	closings.push(() => {
		site.kill('SIGTERM');
		return ended;
	});
	let said = '';
	await new Promise<void>((resolve, reject) => {
		site.stderr.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			link = /token=([A-Za-z]{32})/.exec(said)?.[1] ?? link;
			if (said.includes(String(port))) resolve();
		});
		site.once('exit', () => reject(new Error(`the site did not start: ${said}`)));
	});
	return `http://127.0.0.1:${port}`;
}

type Ask = { by: string; at?: number; method?: string; body?: BodyInit; headers?: Record<string, string> };
const ask = (path: string, { by, at = 0, method = 'GET', body, headers }: Ask) =>
	fetch(addresses[at] + path, {
		method,
		redirect: 'manual',
		...(body !== undefined && { body }),
		headers: { origin, accept: 'text/html', 'x-forwarded-for': by, ...headers }
	});

/** Has someone do a thing as often as they may in this window. */
async function exhaust(kind: Limited, whom: string): Promise<void> {
	await mustBeWithin(db, kind, whom);
	const { most } = limits[kind];
	await sql`update rate set count = ${most} where key = (select key from rate order by window_start desc limit 1)`.execute(db);
	await expect(mustBeWithin(db, kind, whom)).rejects.toMatchObject({ code: 'limits.too-many' });
}

beforeAll(async () => {
	const server = await startServer();
	if (server === undefined) return;
	closings.push(() => server.stop());
	const database = `${server.address}template`;
	addresses = [await open(database), await open(database)];
	db = await connect({ url: database });
	closings.push(() => db.destroy());
	keyRatesWith(secret);
}, 300_000);

const withServer = test.runIf(findServer() !== undefined);

withServer('of many searches at once, through two processes, exactly as many are answered as one address may make', async () => {
	const { most } = limits.search;
	const answers = await Promise.all(
		Array.from({ length: most + 30 }, (_, turn) => ask('/fr/documents?q=mercure', { by: '203.0.113.5', at: turn % 2 }))
	);
	const refused = answers.filter(({ status }) => status === 429);
	expect(answers.filter(({ status }) => status === 200)).toHaveLength(most);
	expect(refused).toHaveLength(30);
	expect(Number(refused[0]?.headers.get('retry-after'))).toBe(60);
	expect(refused[0]?.headers.get('content-security-policy')).toContain("default-src 'self'");
	const page = (await refused[0]?.text()) ?? '';
	expect(page).toContain('<html lang="fr" dir="ltr">');
	expect(page).toContain('Trop de demandes');
	// Another address is not held up, nor is whoever only claims to be one.
	expect((await ask('/fr/documents?q=mercure', { by: '203.0.113.6' })).status).toBe(200);
	expect((await ask('/fr/documents?q=mercure', { by: '198.51.100.1, 203.0.113.5', at: 1 })).status).toBe(429);
});

withServer('to read a page writes nothing', async () => {
	const rates = () =>
		db
			.selectFrom('rate')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
	const before = await rates();
	for (const path of ['/en', '/ar/documents', '/en/documents?q=', '/fr/privacy', '/en/sign-in', '/zh/findings'])
		expect((await ask(path, { by: '203.0.113.20' })).status, path).toBe(200);
	expect(await rates()).toEqual(before);
});

withServer('a form that is refused keeps its words, but never a password', async () => {
	const by = '203.0.113.7';
	await exhaust('write', by);
	const body = new URLSearchParams({ email: 'a"b@example.org' });
	const form = await ask('/ar/sign-in?/link', { by, at: 1, method: 'POST', body });
	const page = await form.text();
	expect(form.status).toBe(429);
	expect(Number(form.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(page).toContain('<html lang="ar" dir="rtl">');
	expect(page).toMatch(/<form[^>]*action="\/ar\/sign-in\?\/link"/);
	expect(page).toMatch(/<input type="hidden" name="email" value="a&quot;b@example.org"/);
	const secretForm = await ask('/en/sign-in?/password', {
		by,
		method: 'POST',
		body: new URLSearchParams({ email: 'a@example.org', password: 'open sesame 123' })
	});
	expect(secretForm.status).toBe(429);
	expect(await secretForm.text()).not.toContain('sesame');
	const large = await ask('/en/documents/1?/change', { by, method: 'POST', body: new URLSearchParams({ title: 'x'.repeat(1_100_000) }) });
	expect([large.status, (await large.text()).includes('xxxx')]).toEqual([429, false]);
});

withServer('a program is told in JSON or in plain words', async () => {
	const by = '2a00:1:2:3::7';
	await exhaust('export', by);
	const json = await ask('/en/findings/challenge/table.json', { by: '2a00:1:2:3::8', headers: { accept: '*/*' } });
	expect([json.status, await json.json()]).toEqual([429, { message: expect.stringContaining('10 minutes'), minutes: 10 }]);
	const csv = await ask('/ru/parties/list.csv', { by, at: 1 });
	expect([csv.status, csv.headers.get('content-type')]).toEqual([429, 'text/plain; charset=utf-8']);
	expect(await csv.text()).toMatch(/[а-я]{4}/i);
	expect((await ask('/ru/parties', { by })).status).toBe(200);
});

withServer('who is signed in is counted as a person, from wherever they ask', async () => {
	const used = await ask('/en/sign-in/link', { by: '203.0.113.30', method: 'POST', body: new URLSearchParams({ token: link }) });
	const cookie = used.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
	expect(cookie).toContain('session_token');
	const { id } = await db.selectFrom('session').select('personId as id').executeTakeFirstOrThrow();
	await exhaust('write', `person/${id}`);
	const rename = (by: string, headers: Record<string, string>) =>
		ask('/en/account?/rename', { by, at: 1, method: 'POST', body: new URLSearchParams({ name: 'N. Ame' }), headers });
	for (const by of ['203.0.113.31', '203.0.113.32']) expect((await rename(by, { cookie })).status).toBe(429);
	expect((await rename('203.0.113.31', {})).status).not.toBe(429);
	expect((await db.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst())?.name).not.toBe('N. Ame');
});

withServer('the page that says so is shown to nobody who only asks for it', async () => {
	const by = '203.0.113.40';
	const forged = new URLSearchParams({ again: '{"minutes":1,"address":"https://elsewhere.example"}' });
	for (const answer of [await ask('/en/too-often', { by }), await ask('/en/too-often', { by, method: 'POST', body: forged })])
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en']);
});
