import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { listApplied } from '#db/backup/catalogue.server.ts';
import { restoreBackup } from '#db/backup/restore.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { operator } from '#domain/actor.ts';
import { eraseAgain, listErased } from '#domain/people/privacy.server.ts';
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
		// Who was erased since the backup was made is in it again.
		const erased = (await listApplied(db)).includes('0008_people.sql') ? await listErased(db) : [];
		const { applied, ...restored } = await stoppable(call, file, 'restoring', (watch) =>
			restoreBackup(db, file, { replace: values.yes === true, ...watch })
		);
		const count = await eraseAgain(db, operator, erased);
		await takeStatistics(db);
		for (const name of applied) call.talk(say(call.language, 'cli.migrated', { name }));
		call.talk(say(call.language, 'backup.restored', { file, ...restored }));
		if (count > 0) call.talk(say(call.language, 'privacy.erased-again', { count }));
		return JSON.stringify({ file, ...restored, applied, erased: count });
	}
};
