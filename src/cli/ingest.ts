import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { takeStatistics } from '#db/statistics.server.ts';
import { operator } from '#domain/actor.ts';
import { about } from '#domain/documents/input.ts';
import { largestFile } from '#domain/documents/model.ts';
import { ingest as ingestFile } from '#domain/documents/write.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import { prepareFacts } from './prepare.ts';
import type { Command } from './command.ts';

/** Reads files into documents and codes them. Each file stands or falls alone; what was read stays read when the command is stopped, and reading it again changes nothing. */
export const ingest: Command = {
	usage: 'ingest FILE… [--party XXX] [--kind KIND] [--cycle 2025-full] [--language LANGUAGE]',
	run: async ({ words, database, progress, talk, language }) => {
		const text = { type: 'string' } as const;
		const { values, positionals } = parseArgs({
			args: words,
			allowPositionals: true,
			options: { party: text, kind: text, cycle: text, language: text }
		});
		if (positionals.length === 0) throw new Refusal('refused.incomplete');
		const given = about.safeParse(values);
		if (!given.success)
			throw new Refusal('cli.wrong-option', { option: given.error.issues.map(({ path }) => `--${path.join('.')}`).join(' ') });
		const db = await database();
		await prepareFacts(db);
		const machine = await machineOf(db);
		// Files read in one go stand beside each other: none is a new version of another.
		const besides: number[] = [];
		for (const [index, path] of positionals.entries()) {
			progress(say(language, 'cli.reading', { done: index + 1, total: positionals.length, file: basename(path) }));
			try {
				const found = await stat(path).catch(() => undefined);
				if (found?.isFile() !== true) throw new Refusal('cli.no-such-file', { file: path });
				if (found.size > largestFile) throw new Refusal('documents.too-large', { limit: largestFile / 1e6 });
				const read = await ingestFile(db, operator, {
					name: basename(path),
					bytes: await readFile(path),
					besides,
					...given.data
				});
				besides.push(read.documentId);
				const proposals = read.needsOcr ? 0 : await codeDocument(db, operator, machine, read.documentId);
				process.stdout.write(`${JSON.stringify({ file: path, ...read, proposals })}\n`);
			} catch (problem) {
				if (!(problem instanceof Refusal)) throw problem;
				const reason = say(language, problem.code, problem.slots);
				talk(`${path}: ${reason}`);
				process.stdout.write(`${JSON.stringify({ file: path, refused: problem.code, reason })}\n`);
				process.exitCode = 1;
			}
		}
		await takeStatistics(db);
		return undefined;
	}
};
