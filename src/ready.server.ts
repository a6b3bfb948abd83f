import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { stopping } from './stop.server.ts';

/** The migrations that this build knows, by name; only the names are used. */
const known = Object.keys(import.meta.glob('./db/migrations/*.sql', { query: '?raw' })).map((path) =>
	path.slice(path.lastIndexOf('/') + 1)
);

export type Readiness = { ready: boolean; reason?: 'stopping' | 'no-database' | 'not-migrated' };

/** Whether this process can answer for pages now: it is not stopping, the database answers in time, and has every migration. */
export async function readiness(db: Db, milliseconds = 2000): Promise<Readiness> {
	if (stopping.signal.aborted) return { ready: false, reason: 'stopping' };
	const asked = sql<{ name: string }>`select name from migration`.execute(db).catch(() => undefined);
	const answer = await Promise.race([asked, wait(milliseconds, undefined, { ref: false })]);
	if (answer === undefined) return { ready: false, reason: 'no-database' };
	const applied = new Set(answer.rows.map(({ name }) => name));
	return known.every((name) => applied.has(name)) ? { ready: true } : { ready: false, reason: 'not-migrated' };
}
