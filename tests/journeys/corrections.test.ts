import { expect, inject, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';

const passage = '/documents/1/passages/10';

test('a visitor asks in Arabic for a correction of a passage, the analyst answers in English, and both the visitor and the public read it', async () => {
	const visitor = await visit({ language: 'ar', width: 360, signedIn: false });
	await visitor.go(`/ar${passage}`);
	await visitor.page.locator('a[href*="/corrections/ask"]').click();
	await visitor.page.waitForURL(/\/ar\/corrections\/ask\?about=passage/);
	expect(await visitor.page.locator('html').getAttribute('dir')).toBe('rtl');
	await expectAccessible(visitor.page);
	await expectNoSidewaysScroll(visitor.page);
	const targets = await visitor.page.locator('main form :is(input, select, textarea, button)').all();
	for (const target of targets) expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
	await visitor.page.locator('#wrong').fill('العام خطأ في هذا المقطع');
	await visitor.page.locator('#should').fill('الصواب ٢٠٢٤');
	await visitor.page.locator('#field-email').fill('reader@example.org');
	await visitor.page.locator('main form button').click();
	await visitor.page.waitForURL(/\/ar\/corrections\/requests\/\d+\?key=/);
	await expectAccessible(visitor.page);
	await expectNoSidewaysScroll(visitor.page);
	const own = visitor.page.url();
	const number = /requests\/(\d+)/.exec(own)?.[1] ?? '';
	expect(await visitor.page.locator('.notice a').getAttribute('href')).toBe(own);
	expect(await visitor.page.locator('h1').textContent()).toContain(number);

	const without = await fetch(`${inject('address')}/ar/corrections/requests/${number}`);
	expect(without.status).toBe(404);
	expect((await fetch(`${inject('address')}/ar/corrections/requests/${number}?key=wrong`)).status).toBe(404);

	const analyst = await visit({ language: 'en', script: false });
	await analyst.go('/en/corrections');
	await analyst.page.locator('.notice a[href$="/corrections/requests?state=sent"]').click();
	await analyst.page.locator(`th a[href$="/corrections/requests/${number}"]`).click();
	expect(await analyst.page.locator('main').textContent()).toContain('العام خطأ في هذا المقطع');
	expect(await analyst.page.locator('main').textContent()).not.toContain('reader@example.org');
	await analyst.page.locator('form[action="?/take"] button').click();
	await visitor.page.goto(own);
	expect(await visitor.page.locator('main').textContent()).toContain('قيد النظر');
	// An answer of blanks is refused, and what was chosen is kept.
	await analyst.page.locator('input[name=verdict][value=accepted]').check();
	await analyst.page.locator('#answer-words').fill('   ');
	await analyst.page.locator('form[action="?/settle"] button').click();
	expect(await analyst.page.locator('.notice.refusal').count()).toBe(1);
	expect(await analyst.page.locator('input[name=verdict][value=accepted]').isChecked()).toBe(true);
	await analyst.page.locator('#answer-words').fill('The year is now 2024.');
	await analyst.page.locator('input[name=shown]').check();
	await analyst.page.locator('form[action="?/settle"] button').click();
	await analyst.page.locator('form[action="?/show"]').waitFor();
	await analyst.context.close();

	await visitor.page.goto(own);
	expect(await visitor.page.locator('main').textContent()).toContain('The year is now 2024.');
	await expectAccessible(visitor.page);
	await visitor.go('/ar/corrections');
	const line = visitor.page.locator('tr', { has: visitor.page.locator(`a[href$="/corrections/requests/${number}"]`) });
	expect(await line.locator(`a[href="/ar${passage}"]`).count()).toBe(1);
	expect(await line.textContent()).toContain('The year is now 2024.');
	await expectAccessible(visitor.page);
	await line.locator(`a[href$="/corrections/requests/${number}"]`).click();
	expect(await visitor.page.locator('blockquote').last().textContent()).toContain('The year is now 2024.');
	await expectAccessible(visitor.page);
	expect(await (await fetch(`${inject('address')}/ar/corrections/feed.xml`)).text()).toContain('العام خطأ في هذا المقطع');
	await visitor.go('/ar/mail');
	expect(await visitor.page.locator('main').textContent()).toContain('The year is now 2024.');
	await visitor.context.close();
});

test('what someone wrote is still there where it is refused, and a record that is not there is not asked about', async () => {
	const { page, context, go } = await visit({ language: 'fr', script: false, signedIn: false });
	await go('/fr/corrections/ask?about=concept%2Fchallenge%2Ffinance');
	await page.locator('#wrong').fill('   ');
	await page.locator('#should').fill('Une autre définition');
	await page.locator('main form button').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('#should').inputValue()).toBe('Une autre définition');
	await context.close();
	for (const about of ['', 'document/99999', 'passage/0', 'person/1', 'party/QQQ', 'sentence/1', '%00'])
		expect((await fetch(`${inject('address')}/fr/corrections/ask?about=${about}`)).status, about).toBe(404);
});

test('the pages of requests read well in Arabic and in English, on a phone and on a desk, for a visitor and for who answers', async () => {
	for (const signedIn of [false, true]) {
		for (const language of ['ar', 'en']) {
			for (const width of [360, 1440]) {
				const { page, context, go } = await visit({ language, width, signedIn });
				for (const path of [
					'/corrections',
					'/corrections/requests',
					'/corrections/requests?state=refused',
					'/corrections/ask?about=party/XXA'
				]) {
					await go(`/${language}${path}`);
					await expectNoSidewaysScroll(page);
					await expectAccessible(page);
					expect(await page.locator('h1').count()).toBe(1);
				}
				await context.close();
			}
		}
	}
});
