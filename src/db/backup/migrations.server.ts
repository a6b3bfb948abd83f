import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Db } from '../connect.server.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'migrations');

/** The migrations that this program knows, in their order. */
export function listKnown(): string[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.toSorted();
}

/** Applies the named migrations and no others, and makes no views: these fit only the newest tables. */
export async function applyMigrations(tx: Db, names: string[]): Promise<void> {
	await sql`create table if not exists public.migration (name text primary key, applied_at timestamptz not null default now())`.execute(tx);
	for (const name of names) {
		const file = readFileSync(join(folder, name), 'utf8').replace(/^\s*--.*$/gm, '');
		for (const statement of file.split(/;\s*$/m)) if (statement.trim() !== '') await sql.raw(statement).execute(tx);
		await sql`insert into public.migration (name) values (${name})`.execute(tx);
	}
}
