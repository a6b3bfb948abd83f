import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { backupToFile } from '#db/backup/file.server.ts';
import { BackupRefused } from '#db/backup/format.server.ts';
import type { Progress, Watch } from '#db/backup/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { Call, Command } from './command.ts';

/** Writes the whole database into one file, which goes back into an embedded database or a server alike. */
export const backup: Command = {
	usage: 'backup FILE',
	run: async (call) => {
		const { positionals } = parseArgs({ args: call.words, allowPositionals: true });
		const [file] = positionals;
		if (file === undefined || positionals.length > 1) throw new Refusal('refused.incomplete');
		if ((await stat(file).catch(() => undefined))?.isDirectory() === true)
			throw new Refusal('backup.cannot-write', { file, reason: 'EISDIR' });
		const db = await call.database();
		const written = await stoppable(call, file, 'writing', (watch) => backupToFile(db, file, watch));
		call.talk(say(call.language, 'backup.wrote', { file, tables: written.tables, rows: written.rows }));
		return JSON.stringify({ file, ...written });
	}
};

/** Does work that an interruption stops cleanly, with its progress told once a second, and says what was wrong with the file. */
export async function stoppable<T>(
	{ progress, language }: Call,
	file: string,
	doing: 'writing' | 'restoring',
	work: (watch: Watch) => Promise<T>
): Promise<T> {
	const stop = new AbortController();
	const halt = () => stop.abort();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, halt);
	let told = 0;
	const tell = (at: Progress) => {
		if (Date.now() - told < 1000) return;
		told = Date.now();
		progress(at.total === 0 ? say(language, 'backup.checking', { table: at.table }) : say(language, `backup.${doing}`, at));
	};
	try {
		return await work({ signal: stop.signal, progress: tell });
	} catch (problem) {
		if (stop.signal.aborted) throw new Refusal('backup.stopped');
		if (problem instanceof BackupRefused) throw new Refusal(`backup.${problem.fault}`, { file, detail: problem.detail });
		if (isOfFiles(problem) && noRoom.has(problem.code)) throw new Refusal('outage.no-room', { file });
		if (isOfFiles(problem)) throw new Refusal('backup.cannot-write', { file, reason: problem.code });
		throw problem;
	} finally {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, halt);
	}
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What the file system refuses: no room, no right, no such folder. */
function isOfFiles(problem: unknown): problem is Error & { code: string } {
	return problem instanceof Error && 'code' in problem && /^(ENOSPC|EACCES|EPERM|ENOTDIR|EROFS|EDQUOT|EFBIG)$/.test(String(problem.code));
}
