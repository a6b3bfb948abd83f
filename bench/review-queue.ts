import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { addsEvery, report, thinking } from './review-plan.ts';
import type { Worked } from './review-plan.ts';

/** Works through the review queue by keyboard alone. */
export async function workInQueue(page: Page, address: string): Promise<Worked> {
	const worked: Worked = { passages: [], settled: 0, added: 0, waits: [] };
	await page.goto(`${address}/en/review?samples=yes&document=${report}`);
	await page.locator('.bench.has-script').waitFor();
	await page.evaluate(watchNext);
	for (let id = await onBench(page); id !== undefined; id = await onBench(page)) {
		for (let open = await countOpen(page); open > 0; open--) {
			await wait(thinking);
			await page.keyboard.press(worked.settled++ % 3 === 2 ? 'KeyR' : 'KeyA');
		}
		if (worked.passages.length % addsEvery === addsEvery - 1) {
			await wait(thinking);
			await add(page);
			worked.added++;
		}
		await wait(thinking);
		await page.keyboard.press('KeyD');
		const took = await page.waitForFunction(
			() => (window as unknown as Watched).took ?? document.querySelector('#bench-empty:not([hidden])')
		);
		const milliseconds: unknown = await took.jsonValue();
		if (typeof milliseconds === 'number') worked.waits.push(milliseconds);
		worked.passages.push(id);
	}
	return worked;
}

/** The number of the passage on the bench; undefined at the end of the queue. */
async function onBench(page: Page): Promise<number | undefined> {
	const [id] = await page.locator('.bench-card').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.passage));
	return id === undefined ? undefined : Number(id);
}

const countOpen = (page: Page) => page.locator('.bench-card [data-piece][data-status=proposed]').count();

/** The first two words, a concept by a part of its label, a stance by its digit. */
async function add(page: Page): Promise<void> {
	for (const key of ['KeyW', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
	await page.keyboard.type('equip');
	for (const key of ['Enter', 'Digit2', 'Enter']) await page.keyboard.press(key);
}

type Watched = { took: number | undefined };

/** Runs in the page: notes the time from the key that says "done" until the next passage has been painted. */
function watchNext(): void {
	const watched = window as unknown as Watched;
	let pressed = 0;
	document.addEventListener(
		'keydown',
		({ code }) => {
			if (code !== 'KeyD') return;
			watched.took = undefined;
			pressed = performance.now();
		},
		true
	);
	const place = document.getElementById('bench-place');
	if (place === null) return;
	new MutationObserver(() => {
		if (pressed === 0 || place.querySelector('.bench-card') === null) return;
		const began = pressed;
		pressed = 0;
		requestAnimationFrame(() => setTimeout(() => (watched.took = performance.now() - began)));
	}).observe(place, { childList: true });
}
