import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import { giveOffice, visitAs } from './people.ts';

test('two editors change the codebook: a preview says what would change, the later learns what the earlier did', async () => {
	await giveOffice('editor', 'codebook@example.org');
	const analyst = await visit();
	const editor = await visitAs('codebook@example.org', { language: 'ar', width: 390 });

	// The editor rewords a concept in Arabic, on a phone, and looks at the preview.
	await editor.go('/ar/concepts/sector/lighting');
	await editor.page.locator('a[href="/ar/concepts/sector/lighting/change"]').click();
	await expectAccessible(editor.page);
	await editor.page.locator('a[href$="kind=reword&in=ar"]').click();
	await expectAccessible(editor.page);
	await expectNoSidewaysScroll(editor.page);
	expect(await editor.page.locator('#reword-definition').getAttribute('dir')).toBe('rtl');
	const wordings = await editor.page.locator('#reword-alternative').inputValue();
	await editor.page.locator('#reword-alternative').fill(`${wordings}\nمصابيح الزئبق القديمة`);
	await editor.page.locator('main form button').last().click();
	await editor.page.waitForURL(/\/concepts\/versions\/changes\/\d+$/);
	expect(await editor.page.locator('ins', { hasText: 'مصابيح الزئبق القديمة' }).count()).toBe(1);
	await expectAccessible(editor.page);
	await expectNoSidewaysScroll(editor.page);
	const drafted = editor.page.url();

	// Meanwhile the analyst merges two others.
	await analyst.go('/en/concepts/sector/cosmetics/change?kind=merge');
	await analyst.page.locator('#target').selectOption('sector/products');
	await analyst.page.locator('form[action^="?/draft"] button').click();
	await analyst.page.waitForURL(/\/changes\/\d+$/);
	const effect = analyst.page.locator('section[aria-labelledby=effect]');
	expect(await effect.textContent()).toMatch(/All of it follows/);
	const coded = await effect.locator('table').count();
	expect(coded).toBe(2);
	await expectAccessible(analyst.page);
	await analyst.page.locator('#confirm-why').fill('Cosmetics are products');
	await analyst.page.locator('form[action="?/confirm"] button').click();
	await analyst.page.locator('dt', { hasText: 'Confirmed' }).waitFor();
	await analyst.go('/en/concepts/sector/cosmetics');
	expect(await analyst.page.locator('.notice').first().textContent()).toContain('This concept was retired on');
	expect(await analyst.page.locator('.notice a[href="/en/concepts/sector/products"]').count()).toBe(1);
	await expectAccessible(analyst.page);

	// The editor confirms what was made on the version before: refused, with what changed meanwhile; on the new one it passes.
	await editor.page.locator('#confirm-why').fill('صيغة ناقصة');
	await editor.page.locator('form[action="?/confirm"] button').click();
	await editor.page.locator('.notice.refusal').waitFor();
	await editor.page.locator('details summary').first().click();
	expect(await editor.page.locator('#m-merged').count()).toBe(1);
	await expectAccessible(editor.page);
	await editor.page.locator('form[action="?/renew"] button').click();
	await editor.page.waitForURL(drafted);
	await editor.page.locator('#confirm-why').fill('صيغة ناقصة');
	await editor.page.locator('form[action="?/confirm"] button').click();
	await editor.page.locator('dt', { hasText: 'النسخة الناتجة' }).waitFor();

	// Everyone reads the versions, and what differs.
	const reader = await visit({ language: 'ar', signedIn: false, script: true });
	await reader.go('/ar/concepts/versions');
	expect(await reader.page.locator('tbody tr').count()).toBe(3);
	expect(await reader.page.locator('tbody td').allTextContents()).toContain('صيغة ناقصة');
	await expectAccessible(reader.page);
	await reader.page.locator('tbody tr').nth(1).locator('td a').click();
	await reader.page.locator('#d-merged').waitFor();
	await expectAccessible(reader.page);
	const [file] = await Promise.all([reader.page.waitForEvent('download'), reader.page.locator('a[href*="difference.json"]').click()]);
	expect(file.suggestedFilename()).toMatch(/^codebook-[0-9a-f]{12}-[0-9a-f]{12}\.json$/);
	for (const { context } of [analyst, editor, reader]) await context.close();
});

test('an accepted passage of a concept that was split is settled from the list, and the machine proposes anew', async () => {
	const { page, context, go } = await visit({ language: 'fr' });
	await go('/fr/concepts/need/finance');
	const label = ((await page.locator('h1').textContent()) ?? '').trim();
	await page.locator('a[href*="/findings/passages"]').last().click();
	const proposed = page.locator('article.passage', { has: page.locator('mark.proposed') });
	await proposed.first().locator('a[href*="#p"]').click();
	const codes = page.locator('li', { has: page.locator('strong').getByText(label, { exact: true }) });
	const id = await codes.and(page.locator('.proposed')).first().getAttribute('id');
	await page.locator(`li#${id} button[value^=accepted]`).click();
	await page.locator(`li#${id}.accepted`).waitFor();
	await go('/fr/concepts/need/finance/change?kind=split');
	await expectAccessible(page);
	for (const [part, name] of [
		[1, 'grants'],
		[2, 'loans']
	] as const) {
		await page.locator(`#id-${part}`).fill(name);
		for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'])
			await page.locator(`#label-${part}-${language}`).fill(`${name} ${language}`);
	}
	await page.locator('form[action^="?/draft"] button').click();
	await page.waitForURL(/\/changes\/\d+$/);
	expect(await page.locator('#d-split').count()).toBe(1);
	await expectAccessible(page);
	await page.locator('#confirm-why').fill('Deux choses');
	await page.locator('form[action="?/confirm"] button').click();
	await page.locator('dt', { hasText: 'Version qui en résulte' }).waitFor();
	await go('/fr/concepts/versions/flags?concept=need/finance');
	const flags = await page.locator('article.passage').count();
	expect(flags).toBeGreaterThan(0);
	await expectAccessible(page);
	const flag = page.locator('article.passage').first();
	await flag.locator('summary').click();
	await flag.locator('select').selectOption('need/loans');
	await flag.locator('button[value=concept]').click();
	await page.waitForURL(/flags\?concept=need\/finance$/);
	expect(await page.locator('article.passage').count()).toBe(flags - 1);
	await go('/fr/concepts/versions/flags?settled');
	expect(await page.locator('article.passage').last().textContent()).toContain('loans fr');
	await go('/fr/concepts/versions');
	await page.getByText('Depuis le').waitFor();
	await context.close();
});

test('people who review speak of a concept, each in their own language', async () => {
	const asks = await visit({ language: 'ar' });
	await asks.go('/ar/concepts/sector/waste');
	await asks.page.locator('a[href$="/discussion"]').click();
	await asks.page.locator('section textarea').fill('هل تدخل المطامر غير المرخصة؟');
	await asks.page.locator('section form button').click();
	const question = asks.page.locator('article').first();
	expect(await question.locator('p.said').getAttribute('dir')).toBe('rtl');
	await expectAccessible(asks.page);
	await giveOffice('analyst', 'discussion@example.org');
	const answers = await visitAs('discussion@example.org', { script: true });
	await answers.go('/en/concepts/sector/waste/discussion');
	await answers.page.locator('article summary').click();
	await answers.page.locator('article textarea').fill('Yes: see what counts.');
	await answers.page.locator('article form[action="?/post"] button').click();
	await answers.page.locator('.reply p.said').waitFor();
	expect(await answers.page.locator('article p.said').first().getAttribute('lang')).toBe('ar');
	await answers.page.locator('button[name=closed]').click();
	await answers.page.getByText('closed', { exact: true }).waitFor();
	await expectAccessible(answers.page);
	const visitor = await visit({ signedIn: false });
	await visitor.go('/en/concepts/sector/waste');
	expect(await visitor.page.locator('a[href$="/discussion"]').count()).toBe(0);
	for (const { context } of [asks, answers, visitor]) await context.close();
});
