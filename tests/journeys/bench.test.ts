import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { within } from './addresses/kept.ts';
import { arabic, english, layGround } from './bench-ground.ts';
import type { Ground } from './bench-ground.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import type { Visit } from './browser.ts';
import { serveFolder } from './open-site.ts';
import type { Site } from './open-site.ts';

let folder: string;
let site: Site;
let ground: Ground;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cinnabar-bench-'));
	ground = await layGround(folder);
	site = await serveFolder(folder);
});

afterAll(async () => {
	await site?.close();
	if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const visitAs = (name: string, about: Visit = {}) =>
	visit({ ...about, site: { address: site.address, session: ground.sessions[name] ?? '' } });
const queueOf = (name: string, language = 'en') => `/${language}/review?samples=yes&document=${ground.documents[name]!.id}`;
const isReady = (page: Page) => page.locator('.bench.has-script').waitFor();
const passageOn = (page: Page) => page.locator('.bench-card').getAttribute('data-passage');
const statuses = (page: Page) =>
	page.locator('.bench-card [data-piece]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.status));
/** Until everything that was done has been answered. */
const isSent = (page: Page) =>
	page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('cinnabar-bench ') && localStorage[key] !== '[]'));

/** What stands in the database, while the site is closed. */
async function kept<T>(read: (db: Db) => Promise<T>): Promise<T> {
	await site.close();
	const found = await within(folder, read);
	site = await serveFolder(folder);
	return found;
}

/** Selects a stretch of the passage as a mouse does, by the places of its letters. */
const selectIn = (page: Page, start: number, end: number) =>
	page.locator('[data-words]').evaluate(
		(element, [from, to]) => {
			const at = (offset: number): [Node, number] => {
				const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
				let left = offset;
				for (let node = walker.nextNode(); node; node = walker.nextNode()) {
					const length = node.textContent?.length ?? 0;
					if (left <= length) return [node, left];
					left -= length;
				}
				return [element, 0];
			};
			getSelection()?.setBaseAndExtent(...at(from!), ...at(to!));
		},
		[start, end]
	);

test('by keyboard alone a reviewer settles, changes, adds, finishes, skips, and takes twelve acts back', async () => {
	const { page, context, go } = await visitAs('ana');
	await go(queueOf('keys'));
	await isReady(page);
	await expectAccessible(page);
	const first = await passageOn(page);
	const keys = async (...some: string[]) => {
		for (const one of some) await page.keyboard.press(one);
	};
	await keys('KeyA', 'KeyR');
	expect(await statuses(page)).toEqual(['accepted', 'refused']);
	// The first three words, a concept by a part of its label, a stance by its digit.
	await keys('KeyW', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
	expect(await page.locator('#code-quote').inputValue()).toBe('There is a');
	await page.keyboard.type('skills');
	await keys('Enter', 'Digit2', 'Enter');
	expect(await page.locator('.bench-card li[data-own] strong').textContent()).toBe('Skills and training');
	await keys('Digit4');
	expect(await page.locator('.bench-card li.accepted[data-own]').getAttribute('data-stance')).toBe('plan');
	await isSent(page);
	await keys('KeyY', 'KeyD');
	expect(await passageOn(page)).not.toBe(first);
	// An open proposal is not passed over in silence.
	const second = await passageOn(page);
	await keys('KeyD');
	expect(await passageOn(page)).toBe(second);
	await keys('KeyS');
	expect(await passageOn(page)).not.toBe(second);
	for (let passages = 0; passages < 2; passages++) await keys('Shift+KeyA', 'KeyD');
	await keys('Shift+KeyA', 'KeyX');
	await isSent(page);
	for (let acts = 0; acts < 12; acts++) await keys('KeyU');
	await isSent(page);
	expect(await passageOn(page)).toBe(first);
	expect(await statuses(page)).toEqual(['proposed', 'proposed']);
	expect(await page.locator('#bench-troubles .notice').count()).toBe(0);
	const left = await kept(async (db) => {
		const codes = await listEvidence(db, ground.documents['keys']!.passages);
		const read = await db.selectFrom('reviewedPassage').selectAll().where('passageId', 'in', ground.documents['keys']!.passages).execute();
		return { settled: codes.filter(({ status }) => status !== 'proposed').length, read: read.length };
	});
	expect(left).toEqual({ settled: 0, read: 0 });
	await context.close();
});

test('the keys keep their places on a Russian keyboard, can be switched off, and are shown', async () => {
	const { page, context, go } = await visitAs('ana', { language: 'ru' });
	await go(queueOf('plain', 'ru'));
	await isReady(page);
	const press = (code: string, key: string) =>
		page.evaluate(
			([place, letter]) =>
				document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { code: place!, key: letter!, bubbles: true })),
			[code, key]
		);
	await press('KeyR', 'к');
	expect(await statuses(page)).toEqual(['refused', 'proposed']);
	await press('KeyU', 'г');
	expect(await statuses(page)).toEqual(['proposed', 'proposed']);
	await press('Slash', '.');
	expect(await page.locator('dialog[open]').count()).toBe(1);
	await page.locator('#bench-keys-on').uncheck();
	await page.locator('#bench-keys-close').click();
	await press('KeyR', 'к');
	expect(await statuses(page)).toEqual(['proposed', 'proposed']);
	await isSent(page);
	await context.close();
});

test('words selected across an Arabic and a Latin border are stored at their own place', async () => {
	const { page, context, go } = await visitAs('ana', { language: 'ar' });
	await go(queueOf('arabic', 'ar'));
	await isReady(page);
	await expectAccessible(page);
	expect(await page.locator('[data-words]').textContent()).toBe(arabic);
	const [start, end] = [arabic.indexOf('جهاز'), arabic.indexOf('اللازم') + 'اللازم'.length];
	// Begun within a word and ended within another: whole words are meant.
	await selectIn(page, start + 2, end - 2);
	await page.locator('#bench-selection').waitFor();
	expect(await page.locator('#bench-chosen').textContent()).toBe('جهاز GC-MS اللازم');
	await page.keyboard.press('KeyE');
	expect(await page.locator('#code-quote').inputValue()).toBe(arabic.slice(start, end));
	await page.locator('#concept-filter').fill('البيانات');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Digit1');
	await page.keyboard.press('Enter');
	// Marks lie over each other, and the text has not moved by a letter.
	expect(await page.locator('[data-words]').textContent()).toBe(arabic);
	expect(await page.locator('[data-words] mark.l0 mark.l1').textContent()).toBe('GC-MS');
	const passage = Number(await passageOn(page));
	await isSent(page);
	// By letters, within a word.
	await page.keyboard.press('KeyG');
	await selectIn(page, arabic.indexOf('لمختبرات') + 1, arabic.indexOf('لمختبرات') + 'لمختبرات'.length);
	await page.locator('[data-selection=code]').click();
	expect(await page.locator('#code-quote').inputValue()).toBe('مختبرات');
	await page.locator('#code button:not([type=button])').click();
	await isSent(page);
	const stored = await kept((db) => listEvidence(db, [passage]));
	const own = stored.filter(({ coderKind }) => coderKind === 'person');
	expect(own.map((one) => [one.start, one.end, one.quote, one.status])).toEqual([
		[start, end, 'جهاز GC-MS اللازم', 'accepted'],
		[arabic.indexOf('مختبرات'), arabic.indexOf('مختبرات') + 'مختبرات'.length, 'مختبرات', 'accepted']
	]);
	for (const one of stored) expect(arabic.slice(one.start, one.end)).toBe(one.quote);
	await context.close();
});

test('on a telephone everything is done by touch, with large buttons and nothing wider than the screen', async () => {
	const { context: opened } = await visitAs('ana');
	const context = await opened.browser()!.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
	await context.addCookies(await opened.cookies());
	await opened.close();
	const page = await context.newPage();
	await page.goto(site.address + queueOf('touch'));
	await isReady(page);
	await expectNoSidewaysScroll(page);
	const sizes = await page
		.locator('.bench button:visible, .bench summary:visible')
		.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
	expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
	await page.locator('.bench-card li.proposed button').first().tap();
	await page.locator('.bench-card li.proposed button').nth(1).tap();
	expect(await statuses(page)).toEqual(['accepted', 'refused']);
	await selectIn(page, english.indexOf('permits'), english.indexOf('permits') + 3);
	await page.locator('[data-selection=item]').tap();
	expect(await page.locator('.finish input[name=item]').inputValue()).toBe('permits');
	await selectIn(page, english.indexOf('stored'), english.indexOf('stored') + 6);
	await page.locator('[data-selection=memo]').tap();
	expect(await page.locator('#memo-quote').inputValue()).toBe('stored');
	await page.locator('#memo-language').selectOption('ar');
	expect(await page.locator('#memo-body').getAttribute('dir')).toBe('rtl');
	await page.locator('#memo-body').fill('أين؟');
	await page.locator('#memo button:not([type=button])').tap();
	await page.locator('.memos [lang=ar][dir=rtl]').waitFor();
	const first = await passageOn(page);
	await page.locator('button[value="verb=finish"]').tap();
	expect(await passageOn(page)).not.toBe(first);
	await page.locator('#undo button').tap();
	expect(await passageOn(page)).toBe(first);
	await isSent(page);
	await context.close();
});

test('without script every act is a form that leads back to the bench, and acts are taken back in turn', async () => {
	const { page, context, go } = await visitAs('ben', { language: 'fr', script: false });
	await go(queueOf('plain', 'fr'));
	const first = await passageOn(page);
	await page.locator('.bench-card li.proposed button').first().click();
	expect(await statuses(page)).toEqual(['accepted', 'proposed']);
	expect(await passageOn(page)).toBe(first);
	await page.locator('#code-panel summary').click();
	await page.locator('#code-quote').fill('words that are not there');
	await page.locator('#code-concept').selectOption('challenge/data');
	await page.locator('#code button').first().click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('#code-quote').inputValue()).toBe('words that are not there');
	expect(await page.locator('#code-concept').inputValue()).toBe('challenge/data');
	await page.locator('#code-quote').fill('laboratories');
	await page.locator('#code button').first().click();
	expect(await page.locator('.bench-card li.accepted q').allTextContents()).toContain('laboratories');
	// Done is refused as long as a proposal is open, and what was filled in stays.
	await page.locator('.states input[value=yes]').check();
	await page.locator('.particulars summary').click();
	await page.locator('.finish input[name=quantity]').fill('two');
	await page.locator('button[value="verb=finish"]').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('.finish input[name=quantity]').inputValue()).toBe('two');
	await page.locator('.bench-card li.proposed button').nth(1).click();
	await page.locator('.states input[value=yes]').check();
	await page.locator('button[value="verb=finish"]').click();
	expect(await passageOn(page)).not.toBe(first);
	await page.locator('button[value="verb=skip"]').click();
	for (let acts = 0; acts < 5; acts++) await page.locator('#undo button').click();
	expect(await passageOn(page)).toBe(first);
	expect(await statuses(page)).toEqual(['proposed', 'proposed']);
	expect(await page.locator('#undo button').isDisabled()).toBe(true);
	await context.close();
});

test('of two at one passage the later is told what stands, and keeps what they had written', async () => {
	const [ana, ben] = [await visitAs('ana'), await visitAs('ben')];
	for (const { page, go } of [ana, ben]) {
		await go(queueOf('both'));
		await isReady(page);
	}
	const passage = await passageOn(ana.page);
	expect(await passageOn(ben.page)).toBe(passage);
	await ana.page.keyboard.press('KeyR');
	await isSent(ana.page);
	// Ben would put something else in the place of what Ana has refused.
	await ben.page.keyboard.press('KeyC');
	await ben.page.locator('#concept-filter').fill('Skills');
	await ben.page.keyboard.press('Enter');
	await ben.page.keyboard.press('Enter');
	await ben.page.locator('#bench-troubles .notice').waitFor();
	await isSent(ben.page);
	await ben.page.waitForFunction(() => document.querySelectorAll('.bench-card [data-piece]').length === 2);
	expect(await statuses(ben.page)).toEqual(['refused', 'proposed']);
	await ben.page.locator('#bench-troubles button').first().click();
	await ben.page.waitForFunction(() => (document.getElementById('code-panel') as HTMLDetailsElement).open);
	expect(await ben.page.locator('#code-quote').inputValue()).toBe('funds');
	expect(await ben.page.locator('#code-concept').inputValue()).toMatch(/skills/);
	await ana.context.close();
	await ben.context.close();
});

test('what cannot be sent waits, survives a reload, warns whoever leaves, and is sent once', async () => {
	const { page, context, go } = await visitAs('ana');
	await go(queueOf('lost'));
	await isReady(page);
	const first = await passageOn(page);
	await page.waitForFunction(() => document.querySelector('#bench-progress') !== null);
	await page.waitForTimeout(500);
	await page.route('**/acts', (route) => route.abort());
	for (const one of ['Shift+KeyA', 'KeyD']) await page.keyboard.press(one);
	expect(await passageOn(page)).not.toBe(first);
	await page.locator('#bench-waiting:has-text("2")').waitFor();
	let warned = false;
	page.on('dialog', (dialog) => {
		warned = dialog.type() === 'beforeunload';
		void dialog.accept();
	});
	await page.reload();
	expect(warned).toBe(true);
	await isReady(page);
	await page.unroute('**/acts');
	await isSent(page);
	await page.keyboard.press('KeyU');
	await page.waitForFunction((id) => document.querySelector('.bench-card')?.getAttribute('data-passage') === id, first);
	await page.waitForFunction(() => document.querySelector('.bench-card')?.getAttribute('data-read') === '');
	expect(await statuses(page)).toEqual(['accepted', 'accepted']);
	await context.close();
});

test('two code blind on the bench of a coding project, and neither is shown what the other says', async () => {
	const [ana, ben] = [await visitAs('ana'), await visitAs('ben')];
	await ana.go('/en/coding/1/bench');
	await isReady(ana.page);
	await expectAccessible(ana.page);
	const passage = await passageOn(ana.page);
	await ana.page.keyboard.press('KeyA');
	await ana.page.keyboard.press('KeyR');
	await selectIn(ana.page, english.indexOf('stored'), english.indexOf('stored') + 6);
	await ana.page.keyboard.press('KeyE');
	await ana.page.locator('#concept-filter').fill('Waste');
	await ana.page.keyboard.press('Enter');
	await ana.page.keyboard.press('Digit1');
	await ana.page.keyboard.press('Enter');
	await isSent(ana.page);
	await ana.page.keyboard.press('KeyM');
	await ana.page.locator('#memo-body').fill('Stored is handled.');
	await ana.page.locator('#memo button:not([type=button])').click();
	await ana.page.keyboard.press('KeyD');
	await isSent(ana.page);

	await ben.go(`/en/coding/1/bench?passage=${passage}`);
	await isReady(ben.page);
	expect(await statuses(ben.page)).toEqual(['proposed', 'proposed']);
	expect(await ben.page.content()).not.toContain('Stored is handled.');
	const ahead = await ben.page.context().request.get(`${site.address}/en/coding/1/bench/next?passage=${passage}`);
	expect(await ahead.text()).not.toMatch(/Stored is handled|data-own|data-status="(accepted|refused)"/);
	await ben.page.keyboard.press('Shift+KeyA');
	await ben.page.keyboard.press('KeyD');
	await isSent(ben.page);
	const evidence = await kept((db) => listEvidence(db, [Number(passage)]));
	expect(evidence.map(({ status }) => status)).toEqual(['proposed', 'proposed']);
	await ana.context.close();
	await ben.context.close();
});

test('the bench travels in 25 kB', async () => {
	const { context } = await visitAs('ana');
	for (const address of [queueOf('chance'), '/ar/review?samples=yes', '/en/coding/1/bench']) {
		const answer = await context.request.get(site.address + address, { headers: { 'accept-encoding': 'gzip' } });
		expect(gzipSync(await answer.body()).byteLength, address).toBeLessThan(25_000);
	}
	await context.close();
});
