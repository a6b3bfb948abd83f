import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFacts } from '#cli/prepare.ts';
import { connect } from '#db/connect.server.ts';
import { authOf } from '#domain/people/auth.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import { makeDocument } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { expectAccessible, expectNoSidewaysScroll, visit } from './browser.ts';
import { serveFolder } from './open-site.ts';
import type { Site } from './open-site.ts';

const secret = 'a secret that only this journey knows of';
let folder: string;
let site: Site;
let session = '';
let fresh: { id: number; passages: number[] };

/** Twelve documents that someone has read whole: whatever speaks of "winches" is coded as equipment, which no wording does. */
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cinnabar-machines-'));
	writeFileSync(join(folder, 'secret'), secret);
	const db = await connect({ folder });
	await prepareFacts(db);
	const coder = await db
		.insertInto('coder')
		.values({ name: 'operator', version: '-', kind: 'person' })
		.returning('id')
		.executeTakeFirstOrThrow();
	for (let document = 0; document < 12; document++) {
		const passages = Array.from({ length: 8 }, (_, at) =>
			at % 4 === 0
				? `Les orpailleurs du village ${document} ont demandé des treuils cette année encore.`
				: `La route du village ${document} a été refaite par la commune, tronçon ${at}.`
		);
		const made = await makeDocument(db, { language: 'fr', passages });
		for (const [at, passageId] of made.passages.entries()) {
			await db.insertInto('reviewedPassage').values({ passageId, by: 'operator', byChance: false }).execute();
			const startAt = passages[at]?.indexOf('treuils') ?? -1;
			if (startAt < 0) continue;
			await db
				.insertInto('evidence')
				.values({
					...{ passageId, conceptId: 'need/equipment', stance: 'challenge', startAt, endAt: startAt + 7, quote: 'treuils', confidence: 1 },
					...{ why: '{}', status: 'accepted', coderId: coder.id, reviewedBy: 'operator', reviewedAt: new Date() }
				})
				.execute();
		}
	}
	fresh = await makeDocument(db, {
		language: 'fr',
		passages: ['Dans la vallée, on a demandé des treuils ; personne n’est venu cette année.']
	});
	await makeHolder(db, 'analyst', 'analyst@example.org');
	const auth = authOf(db, { origin: 'http://localhost', secret });
	const link = await linkInHand(auth, { email: 'analyst@example.org', language: 'en', origin: 'http://localhost' });
	const cookies = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
	session = /session_token=([^;]+)/.exec(cookies.join(' '))?.[1] ?? '';
	await sql`delete from rate`.execute(db);
	await db.destroy();
	site = await serveFolder(folder);
});

afterAll(async () => {
	await site?.close();
	rmSync(folder, { recursive: true, force: true });
});

const open = (about: Parameters<typeof visit>[0] = {}) => visit({ ...about, site: { address: site.address, session } });

test('everyone reads which machines code, what they learnt from and how good they are, in Arabic too', async () => {
	const { page, context, go } = await open({ language: 'ar', script: false, signedIn: false, width: 390 });
	await go('/ar/machines');
	expect(await page.locator('form[action="?/upload"]').count()).toBe(0);
	await expectNoSidewaysScroll(page);
	await page.locator('tbody th a').filter({ hasText: 'starter' }).click();
	await page.locator('.calibration svg').waitFor();
	expect(await page.locator('form[action="?/use"], form[action="?/retire"]').count()).toBe(0);
	await expectNoSidewaysScroll(page);
	const download = page.waitForEvent('download');
	await page.locator('a[download]').click();
	expect(readFileSync(await (await download).path()).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
	await context.close();
});

test('an analyst trains a machine, puts it in use, sees what spoke for its proposals, compares and retires it', async () => {
	const { page, context, go } = await open({ language: 'fr', script: true });
	await go('/fr/machines/train');
	await expectAccessible(page);
	await page.locator('[name=name]').fill('La nôtre');
	await page.locator('[name=starter]').uncheck();
	await page.locator('main form button').click();
	await page.waitForURL(/\/fr\/machines$/);
	const ours = page.locator('tbody th a').filter({ hasText: 'La nôtre' });
	for (let turn = 0; turn < 60 && (await ours.count()) === 0; turn++) {
		await page.waitForTimeout(1000);
		await go('/fr/machines');
	}
	await expectAccessible(page);
	await ours.click();
	await expectAccessible(page);
	await page.locator('form[action="?/use"] button').click();
	await page.waitForURL(/\/machines\/\d+$/);
	await go('/fr/machines');
	expect(await page.locator('tbody tr').filter({ hasText: 'La nôtre' }).locator('.tag').count()).toBe(1);
	const proposal = page.locator('li.proposed').first();
	for (let turn = 0; turn < 60 && (await proposal.count()) === 0; turn++) {
		await page.waitForTimeout(1000);
		await go(`/fr/documents/${fresh.id}/passages/${fresh.passages[0]}`);
	}
	await page.locator('details.spoken summary').first().click();
	await page.locator('details.spoken').first().locator('q', { hasText: 'demandé' }).waitFor();
	await expectAccessible(page);
	await go('/fr/machines');
	await ours.click();
	await page.locator('form[action="?/run"] button').click();
	await page.waitForURL(/\/machines\/\d+$/);
	const id = page.url().split('/').at(-1);
	const compared = page.locator('main table tbody tr');
	for (let turn = 0; turn < 30 && (await compared.count()) === 0; turn++) {
		await page.waitForTimeout(1000);
		const rules = await rulesIn(page, go);
		await go(`/fr/machines/compare?one=${id}&other=${rules}`);
	}
	expect(await compared.count()).toBeGreaterThan(0);
	await expectAccessible(page);
	await go(`/fr/machines/${id}`);
	await page.locator('form[action="?/retire"] button').click();
	await page.waitForURL(/\/machines\/\d+$/);
	expect(await page.locator('form[action="?/retire"]').count()).toBe(0);
	await context.close();
});

async function rulesIn(page: Awaited<ReturnType<typeof visit>>['page'], go: (path: string) => Promise<void>): Promise<string> {
	await go('/fr/machines');
	return ((await page.locator('tbody th a').first().getAttribute('href')) ?? '').split('/').at(-1) ?? '';
}

test('a machine comes in by a file, and what is none is refused in words', async () => {
	const { page, context, go } = await open({ language: 'zh', script: false });
	await go('/zh/machines');
	await page.locator('#file').setInputFiles({ name: 'none.json.gz', mimeType: 'application/gzip', buffer: Buffer.from('no machine') });
	await page.locator('form[action="?/upload"] button').click();
	await page.locator('.notice.refusal').waitFor();
	await page.locator('#file').setInputFiles('data/machines/starter.json.gz');
	await page.locator('form[action="?/upload"] button').click();
	await page.waitForURL(/\/zh\/machines\/\d+$/);
	await context.close();
});
