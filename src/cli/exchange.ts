import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { operator, platform } from '#domain/actor.ts';
import { largestFile } from '#domain/documents/model.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { codebookFile, codebookSheet, writePassages } from '#domain/exchange/files.server.ts';
import { importProject } from '#domain/exchange/import.server.ts';
import { parseChoices, parseFile, parseScope } from '#domain/exchange/input.ts';
import { planProject } from '#domain/exchange/plan.server.ts';
import { shown } from '#domain/exchange/preview.server.ts';
import { writeProject } from '#domain/exchange/project.server.ts';
import { defaultSamples } from '#domain/findings/read.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { prepareFacts } from './prepare.ts';
import type { Call, Command } from './command.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
	...{ document: text, project: text, party: text, cycle: text, region: text, language: text, sector: text, basis: text, samples: flag },
	...{ names: flag, refused: flag, address: text, kind: text, coder: text, whole: flag, 'dry-run': flag }
} as const;

/** Writes coded documents for other programs, or brings in a project; the ending of the file says which kind it is. */
export const exchange: Command = {
	usage:
		'exchange export FILE.qdpx|csv|xlsx|jsonld|jsonl|qdc [--document ID | --project ID | --party XXX --cycle 2025-full …] [--names] [--refused] | exchange import FILE.qdpx [--party XXX] [--kind KIND] [--cycle 2025-full] [--language LANGUAGE] [--coder NAME] [--whole] [--dry-run]',
	run: async (call) => {
		const { values, positionals } = parseArgs({ args: call.words, allowPositionals: true, options });
		const [what, file, ...rest] = positionals;
		if (file === undefined || rest.length > 0) throw new Refusal('refused.incomplete');
		if (what === 'export') return exportTo(call, file, values);
		if (what === 'import') return importFrom(call, file, values);
		throw new Refusal('refused.incomplete');
	}
};

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function asParams(values: Values): URLSearchParams {
	return new URLSearchParams(
		Object.entries(values).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]))
	);
}

async function exportTo(call: Call, file: string, values: Values): Promise<string> {
	const db = await call.database();
	const kind = /\.([a-z]+)$/.exec(file)?.[1] ?? '';
	const date = new Date();
	const { language } = call;
	const scope = parseScope(asParams(values), values.samples ?? (await defaultSamples(db)));
	const write = async () => {
		if (kind === 'qdc') return [await codebookFile(db, language)];
		if (kind === 'xlsx' && values.document === undefined && basename(file).startsWith('codebook'))
			return [await codebookSheet(db, language, date)];
		if (kind === 'qdpx') return writeProject(db, db, operator, { scope, language, date, withNames: values.names === true });
		const origin = values.address ?? 'http://localhost:5173';
		return writePassages(db, db, operator, { scope, file: parseFile(kind), language, date, origin, withRefused: values.refused === true });
	};
	await pipeline(Readable.from(await write()), createWriteStream(file));
	return JSON.stringify({ file, size: (await stat(file)).size });
}

async function importFrom(call: Call, file: string, { whole = false, 'dry-run': isDry = false, ...values }: Values): Promise<string> {
	const found = await stat(file).catch(() => undefined);
	if (found?.isFile() !== true) throw new Refusal('cli.no-such-file', { file });
	if (found.size > largestFile) throw new Refusal('documents.too-large', { limit: largestFile / 1e6 });
	const db = await call.database();
	await prepareFacts(db);
	const choices = { ...parseChoices(asParams(values)), keepsDecisions: whole };
	const plan = await planProject(db, operator, await readFile(file), choices);
	if (isDry) return JSON.stringify(shown(plan), null, '\t');
	const machine = await machineOf(db);
	const imported = await importProject(db, operator, plan, choices, (tx, id) => codeDocument(tx, platform, machine, id));
	return JSON.stringify({ file, ...imported, left: plan.left }, null, '\t');
}
