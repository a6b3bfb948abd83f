import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** What was counted on one snapshot of a database, by what was asked. */
type Memory = { snapshot: string; figures: Map<string, unknown> };

const memories = new WeakMap<Db, Memory>();
const mostFigures = 500;

/**
 * A figure that was counted before, where nothing at all has been written to the database since; counted now where something
 * has. The database itself says so: its snapshot names every transaction that it has seen, so it never comes back after a write
 * by this process or any other. Who asks must not change what is given.
 */
export async function remembered<T>(db: Db, name: string, asked: unknown, count: () => Promise<T>): Promise<T> {
	// Inside a transaction the snapshot says nothing of what that transaction has itself written.
	if (db.isTransaction) return count();
	const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db);
	const snapshot = rows[0]?.snapshot ?? '';
	let memory = memories.get(db);
	if (memory?.snapshot !== snapshot || memory.figures.size >= mostFigures) {
		memory = { snapshot, figures: new Map() };
		memories.set(db, memory);
	}
	const key = `${name} ${JSON.stringify(asked)}`;
	// The name alone decides what kind of figure is kept under it.
	if (memory.figures.has(key)) return memory.figures.get(key) as T;
	const figure = await count();
	memory.figures.set(key, figure);
	return figure;
}
