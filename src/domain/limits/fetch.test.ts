import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { isPublicAddress } from './address.ts';
import { fetchSafely } from './fetch.server.ts';
import type { Fetching } from './fetch.server.ts';

const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
const cut: string[] = [];
const pages: Record<string, (response: ServerResponse, query: URLSearchParams) => void> = {
	'/ordinary': (response) => response.end('mercury'),
	'/missing': (response) => response.writeHead(404).end('none'),
	'/large': (response) => response.writeHead(200, { 'content-length': 5_000_000 }).end(Buffer.alloc(5_000_000)),
	'/lies': (response) => response.writeHead(200, { 'content-length': 50 }).write('short', () => response.destroy()),
	'/silent': () => {},
	'/switching': (response) => response.writeHead(101, { connection: 'upgrade', upgrade: 'x' }).end(),
	'/headers': (response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end(),
	'/to': (response, query) => response.writeHead(Number(query.get('status') ?? 302), { location: query.get('to') ?? '' }).end('moved'),
	'/round': (response) => response.writeHead(302, { location: '/round' }).end(),
	'/endless': (response) => pour(response, '/endless', 0, Buffer.alloc(65_536)),
	'/slow': (response) => pour(response, '/slow', 50, Buffer.from('x'))
};

/** Writes for as long as somebody takes it. */
function pour(response: ServerResponse, name: string, pause: number, part: Buffer): void {
	const timer = setInterval(() => response.write(part), pause);
	response.on('close', () => {
		clearInterval(timer);
		cut.push(name);
	});
}

const server = createServer((request, response) => {
	const url = new URL(request.url ?? '', 'http://server.example');
	asked.push({ url: request.url ?? '', headers: request.headers });
	(pages[url.pathname] ?? pages['/missing']!)(response, url.searchParams);
});
let port = 0;
let here = '';
let open: Fetching = { most: 1_000_000 };

beforeAll(async () => {
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	port = (server.address() as AddressInfo).port;
	here = `http://127.0.0.1:${port}`;
	open = { most: 1_000_000, seconds: 5, ports: [port], allowLoopback: true };
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const names: Record<string, string[]> = {
	'one.example': ['127.0.0.1'],
	'two.example': ['127.0.0.1'],
	'inside.example': ['10.1.2.3'],
	'mixed.example': ['127.0.0.1', '10.1.2.3'],
	'mapped.example': ['::ffff:10.1.2.3'],
	'scoped.example': ['fe80::1%eth0'],
	'empty.example': []
};
const lookup = async (name: string) => {
	const found = names[name];
	if (found === undefined) throw new Error(`ENOTFOUND ${name}`);
	return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

async function refused(address: string, options: Fetching): Promise<string> {
	try {
		const { status } = await fetchSafely(address, options);
		return `answered ${status}`;
	} catch (error) {
		if (error instanceof Refusal) return error.code;
		throw error;
	}
}

const hostileHosts = [
	'127.0.0.1',
	'127.0.0.2',
	'127.255.255.254',
	'2130706433',
	'0x7f000001',
	'0x7f.1',
	'0X7F.0x0.0.1',
	'017700000001',
	'0177.0.0.01',
	'127.1',
	'127.0.1',
	'127.0.0.1.',
	'0',
	'0.0.0.0',
	'①②⑦.⓪.⓪.①',
	'127。0。0。1',
	'%31%32%37.0.0.1',
	'%6c%6f%63alhost',
	'10.0.0.1',
	'0x0a000001',
	'100.64.0.1',
	'100.100.100.200',
	'169.254.169.254',
	'2852039166',
	'0xA9FEA9FE',
	'0251.0376.0251.0376',
	'169.254.43518',
	'168.63.129.16',
	'172.16.0.1',
	'172.31.255.255',
	'192.168.1.1',
	'192.168.257',
	'192.0.0.192',
	'192.0.2.1',
	'192.88.99.1',
	'198.18.0.1',
	'198.51.100.1',
	'203.0.113.1',
	'224.0.0.1',
	'239.255.255.250',
	'240.0.0.1',
	'255.255.255.255',
	'[::]',
	'[::1]',
	'[0:0:0:0:0:0:0:1]',
	'[::127.0.0.1]',
	'[::ffff:127.0.0.1]',
	'[::ffff:7f00:1]',
	'[::ffff:0:127.0.0.1]',
	'[::ffff:8.8.8.8]',
	'[64:ff9b::127.0.0.1]',
	'[64:ff9b:1::a00:1]',
	'[2002:7f00:1::]',
	'[2002:a00:1::1]',
	'[2001:0:7f00:1::]',
	'[2001:db8::1]',
	'[3fff::1]',
	'[fc00::1]',
	'[fd00:ec2::254]',
	'[fe80::1]',
	'[fec0::1]',
	'[ff02::1]',
	'[100::1]',
	'[fe80::1%25eth0]',
	'localhost',
	'LOCALHOST',
	'localhost.',
	'localhost..',
	'a.localhost',
	'localhost.localdomain',
	'metadata',
	'metadata.google.internal',
	'METADATA.google.internal.',
	'printer.local',
	'router.home.arpa',
	'intranet',
	'inside.example',
	'mixed.example',
	'mapped.example',
	'scoped.example',
	'one.example'
];
const hostileWhole = [
	'',
	'127.0.0.1',
	'//127.0.0.1/',
	'file:///etc/passwd',
	'ftp://one.example/',
	'gopher://one.example/',
	'data:text/plain,x',
	'javascript:alert(1)',
	'unix:/run/x.sock',
	'http://',
	'http://999999999999/',
	'http://256.256.256.256/',
	'http://8.8.8.8@127.0.0.1/',
	'http://user:password@8.8.8.8/',
	'http://user@8.8.8.8/',
	'http://:password@8.8.8.8/',
	'http://8.8.8.8%40127.0.0.1/',
	'http://127.0.0.1#@8.8.8.8/',
	'http://127.0.0.1\\@8.8.8.8/',
	'http://8.8.8.8:80@127.0.0.1/',
	'http://127.0.0.1?@8.8.8.8/',
	'http:\\\\127.0.0.1\\',
	'http:127.0.0.1',
	'http:///127.0.0.1/',
	'ht\ntp://127.0.0.1/',
	' http://127.0.0.1/',
	'http://8.8.8.8:22/',
	'https://8.8.8.8:8443/',
	'http://8.8.8.8:0/',
	'http://8.8.8.8:99999/'
];

test.each([...hostileHosts.map((host) => `http://${host}/`), ...hostileHosts.map((host) => `https://${host}/x?y`), ...hostileWhole])(
	'%j is refused',
	async (address) => {
		expect(await refused(address, { most: 1000, lookup })).toBe('limits.address-refused');
	}
);

test.each(hostileHosts.map((host) => `http://${host}/`))('a redirect to %j is refused', async (address) => {
	const written = address.replace(/[^ -~]/g, encodeURIComponent);
	expect(await refused(`${here}/to?to=${encodeURIComponent(written)}`, { ...open, lookup })).toBe('limits.address-refused');
});

test.each(['file:///etc/passwd', 'ftp://one.example/', 'http://user:pw@one.example/', '//10.0.0.1/', 'http://one.example:22/', 'http://['])(
	'a redirect to %j is refused as well',
	async (address) => {
		expect(await refused(`${here}/to?to=${encodeURIComponent(address)}`, { ...open, lookup })).toBe('limits.address-refused');
	}
);

test('a redirect in the third place is judged like the first', async () => {
	const to = (address: string) => `${here}/to?to=${encodeURIComponent(address)}`;
	expect(await refused(to(to(to('http://169.254.169.254/'))), open)).toBe('limits.address-refused');
});

test('nothing that was refused was ever asked', async () => {
	asked.length = 0;
	for (const address of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://one.example:${port}/`, `http://[::1]:${port}/`])
		expect(await refused(address, { most: 1000, ports: [port], lookup })).toBe('limits.address-refused');
	expect(asked).toEqual([]);
});

test('a name with one public address and one private is refused, in whatever order', async () => {
	const both = names['mixed.example']!.map((address) => ({ address, family: 4 }));
	for (const places of [both, both.toReversed()])
		expect(await refused(`http://mixed.example:${port}/ordinary`, { ...open, lookup: async () => places })).toBe('limits.address-refused');
});

test('an ordinary answer passes, and so does one that says no', async () => {
	const answer = await fetchSafely(`${here}/ordinary`, open);
	expect([answer.status, answer.content.toString(), answer.url.href]).toEqual([200, 'mercury', `${here}/ordinary`]);
	expect((await fetchSafely(`${here}/missing`, open)).status).toBe(404);
});

test('a name is resolved once, and what it resolves to later does not matter', async () => {
	let times = 0;
	const rebinding = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
	expect((await fetchSafely(`http://one.example:${port}/ordinary`, { ...open, lookup: rebinding })).status).toBe(200);
	expect(times).toBe(1);
	expect(asked.at(-1)?.headers.host).toBe(`one.example:${port}`);
});

test('three redirects are followed, a fourth is not', async () => {
	const to = (address: string) => `${here}/to?to=${encodeURIComponent(address)}`;
	expect((await fetchSafely(to(to(to(`${here}/ordinary`))), open)).content.toString()).toBe('mercury');
	expect(await refused(to(to(to(to(`${here}/ordinary`)))), open)).toBe('limits.no-answer');
	expect(await refused(`${here}/round`, open)).toBe('limits.no-answer');
});

test('cookies and credentials stay with the place they were meant for', async () => {
	const headers = { Authorization: 'Bearer x', cookie: 'a=b', 'Proxy-Authorization': 'y', accept: 'text/html', Host: 'inside' };
	const back = `http://one.example:${port}/ordinary`;
	const away = `http://two.example:${port}/to?to=${encodeURIComponent(back)}`;
	asked.length = 0;
	await fetchSafely(`http://one.example:${port}/to?to=${encodeURIComponent('/ordinary')}`, { ...open, lookup, headers });
	await fetchSafely(`http://one.example:${port}/to?to=${encodeURIComponent(away)}`, { ...open, lookup, headers });
	const sent = asked.map((one) => [one.headers.authorization, one.headers.cookie, one.headers['proxy-authorization'], one.headers.accept]);
	const whole = ['Bearer x', 'a=b', 'y', 'text/html'];
	const bare = [undefined, undefined, undefined, 'text/html'];
	expect(sent).toEqual([whole, whole, whole, bare, bare]);
	expect(asked.some((one) => one.headers.host === 'inside')).toBe(false);
});

test('a huge answer and an endless one are too large, and are cut', async () => {
	expect(await refused(`${here}/large`, open)).toBe('limits.too-large-answer');
	expect(await refused(`${here}/endless`, open)).toBe('limits.too-large-answer');
	await expect.poll(() => cut).toContain('/endless');
	expect((await fetchSafely(`${here}/ordinary`, { ...open, most: 7 })).content.length).toBe(7);
	expect(await refused(`${here}/ordinary`, { ...open, most: 6 })).toBe('limits.too-large-answer');
});

test('who answers slowly, never, half or beyond all measure gives no answer', async () => {
	const start = Date.now();
	const short = { ...open, seconds: 0.5 };
	expect(await refused(`${here}/slow`, short)).toBe('limits.no-answer');
	expect(await refused(`${here}/silent`, short)).toBe('limits.no-answer');
	expect(await refused('http://one.example/', { ...short, lookup: () => new Promise(() => {}) })).toBe('limits.no-answer');
	expect(Date.now() - start).toBeLessThan(4000);
	await expect.poll(() => cut).toContain('/slow');
	for (const page of ['lies', 'switching', 'headers']) expect(await refused(`${here}/${page}`, short)).toBe('limits.no-answer');
});

test('a name that is nowhere, and a door that is shut, give no answer', async () => {
	expect(await refused('http://nowhere.example/', { ...open, lookup })).toBe('limits.no-answer');
	expect(await refused('http://empty.example/', { ...open, lookup })).toBe('limits.no-answer');
	expect(await refused('http://127.0.0.1:1/', { ...open, ports: [1] })).toBe('limits.no-answer');
});

test.each([
	'8.8.8.8',
	'1.1.1.1',
	'172.15.0.1',
	'172.32.0.1',
	'100.63.0.1',
	'100.128.0.1',
	'2606:4700::1111',
	'2a00:1450:4001::1',
	'2001:4860::8888'
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
