import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** What was counted on one snapshot of a database, by what was asked. */
type Memory = { snapshot: string; since: number; figures: Map<string, Promise<unknown>> };

const memories = new WeakMap<Db, Memory>();
const mostFigures = 1000;

/** In milliseconds; and for how long the numbers of writing transactions are kept, which must be longer. */
const longest = 30 * 60_000;
const keptMinutes = 60;
const pause = 10 * 60_000;

/**
 * A figure that was counted before, where nothing from which figures are counted has been written since; counted now where something has.
 * The database itself says so, exactly and for all processes: of the transactions that wrote such things, either each was visible when
 * the figure was counted, or one has become visible since. Who asks must not change what is given.
 */
export async function remembered<T>(db: Db, name: string, asked: unknown, count: () => Promise<T>): Promise<T> {
	// Inside a transaction the snapshot says nothing of what that transaction has itself written.
	if (db.isTransaction) return count();
	const { figures } = await memoryOf(db);
	const key = `${name} ${JSON.stringify(asked)}`;
	// The name alone decides what kind of figure is kept under it.
	const known = figures.get(key) as Promise<T> | undefined;
	if (known !== undefined) return known;
	// Whoever asks while it is being counted waits for the same count.
	const figure = count();
	for (const oldest of figures.size < mostFigures ? [] : figures.keys().take(1)) figures.delete(oldest);
	figures.set(key, figure);
	figure.catch(() => figures.delete(key));
	return figure;
}

/** What is remembered and still holds: nothing, in a new memory, where it does not. */
async function memoryOf(db: Db): Promise<Memory> {
	const last = memories.get(db);
	const { rows } = await sql<{ snapshot: string; isChanged: boolean }>`
		select pg_current_snapshot()::text as snapshot, ${
			last === undefined
				? sql`true`
				: sql`exists (select from counted_write where not pg_visible_in_snapshot(xid, ${last.snapshot}::pg_snapshot))`
		} as "isChanged"`.execute(db);
	const { snapshot = '', isChanged = true } = rows[0] ?? {};
	// Another request may have begun a new memory while this one asked, with figures from before what this one has seen.
	if (memories.get(db) !== last) return memoryOf(db);
	if (last !== undefined && !isChanged && performance.now() - last.since < longest) return last;
	const fresh: Memory = { snapshot, since: performance.now(), figures: new Map() };
	memories.set(db, fresh);
	return fresh;
}

/** Forgets the numbers of transactions that wrote so long ago that no figure counted before them is remembered; and of another server. */
export async function forgetCountedWrites(db: Db): Promise<void> {
	await sql`delete from counted_write where at < now() - make_interval(mins => ${keptMinutes})
		or xid >= pg_snapshot_xmax(pg_current_snapshot())`.execute(db);
}

/** Keeps the numbers of writing transactions few, until the signal stops it. */
export async function startForgetting(
	db: Db,
	{ signal, report }: { signal: AbortSignal; report: (problem: unknown) => void }
): Promise<void> {
	while (!signal.aborted) {
		await forgetCountedWrites(db).catch(report);
		await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
	}
}
