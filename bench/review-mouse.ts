import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { addsEvery, thinking } from './review-plan.ts';
import type { Worked } from './review-plan.ts';

/** Works through the pages of documents by mouse: proposal by proposal, and what is added on the page of its passage. */
export async function workByMouse(page: Page, address: string, most: number): Promise<Worked> {
	const worked: Worked = { passages: 0, settled: 0, added: 0, waits: [] };
	for (let document = 1; worked.passages < most; document++) {
		await page.goto(`${address}/en/documents/${document}`);
		for (;;) {
			const passage = page.locator('article.passage:has(li.proposed)').first();
			if ((await passage.count()) === 0) {
				const next = page.locator('nav.pager a[rel=next]');
				if ((await next.count()) === 0) break;
				await next.click();
				continue;
			}
			await workPassage(page, (await passage.getAttribute('id')) ?? '', worked);
			if (worked.passages >= most) break;
		}
	}
	return worked;
}

/** Settles all that is proposed in a passage. Each decision sends a form and leads back to the document, at the next proposal. */
async function workPassage(page: Page, id: string, worked: Worked): Promise<void> {
	const passage = page.locator(`#${id}`);
	const isAdding = worked.passages % addsEvery === addsEvery - 1;
	if (isAdding) {
		await wait(thinking);
		await add(page, id);
		worked.added++;
	}
	for (let open = await passage.locator('li.proposed').count(); open > 0; open--) {
		await wait(thinking);
		// About the last of them the passage as a whole is thought over too.
		if (open === 1) await wait(thinking);
		const verdict = worked.settled++ % 3 === 2 ? 'refused' : 'accepted';
		const began = performance.now();
		await passage.locator(`button[value^="${verdict} "]`).first().click();
		await page.waitForLoadState('load');
		if (open === 1) worked.waits.push(performance.now() - began);
	}
	worked.passages++;
}

async function add(page: Page, id: string): Promise<void> {
	const back = page.url();
	await page.locator(`#${id} .place > a`).click();
	await page.locator('[data-passage]').evaluate((element) => {
		const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
		if (text) getSelection()?.setBaseAndExtent(text, 0, text, Math.min(10, text.textContent?.length ?? 0));
	});
	await page.waitForFunction(() => (document.querySelector('#add-quote') as HTMLTextAreaElement).value !== '');
	await page.locator('#add-concept').selectOption('need/equipment');
	await page.locator('#add-stance').selectOption('need');
	await page.locator('#add button').click();
	await page.waitForLoadState('load');
	await page.goto(back);
}
