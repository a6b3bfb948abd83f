import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../connect.server.ts';
import { listTables, listWatches } from './catalogue.server.ts';
import type { Table } from './catalogue.server.ts';
import { BackupRefused } from './format.server.ts';
import { readBackup } from './read.server.ts';
import type { Watch } from './write.server.ts';

const shape = z.array(z.string().nullable());
const enabling: Record<string, string> = { O: 'enable', A: 'enable always', R: 'enable replica' };

/** Replaces every row of the database by those of the backup, and returns how many these are. Triggers stand still; foreign keys are checked at the end, so that the order of rows and tables does not matter. */
export async function load(tx: Db, path: string, names: string[], { progress, signal }: Watch): Promise<number> {
	const tables = new Map((await listTables(tx)).map((table) => [table.name, table]));
	const stranger = names.find((name) => !tables.has(name)) ?? [...tables.keys()].find((name) => !names.includes(name));
	if (stranger !== undefined) throw new BackupRefused('unknown-table', stranger);
	const { triggers, keys } = await listWatches(tx);
	for (const { table, name } of triggers) await sql`alter table ${sql.id('public', table)} disable trigger ${sql.id(name)}`.execute(tx);
	for (const { table, name } of keys) await sql`alter table ${sql.id('public', table)} drop constraint ${sql.id(name)}`.execute(tx);
	if (names.length > 0) await sql`truncate ${sql.join(names.map((name) => sql.id('public', name)))}`.execute(tx);
	const all = await loadRows(tx, path, tables, (table, done, rows) => {
		signal?.throwIfAborted();
		progress?.({ table, done, total: names.length, rows });
	});
	for (const { table, name, definition } of keys)
		await fitting(name, () =>
			sql`alter table ${sql.id('public', table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(tx)
		);
	for (const { table, name, enabled } of triggers)
		await sql`alter table ${sql.id('public', table)} ${sql.raw(enabling[enabled] ?? 'enable')} trigger ${sql.id(name)}`.execute(tx);
	return all;
}

async function loadRows(
	tx: Db,
	path: string,
	tables: Map<string, Table>,
	told: (table: string, done: number, rows: number) => void
): Promise<number> {
	let insert: ((rows: string[]) => Promise<unknown>) | undefined;
	let table = '';
	let done = 0;
	let all = 0;
	// Read again, and so checked again: what was put in is what was checked before, or nothing is.
	for await (const part of readBackup(path, { keep: true })) {
		if ('table' in part) {
			table = part.table.table;
			done++;
			const known = tables.get(table);
			const columns = part.table.columns.map((name) => known?.columns.find((column) => column.name === name));
			if (
				known === undefined ||
				columns.length !== known.columns.length ||
				new Set(columns).size !== columns.length ||
				columns.includes(undefined)
			)
				throw new BackupRefused('unknown-table', table);
			const listed = columns.filter((column) => column !== undefined);
			insert = (rows) => fitting(table, () => insertRows(tx, table, listed, rows));
			for (const { name, sequence } of listed) {
				const next = part.table.next[name];
				// Not setval, which a rollback does not take back.
				if (sequence !== null && next !== undefined)
					await sql`alter sequence ${sql.raw(sequence)} restart with ${sql.raw(next)}`.execute(tx);
			}
		} else if ('rows' in part) {
			await insert?.(part.rows);
			all += part.rows.length;
		}
		told(table, done, all);
	}
	return all;
}

async function insertRows(tx: Db, table: string, columns: Table['columns'], rows: string[]): Promise<void> {
	const into = sql`insert into ${sql.id('public', table)} (${sql.join(columns.map(({ name }) => sql.id(name)))}) overriding system value`;
	const [only] = rows;
	if (rows.length === 1 && only !== undefined) {
		// A row that comes alone may be large: the database holds it once less when it is taken apart here.
		const row = shape.safeParse(JSON.parse(only));
		if (row.data?.length !== columns.length) throw new BackupRefused('misfit', table);
		const texts = sql.join(row.data.map((text, index) => sql`${text}::text::${sql.raw(columns[index]?.type ?? 'text')}`));
		await sql`${into} values (${texts})`.execute(tx);
		return;
	}
	const values = sql.join(columns.map(({ type }, index) => sql`(line ->> ${sql.lit(index)})::${sql.raw(type)}`));
	const { numAffectedRows } = await sql`${into}
		select ${values} from json_array_elements(${`[${rows.join(',')}]`}::text::json) as lines (line)
		where json_array_length(line) = ${sql.lit(columns.length)}`.execute(tx);
	if (Number(numAffectedRows) !== rows.length) throw new BackupRefused('misfit', table);
}

/** Tells a row that the database does not take from a bug of ours. */
async function fitting<T>(name: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (problem) {
		if (problem instanceof SyntaxError || (problem instanceof Error && 'code' in problem && /^2[23]/.test(String(problem.code))))
			throw new BackupRefused('misfit', name);
		throw problem;
	}
}
