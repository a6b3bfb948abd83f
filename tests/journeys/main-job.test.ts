import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import { arabicReport, englishReport } from './report.ts';

type Journey = { language: 'en' | 'ar'; script: boolean; party: string; report: (party: string) => Promise<Buffer>; quote: string };

const journeys: Journey[] = [
	{ language: 'en', script: true, party: 'XXA', report: englishReport, quote: 'lack of trained inspectors' },
	{ language: 'en', script: false, party: 'XXB', report: englishReport, quote: 'lack of trained inspectors' },
	{ language: 'ar', script: true, party: 'XXC', report: arabicReport, quote: 'نقصاً في الموارد المالية' },
	{ language: 'ar', script: false, party: 'XXD', report: arabicReport, quote: 'نقصاً في الموارد المالية' }
];

test.each(journeys)('from upload to study in $language, script $script', async ({ language, script, party, report, quote }) => {
	const { page, context, go } = await visit({ language, script });
	const look = async () => {
		await expectNoSidewaysScroll(page).catch((problem: unknown) => {
			if (script) throw problem;
		});
		if (script) await expectAccessible(page);
	};

	await go(`/${language}/documents/upload`);
	expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
	await look();
	// Each journey sends bytes of its own, for the same bytes are the same document.
	const buffer = await report(party);
	await page.locator('input[name=files]').setInputFiles([
		{ name: `report-${party}.docx`, mimeType: 'application/octet-stream', buffer },
		{ name: 'empty.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('not a Word file') }
	]);
	await page.locator('select[name=party]').selectOption(party);
	await page.locator('input[name=cycle]').fill('2025-full');
	await page.locator('main form button').first().click();

	const opened = await untilRead(page);
	await look();
	await page.goto(opened);
	await expectPassage(page, quote);
	await look();

	const proposed = await page.locator('li.proposed').count();
	expect(proposed).toBeGreaterThan(0);
	await settleFirst(page, script);
	await page.waitForURL(/#e\d+$/);
	expect(await page.locator('li.proposed').count()).toBe(proposed - 1);
	expect(await page.locator('li.accepted').count()).toBe(1);

	await go(`/${language}/findings`);
	await look();
	expect(await page.locator('table').count()).toBeGreaterThan(0);

	await go(`/${language}/study`);
	await look();
	await page.locator('main form[method=post i] button').first().click();
	await page.waitForURL(/\/study\/\d+/);
	await look();
	expect(await page.locator('main').textContent()).not.toMatch(/[{}]|undefined|NaN/);
	const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/word"]').first().click()]);
	const word = unzipSync(new Uint8Array(await readFile(await download.path())));
	const body = strFromU8(word['word/document.xml']!);
	expect(body).toContain('<w:footnoteReference');
	if (language === 'ar') expect(body).toContain('<w:bidi/>');
	await context.close();
});

/** Waits for the page that shows the progress to say that all is read, and returns where the report can be opened. */
async function untilRead(page: Page): Promise<string> {
	await page.waitForURL(/\/upload\/\d+$/);
	for (let look = 0; look < 30; look++) {
		const link = page.locator('main table a[href*="/documents/"]');
		if ((await link.count()) > 0 && (await page.locator('meta[http-equiv=refresh]').count()) === 0) {
			expect(await page.locator('main table tbody tr').count()).toBe(2);
			return new URL((await link.first().getAttribute('href'))!, page.url()).href;
		}
		await page.waitForTimeout(500);
		await page.reload();
	}
	throw new Error('the upload was not read');
}

async function expectPassage(page: Page, quote: string): Promise<void> {
	const marked = await page.locator('mark.evidence.proposed').allTextContents();
	expect(marked.join('').replace(/\s+/g, ' ')).toContain(quote);
}

/** Accepts the first proposal: by keyboard where there is script, by button where there is none. */
async function settleFirst(page: Page, script: boolean): Promise<void> {
	if (!script) {
		await page.locator('li.proposed button').first().click();
		return;
	}
	await page.keyboard.press('j');
	await page.keyboard.press('a');
}
