import { sql } from 'kysely';
import { together } from './connect.server.ts';
import type { Db } from './connect.server.ts';
import { applyMigrations, ensureMigrationTable, listKnown } from './migration-files.server.ts';
import { makeViews } from './views.server.ts';

/** Applies the numbered files that the database has not seen, each once and whole, and returns their names. */
export async function migrate(db: Db): Promise<string[]> {
	await ensureMigrationTable(db);
	const applied: string[] = [];
	for (const name of listKnown()) {
		const isNew = await together(db, async (tx) => {
			// Two processes may start at once: the lock lets one migrate while the other waits, and then sees it done.
			await sql`lock table migration in exclusive mode`.execute(tx);
			const { rows } = await sql`select 1 from migration where name = ${name}`.execute(tx);
			if (rows.length > 0) return false;
			await applyMigrations(tx, [name]);
			return true;
		});
		if (isNew) applied.push(name);
	}
	await makeViews(db);
	return applied;
}
