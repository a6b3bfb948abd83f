import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { say } from '#i18n/messages.ts';
import { direction, languages } from '#text/languages.ts';
import { ask } from '../private-server.ts';
import { openApplication, prepared } from './application.ts';
import type { Application } from './application.ts';
import { asked, useLink } from './asking.ts';
import { isLong } from './chance.ts';
import { hasServer, openServer } from './killable-server.ts';
import type { Server } from './killable-server.ts';
import { report } from './work.ts';

/** So long the database is away. */
const seconds = isLong ? 30 : 5;

describe.skipIf(!hasServer)('while the database is away', () => {
	let server: Server;
	let application: Application;
	let operator: string;
	beforeAll(async () => {
		server = await openServer();
		await ask(`${server.address}postgres`, 'create database cinnabar');
		await prepared({ url: `${server.address}cinnabar` });
		application = await openApplication({ url: `${server.address}cinnabar` });
		operator = (await useLink(application.port, application.token)).session;
	}, 240_000);
	afterAll(async () => {
		await application?.kill();
		await server?.close();
	});

	/** Every kind of request gets its answer soon: a page in its language, by itself; a form, a warning; a program, a plain answer. */
	async function expectSaid(): Promise<void> {
		const { port } = application;
		const soon = <T>(answer: Promise<T>) => Promise.race([answer, wait(15_000).then(() => Promise.reject(new Error('no answer soon')))]);
		await soon(
			Promise.all([
				...languages.map(async (language) => {
					const session = language === 'fr' ? operator : undefined;
					const page = await asked(port, `/${language}/documents`, { session });
					expect([language, page.status]).toEqual([language, 503]);
					expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
					expect(page.headers['content-security-policy']).toContain("'self'");
					expect(page.text).toContain(`<html lang="${language}" dir="${direction(language)}">`);
					expect(page.text).toContain(say(language, 'outage.away'));
				}),
				(async () => {
					const form = new URLSearchParams({ email: 'someone@example.org' });
					const sent = await asked(port, '/es/sign-in?/link', { form });
					expect([sent.status, sent.text.includes(say('es', 'outage.unsure'))]).toEqual([503, true]);
				})(),
				(async () => {
					const link = await useLink(port, 'a'.repeat(32));
					expect([link.status, link.text.includes(say('en', 'outage.unsure'))]).toEqual([503, true]);
				})(),
				(async () => {
					const table = await asked(port, '/ru/parties/list.csv', { accept: 'text/csv' });
					expect([table.status, table.text]).toEqual([503, say('ru', 'outage.away')]);
				})(),
				(async () => {
					const [health, ready] = [await asked(port, '/health'), await asked(port, '/ready')];
					expect([health.status, ready.status]).toEqual([200, 503]);
					expect(JSON.parse(ready.text)).toEqual({ ready: false, reason: 'no-database' });
				})()
			])
		);
	}

	/** Uploads so many files in one form. */
	async function upload(files: number): Promise<string> {
		const form = new FormData();
		for (let file = 0; file < files; file++)
			form.append('files', new File([new Uint8Array(report(`away-${file}-${performance.now()}`))], `away-${file}.txt`));
		const { status, location } = await asked(application.port, '/en/documents/upload', { form, session: operator });
		expect(status).toBe(303);
		return location;
	}

	/** Everything goes on in the same process, the job that was under way among it. */
	async function expectBack(job: string): Promise<void> {
		const { port } = application;
		const began = performance.now();
		let page = await asked(port, job, { session: operator });
		while ((page.status !== 200 || page.text.includes('http-equiv="refresh"')) && performance.now() - began < 60_000) {
			await wait(300);
			page = await asked(port, job, { session: operator });
		}
		expect(page.status).toBe(200);
		expect(page.text).not.toContain('http-equiv="refresh"');
		expect(page.text.match(/href="\/en\/documents\/\d+"/g)?.length, 'every file has become a document').toBe(12);
		expect((await asked(port, '/ready')).status).toBe(200);
		const account = await asked(port, '/en/account', { session: operator });
		expect(account.status, 'who was signed in still is').toBe(200);
		expect(application.isRunning()).toBe(true);
	}

	test(`pages say so, and work goes on when it comes back: the server stopped for ${seconds} s`, { timeout: 180_000 }, async () => {
		const job = await upload(12);
		await server.stop();
		for (const until = performance.now() + seconds * 1000; performance.now() < until; await wait(1000)) await expectSaid();
		await server.start();
		await expectBack(job);
	});

	test(`pages say so, and work goes on when it comes back: the server silent for ${seconds} s`, { timeout: 180_000 }, async () => {
		const job = await upload(12);
		server.hold();
		try {
			await expectSaid();
			await wait(seconds * 1000);
			await expectSaid();
		} finally {
			server.release();
		}
		await expectBack(job);
	});
});
