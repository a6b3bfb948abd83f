import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';

async function look(page: Page): Promise<void> {
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);
	expect(await page.locator('main').textContent()).not.toMatch(/[{}]|undefined|NaN/);
}

async function take(page: Page, link: string): Promise<Uint8Array> {
	const [download] = await Promise.all([page.waitForEvent('download'), page.locator(link).first().click()]);
	return new Uint8Array(await readFile(await download.path()));
}

test('a document goes out as a project and comes back without being there twice', async () => {
	const { page, context, go } = await visit({ language: 'en' });
	await go('/en/documents/1');
	const title = await page.locator('h1 bdi').textContent();
	await page.locator('main a[href*="/exchange?document=1"]').click();
	await page.waitForURL(/exchange\?document=1$/);
	await look(page);
	expect(await page.locator('main').textContent()).toContain(title);
	const bytes = await take(page, 'a[href*="project.qdpx"]');
	expect(strFromU8(unzipSync(bytes)['project.qde']!)).toContain('PlainTextSelection');
	expect(strFromU8(await take(page, 'a[href*="passages.csv"]'))).toContain('challenge/');
	await page.locator('input[name=file]').setInputFiles({ name: 'ours.qdpx', mimeType: 'application/zip', buffer: Buffer.from(bytes) });
	await page.locator('form[action="?/project"] button').click();
	await page.waitForURL(/exchange\/import\/\d+$/);
	await look(page);
	expect(await page.locator('main a[href="/en/documents/1"]').count()).toBe(1);
	await page.locator('[formaction="?/confirm"]').click();
	await page.locator('[role=status]').waitFor();
	expect(await page.locator('[role=status]').textContent()).toMatch(/of which 0 new; 0 codes/);
	await context.close();
});

const text =
	'تقرير عن الزئبق في المدارس\r\n\r\nتنقصنا الأموال 💧 لجمع المصابيح القديمة من مدارس الأرياف والمدن.\r\n\r\nولم يتلق المعلمون تدريباً على جمع المصابيح هذه السنة.\r\n';
const guid = (n: number) => `0000000${n}-0000-4000-8000-00000000000e`;

/** As another program writes it: the words as names, code points of a file with the line ends of Windows. */
function foreign(ending: string): Buffer {
	const selection = (words: string, code: number, at: number) => {
		const start = [...text.slice(0, text.indexOf(words))].length;
		return `<PlainTextSelection guid="${guid(at)}" name="${words}" startPosition="${start}" endPosition="${start + [...words].length}"><Coding guid="${guid(at + 1)}"><CodeRef targetGUID="${guid(code)}"/></Coding></PlainTextSelection>`;
	};
	const codes = `<Code guid="${guid(1)}" name="challenge/finance" isCodable="true"/><Code guid="${guid(2)}" name="مفاجأة" isCodable="true"/>`;
	const source = `<TextSource guid="${guid(3)}" name="مدارس" plainTextPath="internal://a.txt">${selection('تنقصنا الأموال 💧', 1, 4)}${selection('لم يتلق المعلمون', 2, 6)}</TextSource>`;
	const described = `<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="دراسة" origin="Another program"><CodeBook><Codes>${codes}</Codes></CodeBook><Sources>${source}</Sources></Project>`;
	const encode = (said: string) => new TextEncoder().encode(said);
	return Buffer.from(zipSync({ 'project.qde': encode(described), 'Sources/a.txt': encode(text + ending) }));
}

test.each([true, false])('in Arabic, a project of another program is looked at, mapped and taken in (script %s)', async (script) => {
	const { page, context, go } = await visit({ language: 'ar', script });
	await go('/ar/exchange');
	expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
	if (script) await look(page);
	await page
		.locator('input[name=file]')
		.setInputFiles({ name: 'x.qdpx', mimeType: 'application/zip', buffer: Buffer.from('not a project') });
	await page.locator('form[action="?/project"] button').click();
	await page.locator('.notice.refusal').waitFor();
	await page.locator('input[name=file]').setInputFiles({
		name: 'x.qdpx',
		mimeType: 'application/zip',
		buffer: foreign(script ? 'نهاية التقرير الأول.' : 'نهاية التقرير الثاني.')
	});
	await page.locator('form[action="?/project"] button').click();
	await page.waitForURL(/exchange\/import\/\d+$/);
	if (script) await look(page);
	const unknown = page.locator(`select[name="code-${guid(2)}"]`);
	expect(await page.locator(`select[name="code-${guid(1)}"]`).inputValue()).toBe('challenge/finance');
	expect(await unknown.inputValue()).toBe('');
	await unknown.selectOption('need/skills');
	await page.locator('select[name=language]').selectOption('ar');
	await page.locator('form#choices button').first().click();
	await page.waitForURL(/need%2Fskills/);
	expect(await unknown.inputValue()).toBe('need/skills');
	await page.locator('[formaction="?/confirm"]').click();
	await page.locator('[role=status]').waitFor();
	await go('/ar/documents');
	if (script) {
		await page.locator('main a', { hasText: 'مدارس' }).first().click();
		await page.waitForURL(/documents\/\d+$/);
		const proposed = (await page.locator('mark.evidence.proposed').allTextContents()).join('');
		expect(proposed).toContain('تنقصنا الأموال 💧');
		expect(await page.locator('li.accepted').count()).toBe(0);
	}
	await context.close();
});

test('a codebook goes out and stands beside ours as the same', async () => {
	const { page, context, go } = await visit({ language: 'fr' });
	await go('/fr/exchange');
	const bytes = await take(page, 'a[href$="codebook.qdc"]');
	await page.locator('a[href="/fr/exchange/codebook"]').click();
	await page.locator('input[name=file]').setInputFiles({ name: 'ours.qdc', mimeType: 'application/xml', buffer: Buffer.from(bytes) });
	await page.locator('main form button').click();
	await page.locator('main table').waitFor();
	await look(page);
	const rows = await page.locator('main tbody td:last-child').allTextContents();
	expect(rows.filter((row) => !/identique|dossier/.test(row))).toEqual([]);
	await context.close();
});
