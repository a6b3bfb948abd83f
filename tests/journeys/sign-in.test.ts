import { expect, inject, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';

/** Asks for a link in the page, and reads it in the page that stands in for a mailbox. */
async function linkFor(email: string, language: string, script: boolean) {
	const { page, context, go } = await visit({ language, script, signedIn: false });
	await go(`/${language}/sign-in`);
	if (script) await expectAccessible(page);
	await page.locator('#email').fill(email);
	await page.locator('form[action="?/link"] button').click();
	await page.waitForURL(/\/sign-in\/sent$/);
	await go(`/${language}/mail`);
	const href = await page.locator('a[href*="token="]').first().getAttribute('href');
	return { page, context, go, href: href ?? '' };
}

test.each([
	{ language: 'en', script: true },
	{ language: 'ar', script: false }
])('a person signs in by a link in $language, script $script, and out again', async ({ language, script }) => {
	const { page, context, go, href } = await linkFor(`person-${language}@example.org`, language, script);
	await page.goto(href);
	expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
	await page.locator('main form button').click();
	await page.waitForURL(/\/account$/);
	await expectNoSidewaysScroll(page).catch((problem: unknown) => {
		if (script) throw problem;
	});
	if (script) await expectAccessible(page);
	expect(await page.locator('.strip p a[href$="/account"]').count()).toBe(1);
	// The same link again, by someone who found it.
	const thief = await visit({ language, script, signedIn: false });
	await thief.page.goto(href);
	await thief.page.locator('main form button').click();
	expect(await thief.page.locator('.notice.refusal').count()).toBe(1);
	expect(await thief.page.locator('.strip p a[href$="/account"]').count()).toBe(0);
	await thief.context.close();
	// A learner holds no office, and is not let upload.
	await go(`/${language}/documents/upload`);
	expect(await page.locator('input[type=file]').count()).toBe(0);
	await go(`/${language}/account`);
	await page.locator('form[action$="?/out"] button').click();
	await page.waitForURL(new RegExp(`/${language}$`));
	expect(await page.locator('.strip p a[href$="/sign-in"]').count()).toBe(1);
	await context.close();
});

test('a passkey is added in the browser, signs in by itself, and can be required', async () => {
	const { page, context, href } = await linkFor('passkey@example.org', 'en', true);
	const devtools = await context.newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
	await page.goto(href);
	await page.locator('main form button').click();
	await page.waitForURL(/\/account$/);
	await page.locator('#passkey-name').fill('Test device');
	await page.locator('#add-passkey button').click();
	await page.locator('form[action="?/unkey"]').waitFor();
	await page.locator('form[action="?/strong"] button').click();
	await page.locator('form[action="?/strong"] input[value=no]').waitFor({ state: 'attached' });
	await page.locator('form[action$="?/out"] button').click();
	await page.waitForURL(/\/en$/);
	await page.goto(`${inject('address')}/en/sign-in`);
	await page.locator('#passkey button').click();
	await page.waitForURL(/\/account$/);
	expect(await page.locator('main').textContent()).toContain('passkey');
	// By a link alone, who requires a passkey makes no other one and sets no password: either would open what the link does not.
	await page.locator('form[action$="?/out"] button').click();
	await page.waitForURL(/\/en$/);
	await page.goto(`${inject('address')}/en/sign-in`);
	await page.locator('#email').fill('passkey@example.org');
	await page.locator('form[action="?/link"] button').click();
	await page.waitForURL(/\/sign-in\/sent$/);
	await page.goto(`${inject('address')}/en/mail`);
	await page.goto((await page.locator('a[href*="token="]').first().getAttribute('href')) ?? '');
	await page.locator('main form button').click();
	await page.waitForURL(/\/account$/);
	const register = () => fetch('/api/auth/passkey/generate-register-options').then(({ status }) => status);
	expect(await page.evaluate(register)).toBe(403);
	await page.locator('#new-password').fill('a sentence to remember');
	await page.locator('form[action="?/password"] button').first().click();
	expect(await page.locator('.notice.refusal').count()).toBe(1);
	await context.close();
});

test('too many links for one address are refused, and say when to come back', async () => {
	const { page, context, go } = await visit({ language: 'fr', script: false, signedIn: false });
	for (let attempt = 0; attempt < 6; attempt++) {
		await go('/fr/sign-in');
		await page.locator('#email').fill('often@example.org');
		await page.locator('form[action="?/link"] button').click();
	}
	expect(await page.locator('.notice.refusal').textContent()).toMatch(/\d+ minutes?/);
	await context.close();
});
