import { readFile } from 'node:fs/promises';
import { operator } from '#domain/actor.ts';
import { importStatus } from '#domain/parties/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { prepareFacts } from './prepare.ts';
import type { Command } from './command.ts';

/** Imports an official list of Parties with their status. */
export const parties: Command = {
	usage: 'parties FILE.csv',
	run: async ({ words: [path], database }) => {
		if (path === undefined) throw new Refusal('refused.incomplete');
		const csv = await readFile(path, 'utf8').catch(() => {
			throw new Refusal('cli.no-such-file', { file: path });
		});
		const db = await database();
		await prepareFacts(db);
		return JSON.stringify(await importStatus(db, operator, csv));
	}
};
