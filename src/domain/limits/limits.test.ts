import { globSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { Refusal } from '../refusal.ts';
import { callerAddress, subscriber } from './address.ts';
import { forgetRates, keyRatesWith, limits, mustBeWithin } from './limits.ts';
import type { Limited } from './limits.ts';
import { countsAs } from './requests.ts';

const db = await freshDatabase();
const start = new Date('2030-01-01T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

async function passes(kind: Limited, whom: string, moment?: Date, through: Db = db): Promise<boolean> {
	try {
		await mustBeWithin(through, kind, whom, moment);
		return true;
	} catch (error) {
		if (error instanceof Refusal && error.code === 'limits.too-many') return false;
		throw error;
	}
}

async function passing(count: number, kind: Limited, whom: string, moment?: Date): Promise<number> {
	let passed = 0;
	for (let turn = 0; turn < count; turn++) if (await passes(kind, whom, moment)) passed++;
	return passed;
}

test.each(Object.keys(limits) as Limited[])('of %s exactly as many pass as the table says, and not one more', async (kind) => {
	expect(await passing(limits[kind].most, kind, 'edge', start)).toBe(limits[kind].most);
	expect(await passing(3, kind, 'edge', after(limits[kind].seconds - 1))).toBe(0);
});

test('a window passes, and the next one counts from nothing', async () => {
	const { most, seconds } = limits['sign-in person'];
	expect(await passing(most + 2, 'sign-in person', 'window', start)).toBe(most);
	expect(await passes('sign-in person', 'window', after(seconds - 0.001))).toBe(false);
	expect(await passing(most + 2, 'sign-in person', 'window', after(seconds))).toBe(most);
	expect(await passing(most + 2, 'sign-in person', 'window', after(3 * seconds))).toBe(most);
});

test('who knocks on in vain does not wait longer for it', async () => {
	const { most, seconds } = limits['sign-in person'];
	await passing(most, 'sign-in person', 'knock', start);
	expect(await passing(20, 'sign-in person', 'knock', after(seconds / 2))).toBe(0);
	expect(await passes('sign-in person', 'knock', after(seconds))).toBe(true);
});

test('the refusal says in how many minutes to come back', async () => {
	await passing(limits['sign-in person'].most, 'sign-in person', 'minutes', start);
	const minutes = (moment: Date) => mustBeWithin(db, 'sign-in person', 'minutes', moment).catch((error: Refusal) => error.slots);
	expect(await minutes(start)).toEqual({ minutes: 15 });
	expect(await minutes(after(14 * 60 - 1))).toEqual({ minutes: 2 });
	expect(await minutes(after(14 * 60 + 59))).toEqual({ minutes: 1 });
});

test('without a moment, the clock is that of the database', async () => {
	const { most, seconds } = limits['sign-in person'];
	expect(await passing(most + 1, 'sign-in person', 'clock')).toBe(most);
	await sql`update rate set window_start = window_start - make_interval(secs => ${seconds})`.execute(db);
	expect(await passes('sign-in person', 'clock')).toBe(true);
});

test('a clock that was set back far locks nobody out', async () => {
	await passing(limits['sign-in person'].most, 'sign-in person', 'back', after(24 * 3600));
	expect(await passes('sign-in person', 'back', start)).toBe(true);
});

test('kinds and people are counted apart, but a mail address is one however it is written', async () => {
	await passing(limits['sign-in person'].most, 'sign-in person', 'a@example.org', start);
	expect(await passes('sign-in person', ' A@Example.org ', start)).toBe(false);
	expect(await passes('sign-in person', 'b@example.org', start)).toBe(true);
	expect(await passes('token', 'a@example.org', start)).toBe(true);
});

test('no key tells of whom it is', async () => {
	for (const whom of ['someone@example.org', '198.51.100.77', '2001:db8:5:6::7']) await passes('token', whom, start);
	const keys = (await db.selectFrom('rate').select('key').execute()).map(({ key }) => key);
	expect(keys.filter((key) => /someone|example|198\.51|db8/.test(key))).toEqual([]);
	expect(keys.every((key) => /^[a-z -]+ [\w-]{43}$/.test(key))).toBe(true);
});

test('neighbours in IPv6 share one count, and strangers do not', async () => {
	const { most } = limits.token;
	let passed = 0;
	for (let one = 1; one <= most + 5; one++) if (await passes('token', `2a00:1:2:3::${one.toString(16)}`, start)) passed++;
	expect(passed).toBe(most);
	expect(await passes('token', '2a00:1:2:4::1', start)).toBe(true);
});

test.each([
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
	['2001:db8::1', '2001:db8:0:0::/64'],
	['::1', '0:0:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['::FFFF:c000:0207', '192.0.2.7'],
	['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
	['192.0.2.7', '192.0.2.7'],
	['person/7', 'person/7'],
	['a:b@example.org', 'a:b@example.org']
])('%s is counted as %s', (address, counted) => {
	expect(subscriber(address)).toBe(counted);
});

test('of many calls at once, through two connections, exactly as many pass as may', async () => {
	const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
	const other = inject('engine') === 'postgres' ? await connect({ url: `${inject('server')}${rows[0]!.name}` }) : db;
	for (const kind of ['sign-in person', 'sign-in address', 'token'] as const) {
		const calls = Array.from({ length: 50 }, (_, turn) => passes(kind, 'at once', undefined, turn % 2 === 0 ? db : other));
		expect((await Promise.all(calls)).filter(Boolean).length).toBe(limits[kind].most);
	}
	if (other !== db) await other.destroy();
});

test('what no limit looks at any more is forgotten, and nothing else', async () => {
	await sql`delete from rate`.execute(db);
	await passes('upload', 'now');
	await passes('upload', 'earlier');
	await sql`update rate set window_start = now() - interval '59 minutes'`.execute(db);
	await passes('upload', 'old', new Date(Date.now() - 3_700_000));
	await forgetRates(db);
	expect((await db.selectFrom('rate').select('key').execute()).length).toBe(2);
});

test.each([
	['203.0.113.9', '198.51.100.1', '203.0.113.9'],
	['127.0.0.1', '198.51.100.1', '198.51.100.1'],
	['::1', 'forged, 198.51.100.1', '198.51.100.1'],
	['::ffff:127.0.0.1', ' 2a00:1::7 ', '2a00:1::7'],
	['172.18.0.1', '10.0.0.1, 198.51.100.1:4711', '198.51.100.1'],
	['fd00::2', '[2a00:1::7]:443', '2a00:1::7'],
	['127.0.0.1', null, '127.0.0.1'],
	['127.0.0.1', 'unknown', '127.0.0.1'],
	['127.0.0.1', '198.51.100.1, <script>', '127.0.0.1']
])('asked by %s for %s, the caller is %s', (peer, forwarded, caller) => {
	expect(callerAddress(peer, forwarded)).toBe(caller);
});

test('keys follow the secret of the platform', async () => {
	const keys = async () => (await db.selectFrom('rate').select('key').execute()).map(({ key }) => key);
	await sql`delete from rate`.execute(db);
	for (const secret of ['one', 'two', 'one']) {
		keyRatesWith(secret);
		await passes('search', '198.51.100.1');
	}
	expect(await keys()).toHaveLength(2);
});

test.each([
	['GET', '/[language=language]/documents', '', undefined],
	['GET', '/[language=language]/documents', 'q=', undefined],
	['GET', '/[language=language]/documents', 'q=mercury', 'search'],
	['GET', '/[language=language]/study/[id=id]/word', '', 'export'],
	['HEAD', '/[language=language]/parties/list.csv', 'q=x', 'export'],
	['POST', '/[language=language]/documents/upload', '', 'upload'],
	['POST', '/[language=language]/documents/[id=id]', '/review', 'write'],
	['DELETE', '/[language=language]/account', '', 'write'],
	['POST', null, '', undefined]
])('%s %s?%s counts as %s', (method, route, search, kind) => {
	expect(countsAs(method, route, new URLSearchParams(search))).toBe(kind);
});

test('every address that gives out a file counts as an export', () => {
	const routes = globSync('src/routes/[[]language=language[]]/**/+server.ts').map((path) =>
		path.slice('src/routes'.length, -'/+server.ts'.length)
	);
	expect(routes.length).toBeGreaterThan(10);
	// The bench asks for its next passages, and sends what was decided.
	const bench = /\/(review|bench)\/(next|acts)$/;
	expect(routes.filter((route) => !bench.test(route) && countsAs('GET', route, new URLSearchParams()) !== 'export')).toEqual([]);
});
