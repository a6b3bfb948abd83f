import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { together } from './connect.server.ts';
import type { Db } from './connect.server.ts';
import { makeViews } from './views.server.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations');

/** Applies the numbered files that the database has not seen, each once and whole, and returns their names. */
export async function migrate(db: Db): Promise<string[]> {
	await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(db);
	const names = readdirSync(folder)
		.filter((name) => name.endsWith('.sql'))
		.toSorted();
	const applied: string[] = [];
	for (const name of names) {
		const isNew = await together(db, async (tx) => {
			// Two processes may start at once: the lock lets one migrate while the other waits, and then sees it done.
			await sql`lock table migration in exclusive mode`.execute(tx);
			const { rows } = await sql`select 1 from migration where name = ${name}`.execute(tx);
			if (rows.length > 0) return false;
			for (const statement of statements(readFileSync(join(folder, name), 'utf8'))) await sql.raw(statement).execute(tx);
			await sql`insert into migration (name) values (${name})`.execute(tx);
			return true;
		});
		if (isNew) applied.push(name);
	}
	await makeViews(db);
	return applied;
}

/** Cuts a migration into statements. A statement ends with a semicolon at the end of a line. */
function statements(file: string): string[] {
	return file
		.replace(/^\s*--.*$/gm, '')
		.split(/;\s*$/m)
		.map((one) => one.trim())
		.filter((one) => one !== '');
}
