import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import { isLong } from './chance.ts';

const kills = isLong ? 10 : 4;
const files = 16;
const folder = mkdtempSync(join(tmpdir(), 'cinnabar-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Acknowledged = { file: string; documentId: number; passages: number; proposals: number };

const paths = Array.from({ length: files }, (_, at) => {
	const path = join(folder, `report-${at}.txt`);
	const paragraphs = Array.from(
		{ length: 60 },
		(_line, line) => `${line + 1}. Report ${at} states a lack of trained staff and funds for waste in district ${line}.`
	);
	writeFileSync(path, paragraphs.join('\n\n'));
	return path;
});
const data = join(folder, 'data');
mkdirSync(data);

/** Reads the files with the command, and kills it so many milliseconds after it has acknowledged so many files. Returns what it had said was done. */
async function ingest(killAfter?: { files: number; milliseconds: number }): Promise<Acknowledged[]> {
	const command = spawn(process.execPath, ['src/cli/main.ts', 'ingest', ...paths], {
		env: { ...process.env, CINNABAR_DATA: data, DATABASE_URL: '' },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	let talk = '';
	command.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	command.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => command.once('exit', resolve));
	if (killAfter !== undefined) {
		while (said.split('\n').length <= killAfter.files && command.exitCode === null) await wait(5);
		await Promise.race([wait(killAfter.milliseconds), ended]);
		command.kill('SIGKILL');
	}
	const status = await ended;
	if (killAfter === undefined) expect(status, talk).toBe(0);
	// A line that was cut by the kill was not acknowledged.
	return said
		.slice(0, said.lastIndexOf('\n') + 1)
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Acknowledged);
}

/** Opens what the killed process left and compares it with what it had acknowledged. */
async function check(acknowledged: ReadonlyMap<string, Acknowledged>): Promise<void> {
	const db = await connect({ folder: data });
	try {
		const documents = await db
			.selectFrom('document')
			.innerJoin('original', 'original.sha256', 'document.original')
			.select(['document.id', 'original.name', 'sha256', 'content'])
			.execute();
		const passages = await db
			.selectFrom('passage')
			.groupBy('documentId')
			.select(({ fn }) => ['documentId', fn.countAll<number>().as('count')])
			.execute();
		const evidence = await db
			.selectFrom('evidence')
			.innerJoin('passage', 'passage.id', 'passageId')
			.groupBy('documentId')
			.select(({ fn }) => ['documentId', fn.countAll<number>().as('count')])
			.execute();
		const countIn = (rows: { documentId: number; count: number }[], id: number) =>
			rows.find(({ documentId }) => documentId === id)?.count ?? 0;
		for (const { id, sha256, content } of documents) {
			expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
			expect(countIn(passages, id), 'a document is never without its passages').toBe(60);
		}
		for (const { documentId, passages: read, proposals } of acknowledged.values()) {
			expect(countIn(passages, documentId)).toBe(read);
			expect(countIn(evidence, documentId)).toBe(proposals);
		}
	} finally {
		await db.destroy();
	}
}

test('a kill at any moment of an ingest loses nothing that was acknowledged, and leaves nothing half done', async () => {
	const acknowledged = new Map<string, Acknowledged>();
	await ingest({ files: 0, milliseconds: 1 });
	let seed = 11;
	for (let round = 0; round < kills; round++) {
		seed = (seed * 48271) % 2147483647;
		// Each file that is there already is acknowledged at once, so the count goes past those to the new ones.
		const from = round % 4 === 0 ? 0 : acknowledged.size + 1 + (seed % 2);
		for (const one of await ingest({ files: Math.min(from, files - 1), milliseconds: seed % 350 })) acknowledged.set(one.file, one);
		const wasMigrated = acknowledged.size > 0;
		if (wasMigrated) await check(acknowledged);
	}
	expect(acknowledged.size, 'the kills came after some work').toBeGreaterThan(1);
	for (const one of await ingest()) acknowledged.set(one.file, one);
	expect(acknowledged.size).toBe(files);
	await check(acknowledged);
});

test('a second process is kept out of the folder while the first has it, and told which process that is', async () => {
	const db = await connect({ folder: data });
	try {
		const second = spawn(process.execPath, ['src/cli/main.ts', 'migrate'], {
			env: { ...process.env, CINNABAR_DATA: data, DATABASE_URL: '', LC_ALL: 'fr_FR.UTF-8' },
			stdio: ['ignore', 'ignore', 'pipe']
		});
		let talk = '';
		second.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
		const status = await new Promise((resolve) => second.once('exit', resolve));
		expect(status).toBe(1);
		expect(talk).toContain(String(process.pid));
		expect(talk).toContain(data);
	} finally {
		await db.destroy();
	}
});
