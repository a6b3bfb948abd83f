import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { openSite } from '#tests/journeys/open-site.ts';
import { signIn } from '#tests/journeys/site.ts';
import { percentile, row } from './measure.ts';
import { workByMouse } from './review-mouse.ts';
import { thinking } from './review-plan.ts';
import type { Work } from './review-plan.ts';
import { workInQueue } from './review-queue.ts';

const passages = 40;

/**
 * Passages an hour of a scripted reviewer in a real browser, on the same samples with the same thoughts: by keyboard in the review queue, and
 * by mouse on the pages of documents and passages. The mouse is where it is wanted at once, which no hand is.
 */
export async function benchReview(): Promise<void> {
	const executablePath = await chromium.executablePath();
	const args = chromium.args.filter((one) => one !== '--single-process' && one !== '--no-zygote');
	const browser = await playwright.launch({ executablePath, args, headless: true });
	try {
		row('way', 'passages', 'settled', 'added', 'passages an hour', 'seconds a passage beside thinking', 'next there, median ms', 'p95 ms');
		await benchWay(browser, 'queue, by keyboard', workInQueue);
		await benchWay(browser, 'pages, by mouse', workByMouse);
	} finally {
		await browser.close();
	}
}

async function benchWay(browser: Browser, name: string, work: Work): Promise<void> {
	const site = await openSite();
	try {
		const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
		const session = await signIn(site);
		await context.addCookies([{ name: 'cinnabar.session_token', value: session, url: site.address, httpOnly: true, sameSite: 'Lax' }]);
		const page = await context.newPage();
		const began = performance.now();
		const { passages: done, settled, added, waits } = await work(page, site.address, passages);
		const seconds = (performance.now() - began) / 1000;
		const thought = ((settled + added + done) * thinking) / 1000;
		waits.sort((a, b) => a - b);
		const at = (share: number) => Math.round(percentile(waits, share));
		row(name, done, settled, added, Math.round((done / seconds) * 3600), ((seconds - thought) / done).toFixed(2), at(0.5), at(0.95));
		await context.close();
	} finally {
		await site.close();
	}
}
