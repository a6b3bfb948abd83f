import { sql } from 'kysely';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';

/** What the platform writes down by itself whoever asks, and what is only about signing in. */
const passing = new Set(['rate', 'counted_write', 'session', 'proof', 'disclosure', 'unsealed', 'seal', 'mail']);

/** When a person was last here, and in which language. */
const visits = '{seen_at,updated_at,language,reminded_at}';

/** The platform's own daily work, and its line in the history. */
const byItself = sql`(coalesce(to_jsonb(t) ->> 'kind', '') = 'retention' or coalesce(to_jsonb(t) ->> 'record', '') = 'job')`;

/** Opens the database of a site that is closed. */
export async function within<T>(folder: string, work: (db: Db) => Promise<T>): Promise<T> {
	const db = await connect({ folder });
	try {
		return await work(db);
	} finally {
		await db.destroy();
	}
}

/** What stands in every table: how many rows, and a hash of all they say. What a visit alone leaves is left out. */
export async function keptIn(db: Db): Promise<Record<string, string>> {
	const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
	const kept: Record<string, string> = {};
	for (const { name } of rows.filter((one) => !passing.has(one.name))) {
		const found = await sql<{ said: string }>`select count(*) || ' rows ' || coalesce(md5(string_agg(line, '' order by line)), '') as said
			from (select (to_jsonb(t) - ${sql.lit(name === 'person' ? visits : '{}')}::text[])::text as line from ${sql.table(name)} t where not ${byItself}) lines`.execute(
			db
		);
		kept[name] = found.rows[0]?.said ?? '';
	}
	return kept;
}

/** The tables that differ, with what stood in them and what stands there. */
export const differences = (before: Record<string, string>, after: Record<string, string>): string[] =>
	Object.keys({ ...before, ...after }).flatMap((name) => (before[name] === after[name] ? [] : `${name}: ${before[name]} → ${after[name]}`));
