import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFacts } from '#cli/prepare.ts';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { operator } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import { nextTasks } from '#domain/coding/queue.server.ts';
import { addCode, finishTask } from '#domain/coding/task.server.ts';
import { markReviewed } from '#domain/evidence/reviewed.server.ts';
import { settleCodes } from '#domain/evidence/settle.server.ts';
import { authOf } from '#domain/people/auth.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import type { Visit } from './browser.ts';
import { serveFolder } from './open-site.ts';
import type { Site } from './open-site.ts';

const secret = 'a secret that only this journey knows of';
/** What is read by chance, and what two people code; the samples that every site has are of other years. */
const [read, coded] = ['2098-full', '2099-full'];

let folder: string;
let site: Site;
const sessions: Record<string, string> = {};

async function sessionOf(db: Db, email: string): Promise<string> {
	const auth = authOf(db, { origin: 'http://localhost', secret });
	const link = await linkInHand(auth, { email, language: 'en', origin: 'http://localhost' });
	const cookies = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
	return /session_token=([^;]+)/.exec(cookies.join(' '))?.[1] ?? '';
}

/** Passages that a person read whole: the machine marked the first ten, of which eight are real, and missed one of the others. */
async function readByChance(db: Db): Promise<void> {
	await makeParty(db, 'QAA', { unGroup: 'africa' });
	const bodies = Array.from({ length: 52 }, (_, at) => `Words that nobody codes, number ${at}.`);
	const { passages } = await makeDocument(db, { party: 'QAA', cycle: read, language: 'fr', passages: bodies });
	const { id: coderId } = await db
		.insertInto('coder')
		.values({ name: 'rules', version: 'of the journey', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [at, passageId] of passages.entries()) {
		const isMarked = at < 10 || at === 51;
		const code = { conceptId: 'challenge/finance', stance: 'challenge' as const, start: 0, end: 5, quote: 'Words' };
		if (isMarked)
			await db
				.insertInto('evidence')
				.values({
					...{ passageId, conceptId: code.conceptId, stance: code.stance, startAt: 0, endAt: 5, quote: 'Words' },
					...{ confidence: 0.5, why: '{}', coderId }
				})
				.execute();
		if (at > 49) continue;
		await acting(db, operator, 'passage.finish', async (tx) => {
			await settleCodes(tx, operator, { passageId, schemes: ['challenge'], codes: at < 8 || at === 20 ? [code] : [] });
			await markReviewed(tx, operator, { passageId, byChance: true });
		});
	}
}

/** Two passages that two people have done: they agree on one, and of the other each says something else. */
async function codeTwice(db: Db, analyst: Actor, coders: Actor[]): Promise<void> {
	const bodies = ['تفتقر البلاد إلى الأموال.', 'Money is wanting.'];
	await makeDocument(db, {
		...{ party: 'QAA', cycle: coded, language: 'en' },
		passages: [{ body: bodies[0]!, language: 'ar' }, bodies[1]!]
	});
	const projectId = await makeProject(db, analyst, {
		...{ languages: [], regions: [], kinds: [], cycle: coded, samples: false, size: 2, allocation: 'equal', audit: 0 },
		...{ title: 'Essai', language: 'fr', purpose: '', schemes: ['challenge'], rule: 'double', doubleShare: 1, blind: true },
		...{ showsProposals: false, randomShare: 0, seed: 3, coders: coders.map(({ personId }) => personId!) }
	});
	for (const [at, coder] of coders.entries())
		for (const { taskId, passageId } of await nextTasks(db, coder, projectId, 10)) {
			const { language } = await db.selectFrom('passage').select('language').where('id', '=', passageId).executeTakeFirstOrThrow();
			const quote = language === 'ar' ? 'الأموال' : 'Money';
			const conceptId = language === 'en' && at === 1 ? 'challenge/data' : 'challenge/finance';
			await addCode(db, coder, taskId!, { conceptId, stance: 'challenge', quote, near: undefined });
			await finishTask(db, coder, taskId!);
		}
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cinnabar-quality-'));
	writeFileSync(join(folder, 'secret'), secret);
	const db = await connect({ folder });
	await prepareFacts(db);
	await readByChance(db);
	const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
	const coders = [await makeHolder(db, 'editor', 'awa@example.org'), await makeHolder(db, 'translator', 'ben@example.org')];
	await codeTwice(db, analyst, coders);
	for (const name of ['analyst', 'awa']) sessions[name] = await sessionOf(db, `${name}@example.org`);
	await db.destroy();
	site = await serveFolder(folder);
});

afterAll(async () => {
	await site?.close();
	if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const visitAs = (name: string | undefined, about: Visit = {}) =>
	visit({ ...about, signedIn: name !== undefined, site: { address: site.address, session: sessions[name ?? ''] ?? '' } });

test('everyone reads how good the machine is and on what that rests, in Arabic and in Chinese', async () => {
	for (const language of ['ar', 'zh']) {
		const { page, context, go } = await visitAs(undefined, { language });
		await go(`/${language}/quality?samples=false&language=fr`);
		const measures = page.locator('#concepts ~ * tbody tr:not(.total)');
		expect(await measures.count()).toBe(1);
		expect(await measures.textContent()).toContain('80');
		expect(await page.locator('#measured-on ~ * tbody tr').count()).toBeGreaterThan(0);
		expect(await page.locator('#gold').count()).toBe(1);
		await expectNoSidewaysScroll(page);
		await expectAccessible(page);
		await context.close();
	}
	const csv = await (await fetch(`${site.address}/fr/quality/measures.csv?samples=false`)).text();
	expect(csv).toMatch(/challenge\/finance,[^\r]+,fr,50,1,0\.8,/);
});

test('a count says about how many there should be, how many people accepted and how many the machine found', async () => {
	const { page, context, go } = await visitAs(undefined, { language: 'en', script: false });
	// Nine are real; one unread passage is marked, of which eight in ten are real, and one is empty.
	await go(`/en/findings/passages?concept=challenge%2Ffinance&language=fr&samples=false&cycle=${read}`);
	expect(await page.locator('dl').first().textContent()).toMatch(/about 10 \(9 to 11\), 9 reviewed, 11 by the machine/);
	await go(`/en/findings/challenge?samples=false&cycle=${read}`);
	expect(await page.locator('.error-bar svg').count()).toBe(1);
	expect(await page.locator('.error-bar').textContent()).toMatch(/about 1 \(1 to 1\), 1 reviewed, 1 by the machine/);
	await go('/en/findings/challenge?samples=false');
	// English was not read by chance: nothing is made up.
	expect(await page.locator('.error-bar svg').count()).toBe(0);
	expect(await page.locator('.legend a[href="/en/quality"]').count()).toBe(1);
	const csv = await (await fetch(`${site.address}/en/findings/challenge/table.csv?samples=false&cycle=${read}`)).text();
	expect(csv).toContain('parties_estimated_low');
	await context.close();
});

test('coders and analysts come in by where coders disagree, and whoever is not of the project finds nothing', async () => {
	const { page, context, go } = await visitAs('analyst', { language: 'ar' });
	await go('/ar/coding/1/agreement');
	expect(await page.locator('#disagreements ~ * tbody tr').count()).toBe(2);
	expect(await page.locator('h2').first().getAttribute('id')).toBe('disagreements');
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);
	await page.locator('[name=concept]').selectOption('challenge/data');
	await page.locator('.toolbar button').first().click();
	await page.waitForURL(/concept=challenge/);
	expect(await page.locator('#disagreements ~ * tbody tr').count()).toBe(1);
	await page.locator('#disagreements ~ * tbody a').first().click();
	await page.waitForURL(/agreement\/\d+$/);
	// The passage waits for a third person, so that its coders have letters and no names.
	expect(await page.locator('main').textContent()).not.toContain('awa');
	expect(await page.locator('mark.evidence').count()).toBe(2);
	await expectAccessible(page);
	await context.close();

	const coder = await visitAs('awa', { language: 'fr' });
	await coder.go('/fr/coding/1/agreement?how=concept');
	expect(await coder.page.locator('#disagreements ~ * tbody tr').count()).toBe(2);
	await coder.context.close();
	for (const path of ['', '/1', '/measures.csv', '/codes.json', '/disagreements.csv'])
		expect((await fetch(`${site.address}/en/coding/1/agreement${path}`)).status, path).toBe(404);
	const cookie = `cinnabar.session_token=${sessions.analyst}`;
	const codes = await (await fetch(`${site.address}/en/coding/1/agreement/codes.csv`, { headers: { cookie } })).text();
	expect(codes).toMatch(/,ar,person\/\d+,challenge\/finance,1,challenge,/);
	expect(codes).toMatch(/,en,coder 1,challenge\//);
});
