import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, inject } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Promise<Browser> | undefined;

/** A real browser, which comes inside an npm package. */
function openBrowser(): Promise<Browser> {
	return (browser ??= (async () => {
		const executablePath = await chromium.executablePath();
		// In one process, as the package would have it, the browser dies with the first window that closes.
		const args = chromium.args.filter((one) => one !== '--single-process' && one !== '--no-zygote');
		return playwright.launch({ executablePath, args, headless: true });
	})());
}

afterAll(async () => {
	await (await browser)?.close();
	browser = undefined;
});

export type Visit = {
	language?: string;
	script?: boolean;
	width?: number;
	signedIn?: boolean;
	/** A site other than the one that all journeys share, with the session of its operator. */
	site?: { address: string; session: string };
};

/** Opens a window for one person: their language, with or without script, as wide as their screen, signed in as the operator or not. */
export async function visit({ language = 'en', script = true, width = 1280, signedIn = true, site }: Visit = {}): Promise<{
	page: Page;
	context: BrowserContext;
	go: (path: string) => Promise<void>;
}> {
	const context = await (
		await openBrowser()
	).newContext({ locale: language, javaScriptEnabled: script, viewport: { width, height: 900 }, acceptDownloads: true });
	const { address, session } = site ?? { address: inject('address'), session: inject('session') };
	const cookie = {
		name: 'cinnabar.session_token',
		value: session,
		url: address,
		httpOnly: true,
		sameSite: 'Lax' as const
	};
	if (signedIn) await context.addCookies([cookie]);
	const page = await context.newPage();
	page.setDefaultTimeout(60_000);
	return {
		page,
		context,
		go: async (path) => {
			const response = await page.goto(address + path);
			expect(response?.status(), path).toBe(200);
		}
	};
}

/** Checks the page that is open with axe, for WCAG 2.2 A and AA. Needs script, which axe itself is. */
export async function expectAccessible(page: Page): Promise<void> {
	await page.evaluate(axe);
	const faults = await page.evaluate(async () => {
		type Run = (
			context: Document,
			options: object
		) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
		const { run } = (window as unknown as { axe: { run: Run } }).axe;
		const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
		return violations.map(
			({ id, nodes }) =>
				`${id}: ${nodes
					.slice(0, 3)
					.map(({ html }) => html.slice(0, 160))
					.join(' | ')}`
		);
	});
	expect(faults, page.url()).toEqual([]);
}

/** Whether the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const [inside, outside] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
	expect(inside, page.url()).toBeLessThanOrEqual((outside ?? 0) + 1);
}
