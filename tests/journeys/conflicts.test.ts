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
