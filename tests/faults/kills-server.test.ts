import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import { ask } from '../private-server.ts';
import { openApplication, prepared } from './application.ts';
import type { Application } from './application.ts';
import { mustBeSignedIn, retried, untilDone } from './after.ts';
import { asked, useLink } from './asking.ts';
import { restored, startBackup } from './backups.ts';
import type { Kept } from './backups.ts';
import { chance, isLong, kills } from './chance.ts';
import { hasServer, openServer } from './killable-server.ts';
import { nothingTold, someMoment, work } from './work.ts';
import { mustBeWhole } from './whole.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
	for (const close of closing.toReversed()) await close();
});

const rounds = Math.ceil(kills * 0.85);

test.skipIf(!hasServer)(
	'the application, the server and the backup are killed at any moment of their work: nothing acknowledged is lost, nothing is half done',
	{ timeout: 60_000 + rounds * 25_000 },
	async () => {
		const random = chance();
		const folder = mkdtempSync(join(tmpdir(), 'cinnabar-kills-'));
		closing.push(() => rmSync(folder, { recursive: true, force: true }));
		const server = await openServer();
		closing.push(server.close);
		const url = `${server.address}cinnabar`;
		await ask(`${server.address}postgres`, 'create database cinnabar');
		await prepared({ url });
		const application = await openApplication({ url });
		closing.push(application.kill);
		const db = await connect({ url });
		closing.push(() => db.destroy());
		const { port } = application;
		const operator = (await useLink(port, application.token)).session;
		expect(operator).not.toBe('');

		const told = nothingTold();
		const kept: Kept = { whole: [], killed: 0, failed: 0, parts: 0 };
		const stop = new AbortController();
		const working = work({ port, operator, told, signal: stop.signal, random });
		const struck = { application: 0, server: 0, backup: 0 };
		const figuresOf = () => ({
			struck,
			signIns: told.signIns.length,
			uploads: told.uploads.length,
			reviews: told.reviews.length,
			away: told.away,
			backups: { ...kept, whole: kept.whole.length }
		});
		let checked = 0;
		try {
			for (let round = 0; round < rounds; round++) {
				const dice = random();
				const victim = dice < 0.5 ? 'server' : dice < 0.85 ? 'application' : 'backup';
				const backup = victim === 'backup' || random() < 0.1 ? startBackup({ url }, folder, `backup-${round}`, kept) : undefined;
				await someMoment(told, random);
				// The start of a backup alone is a second.
				if (backup !== undefined) await wait(random() * 4000);
				struck[victim]++;
				if (victim === 'backup') backup?.kill();
				if (victim === 'server') {
					await server.kill();
					await server.start();
					await untilReady(application);
				}
				if (victim === 'application') {
					await application.kill();
					await application.start(random() < 0.2 ? 'serve' : 'pages');
					if (random() < 0.3) {
						// And once more while it comes up.
						await wait(random() * 3000);
						await application.kill();
						struck.application++;
						await application.start(random() < 0.2 ? 'serve' : 'pages');
					}
					await application.untilServing();
				}
				expect(application.isRunning(), application.said()).toBe(true);
				await backup?.over;
				await mustBeWhole(db, told, { history: round % 10 === 0 });
				checked = await mustBeSignedIn(port, told, checked);
				if (isLong && round % 10 === 9) console.log(JSON.stringify(figuresOf()));
			}
		} finally {
			stop.abort();
			await working;
		}
		// A job whose process was killed is free when its lease ends; the short run does not wait for that.
		if (!isLong) await sql`update job set changed_at = now() - interval '1 hour' where state = 'running'`.execute(db);
		await untilDone(db, told);
		await mustBeWhole(db, told, { history: true });
		await mustBeSignedIn(port, told, 0);
		const links = await retried(port, told);
		await mustBeWhole(db, told, { history: false });
		const last = startBackup({ url }, folder, 'last', kept);
		await last.over;
		const inBackup = await restored(kept.whole.at(-1) ?? '');
		expect(told.uploads.filter(({ sha256 }) => !inBackup.has(sha256))).toEqual([]);
		expect(told.uploads.length).toBeGreaterThan(0);
		if (isLong) console.log(JSON.stringify({ ...figuresOf(), ...links }));
	}
);

/** The application that lived on finds the server again. */
async function untilReady({ port, said }: Application): Promise<void> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const answer = await asked(port, '/ready').catch(() => undefined);
		if (answer?.status === 200) return;
		await wait(100);
	}
	throw new Error(`the application did not find the server again: ${said()}`);
}
