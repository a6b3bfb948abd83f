import { sql } from 'kysely';
import type { Db } from './connect.server.ts';

/** Tells the planner how many rows there are. A server does so by itself; the embedded database does not. */
export async function takeStatistics(db: Db): Promise<void> {
	await sql`analyze`.execute(db);
}

/** Takes statistics again where a tenth more evidence is there than when they were taken: taking them reads a part of every table. */
export async function keepStatistics(db: Db): Promise<void> {
	const { rows } = await sql<{ isOld: boolean }>`
		select (select count(*) from evidence) > greatest(reltuples, 0) * 1.1 as is_old from pg_class where oid = 'evidence'::regclass`.execute(db);
	if (rows[0]?.isOld === true) await takeStatistics(db);
}
