import { sql } from 'kysely';
import type { Db } from '../connect.server.ts';

export type Column = { name: string; type: string; sequence: string | null };
export type Table = { name: string; columns: Column[] };

/** Every table of the database but that of the migrations, with the columns that hold what was written into them. */
export async function listTables(db: Db): Promise<Table[]> {
	const { rows } = await sql<{ relname: string } & Column>`
		select c.relname, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
			pg_get_serial_sequence('public.' || quote_ident(c.relname), a.attname) as sequence
		from pg_class c inner join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
			and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		order by c.relname, a.attnum`.execute(db);
	return [...Map.groupBy(rows, ({ relname }) => relname)].map(([name, columns]) => ({
		name,
		columns: columns.map((column) => ({ name: column.name, type: column.type, sequence: column.sequence }))
	}));
}

/** The migrations that the database has seen; none where it has not even the table of them. */
export async function listApplied(db: Db): Promise<string[]> {
	const { rows: found } = await sql<{ exists: boolean }>`select to_regclass('public.migration') is not null as exists`.execute(db);
	if (found[0]?.exists !== true) return [];
	const { rows } = await sql<{ name: string }>`select name from public.migration order by name`.execute(db);
	return rows.map(({ name }) => name);
}

export type Trigger = { table: string; name: string; enabled: string };

/** The triggers of ours that are switched on, and the foreign keys, each with its definition. */
export async function listWatches(db: Db): Promise<{ triggers: Trigger[]; keys: { table: string; name: string; definition: string }[] }> {
	const triggers = await sql<Trigger>`
		select c.relname as "table", t.tgname as name, t.tgenabled::text as enabled
		from pg_trigger t inner join pg_class c on c.oid = t.tgrelid
		where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled <> 'D'`.execute(db);
	const keys = await sql<{ table: string; name: string; definition: string }>`
		select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
		from pg_constraint k inner join pg_class c on c.oid = k.conrelid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and k.contype = 'f' and k.conparentid = 0`.execute(db);
	return { triggers: triggers.rows, keys: keys.rows };
}
