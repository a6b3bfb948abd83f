import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** What was counted on one snapshot of a database, by what was asked. */
type Memory = { snapshot: string; figures: Map<string, Promise<unknown>> };

const memories = new WeakMap<Db, Memory>();
const mostFigures = 1000;

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
	if (memory?.snapshot !== snapshot) {
		memory = { snapshot, figures: new Map() };
		memories.set(db, memory);
	}
	const key = `${name} ${JSON.stringify(asked)}`;
	// The name alone decides what kind of figure is kept under it.
	const known = memory.figures.get(key) as Promise<T> | undefined;
	if (known !== undefined) return known;
	// Whoever asks while it is being counted waits for the same count.
	const figure = count();
	const { figures } = memory;
	for (const oldest of figures.size < mostFigures ? [] : figures.keys().take(1)) figures.delete(oldest);
	figures.set(key, figure);
	figure.catch(() => figures.delete(key));
	return figure;
}
