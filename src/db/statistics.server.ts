import { sql } from 'kysely';
import type { Db } from './connect.server.ts';

/** Tells the planner how many rows there are. A server does so by itself; the embedded database does not. */
export async function takeStatistics(db: Db): Promise<void> {
	await sql`analyze`.execute(db);
}
