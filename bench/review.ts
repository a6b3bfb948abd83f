import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { openSite } from '#tests/journeys/open-site.ts';
import { signIn } from '#tests/journeys/site.ts';
import { percentile, row } from './measure.ts';
import { workByMouse } from './review-mouse.ts';
import { thinking } from './review-plan.ts';
import type { Worked } from './review-plan.ts';
import { workInQueue } from './review-queue.ts';

/**
 * Passages an hour of a scripted reviewer in a real browser who works through one sample report, with the same thoughts about the same
 * passages: by keyboard in the review queue, and by mouse on the pages of documents and passages. The mouse is where it is wanted at once,
 * which no hand is.
 */
export async function benchReview(): Promise<void> {
	const executablePath = await chromium.executablePath();
	const args = chromium.args.filter((one) => one !== '--single-process' && one !== '--no-zygote');
	const browser = await playwright.launch({ executablePath, args, headless: true });
	try {
		console.log(`Thinking: ${thinking / 1000} s about each proposal, each code of one's own and each passage as a whole.\n`);
		row('way', 'passages', 'settled', 'added', 'passages an hour', 'seconds a passage beside thinking', 'next there, median ms', 'p95 ms');
		const { passages } = await benchWay(browser, 'queue, by keyboard', workInQueue);
		await benchWay(browser, 'pages, by mouse', (page, address) => workByMouse(page, address, passages));
	} finally {
		await browser.close();
	}
}

async function benchWay(browser: Browser, name: string, work: (page: Page, address: string) => Promise<Worked>): Promise<Worked> {
	const site = await openSite();
	try {
		const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
		const session = await signIn(site);
		await context.addCookies([{ name: 'cinnabar.session_token', value: session, url: site.address, httpOnly: true, sameSite: 'Lax' }]);
		const page = await context.newPage();
		const began = performance.now();
		const worked = await work(page, site.address);
		const seconds = (performance.now() - began) / 1000;
		const { settled, added } = worked;
		const done = worked.passages.length;
		const thought = ((settled + added + done) * thinking) / 1000;
		const waits = worked.waits.toSorted((a, b) => a - b);
		const at = (share: number) => Math.round(percentile(waits, share));
		row(name, done, settled, added, Math.round((done / seconds) * 3600), ((seconds - thought) / done).toFixed(2), at(0.5), at(0.95));
		await context.close();
		return worked;
	} finally {
		await site.close();
	}
}
