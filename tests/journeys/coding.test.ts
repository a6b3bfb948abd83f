import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFacts } from '#cli/prepare.ts';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { nextTasks } from '#domain/coding/queue.server.ts';
import { addCode, finishTask } from '#domain/coding/task.server.ts';
import { authOf } from '#domain/people/auth.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { within } from './addresses/kept.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import type { Visit } from './browser.ts';
import { serveFolder } from './open-site.ts';
import type { Site } from './open-site.ts';

const secret = 'a secret that only this journey knows of';
/** The samples that every site has are of other years. */
const cycle = '2099-full';
const french = 'Le pays manque de fonds pour les laboratoires.';
const arabic = 'تفتقر البلاد إلى الأموال اللازمة للمختبرات (GC-MS) في العاصمة.';

let folder: string;
let site: Site;
const sessions: Record<string, string> = {};
const actors: Record<string, Actor> = {};
let documentId = 0;

/** Signs someone in by a link, as anyone does, and returns their session. */
async function sessionOf(db: Db, email: string): Promise<string> {
	const auth = authOf(db, { origin: 'http://localhost', secret });
	const link = await linkInHand(auth, { email, language: 'en', origin: 'http://localhost' });
	const cookies = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
	return /session_token=([^;]+)/.exec(cookies.join(' '))?.[1] ?? '';
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cinnabar-coding-'));
	writeFileSync(join(folder, 'secret'), secret);
	const db = await connect({ folder });
	await prepareFacts(db);
	await makeParty(db, 'QAA', { unGroup: 'africa', isSample: true });
	const passages = [french, { body: arabic, language: 'ar' as const }, 'Il pleut.'];
	documentId = (await makeDocument(db, { party: 'QAA', cycle, language: 'fr', isSample: true, passages })).id;
	for (const [name, kind] of [
		['third', 'analyst'],
		['awa', 'analyst'],
		['ben', 'translator']
	] as const) {
		actors[name] = await makeHolder(db, kind, `${name}@example.org`);
		sessions[name] = await sessionOf(db, `${name}@example.org`);
	}
	await db.destroy();
	site = await serveFolder(folder);
});

afterAll(async () => {
	await site?.close();
	if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const visitAs = (name: string, about: Visit = {}) => visit({ ...about, site: { address: site.address, session: sessions[name] ?? '' } });

/** Has coders work as they do, while the site is closed. */
async function coded(work: (db: Db) => Promise<void>): Promise<void> {
	await site.close();
	await within(folder, work);
	site = await serveFolder(folder);
}

test('an analyst looks at what a coding project would draw, and makes it, in French and without script', async () => {
	const { page, context, go } = await visitAs('third', { language: 'fr', script: false });
	await go('/fr/coding/new');
	await page.locator('[name=samples]').check();
	await page.locator('[name=kinds][value=national-report]').check();
	await page.locator('[name=cycle]').selectOption(cycle);
	await page.locator('[name=size]').fill('50');
	await page.locator('[name=audit]').fill('0');
	await page.locator('[name=rule]').selectOption('double');
	await page.locator('[name=showsProposals]').uncheck();
	await page.getByRole('button', { name: 'Aperçu' }).click();
	expect(await page.locator('#preview tbody tr').count()).toBe(2);
	expect(await page.locator('#preview [role=status]').textContent()).toContain('6');

	// Nobody codes, and nothing that was written is lost.
	await page.locator('[name=title]').fill('Essai de codage');
	await page.locator('form#project > .row > button:last-child').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('[name=title]').inputValue()).toBe('Essai de codage');
	expect(await page.locator('[name=size]').inputValue()).toBe('50');
	for (const name of ['awa', 'ben']) await page.locator(`[name=coders][value="${actors[name]?.personId}"]`).check();
	await page.locator('form#project > .row > button:last-child').click();
	await page.waitForURL(/\/fr\/coding\/1$/);
	expect(await page.locator('h1').textContent()).toContain('Essai de codage');
	await context.close();
});

test('two code blind: neither is shown the other’s progress, and evidence cannot be settled beside', async () => {
	const { page, context, go } = await visitAs('awa', { language: 'fr' });
	const passage = await page.context().request.get(`${site.address}/fr/documents/${documentId}`);
	const id = /passages\/(\d+)/.exec(await passage.text())?.[1];
	await go(`/fr/documents/${documentId}/passages/${id}`);
	await page.locator('#add-quote').fill('fonds');
	await page.locator('#add-concept').selectOption('challenge/finance');
	await page.locator('#add button').click();
	expect(await page.locator('.notice.refusal a[href="/fr/coding/1/bench"]').count()).toBe(1);
	await context.close();

	const ben = await visitAs('ben', { language: 'fr' });
	await ben.go('/fr/coding/1');
	expect(await ben.page.locator('section[aria-labelledby=progress] tbody tr').count()).toBe(1);
	await ben.context.close();
});

test('a third person settles what differs, in Arabic, by keyboard, and sees who said what only afterwards', async () => {
	await coded(async (db) => {
		for (const [name, quote] of [
			['awa', 'الأموال'],
			['ben', 'الأموال اللازمة للمختبرات']
		] as const) {
			const actor = actors[name]!;
			for (const { taskId, passageId } of await nextTasks(db, actor, 1, 10)) {
				const { language } = await db.selectFrom('passage').select('language').where('id', '=', passageId).executeTakeFirstOrThrow();
				if (language === 'ar')
					await addCode(db, actor, taskId!, { conceptId: 'challenge/finance', stance: 'challenge', quote, near: arabic.indexOf(quote) });
				await finishTask(db, actor, taskId!, { states: language === 'ar' });
			}
		}
	});
	const { page, context, go } = await visitAs('third', { language: 'ar' });
	await go('/ar/coding/1/adjudicate');
	await expectAccessible(page);
	expect(await page.locator('tbody tr').count()).toBe(1);
	await page.locator('tbody a').click();
	await page.waitForURL(/\/adjudicate\/\d+$/);
	await expectAccessible(page);
	expect(await page.content()).not.toMatch(/>\s*(awa|ben)\s*</);
	const ticks = page.locator('input[name=kept]');
	expect([await ticks.count(), await page.locator('input[name=kept]:checked').count()]).toEqual([2, 0]);
	await page.keyboard.press('Digit1');
	expect(await ticks.first().isChecked()).toBe(true);
	await page.keyboard.press('KeyG');
	await page.keyboard.press('KeyF');
	expect(await page.locator('input[name=kept]:checked').count()).toBe(1);

	// Words of one's own that are not there are refused, and what was ticked stays ticked.
	await page.keyboard.press('KeyE');
	await page.locator('#add-quote').fill('كلمات غير موجودة');
	await page.locator('#add-concept').selectOption('need/infrastructure');
	await page.locator('#settle').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('input[name=kept]:checked').count()).toBe(1);
	await page.locator('#add-quote').fill('للمختبرات (GC-MS)');
	await page.locator('#add-stance').selectOption('need');
	await page.getByRole('button', { name: 'إضافة هذا الرمز' }).click();
	expect(await page.locator('input[name=added]:checked').count()).toBe(1);
	const address = page.url().split('?')[0] ?? '';
	await page.locator('h1').click();
	await page.keyboard.press('KeyD');
	await page.waitForURL(/\/adjudicate$/);
	await page.goto(address);
	expect(await page.locator('section[aria-labelledby=standing] li.accepted').count()).toBe(2);
	expect(await page.locator('section[aria-labelledby=standing] q').allTextContents()).toContain('للمختبرات (GC-MS)');
	expect(await page.locator('section[aria-labelledby=given]').textContent()).toMatch(/awa|ben/);
	await context.close();
});

test('a memo on selected words is read by colleagues, found, rewritten and removed by its writer', async () => {
	const { page, context, go } = await visitAs('third', { language: 'ar' });
	const answer = await page.context().request.get(`${site.address}/ar/documents/${documentId}`);
	const [, id] = [...(await answer.text()).matchAll(/passages\/(\d+)/g)].map(([, one]) => one);
	await go(`/ar/documents/${documentId}/passages/${id}`);
	await page.locator('section[aria-labelledby=memos] summary').click();
	await page.locator('[data-passage]').first().selectText();
	await page.waitForFunction(() => (document.querySelector('#memo-quote') as HTMLTextAreaElement).value !== '');
	await page.locator('#memo-body').fill('Is this 0 % of costs?');
	await page.locator('#memo-language').selectOption('en');
	await page.locator('section[aria-labelledby=memos] form button').click();
	await page.waitForURL(/#memos$/);
	expect(await page.locator('section[aria-labelledby=memos] q').textContent()).toBe(arabic);
	await expectAccessible(page);
	await context.close();

	const ben = await visitAs('ben');
	await ben.go('/en/memos?q=0+%25');
	expect(await ben.page.locator('ul.codes > li').count()).toBe(1);
	expect(await ben.page.locator('ul.codes details').count()).toBe(0);
	const file = await ben.page.context().request.get(`${site.address}/en/memos/memos.csv`);
	expect(await file.text()).toContain(arabic);
	await ben.context.close();

	const own = await visitAs('third', { script: false });
	await own.go('/en/memos');
	await own.page.locator('ul.codes details summary').click();
	await own.page.locator('ul.codes details textarea').fill('Running costs?');
	await own.page.locator('ul.codes details button').first().click();
	await own.page.locator('ul.codes .words', { hasText: 'Running costs?' }).waitFor();
	await own.page.locator('ul.codes details summary').click();
	await own.page.locator('ul.codes details button').last().click();
	await own.page.locator('ul.codes').waitFor({ state: 'detached' });
	await own.context.close();
});

test('the leader passes tasks on and closes the coding project, each with a reason, and its pages fit a phone', async () => {
	const { page, context, go } = await visitAs('third', { width: 360 });
	for (const path of ['/en/coding', '/en/coding/new', '/en/coding/1', '/en/coding/1/adjudicate', '/en/memos']) {
		await go(path);
		await expectNoSidewaysScroll(page);
		await expectAccessible(page);
	}
	await go('/en/coding/1');
	await page.locator('form[action="?/blind"]').locator('xpath=..').locator('summary').click();
	await page.locator('form[action="?/blind"] [name=why]').fill('training is over');
	await page.locator('form[action="?/blind"] button').click();
	await page.locator('form[action="?/blind"] [name=blind][value=yes]').waitFor({ state: 'attached' });
	await page.locator('form[action="?/close"]').locator('xpath=..').locator('summary').click();
	await page.locator('form[action="?/close"] [name=why]').fill('all is settled');
	await page.locator('form[action="?/close"] button').click();
	await page.locator('.notice').first().waitFor();
	expect(await page.locator('form[action="?/close"]').count()).toBe(0);
	await context.close();
});
