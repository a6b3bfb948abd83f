import { expect, test } from 'vitest';
import { visit } from './browser.ts';

test('words selected in an Arabic passage become evidence at their own place', async () => {
	const { page, context, go } = await visit({ language: 'ar' });
	await go('/ar/documents/3');
	const words = page
		.locator('p.words[lang=ar]')
		.filter({ hasText: /\S+\s\S+\s\S+\s\S+/ })
		.nth(3);
	const passage = await words.getAttribute('data-passage');
	await go(`/ar/documents/3/passages/${passage}`);
	const chosen = await page.locator('[data-passage]').evaluate((element) => {
		// The second and third words, wherever marks cut the text.
		const text = element.textContent ?? '';
		const [start, end] = [text.indexOf(' ') + 1, text.indexOf(' ', text.indexOf(' ', text.indexOf(' ') + 1) + 1)];
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
		const range = document.createRange();
		range.setStart(...at(start));
		range.setEnd(...at(end));
		const selection = getSelection();
		selection?.removeAllRanges();
		selection?.addRange(range);
		return text.slice(start, end);
	});
	await page.waitForFunction(() => (document.querySelector('#add-quote') as HTMLTextAreaElement).value !== '');
	expect(await page.locator('#add-quote').inputValue()).toBe(chosen.trim());
	await page.locator('#add-concept').selectOption('need/equipment');
	await page.locator('#add-stance').selectOption('need');
	await page.locator('#add button').click();
	await page.locator('li.accepted').first().waitFor();
	expect(await page.locator('mark.evidence.accepted').allTextContents()).not.toEqual([]);
	expect((await page.locator('li.accepted').first().textContent()) ?? '').not.toBe('');
	await context.close();
});

test('without script, a reviewer changes a proposal by form, and words that are not there are refused', async () => {
	const { page, context, go } = await visit({ language: 'fr', script: false });
	await go('/fr/documents/1');
	const href = await page.locator('article:has(li.proposed) .place a').first().getAttribute('href');
	await go(href!);
	await page.locator('#add-quote').fill('mots qui ne sont pas dans le passage');
	await page.locator('#add button').click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	await page.locator('#change-concept').selectOption('challenge/awareness');
	await page.locator('form[action="?/change"] button').click();
	await page.locator('li.accepted').first().waitFor();
	expect(await page.locator('mark.evidence.accepted').count()).toBeGreaterThan(0);
	await context.close();
});
