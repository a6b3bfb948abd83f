import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db } from '../connect.server.ts';
import { listApplied, listTables } from './catalogue.server.ts';
import type { Table } from './catalogue.server.ts';
import { BackupRefused } from './format.server.ts';
import type { Header, TableLine } from './format.server.ts';

export type Progress = { table: string; done: number; total: number; rows: number };
export type Watch = { progress?: (at: Progress) => void; signal?: AbortSignal };

// Rows below this size come 500 at a time, larger ones singly, so that what is held stays small.
const largeRow = 8192;

/** Writes the whole database, as it is at one moment, as a backup. The sink takes the bytes of the file in their order. */
export async function writeBackup(
	db: Db,
	sink: (bytes: Uint8Array) => Promise<unknown>,
	{ progress, signal }: Watch = {}
): Promise<{ tables: number; rows: number }> {
	const names = (await listTables(db)).map(({ name }) => name);
	if (names.length === 0) throw new BackupRefused('nothing');
	const file = createHash('sha256');
	const gzip = createGzip({ level: 5, chunkSize: 1 << 18 });
	const emptied = (async () => {
		for await (const bytes of gzip) await sink(bytes);
	})();
	// Awaited below; without this, a sink that fails while a query runs would end the process.
	emptied.catch(() => undefined);
	const write = async (text: string) => {
		signal?.throwIfAborted();
		const bytes = Buffer.from(text);
		file.update(bytes);
		if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), emptied]);
		return bytes;
	};
	try {
		const written = await db.transaction().execute(async (tx) => {
			await sql`set transaction isolation level repeatable read, read only`.execute(tx);
			// The moment is that of the first query; the locks come before it, because emptying a table does not wait for readers.
			await sql`lock table ${sql.join(names.map((name) => sql.id('public', name)))} in access share mode`.execute(tx);
			for (const setting of ['bytea_output = hex', 'extra_float_digits = 1', "intervalstyle = 'postgres'", "datestyle = 'ISO, YMD'"])
				await sql.raw(`set local ${setting}`).execute(tx);
			const tables = (await listTables(tx)).filter(({ name }) => names.includes(name));
			const { rows: clock } = await sql<{ at: string }>`select to_json(now()) #>> '{}' as at`.execute(tx);
			const first: Header = {
				format: 'cinnabar-backup',
				version: 1,
				at: clock[0]?.at ?? '',
				migrations: await listApplied(tx)
			};
			await write(`${JSON.stringify(first)}\n`);
			const sums: Record<string, { rows: number; sha256: string }> = {};
			let all = 0;
			for (const [index, table] of tables.entries()) {
				await write(`${JSON.stringify(await tableLineOf(tx, table))}\n`);
				const sum = createHash('sha256');
				let rows = 0;
				progress?.({ table: table.name, done: index + 1, total: tables.length, rows: all });
				for await (const lines of rowsOf(tx, table)) {
					sum.update(await write(`${lines.join('\n')}\n`));
					rows += lines.length;
					progress?.({ table: table.name, done: index + 1, total: tables.length, rows: all + rows });
				}
				all += rows;
				sums[table.name] = { rows, sha256: sum.digest('hex') };
			}
			await write(`${JSON.stringify({ tables: sums, sha256: file.copy().digest('hex') })}\n`);
			return { tables: tables.length, rows: all };
		});
		gzip.end();
		await emptied;
		return written;
	} finally {
		gzip.destroy();
	}
}

async function tableLineOf(tx: Db, { name, columns }: Table): Promise<TableLine> {
	const next: Record<string, string> = {};
	for (const { name: column, sequence } of columns) {
		if (sequence === null) continue;
		const { rows } = await sql<{
			value: string;
		}>`select (last_value + is_called::integer)::text as value from ${sql.raw(sequence)}`.execute(tx);
		next[column] = rows[0]?.value ?? '1';
	}
	return { table: name, columns: columns.map(({ name: column }) => column), next };
}

/** The rows as lines of JSON: each value is the text that its type writes and reads, which loses nothing. */
async function* rowsOf(tx: Db, { name, columns }: Table): AsyncGenerator<string[]> {
	const texts = sql.join(columns.map((column, index) => sql`${sql.id(column.name)}::text as ${sql.id(`c${index}`)}`));
	const wide = columns.filter(({ type }) => !/^(integer|bigint|smallint|boolean|real|double precision|date|timestamp)/.test(type));
	const all = sql`select ${texts} from ${sql.id('public', name)}`;
	if (wide.length === 0) return yield* fetched(tx, all, 500);
	// For text and bytes the length is known without reading them; for other types the stored size stands in.
	const sizes = wide.map(
		(column) =>
			sql`coalesce(${sql.raw(column.type === 'text' || column.type === 'bytea' ? 'octet_length' : 'pg_column_size')}(${sql.id(column.name)}), 0)`
	);
	const size = sql.join(sizes, sql` + `);
	yield* fetched(tx, sql`${all} where ${size} < ${sql.lit(largeRow)}`, 500);
	yield* fetched(tx, sql`${all} where ${size} >= ${sql.lit(largeRow)}`, 1);
}

async function* fetched(tx: Db, query: RawBuilder<unknown>, count: number): AsyncGenerator<string[]> {
	await sql`declare backup_rows no scroll cursor for ${query}`.execute(tx);
	for (;;) {
		const { rows } = await sql<Record<string, string | null>>`fetch ${sql.lit(count)} from backup_rows`.execute(tx);
		if (rows.length > 0) yield rows.map((row) => JSON.stringify(Object.values(row)));
		if (rows.length < count) break;
	}
	await sql`close backup_rows`.execute(tx);
}
