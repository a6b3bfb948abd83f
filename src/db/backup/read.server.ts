import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { BackupRefused, ending, header, tableLine } from './format.server.ts';
import type { Header, TableLine } from './format.server.ts';
import { cutLines } from './lines.server.ts';

export type Part = { header: Header } | { table: TableLine } | { rows: string[] };

const batchRows = 500;
const batchBytes = 1_000_000;

/**
 * Reads a backup from its first line to its last. Whoever gets to the end without a `BackupRefused` has read what was written, and all of it.
 * Without `keep` no row is held or given, only checked.
 */
export async function* readBackup(path: string, { keep }: { keep: boolean }): AsyncGenerator<Part> {
	const file = createHash('sha256');
	const found = new Map<string, { rows: number; sum: Hash }>();
	let current: { rows: number; sum: Hash } | undefined;
	let isStarted = false;
	let isEnded = false;
	let rows: string[] = [];
	let size = 0;
	const see = (bytes: Buffer) => {
		if (current === undefined || isEnded) throw new BackupRefused(isStarted ? 'damaged' : 'foreign');
		file.update(bytes);
		current.sum.update(bytes);
	};
	for await (const { kind, bytes } of cutLines(path, keep, see)) {
		if (isEnded) throw new BackupRefused('damaged');
		if (kind === 'row' && current !== undefined) {
			current.rows++;
			if (!keep) continue;
			rows.push(bytes.toString());
			size += bytes.length;
			if (rows.length < batchRows && size < batchBytes) continue;
		}
		if (rows.length > 0) {
			yield { rows };
			[rows, size] = [[], 0];
		}
		if (kind === 'row') continue;
		const text = bytes.toString();
		const value = parse(text, isStarted);
		if (!isStarted) {
			const first = header.safeParse(value);
			if (!first.success) throw new BackupRefused('foreign');
			isStarted = true;
			yield { header: first.data };
		} else if (ending.safeParse(value).success) {
			const last = ending.parse(value);
			const tables = Object.fromEntries([...found].map(([name, table]) => [name, { rows: table.rows, sha256: table.sum.digest('hex') }]));
			isEnded = last.sha256 === file.digest('hex') && JSON.stringify(tables) === JSON.stringify(last.tables);
			if (!isEnded) throw new BackupRefused('damaged');
			continue;
		} else {
			const table = tableLine.safeParse(value);
			if (!table.success || found.has(table.data.table)) throw new BackupRefused('damaged');
			current = { rows: 0, sum: createHash('sha256') };
			found.set(table.data.table, current);
			yield { table: table.data };
		}
		file.update(`${text}\n`);
	}
	if (!isEnded) throw new BackupRefused(isStarted ? 'damaged' : 'foreign');
}

function parse(text: string, isStarted: boolean): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new BackupRefused(isStarted ? 'damaged' : 'foreign');
	}
}
