import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageKey, Slots } from '#i18n/messages.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import type { Visit } from './browser.ts';
import { openSite } from './open-site.ts';
import { giveOffice, visitAs } from './people.ts';
import { signIn } from './site.ts';

type Window = Awaited<ReturnType<typeof visit>>;

let opened: Awaited<ReturnType<typeof openSite>>;
let site: NonNullable<Visit['site']>;

beforeAll(async () => {
	opened = await openSite(
		['invite', 'second@example.org', '--office', 'secretariat-administrator'],
		['invite', 'point-fr@example.org', '--office', 'focal-point', '--party', 'XXB'],
		['invite', 'point-ar@example.org', '--office', 'focal-point', '--party', 'XXC']
	);
	site = { address: opened.address, session: await signIn(opened) };
});
afterAll(() => opened.close());

/** A page that is whole: for axe, and on a phone. */
async function look({ page }: Window): Promise<void> {
	await expectAccessible(page);
	const wide = page.viewportSize();
	await page.setViewportSize({ width: 360, height: 900 });
	await expectNoSidewaysScroll(page);
	if (wide !== null) await page.setViewportSize(wide);
}

/** Takes a step of the open document by its form. */
async function take(page: Page, step: string, why: string, level?: string): Promise<void> {
	const details = page.locator('#state details', { has: page.locator(`input[name=step][value=${step}]`) });
	if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
	if (level !== undefined) await details.locator('select[name=level]').selectOption(level);
	await details.locator('textarea').fill(why);
	const sure = details.locator('input[type=checkbox]');
	if ((await sure.count()) > 0) await sure.check();
	await details.locator('button').click();
}

const passageWith = (page: Page, words: string): Locator => page.locator('article.passage').filter({ hasText: words });

/** Closes a passage of the open document to all but its own Party and the secretariat, by its own page. */
async function close(page: Page, words: string): Promise<void> {
	await passageWith(page, words).locator('.place a').click();
	const closing = page.locator('details:has(form[action="?/close"])');
	await closing.locator('summary').click();
	await closing.locator('select').selectOption('secretariat');
	await closing.locator('textarea').fill('not agreed yet');
	await closing.locator('button').click();
	await page.locator('article .place .tag').waitFor();
}

/** What a study's file for programs says. */
type Json = { withheld?: number; note?: string; sentences: unknown[] };

type Told = {
	language: Language;
	party: string;
	/** A word that stands in this report and nowhere else. */
	word: string;
	plain: string;
	closed: string;
	health: string;
};
const told: Told[] = [
	{
		language: 'fr',
		party: 'XXB',
		word: 'Zarbelune',
		plain: 'La Partie manque de fonds pour les laboratoires de Zarbelune.',
		closed: 'Un exploitant de Zarbelune n’a pas encore accepté l’accord confidentiel.',
		health: 'Les mineurs de Zarbelune souffrent d’intoxication au mercure et le personnel de santé doit être formé.'
	},
	{
		language: 'ar',
		party: 'XXC',
		word: 'زربلون',
		plain: 'يواجه الطرف نقصاً في الموارد المالية لمختبرات زربلون.',
		closed: 'لم يقبل أحد المشغّلين في زربلون الاتفاق السري بعد.',
		health: 'يعاني عمال المناجم في زربلون من التسمم بالزئبق ويلزم تدريب العاملين الصحيين.'
	}
];

test.each(told)(
	'a draft of a Party goes from its contributor to the public, with a passage closed on the way, and back: in $language',
	async ({ language, party, word, plain, closed, health }) => {
		const t = (key: MessageKey, slots?: Slots) => say(language, key, slots);
		const at = (path: string) => `/${language}${path}`;
		const as = (who: string, width = 1280) => visitAs(`${who}-${language}@example.org`, { language, width, site });

		// The secretariat gives the two offices that it may give alone.
		await giveOffice('contributor', `writer-${language}@example.org`, party, { site });
		await giveOffice('reviewer', `reviewer-${language}@example.org`, party, { site });

		// The focal point is not confirmed, and is told what that means and what comes next.
		const point = await as('point');
		await point.go(at('/offices'));
		await point.page
			.locator('main table a', { hasText: t('office-names.focal-point') })
			.first()
			.waitFor();
		const own = point.page.locator('tr', { has: point.page.locator(`a[href$="/parties/${party}"]`) }).locator('a[href*="/offices/"]');
		await own.filter({ hasText: t('office-names.focal-point') }).click();
		expect(await point.page.locator('main').textContent()).toContain(t('offices.provisional-you'));
		await look(point);
		const office = new URL(point.page.url()).pathname;

		// The contributor uploads a draft from a phone, and finds it marked as one.
		const writer = await as('writer', 360);
		await writer.go(at('/documents/upload'));
		await look(writer);
		expect(await writer.page.locator('.notice').textContent()).toBe(t('documents.upload-draft'));
		expect(
			await writer.page.locator('select[name=party] option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
		).toEqual([party]);
		const report = [plain, closed, health].join('\n\n');
		await writer.page
			.locator('input[name=files]')
			.setInputFiles([{ name: `${word}.txt`, mimeType: 'text/plain', buffer: Buffer.from(report) }]);
		await writer.page.locator('input[name=cycle]').fill('2025-full');
		await writer.page.locator('main form button').first().click();
		const link = writer.page.locator('main table a[href*="/documents/"]');
		await link.waitFor({ timeout: 60_000 });
		const document = (await link.getAttribute('href')) ?? '';
		await writer.page.goto(site.address + document);
		const state = writer.page.locator('#state');
		expect(await state.textContent()).toContain(t('levels.next-draft'));
		expect(await state.locator('form').count()).toBe(0);
		await look(writer);
		await writer.go(at('/documents'));
		expect(await writer.page.locator(`tr:has(a[href="${document}"]) .tag`).allTextContents()).toContain(t('levels.state-draft'));

		// A visitor finds nothing of it anywhere.
		const visitor = await visit({ language, signedIn: false, site });
		const seesNothing = async () => {
			expect((await visitor.page.goto(site.address + document))?.status()).toBe(404);
			for (const path of [
				'/documents',
				`/documents?q=${word}`,
				'/findings',
				`/findings/passages?samples=true&party=${party}`,
				`/parties/${party}`,
				''
			]) {
				await visitor.go(at(path));
				expect(await visitor.page.locator('main').textContent(), path).not.toContain(path.includes('q=') ? plain : word);
				expect(await visitor.page.locator(`a[href^="${document}"]`).count(), path).toBe(0);
			}
		};
		await seesNothing();

		// The focal point may prepare and read, but take no step yet.
		await point.page.goto(site.address + document);
		expect(await point.page.locator('#state form').count()).toBe(0);
		expect(await point.page.locator('#state .notice').textContent()).toContain(t('levels.not-confirmed'));

		// The reviewer submits.
		const reviewer = await as('reviewer');
		await reviewer.page.goto(site.address + document);
		await look(reviewer);
		await take(reviewer.page, 'submit', 'ready');
		await reviewer.page.waitForURL(/done=submit/);
		expect(await reviewer.page.locator('#state .notice.done').textContent()).toBe(t('levels.done-submit'));
		await look(reviewer);
		await reviewer.context.close();

		// With a note verbale, and by two people, the focal point is confirmed.
		const mover = await visit({ site });
		await mover.go('/en/offices/motions');
		const moving = mover.page.locator('details', { has: mover.page.locator('input[value=give-office]') });
		await moving.locator('summary').click();
		const gift = moving.locator('form');
		await gift.locator('[name=kind]').selectOption('focal-point');
		await gift.locator('[name=party]').selectOption(party);
		await gift.locator('[name=email]').fill(`point-${language}@example.org`);
		await gift
			.locator('[name=note]')
			.setInputFiles([{ name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a note') }]);
		await gift.locator('[name=why]').fill('named by note verbale');
		await gift.locator('button').click();
		await mover.page.waitForURL(/motions\/\d+/);
		const motion = new URL(mover.page.url()).pathname;
		await mover.context.close();
		const second = await visitAs('second@example.org', { site });
		await second.go(motion);
		await second.page.locator('button', { hasText: say('en', 'offices.carry') }).click();
		await second.page.waitForLoadState();
		await second.context.close();
		await point.page.goto(site.address + office);
		expect(await point.page.locator('main').textContent()).not.toContain(t('offices.provisional-you'));

		// Publishing for Parties alone is refused: one passage is of health and safety. What was written is kept.
		await point.page.goto(site.address + document);
		const steps = await point.page.locator('#state details:has(form) summary').allTextContents();
		expect(steps).toEqual([t('levels.step-publish'), t('levels.step-return')]);
		expect(await point.page.locator('#state').textContent()).toContain(t('levels.health-passages', { count: 1 }));
		await look(point);
		await take(point.page, 'publish', 'cleared by the ministry', 'parties');
		await point.page.locator('.notice.refusal').waitFor();
		expect(await point.page.locator('.notice.refusal').textContent()).toContain(t('levels.health-and-safety', { passages: 1 }));
		expect(await point.page.locator('#why-publish').inputValue()).toBe('cleared by the ministry');
		await look(point);

		// That passage offers no closing; the other is closed before publishing, by its own page.
		await passageWith(point.page, health).locator('.place a').click();
		expect(await point.page.locator('main').textContent()).toContain(t('levels.health-here'));
		expect(await point.page.locator('form[action="?/close"]').count()).toBe(0);
		await look(point);
		await point.page.goto(site.address + document);
		await close(point.page, closed);
		await point.page.locator('.tag', { hasText: t('levels.level-secretariat') }).waitFor();
		await look(point);
		await point.page.goto(site.address + document);
		await take(point.page, 'publish', 'cleared by the ministry', 'public');
		await point.page.waitForURL(/done=publish/);
		expect(await point.page.locator('#state').textContent()).toContain(t('levels.closed-passages', { count: 1 }));
		expect(await point.page.locator('#state .notice.done').textContent()).toBe(t('levels.done-publish'));
		await look(point);

		// Everyone reads it now, all but the closed passage.
		await visitor.page.goto(site.address + document);
		expect(await visitor.page.locator('main').textContent()).toContain(plain);
		expect(await visitor.page.locator('main').textContent()).not.toContain(closed);
		expect(await visitor.page.locator('#state').count()).toBe(0);
		await visitor.go(at(`/documents?q=${word}`));
		expect(await visitor.page.locator('main').textContent()).not.toContain(closed);

		// A study is written from what is public; then a passage under some of its sentences is closed.
		const analyst = await visit({ language, site });
		await analyst.go(at('/study'));
		await analyst.page.locator('form[action="?/draft"] button').click();
		await analyst.page.waitForURL(/\/study\/\d+$/, { timeout: 120_000 });
		const study = new URL(analyst.page.url()).pathname;
		await point.page.goto(site.address + document);
		await close(point.page, plain);
		const told = async ({ context }: Window) =>
			(await context.request.get(`${site.address}${study}/sentences.json`)).json() as Promise<Json>;
		const { withheld, note, sentences } = await told(visitor);
		expect(withheld).toBeGreaterThan(0);
		expect(note).toBe(t('study.withheld', { count: withheld ?? 0 }));
		await visitor.page.goto(site.address + study);
		expect(await visitor.page.locator('.notice').allTextContents()).toContain(note);
		expect(await visitor.page.locator('main').textContent()).not.toContain(plain);
		await look(visitor);
		const whole = await told(analyst);
		expect([whole.withheld, whole.sentences.length]).toEqual([undefined, sentences.length + (withheld ?? 0)]);

		// The analyst is shown what is closed, in every way that there is, is told that figures count more than the public's, and all of it
		// is written down for the Party to see.
		await analyst.page.goto(site.address + document);
		expect(await analyst.page.locator('main').textContent()).toContain(closed);
		await analyst.go(at(`/documents?q=${word}`));
		expect(await analyst.page.locator('main').textContent()).toContain(closed.slice(0, 20));
		await analyst.page.goto(site.address + study);
		for (const file of [`${study}/word`, `${document}/original`])
			expect((await analyst.context.request.get(site.address + file)).status()).toBe(200);
		const csv = await analyst.context.request.get(site.address + at('/findings/challenge/table.csv?samples=true'));
		const said = t('findings.closed', { count: 1 });
		expect(await csv.text()).toContain(said.slice(0, 20));
		expect(await (await visitor.context.request.get(csv.url())).text()).not.toContain(said.slice(0, 20));
		await analyst.go(at('/findings?samples=true'));
		expect(await analyst.page.locator('main').textContent()).toContain(said);
		await look(analyst);
		await analyst.context.close();
		await point.page.goto(site.address + document);
		await point.page.locator('#state summary', { hasText: t('levels.disclosed') }).click();
		const lines = await point.page.locator('#state details:has(ul) li').allTextContents();
		for (const way of ['document', 'list', 'study', 'original', 'figures', 'file'] as const)
			expect(
				lines.some((line) => line.includes(t(`levels.way-${way}`))),
				way
			).toBe(true);
		await look(point);

		// A wrong report is withdrawn, and is gone for everyone else.
		await take(point.page, 'withdraw', 'figures were wrong');
		await point.page.waitForURL(/done=withdraw/);
		expect(await point.page.locator('#state').textContent()).toContain(t('levels.next-withdrawn'));
		expect(await point.page.locator('#state form').count()).toBe(0);
		await look(point);
		await seesNothing();
		for (const { context } of [point, writer, visitor]) await context.close();
	},
	400_000
);
