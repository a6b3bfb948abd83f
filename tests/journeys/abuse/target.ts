import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { keptIn, within } from '../addresses/kept.ts';
import { fetchOnce } from '../addresses/visit.ts';
import { serveFolder } from '../open-site.ts';
import type { Site } from '../open-site.ts';

export type Ask = RequestInit & { signedIn?: boolean };
export type Answered = { status: number; headers: Headers; told: string; problems: string[] };
export type Raw = { method?: string; headers?: Record<string, string>; body?: string };

/** The site that is attacked, with the operator signed in. Nobody else uses it: hostile forms end sessions and use up what one address may do. */
let site: Site;
let folder = '';
let session = '';
let sent = 0;
/** The secret of the link that the operator has used. */
export let usedToken = '';

export const siteAddress = (): string => site.address;
export const sessionOfOperator = (): string => session;
export const countSent = (): number => sent;

/** Opens a site with the samples, signs the operator in by the link of the terminal, and has a study drafted. */
export async function openTarget(): Promise<void> {
	folder = mkdtempSync(join(tmpdir(), 'cinnabar-abuse-'));
	site = await serveFolder(folder, /token=[A-Za-z]{32}/);
	usedToken = new URL(site.link).searchParams.get('token') ?? '';
	const used = await post('/en/sign-in/link', new URLSearchParams({ token: usedToken }));
	session = /cinnabar\.session_token=([^;]+)/.exec(used.headers.getSetCookie().join(' '))?.[1] ?? '';
	expect((await post('/en/study?/draft', new URLSearchParams({ language: 'en', samples: 'true' }), { signedIn: true })).status).toBe(303);
}

export async function closeTarget(): Promise<void> {
	await site?.close();
	rmSync(folder, { recursive: true, force: true });
}

/** What stands in every table, for which the site is closed for a moment. */
export async function tables(): Promise<Record<string, string>> {
	await site.close();
	const kept = await within(folder, keptIn);
	site = await serveFolder(folder);
	return kept;
}

/** Sends one request, and sees to what holds of every answer. */
export async function ask(path: string, { signedIn = false, headers, ...init }: Ask = {}): Promise<Answered> {
	sent++;
	const started = performance.now();
	const own = { accept: 'text/html', origin: site.address, ...(signedIn && { cookie: `cinnabar.session_token=${session}` }) };
	const answer = await fetchOnce(site.address + path, {
		redirect: 'manual',
		...init,
		headers: { ...own, ...(headers as Record<string, string> | undefined) }
	});
	const body = await answer.text();
	const told = `${init.method ?? 'GET'} ${path.slice(0, 200)} → ${answer.status}`;
	const problems = problemsOf(answer, body, path);
	if (performance.now() - started > slow) problems.push('slow');
	return { status: answer.status, headers: answer.headers, told, problems: problems.map((problem) => `${told}: ${problem}`) };
}

/** Far more than any answer takes, and less than the minute for which some ask the database to sleep. */
const slow = 50_000;

export const post = (path: string, body: BodyInit, more: Ask = {}): Promise<Answered> => ask(path, { method: 'POST', body, ...more });

const guards = ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy'];

function problemsOf(answer: Response, body: string, path: string): string[] {
	const problems: string[] = [];
	if (answer.status >= 500) problems.push('failed');
	// Node answers by itself where the address is too long for it.
	const missing = answer.status === 431 ? [] : guards.filter((name) => !answer.headers.has(name));
	problems.push(...missing.map((name) => `no ${name}`));
	if (answer.headers.has('x-abuse')) problems.push('a header was let in');
	const isMarkup = /html|xml/.test(answer.headers.get('content-type') ?? '');
	if (isMarkup && /<script>alert|<img src=x/i.test(body)) problems.push('script unescaped');
	if (tellsOfInside(body)) problems.push('tells of its inside');
	const next = answer.headers.get('location');
	if (next !== null && new URL(next, site.address + path).origin !== site.address) problems.push(`leads to ${next}`);
	return problems;
}

/** A stack, a statement, or a file that is not of the site. */
export const tellsOfInside = (body: string): boolean =>
	/\n\s+at .+:\d+:\d+|node_modules|select .+ from "|syntax error at|root:.*:0:0|"devDependencies"/i.test(body);

/** All problems of many requests, two at a time. */
export async function all<T>(list: readonly T[], work: (one: T) => Promise<string[]>): Promise<string[]> {
	const left = [...list];
	const found: string[] = [];
	const worker = async () => {
		for (let one = left.shift(); one !== undefined; one = left.shift()) found.push(...(await work(one)));
	};
	await Promise.all([worker(), worker()]);
	return found;
}

/** A request of which nothing is put right on the way. */
export function raw(path: string, { method = 'GET', headers = {}, body }: Raw = {}) {
	sent++;
	return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: string }>((resolve, reject) => {
		const { hostname, port } = new URL(site.address);
		const asking = request({ hostname, port, path, method, headers: { accept: 'text/html', ...headers } }, (answer) => {
			let said = '';
			answer.setEncoding('utf8');
			answer.on('data', (chunk: string) => (said += chunk));
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: said }));
		});
		asking.once('error', reject);
		asking.setTimeout(60_000, () => asking.destroy(new Error(`${method} ${path}: no answer`)));
		asking.end(body);
	});
}
