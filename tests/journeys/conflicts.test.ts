import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import { giveOffice, visitAs } from './people.ts';

test('two people change the title of a document: the later sees both, in Arabic and on a phone, and chooses', async () => {
	await giveOffice('editor', 'conflict@example.org');
	const editor = await visitAs('conflict@example.org', { language: 'ar', width: 390 });
	const analyst = await visit();
	await editor.go('/ar/documents/2/edit');
	await analyst.go('/en/documents/2');
	await analyst.page.getByRole('link', { name: 'Change these details' }).click();
	const before = await analyst.page.locator('#edit-title').inputValue();
	await analyst.page.locator('#edit-title').fill(`${before} (analyst)`);
	await analyst.page.locator('#edit-why').fill('As on the cover');
	await analyst.page.locator('form[action="?/save"] button').click();
	await analyst.page.waitForURL(/\/documents\/2$/);
	expect(await analyst.page.locator('h1').textContent()).toContain('(analyst)');

	await editor.page.locator('#edit-title').fill(`${before} (editor)`);
	await editor.page.locator('#edit-why').fill('الغلاف');
	await editor.page.locator('form[action="?/save"] button').click();
	await editor.page.waitForURL(/\/documents\/2\/edit$/);
	await editor.page.locator('.clash').waitFor();
	expect(await editor.page.locator('.clash .stands').textContent()).toBe(`${before} (analyst)`);
	expect(await editor.page.locator('#edit-title').inputValue()).toBe(`${before} (editor)`);
	expect(await editor.page.locator('#edit-why').inputValue()).toBe('الغلاف');
	await expectAccessible(editor.page);
	await expectNoSidewaysScroll(editor.page);
	// Whoever leaves finds it again, from the account page too.
	await editor.go('/ar/account');
	await editor.page.locator('a[href="/ar/documents/2/edit"]').click();
	await editor.page.locator('input[value=mine]').check();
	await editor.page.locator('form[action="?/save"] button').click();
	await editor.page.waitForURL(/\/documents\/2$/);
	expect(await editor.page.locator('h1').textContent()).toContain('(editor)');
	await editor.go('/ar/account');
	expect(await editor.page.locator('a[href="/ar/documents/2/edit"]').count()).toBe(0);
	// Others must find the document as it was.
	await analyst.go('/en/documents/2/edit');
	await analyst.page.locator('#edit-title').fill(before);
	await analyst.page.locator('#edit-why').fill('Put back');
	await analyst.page.locator('form[action="?/save"] button').click();
	await editor.context.close();
	await analyst.context.close();
});

test('what is refused comes back as it was written, without script', async () => {
	const { page, context, go } = await visit({ language: 'fr', script: false });
	await go('/fr/documents/3/edit');
	await page.locator('#edit-cycle').fill('25');
	await page.locator('#edit-title').fill('Un titre soigneusement écrit');
	await page.locator('#edit-why').fill('parce que');
	await page.locator('form[action="?/save"] button').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	expect(await page.locator('#edit-title').inputValue()).toBe('Un titre soigneusement écrit');
	expect(await page.locator('#edit-cycle').inputValue()).toBe('25');
	await context.close();
});

test('an editor rewords a sentence, owns a figure that nobody counted, and the sentence says that a person wrote it', async () => {
	const { page, context, go } = await visit({ language: 'es' });
	await go('/es/study');
	await page.locator('main form button').first().click();
	await page.waitForURL(/\/study\/\d+/);
	const study = new URL(page.url()).pathname;
	await go(`${study}/sentences/2`);
	await page.locator(`a[href="${study}/sentences/2/edit"]`).click();
	const written = await page.locator('#edit-body').inputValue();
	await page.locator('#edit-body').fill(`${written} Véase el artículo 4711.`);
	await page.locator('#edit-why').fill('Remisión');
	await page.locator('form[action="?/save"] button').click();
	await page.locator('[name=owns-figures]').check();
	await expectAccessible(page);
	await page.locator('form[action="?/save"] button').click();
	await page.waitForURL(new RegExp(`${study}/sentences/2$`));
	expect(await page.locator('blockquote').allTextContents()).toEqual([`${written} Véase el artículo 4711.`, written]);
	await expectAccessible(page);
	await go(study);
	expect(await page.locator('small.reworded').count()).toBe(1);
	await expectAccessible(page);
	await context.close();
});

test('two reviewers decide on one piece: the later is told in Arabic what the earlier decided, and what was written stays', async () => {
	await giveOffice('analyst', 'reviewer@example.org');
	const late = await visitAs('reviewer@example.org', { language: 'ar', script: false });
	const early = await visit();
	await early.go('/en/documents/4');
	const href = await early.page.locator('article:has(li.proposed) .place a').first().getAttribute('href');
	await late.go(href!.replace('/en/', '/ar/'));
	await late.page.locator('#change-id').selectOption({ index: 0 });
	const piece = (await late.page.locator('#change-id').inputValue()).split(' ')[0];
	await late.page.locator('#change-concept').selectOption('challenge/awareness');
	await late.page.locator('#change-stance').selectOption('progress');
	await early.go(href!);
	await early.page.locator(`button[value="accepted ${piece}"]`).click();
	await early.page.locator(`li#e${piece}.accepted`).waitFor();

	await late.page.locator('form[action="?/change"] button').click();
	expect(await late.page.locator('.notice.refusal').textContent()).toContain('قُبل');
	expect(await late.page.locator(`li#e${piece}.accepted`).count()).toBe(1);
	expect(await late.page.locator('#change-id').inputValue()).toBe(`${piece} accepted`);
	expect(await late.page.locator('#change-concept').inputValue()).toBe('challenge/awareness');
	expect(await late.page.locator('#change-stance').inputValue()).toBe('progress');
	// Whoever has seen both and still thinks so, sends it again.
	await late.page.locator('form[action="?/change"] button').click();
	expect(await late.page.locator('.notice.refusal').count()).toBe(0);
	expect(await late.page.locator(`li#e${piece}`).count()).toBe(0);
	await early.context.close();
	await late.context.close();
});

test('two give an organisation another name: the later is told both names', async () => {
	const [early, late] = [await visit(), await visit({ language: 'fr' })];
	await early.go('/en/offices');
	await early.page.locator('form[action="?/organise"] [name=name]').last().fill('A name to be changed');
	await early.page.locator('form[action="?/organise"] button').last().click();
	const renaming = (page: Page) => page.locator('details', { hasText: 'A name to be changed' });
	await early.page.locator('summary', { hasText: 'A name to be changed' }).waitFor();
	await late.go('/fr/offices');
	for (const [page, name] of [
		[early.page, 'The earlier name'],
		[late.page, 'Le nom plus tardif']
	] as const) {
		await renaming(page).locator('summary').click();
		await renaming(page).locator('[name=name]').fill(name);
		await renaming(page).locator('button').click();
	}
	const refusal = await late.page.locator('.notice.refusal').textContent();
	expect(refusal).toContain('The earlier name');
	expect(refusal).toContain('Le nom plus tardif');
	await early.context.close();
	await late.context.close();
});
