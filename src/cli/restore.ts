import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { restoreBackup } from '#db/backup/restore.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import { stoppable } from './backup.ts';
import type { Command } from './command.ts';

/** Puts a backup into the database: all of it, or nothing. */
export const restore: Command = {
	usage: 'restore FILE [--yes]',
	run: async (call) => {
		const { values, positionals } = parseArgs({ args: call.words, allowPositionals: true, options: { yes: { type: 'boolean' } } });
		const [file] = positionals;
		if (file === undefined || positionals.length > 1) throw new Refusal('refused.incomplete');
		if ((await stat(file).catch(() => undefined))?.isFile() !== true) throw new Refusal('cli.no-such-file', { file });
		const db = await call.database();
		const { applied, ...restored } = await stoppable(call, file, 'restoring', (watch) =>
			restoreBackup(db, file, { replace: values.yes === true, ...watch })
		);
		await takeStatistics(db);
		for (const name of applied) call.talk(say(call.language, 'cli.migrated', { name }));
		call.talk(say(call.language, 'backup.restored', { file, ...restored }));
		return JSON.stringify({ file, ...restored, applied });
	}
};
