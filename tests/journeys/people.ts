import type { OfficeKind } from '#domain/actor.ts';
import { visit } from './browser.ts';
import type { Visit } from './browser.ts';

/** Has the operator give an office to someone, by the page on which offices are given. */
export async function giveOffice(kind: OfficeKind, email: string, party = '', about: Visit = {}): Promise<void> {
	const { page, context, go } = await visit(about);
	await go('/en/offices');
	const form = page.locator('form[action="?/give"]');
	await form.locator('[name=kind]').selectOption(kind);
	await form.locator('[name=party]').selectOption(party);
	await form.locator('[name=email]').fill(email);
	await form.locator('button').click();
	await page.waitForURL(/\/offices\/\d+/);
	await context.close();
}

/** Opens a window for someone who signs in by a link: asked for on the page, taken from the page that stands in for a mailbox. */
export async function visitAs(email: string, about: Visit = {}): ReturnType<typeof visit> {
	const visited = await visit({ ...about, signedIn: false });
	const { page, go } = visited;
	const language = about.language ?? 'en';
	await go(`/${language}/sign-in`);
	await page.locator('#email').fill(email);
	await page.locator('form[action="?/link"] button').click();
	await page.waitForURL(/\/sign-in\/sent$/);
	await go(`/${language}/mail`);
	await page.goto((await page.locator('a[href*="token="]').first().getAttribute('href')) ?? '');
	await page.locator('main form button').click();
	await page.waitForURL(/\/account$/);
	return visited;
}
