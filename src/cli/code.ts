import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { config } from '#config';
import { operator } from '#domain/actor.ts';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { machineFor, machineOf } from '#domain/evidence/machine.server.ts';
import type { Machine } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { identify } from '#text/identify.ts';
import { isLanguage } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { passageLine } from './passage-line.ts';
import type { Command } from './command.ts';

/** The machine over the codebook files, with no database. */
export async function machineOfFiles(): Promise<Machine> {
	const { version, concepts } = readCodebook(join(config.facts, 'concepts'));
	return machineFor(version, makeLexicons(wordingsByLanguage(concepts)));
}

/** Proposes evidence: in documents of the database, or in lines of JSON on standard input. */
export const code: Command = {
	usage: 'code --jsonl < LINES | code DOCUMENT… | code --all',
	run: async ({ words, database, progress, talk }) => {
		const { values, positionals } = parseArgs({
			args: words,
			allowPositionals: true,
			options: { jsonl: { type: 'boolean' }, all: { type: 'boolean' } }
		});
		if (values.jsonl) return codeLines(talk);
		const db = await database();
		const machine = await machineOf(db);
		const ids = values.all
			? (await db.selectFrom('document').select('id').orderBy('id').execute()).map(({ id }) => id)
			: positionals.map(Number);
		if (ids.length === 0 || ids.some((id) => !Number.isInteger(id))) throw new Refusal('refused.incomplete');
		let proposals = 0;
		for (const [index, id] of ids.entries()) {
			proposals += await codeDocument(db, operator, machine, id);
			progress(`${index + 1} / ${ids.length}`);
		}
		return JSON.stringify({ documents: ids.length, proposals });
	}
};

/** Reads `{id, language, text}` lines and writes a line of codes for each, in the same order. A line that is not such an object is told on standard error and answered with its error. */
async function codeLines(talk: (line: string) => void): Promise<undefined> {
	const machine = await machineOfFiles();
	let number = 0;
	for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
		number++;
		if (line.trim() === '') continue;
		const parsed = passageLine(line);
		if ('fault' in parsed) {
			talk(`${number}: ${parsed.fault}`);
			await write({ id: parsed.id ?? null, error: parsed.fault });
			process.exitCode = 1;
			continue;
		}
		const { id, text } = parsed;
		const language = parsed.declared === undefined ? identify(text) : parsed.declared;
		if (!isLanguage(language)) {
			await write({ id, language: null, codes: [], specificity: null });
			continue;
		}
		const { codes, specificity } = machine.code(language, text);
		await write({
			id,
			codes: codes.map(({ concept, stance, start, end, quote, confidence, why }) => ({
				concept,
				stance,
				start,
				end,
				quote,
				confidence,
				why
			})),
			specificity
		});
	}
	return undefined;
}

async function write(answer: object): Promise<void> {
	if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
}
