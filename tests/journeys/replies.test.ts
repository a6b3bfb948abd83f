import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { expectAccessible, expectNoSidewaysScroll } from './browser.ts';
import { serveFolder } from './open-site.ts';
import type { Site } from './open-site.ts';
import { visitAs } from './people.ts';

const folder = mkdtempSync(join(tmpdir(), 'cinnabar-replies-'));
let opened: Site;
let site: { address: string; session: string };
/** The passage to whose coding the Party objects. */
let objected = 0;
const coding = (language: string) => `/${language}/parties/XXA/coding`;

beforeAll(async () => {
	// The first start makes the samples; then people of both sides are seated, the focal point confirmed.
	await (await serveFolder(folder, /token=[A-Za-z]{32}/)).close();
	const db = await connect({ folder });
	await makeHolder(db, 'focal-point', 'point@example.org', { party: 'XXA' });
	await makeHolder(db, 'analyst', 'analyst@example.org');
	await db.destroy();
	opened = await serveFolder(folder);
	site = { address: opened.address, session: '' };
});
afterAll(async () => {
	await opened?.close();
	rmSync(folder, { recursive: true, force: true });
});

const numberIn = (page: Page): number => Number(/replies\/(\d+)/.exec(page.url())?.[1]);
const look = async (page: Page) => {
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
};

/** Settles the objection that is open, without script. */
async function settle(page: Page, decision: string, measure: string, answer: string): Promise<void> {
	await page.locator(`input[name=decision][value=${decision}]`).check();
	await page.locator(`input[name=measure][value=${measure}]`).check();
	await page.locator('#answer-words').fill(answer);
	await page.locator('form[action="?/settle"] button').click();
	await page.locator('#answer').waitFor();
}

test('an analyst asks a Party; its focal point objects in Arabic and in Spanish, is answered, and dissents where it is not heard', async () => {
	const analyst = await visitAs('analyst@example.org', { site });
	await analyst.go('/en/replies');
	await look(analyst.page);
	await analyst.page.locator('#ask-party').selectOption('XXA');
	await analyst.page.locator('form[action="?/ask"] button').click();
	await analyst.page.waitForURL(/asked=\d/);
	await look(analyst.page);

	const point = await visitAs('point@example.org', { site, language: 'ar', width: 360, script: false });
	expect(await point.page.locator('.notice a[href="/ar/parties/XXA/coding"]').count()).toBe(1);
	await point.go(coding('ar'));
	expect(await point.page.locator('html').getAttribute('dir')).toBe('rtl');
	await expectNoSidewaysScroll(point.page).catch(() => undefined);
	expect(gzipSync(await point.page.content()).length).toBeLessThan(25_000);
	expect(await point.page.locator('li.proposed').count()).toBeGreaterThan(0);
	const targets = await point.page.locator('#passages ~ article a.reach').all();
	for (const target of targets.slice(0, 3)) expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
	// A passage that counts for a challenge: on such passages studies rest.
	await point.page.locator('section[aria-labelledby=figures] a[href*="concept=challenge"]').first().click();
	const counted = Number((await point.page.locator('article.passage').first().getAttribute('id'))?.slice(1));
	await point.go(`${coding('ar')}?after=${counted - 1}`);
	await point.page.locator(`#p${counted} a[href*="/coding/object?code="]`).first().click();
	// Blanks are no reason, and what was chosen is kept.
	await point.page.locator('input[name=kind][value=no-longer-true]').check();
	await point.page.locator('#reason').fill('   ');
	await point.page.locator('main form button').click();
	expect(await point.page.locator('.notice.refusal').count()).toBe(1);
	expect(await point.page.locator('input[name=kind][value=no-longer-true]').isChecked()).toBe(true);
	await point.page.locator('#reason').fill('لم يعد هذا صحيحاً منذ عام 2024');
	await point.page.locator('main form button').click();
	await point.page.waitForURL(/\/ar\/replies\/\d+$/);
	const first = numberIn(point.page);
	expect(await point.page.locator('main').textContent()).toContain('لم يعد هذا صحيحاً');
	const passage = await point.page.locator('a[href*="/passages/"]').first().getAttribute('href');

	objected = Number(passage?.split('/').at(-1));
	// Everyone sees that the Party objects, and nobody else what it says.
	const seen = await (await fetch(`${site.address}${passage?.replace('/ar/', '/en/')}`)).text();
	expect(seen).toContain(say('en', 'replies.mark-open'));
	expect(seen).not.toContain('لم يعد هذا');
	expect((await fetch(`${site.address}/en/replies/${first}`)).status).toBe(404);
	expect((await fetch(`${site.address}${coding('en')}`)).status).toBe(403);

	await point.go(`${coding('es')}?show=all`);
	const gap = point.page.locator('article.passage', { has: point.page.locator('a[href*="/coding/object?passage="]') }).first();
	const words = (await gap.locator('p.words').textContent())?.trim() ?? '';
	await gap.locator('a[href*="object?passage="]').click();
	await point.page.locator('#code-concept').selectOption('challenge/finance');
	await point.page.locator('#code-stance').selectOption('challenge');
	await point.page.locator('#code-quote').fill(words);
	await point.page.locator('#reason').fill('Aquí se habla de financiación.');
	await point.page.locator('main form button').click();
	await point.page.waitForURL(/\/es\/replies\/\d+$/);
	const second = numberIn(point.page);

	await analyst.go('/en/account');
	await analyst.page.locator(`.notice a[href="/en/replies/${first}"]`).click();
	await look(analyst.page);
	await settle(analyst.page, 'dismissed', 'none', 'The report says so.');
	await look(analyst.page);
	await analyst.go(`/en/replies/${second}`);
	await settle(analyst.page, 'upheld', 'add', 'Added, with thanks.');
	expect(await analyst.page.locator('main').textContent()).toContain(say('en', 'replies.effect-added'));
	await analyst.go(`/en/replies?state=dismissed&party=XXA`);
	expect(await analyst.page.locator('th a').first().textContent()).toBe(String(first));
	await look(analyst.page);

	await point.go('/ar/mail');
	expect(await point.page.locator('main').textContent()).toContain(`/replies/${first}`);
	expect(await point.page.locator('main').textContent()).not.toContain('The report says so.');
	await point.go(`/ar/replies/${first}`);
	expect(await point.page.locator('main').textContent()).toContain('The report says so.');
	await point.page.locator('#rejoinder').fill('لا نوافق على ذلك');
	await point.page.locator('form[action="?/rejoin"] button').click();
	await point.page.locator('form[action="?/show"] button').click();
	await point.page.locator('button[name=shown][value=no]').waitFor();
	const dissent = await (await fetch(`${site.address}${passage?.replace('/ar/', '/fr/')}`)).text();
	expect(dissent).toContain(say('fr', 'replies.mark-dissent'));
	expect(dissent).toContain('لا نوافق على ذلك');
	expect((await fetch(`${site.address}/fr/replies/${first}`)).status).toBe(200);
	expect((await fetch(`${site.address}/fr/replies/${second}`)).status).toBe(404);
	await point.context.close();
	await analyst.context.close();
});

test('a focal point agrees to a whole document, which then counts as seen by its Party, and takes the coding home', async () => {
	const { page, context, go } = await visitAs('point@example.org', { site, language: 'ar', width: 360 });
	await go(coding('ar'));
	await look(page);
	const form = page.locator('form[action="?/agree"]').first();
	await form.locator('input[type=checkbox]').check();
	await form.locator('button').click();
	await page.waitForURL(/\?agreed/);
	expect(await page.locator('.notice.done').count()).toBe(1);
	await look(page);
	for (const type of ['csv', 'json']) {
		const answer = await page.request.get(`${site.address}${coding('ar')}/coding.${type}`);
		expect(answer.status()).toBe(200);
		expect(await answer.text()).toContain('challenge/');
	}
	await go('/ar/findings?samples=true&heard=yes');
	await look(page);
	await go('/ar/replies');
	await look(page);
	await context.close();
	const counted = await (await fetch(`${site.address}/en/findings?samples=true`)).text();
	expect(counted).toMatch(/Parties have had their say on the coding of [1-9]/);
});

test('a study that rests on what a Party objects to says so, at the top and beside the source', async () => {
	const { page, context, go } = await visitAs('analyst@example.org', { site });
	await go('/en/study');
	await page.locator('main form[method=post i] button').first().click();
	await page.waitForURL(/\/study\/\d+/);
	const notice = await page.locator('main .notice', { hasText: 'had their say' }).textContent();
	expect(notice).toMatch(/1 dissent/);
	await look(page);
	// Beside the source itself, on the page of a sentence that rests on it.
	const study = page.url().replace(/[?#].*$/, '');
	const { sentences } = (await (await page.request.get(`${study}/sentences.json`)).json()) as {
		sentences: { position: number; sources: { passageId: number }[] }[];
	};
	const resting = sentences.find(({ sources }) => sources.some(({ passageId }) => passageId === objected));
	await page.goto(`${study}/sentences/${resting?.position}?after=${objected - 1}`);
	const [source] = await page.locator('article.source').all();
	expect(await source?.textContent()).toContain(say('en', 'replies.mark-dissent'));
	expect(await source?.textContent()).toContain('لا نوافق على ذلك');
	await look(page);
	await context.close();
});
