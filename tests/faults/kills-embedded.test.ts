import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { mustBeSignedIn, retried, untilQuiet } from './after.ts';
import { openApplication, prepared } from './application.ts';
import { useLink } from './asking.ts';
import { restored, startBackup } from './backups.ts';
import type { Kept } from './backups.ts';
import { chance, isLong, kills } from './chance.ts';
import { nothingTold, someMoment, work } from './work.ts';
import { mustBeDone, mustBeWhole } from './whole.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
	for (const close of closing.toReversed()) await close();
});

const rounds = Math.ceil(kills * 0.15);

test(
	'on the embedded database too, the application and the backup are killed at any moment, and nothing acknowledged is lost',
	{ timeout: 120_000 + rounds * 60_000 },
	async () => {
		const random = chance();
		const folder = mkdtempSync(join(tmpdir(), 'cinnabar-kills-'));
		closing.push(() => rmSync(folder, { recursive: true, force: true }));
		const place = { folder: join(folder, 'data') };
		await prepared(place);
		const application = await openApplication(place);
		closing.push(application.kill);
		const { port } = application;
		const operator = (await useLink(port, application.token)).session;
		expect(operator).not.toBe('');

		const look = async (see: (db: Db) => Promise<void>) => {
			const db = await connect(place);
			await see(db).finally(() => db.destroy());
		};
		const told = nothingTold();
		const kept: Kept = { whole: [], killed: 0, failed: 0, parts: 0 };
		const stop = new AbortController();
		const working = work({ port, operator, told, signal: stop.signal, random });
		const struck = { application: 0, backup: 0 };
		const figuresOf = () => ({
			struck,
			signIns: told.signIns.length,
			uploads: told.uploads.length,
			reviews: told.reviews.length,
			backups: { ...kept, whole: kept.whole.length }
		});
		let checked = 0;
		try {
			for (let round = 0; round < rounds; round++) {
				await someMoment(told, random);
				await application.kill();
				struck.application++;
				if (random() < 0.5) {
					const backup = startBackup(place, folder, `backup-${round}`, kept);
					await wait(random() * 4000);
					backup.kill();
					struck.backup++;
					await backup.over;
				}
				await look((db) => mustBeWhole(db, told, { history: true }));
				await application.start(random() < 0.2 ? 'serve' : 'pages');
				await application.untilServing();
				checked = await mustBeSignedIn(port, told, checked);
				if (isLong && round % 5 === 4) console.log(JSON.stringify(figuresOf()));
			}
		} finally {
			stop.abort();
			await working;
		}
		await mustBeSignedIn(port, told, 0);
		const links = await retried(port, told);
		await untilQuiet(port);
		await application.close();
		await look(async (db) => {
			await mustBeWhole(db, told, { history: true });
			await mustBeDone(db, told);
		});
		await startBackup(place, folder, 'last', kept).over;
		const inBackup = await restored(kept.whole.at(-1) ?? '');
		expect(told.uploads.filter(({ sha256 }) => !inBackup.has(sha256))).toEqual([]);
		expect(told.uploads.length).toBeGreaterThan(0);
		if (isLong) console.log(JSON.stringify({ ...figuresOf(), ...links }));
	}
);
