import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connectMemory } from '#db/connect.server.ts';
import type { Place } from '#db/connect.server.ts';
import { environmentOf } from './application.ts';
import { BackupRefused } from '#db/backup/format.server.ts';
import { checkBackup, restoreBackup } from '#db/backup/restore.server.ts';
import { verifyHistory } from '#domain/history/verify.server.ts';
import { expect } from 'vitest';

export type Kept = { whole: string[]; killed: number; failed: number; parts: number };

/** Starts the command for a backup beside the work. `over` judges what it left: a file under its name is whole, whatever happened. */
export function startBackup(place: Place, folder: string, name: string, kept: Kept) {
	const file = join(folder, name);
	const child = spawn(process.execPath, ['src/cli/main.ts', 'backup', file], {
		env: { ...process.env, ...environmentOf(place), LC_ALL: 'en' },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let talk = '';
	child.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const over = (async () => {
		const status = await ended;
		if (status === 0) expect(existsSync(file), 'a backup that was reported is there').toBe(true);
		if (existsSync(file)) {
			await checkBackup(file);
			kept.whole.push(file);
		} else if (child.signalCode === 'SIGKILL') kept.killed++;
		else {
			kept.failed++;
			expect(existsSync(`${file}.part`), `nothing is left of a backup that failed: ${talk}`).toBe(false);
		}
		if (!existsSync(`${file}.part`)) return;
		kept.parts++;
		const problem = await checkBackup(`${file}.part`).then(
			() => 'it is whole but for its name',
			(one: unknown) => one
		);
		if (problem !== 'it is whole but for its name') expect(problem, 'half a backup is refused').toBeInstanceOf(BackupRefused);
	})();
	over.catch(() => undefined);
	return { kill: () => child.kill('SIGKILL'), isRunning: () => child.exitCode === null && child.signalCode === null, over };
}

/** Puts a backup into an empty database and looks whether the history in it is sound. Returns the originals in it. */
export async function restored(file: string): Promise<Set<string>> {
	const db = await connectMemory();
	try {
		await restoreBackup(db, file, { replace: false });
		expect((await verifyHistory(db)).faults).toEqual([]);
		const kept = await db.selectFrom('original').select('sha256').execute();
		return new Set(kept.map(({ sha256 }) => sha256));
	} finally {
		await db.destroy();
	}
}
