import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { listedLanguages } from '#text/languages.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';

const paths = [
	'',
	'/documents',
	'/documents/1',
	'/documents/1/passages/10',
	'/documents/upload',
	'/findings',
	'/findings/challenge/region',
	'/study',
	'/concepts',
	'/concepts/challenge/finance',
	'/parties',
	'/parties/XXA',
	'/about',
	'/offices',
	'/privacy',
	'/corrections',
	'/mail'
];
/** Pages that are there only for someone who is signed in. */
const ownPaths = ['/account', '/history', '/offices/1', '/offices/motions'];

test.each([...paths, ...ownPaths])('%s reads well in Arabic and in English, on a phone and on a desk', async (path) => {
	for (const language of ['ar', 'en']) {
		for (const width of [360, 1440]) {
			const { page, context, go } = await visit({ language, width });
			await go(`/${language}${path}`);
			await expectNoSidewaysScroll(page);
			if (width === 1440) await expectAccessible(page);
			expect(await page.locator('h1').count()).toBe(1);
			await context.close();
		}
	}
});

test('every page is there in all six languages, in its own direction, and weighs little', async () => {
	const heavy: string[] = [];
	for (const language of listedLanguages) {
		for (const path of paths) {
			const answer = await fetch(`${inject('address')}/${language}${path}`);
			expect(answer.status, `${language}${path}`).toBe(200);
			const html = await answer.text();
			expect(html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
			// As it travels; the design's bar for a page with all that it loads is 100 kB.
			const kilobytes = gzipSync(html).byteLength / 1000;
			if (kilobytes > 30) heavy.push(`/${language}${path}: ${Math.round(kilobytes)} kB`);
		}
	}
	expect(heavy).toEqual([]);
});

test('the root leads to the language of the reader', async () => {
	for (const [accepted, language] of [
		['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
		['zh-Hans', 'zh'],
		['de', 'en']
	]) {
		const answer = await fetch(`${inject('address')}/`, { redirect: 'manual', headers: { 'accept-language': accepted! } });
		expect([answer.status, answer.headers.get('location')]).toEqual([302, `/${language}`]);
	}
});

test('what is not there is said in the reader’s language', async () => {
	for (const path of ['/ru/documents/99999', '/ru/parties/QQQ', '/ru/study/99999', '/ru/no-such-page']) {
		const answer = await fetch(inject('address') + path);
		expect(answer.status, path).toBe(404);
		expect(await answer.text()).toMatch(/[а-я]{4}/i);
	}
});

test('a request that a proxy passes on for someone elsewhere may not change anything', async () => {
	const page = await (await fetch(`${inject('address')}/en/documents/1`)).text();
	const form = new URLSearchParams({ settle: `accepted ${/data-evidence="(\d+)"/.exec(page)?.[1]}` });
	const answer = await fetch(`${inject('address')}/en/documents/1?/review`, {
		method: 'POST',
		body: form,
		headers: { origin: inject('address'), 'x-forwarded-for': '203.0.113.9' }
	});
	expect(answer.status).toBe(403);
});

test('a form posted from another site is refused', async () => {
	const answer = await fetch(`${inject('address')}/en/documents/1?/review`, {
		method: 'POST',
		body: new URLSearchParams({ settle: 'accepted 1' }),
		headers: { origin: 'https://elsewhere.example' }
	});
	expect(answer.status).toBe(403);
});
