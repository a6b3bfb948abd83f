import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, test } from 'vitest';
import { visit } from './browser.ts';

const pages = [
	'/en',
	'/ar/documents',
	'/en/documents/1',
	'/en/documents/1/passages/10',
	'/en/documents/upload',
	'/fr/findings',
	'/en/findings/challenge/region',
	'/en/findings/passages',
	'/en/study',
	'/en/concepts',
	'/en/concepts/challenge/finance',
	'/zh/parties',
	'/en/parties/XXA',
	'/en/about'
];
const files = [
	'/en/parties/list.csv',
	'/en/concepts/codebook.jsonld',
	'/en/findings/challenge/table.json',
	'/review.js',
	'/icon.svg',
	'/health'
];
const missing = ['/en/documents/99999', '/en/no-such-page', '/no-such-page', '/metrics/none'];

const get = (path: string, init: RequestInit = {}) => fetch(inject('address') + path, { redirect: 'manual', ...init });

function expectHeaders(answer: Response, path: string): void {
	const policy = answer.headers.get('content-security-policy') ?? '';
	expect(policy, path).toContain(
		"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
	);
	expect(policy, path).toContain("frame-ancestors 'none'");
	expect(policy, path).not.toContain('unsafe');
	expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
	expect(answer.headers.get('x-frame-options'), path).toBe('DENY');
	expect(answer.headers.get('referrer-policy'), path).toMatch(/^(same-origin|strict-origin)$/);
	expect(answer.headers.get('permissions-policy'), path).toContain('camera=()');
	expect(answer.headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
	expect(answer.headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
}

test.each([...pages, ...files, ...missing, '/'])('%s carries the headers', async (path) => {
	const answer = await get(path);
	expectHeaders(answer, path);
	await answer.body?.cancel();
});

test('an answer that refuses carries the headers too', async () => {
	const foreign = { method: 'POST', body: new URLSearchParams({ settle: 'accepted 1' }), headers: { origin: 'https://elsewhere.example' } };
	for (const [path, init, status] of [
		['/en/documents/1?/review', foreign, 403],
		['/review.js', { method: 'POST' }, 405],
		['/en%', {}, 400]
	] as const) {
		const answer = await get(path, init);
		expect(answer.status, path).toBe(status);
		expectHeaders(answer, path);
	}
});

test.each([...pages, ...missing])('%s has no style and no script written into it', async (path) => {
	const html = await (await get(path, { headers: { accept: 'text/html' } })).text();
	expect(html).not.toMatch(/<style|<[a-z][^>]*\s(style|on[a-z]+)=|javascript:/i);
	for (const [tag] of html.matchAll(/<script\b[^>]*>/gi)) expect(tag).toMatch(/\ssrc="\/[a-z]/);
});

test('no page asks the browser for what the policy refuses', async () => {
	const { page, context, go } = await visit();
	const refused: string[] = [];
	page.on('console', (line) => {
		if (/content security policy/i.test(line.text())) refused.push(`${page.url()}: ${line.text()}`);
	});
	for (const path of pages) await go(path);
	expect(refused).toEqual([]);
	await context.close();
});

test('a page of another site cannot show ours in a frame', async () => {
	const other = createServer((_request, response) => {
		response.setHeader('content-type', 'text/html');
		response.end(`<iframe src="${inject('address')}/en"></iframe>`);
	}).listen(0);
	const { page, context } = await visit();
	await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
	const frame = page.frames().at(-1);
	expect(await frame?.content()).not.toContain('Cinnabar');
	await context.close();
	other.closeAllConnections();
	other.close();
});

test('the process says that it is alive and ready', async () => {
	expect(await (await get('/health')).json()).toEqual({ alive: true });
	const ready = await get('/ready');
	expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
});

test('measures are for this machine and for nobody whom a proxy passes on', async () => {
	const here = await get('/metrics');
	expect(here.status).toBe(200);
	const text = await here.text();
	expect(text).toContain('cinnabar_jobs{state="waiting"} 0');
	expect(text).toContain('process_cpu_seconds_total');
	const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
	expect((await get('/metrics', { headers: elsewhere })).status).toBe(404);
	expect((await get('/metrics', { headers: { ...elsewhere, authorization: 'Bearer guessed' } })).status).toBe(404);
});
