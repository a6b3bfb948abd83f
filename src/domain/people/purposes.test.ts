import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { impersonalTables, notPersonal, personalFields, purposes } from './purposes.ts';
import { retention } from './retention.ts';

const db = await freshDatabase();
const { rows } = await sql<{ table: string; column: string }>`select table_name as "table", column_name as "column"
	from information_schema.tables inner join information_schema.columns using (table_schema, table_name)
	where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
const schema = rows.map(({ table, column }) => `${table}.${column}`);
const personal = personalFields.flatMap((field) => purposes[field].columns as readonly string[]);
const tableOf = (column: string) => column.split('.')[0] ?? '';

test('every column of a table in which people occur has a purpose, or is said to tell nothing about a person', () => {
	const wanted = schema.filter((column) => !impersonalTables.includes(tableOf(column)));
	expect(wanted.filter((column) => !personal.includes(column) && !notPersonal.includes(column))).toEqual([]);
});

test('each column has one purpose, and is there', () => {
	const all = [...personal, ...notPersonal];
	expect(all.filter((column, at) => all.indexOf(column) !== at)).toEqual([]);
	expect(all.filter((column) => !schema.includes(column))).toEqual([]);
	expect(impersonalTables.filter((table) => !rows.some((row) => row.table === table))).toEqual([]);
	expect(all.filter((column) => impersonalTables.includes(tableOf(column)))).toEqual([]);
});

test('no column of the other tables looks like something of a person', () => {
	// What a concept is replaced by is another concept.
	const suspicious = /person|(^|_)(by|who|user|author|mail|email|phone|ip|contact|address)$/;
	expect(
		rows.filter(({ table, column }) => impersonalTables.includes(table) && suspicious.test(column) && column !== 'replaced_by')
	).toEqual([]);
});

test('what rests on consent, and only that, may be seen by everyone; what has a rule is kept no longer', () => {
	for (const field of personalFields) {
		const { basis, seenBy, kept } = purposes[field];
		expect((seenBy as readonly string[]).includes('everyone'), field).toBe(basis === 'consent');
		for (const how of kept)
			expect(how in retention || ['account', 'removed', 'record', 'ever'].includes(how), `${field} ${how}`).toBe(true);
	}
});
