import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { addsEvery, report, thinking } from './review-plan.ts';
import type { Worked } from './review-plan.ts';

/** Works through the pages of a document by mouse: proposal by proposal, and what is added on the page of its passage. */
export async function workByMouse(page: Page, address: string, passages: readonly number[]): Promise<Worked> {
	const worked: Worked = { passages: [], settled: 0, added: 0, waits: [] };
	await page.goto(`${address}/en/documents/${report}`);
	for (const id of passages.toSorted((a, b) => a - b)) {
		const began = performance.now();
		while ((await page.locator(`#p${id}`).count()) === 0) await clicked(page, 'nav.pager a[rel=next]');
		await page.locator(`#p${id}`).scrollIntoViewIfNeeded();
		if (worked.passages.length > 0) worked.waits.push((worked.waits.pop() ?? 0) + performance.now() - began);
		await workPassage(page, id, worked);
	}
	worked.waits.pop();
	return worked;
}

/** Clicks, and waits until the page that it leads to is there. */
async function clicked(page: Page, what: string): Promise<void> {
	const loaded = page.waitForEvent('load');
	await page.locator(what).first().click();
	await loaded;
}

/** Settles all that is proposed in a passage. Each decision sends a form and leads back to the document, at the next proposal. */
async function workPassage(page: Page, id: number, worked: Worked): Promise<void> {
	const passage = page.locator(`#p${id}`);
	if (worked.passages.length % addsEvery === addsEvery - 1) {
		await wait(thinking);
		await add(page, id);
		worked.added++;
	}
	const proposed = await passage.locator('li.proposed').count();
	let took = 0;
	for (let open = proposed; open > 0; open--) {
		await wait(thinking);
		// Before the last of them is settled, the passage as a whole is thought over too.
		if (open === 1) await wait(thinking);
		const verdict = worked.settled++ % 3 === 2 ? 'refused' : 'accepted';
		const began = performance.now();
		await clicked(page, `#p${id} button[value^="${verdict} "]`);
		took = performance.now() - began;
	}
	if (proposed === 0) await wait(thinking);
	worked.waits.push(took);
	worked.passages.push(id);
}

async function add(page: Page, id: number): Promise<void> {
	const back = page.url();
	await clicked(page, `#p${id} .place > a`);
	await page.locator('[data-passage]').evaluate((element) => {
		const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
		if (text) getSelection()?.setBaseAndExtent(text, 0, text, Math.min(10, text.textContent?.length ?? 0));
	});
	await page.waitForFunction(() => (document.querySelector('#add-quote') as HTMLTextAreaElement).value !== '');
	await page.locator('#add-concept').selectOption('need/equipment');
	await page.locator('#add-stance').selectOption('need');
	await clicked(page, '#add button');
	await page.goto(back);
}
