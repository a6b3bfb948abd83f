import { expect, inject, test } from 'vitest';
import { listedLanguages } from '#text/languages.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';

test.each([
	{ language: 'en', script: true, width: 1280 },
	{ language: 'ar', script: false, width: 360 }
])('a person agrees to be named in public, is, and takes it back, in $language, script $script', async ({ language, script, width }) => {
	const me = await visit({ language, script, width });
	const other = await visit({ language, script, width, signedIn: false });
	const holders = async () => {
		await other.go(`/${language}/offices`);
		return other.page.locator('section[aria-labelledby=secretariat] td').allTextContents();
	};
	const before = await holders();
	await me.go(`/${language}/account`);
	const form = me.page.locator('form[action="?/consent"]');
	expect(await form.locator('input[name=agrees]').inputValue()).toBe('yes');
	await form.locator('button').click();
	await form.locator('input[name=agrees][value=no]').waitFor({ state: 'attached' });
	expect(await holders()).not.toEqual(before);
	await form.locator('button').click();
	await form.locator('input[name=agrees][value=yes]').waitFor({ state: 'attached' });
	expect(await holders()).toEqual(before);
	await me.context.close();
	await other.context.close();
});

test('from the foot of any page, from signing in and from the account one comes to what is held, and every period is explained', async () => {
	const { page, context, go } = await visit({ signedIn: false });
	for (const path of ['/en/documents', '/en/sign-in']) {
		await go(path);
		await page.locator(`${path === '/en/sign-in' ? '#email-use' : 'footer'} a[href="/en/privacy"]`).click();
		await page.waitForURL(/\/en\/privacy$/);
	}
	await expectAccessible(page);
	const targets = await page.locator('main a[href^="#"]').evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
	expect(targets.length).toBeGreaterThan(10);
	for (const target of targets) expect(await page.locator(target).count(), target).toBe(1);
	// What was forgotten on which day is for the secretariat.
	expect(await page.locator('#runs').count()).toBe(0);
	await context.close();
	const mine = await visit();
	await mine.go('/en/account');
	await mine.page.locator('main a[href="/en/privacy"]').click();
	expect(await mine.page.locator('#runs').count()).toBe(1);
	await expectAccessible(mine.page);
	await mine.context.close();
});

test('what is held is told in six languages, on a phone too', async () => {
	for (const language of listedLanguages) {
		const { page, context, go } = await visit({ language, width: 360, signedIn: false });
		await go(`/${language}/privacy`);
		await expectNoSidewaysScroll(page);
		expect(await page.locator('main').textContent()).not.toMatch(/privacy\.|undefined/);
		await context.close();
	}
});

test('what is searched too often is refused in the reader’s language, and pages are read on', async () => {
	const { page, context, go } = await visit({ language: 'fr', signedIn: false });
	await context.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.77' });
	const search = `${inject('address')}/fr/documents?q=mercure`;
	const headers = { 'x-forwarded-for': '203.0.113.77', accept: 'text/html' };
	let last = 0;
	for (let turn = 0; turn < 200 && last !== 429; turn++) last = (await fetch(search, { headers })).status;
	expect((await page.goto(search))?.status()).toBe(429);
	await expectAccessible(page);
	await page.setViewportSize({ width: 360, height: 900 });
	await expectNoSidewaysScroll(page);
	await page.locator('nav.languages a[lang=ar]').click();
	await page.waitForURL(/\/ar$/);
	await go('/fr/documents');
	await context.close();
});
