import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Db } from './connect.server.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations');

/** The migrations that this program knows, in their order. */
export function listKnown(): string[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.toSorted();
}

/** Makes the table that says which migrations a database has had. */
export async function ensureMigrationTable(db: Db): Promise<void> {
	await sql`create table if not exists public.migration (name text primary key, applied_at timestamptz not null default now())`.execute(db);
}

/** Applies the named migrations and no others, in the transaction of the caller. It makes no views: these fit only the newest tables. */
export async function applyMigrations(tx: Db, names: readonly string[]): Promise<void> {
	for (const name of names) {
		for (const statement of statements(readFileSync(join(folder, name), 'utf8'))) await sql.raw(statement).execute(tx);
		await sql`insert into public.migration (name) values (${name})`.execute(tx);
	}
}

/** Cuts a migration into statements. A statement ends with a semicolon at the end of a line. */
function statements(file: string): string[] {
	return file
		.replace(/^\s*--.*$/gm, '')
		.split(/;\s*$/m)
		.map((one) => one.trim())
		.filter((one) => one !== '');
}
