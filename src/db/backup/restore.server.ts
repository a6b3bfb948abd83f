import { sql } from 'kysely';
import { together } from '../connect.server.ts';
import type { Db } from '../connect.server.ts';
import { migrate } from '../migrate.server.ts';
import { listApplied, listTables } from './catalogue.server.ts';
import { BackupRefused } from './format.server.ts';
import type { Header } from './format.server.ts';
import { load } from './load.server.ts';
import { applyMigrations, ensureMigrationTable, listKnown } from '../migration-files.server.ts';
import { readBackup } from './read.server.ts';
import type { Watch } from './write.server.ts';

/** Reads a backup through and returns its first line, or throws `BackupRefused`. Nothing is changed. */
export async function checkBackup(path: string, { progress, signal }: Watch = {}): Promise<Header & { tables: string[] }> {
	let first: Header | undefined;
	const tables: string[] = [];
	for await (const part of readBackup(path, { keep: false })) {
		signal?.throwIfAborted();
		if ('header' in part) first = part.header;
		if ('table' in part) {
			tables.push(part.table.table);
			progress?.({ table: part.table.table, done: tables.length, total: 0, rows: 0 });
		}
	}
	if (first === undefined) throw new BackupRefused('foreign');
	const known = listKnown();
	const unknown = first.migrations.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new BackupRefused('newer', unknown);
	return { ...first, tables };
}

/**
 * Puts a backup into the database, all of it or nothing: the rows as they were, no trigger running, and the tables brought up to date after.
 * A database that has rows is refused unless they may be replaced.
 */
export async function restoreBackup(
	db: Db,
	path: string,
	{ replace, ...watch }: { replace: boolean } & Watch
): Promise<{ tables: number; rows: number; applied: string[] }> {
	const { migrations, tables } = await checkBackup(path, watch);
	return together(db, async (tx) => {
		const applied = await listApplied(tx);
		const ahead = applied.find((name) => !migrations.includes(name));
		if (ahead !== undefined) throw new BackupRefused('older', ahead);
		if (!replace) await mustBeEmpty(tx);
		const missing = migrations.filter((name) => !applied.includes(name));
		await ensureMigrationTable(tx);
		if (missing.length > 0) await applyMigrations(tx, missing);
		const rows = await load(tx, path, tables, watch);
		const isUpToDate = listKnown().every((name) => applied.includes(name));
		return { tables: tables.length, rows, applied: isUpToDate ? [] : await migrate(tx) };
	});
}

async function mustBeEmpty(tx: Db): Promise<void> {
	for (const { name } of await listTables(tx)) {
		await sql`lock table ${sql.id('public', name)} in access exclusive mode`.execute(tx);
		const { rows } = await sql`select 1 from ${sql.id('public', name)} limit 1`.execute(tx);
		if (rows.length > 0) throw new BackupRefused('not-empty', name);
	}
}
