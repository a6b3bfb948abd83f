import { sql } from 'kysely';
import { beforeAll, expect, inject, test } from 'vitest';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { levels } from '#domain/level.ts';
import type { Level } from '#domain/level.ts';
import { freshDatabase } from '#tests/database.ts';
import { expected, first, made, makeLevels, mark, readers, sees, stricter } from '#tests/make-levels.ts';
import { readingAs } from './connect.server.ts';
import type { Db } from './connect.server.ts';
import { migrate } from './migrate.server.ts';
import { openTables } from './views.server.ts';

const db = await freshDatabase();

beforeAll(() => makeLevels(db));

const nameOf = (table: string) =>
	table === 'original'
		? 'sha256'
		: table === 'specificity' || table === 'machine_passage'
			? 'passage_id'
			: table === 'sentence_source'
				? "sentence_id || ' ' || passage_id"
				: 'id';

async function namesIn(seen: Db, table: string): Promise<string[]> {
	const name = { unsealed: 'history_id', seal: 'position' }[table] ?? nameOf(table);
	const { rows } = await sql<{ name: string }>`select (${sql.raw(name)})::text as name from ${sql.raw(table)}`.execute(seen);
	return rows.map((row) => row.name).toSorted();
}
async function allIn(seen: Db, tables: string[]): Promise<Record<string, string[]>> {
	const found: [string, string[]][] = [];
	for (const table of tables) found.push([table, await namesIn(seen, table)]);
	return Object.fromEntries(found);
}

test('every reader finds exactly what the rules let that reader see, in every table', async () => {
	for (const reader of readers()) {
		const rules = expected(reader);
		expect(await allIn(readingAs(db, reachOf(reader.actor)), Object.keys(rules)), reader.name).toEqual(rules);
	}
});

test('of a table that the rules above do not name and that is not wholly open, no reader finds anything', async () => {
	const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
	const named = Object.keys(expected(first(readers())));
	// Who sees what of coding projects hangs on who codes in them, and of objections on whose they are: sight.test.ts in coding and in replies.
	const apart = /^(coding_\w+|task_code|reviewed_passage|passed_over|memo|reply_period|objection)$/;
	const others = rows.map(({ name }) => name).filter((name) => !openTables.has(name) && !named.includes(name) && !apart.test(name));
	for (const reader of readers()) {
		const seen = readingAs(db, reachOf(reader.actor));
		for (const name of others) {
			const found = await sql`select 1 from ${sql.table(name)}`.execute(seen);
			expect(found.rows, `${reader.name} ${name}`).toEqual([]);
			const { rows: views } = await sql<{ view: string }>`select pg_get_viewdef(${name}::regclass) as view`.execute(seen);
			// It may be empty for want of rows: the view itself must let none through.
			expect(views[0]?.view, name).toMatch(/WHERE false/i);
		}
	}
});

test('who holds the handle itself still sees everything', async () => {
	for (const reader of readers()) await readingAs(db, reachOf(reader.actor)).selectFrom('document').select('id').execute();
	expect(await namesIn(db, 'document')).toEqual(made.document.map(({ id }) => String(id)).toSorted());
	expect(await namesIn(db, 'session')).toHaveLength(made.person.length);
	expect((await namesIn(db, 'history')).length).toBeGreaterThan(0);
});

test('counts, joins, subqueries, aliases, common tables and words of SQL go through the same eyes', async () => {
	for (const reader of readers()) {
		const seen = readingAs(db, reachOf(reader.actor));
		const rules = expected(reader);
		const count = await seen
			.selectFrom('evidence')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		expect(count.n, reader.name).toBe(rules['evidence']!.length);
		const joined = await seen
			.selectFrom('passage as p')
			.innerJoin('document as d', 'd.id', 'p.documentId')
			.leftJoin('evidence as e', 'e.passageId', 'p.id')
			.select(['p.id', 'e.id as evidenceId'])
			.execute();
		expect(joined.map(({ id }) => String(id)).toSorted(), reader.name).toEqual(rules['passage']);
		expect(joined.map(({ evidenceId }) => String(evidenceId)).toSorted(), reader.name).toEqual(rules['evidence']);
		const nested = await seen
			.with('mine', (on) => on.selectFrom('evidence').select('passageId'))
			.selectFrom('document')
			.where(({ exists, selectFrom }) =>
				exists(
					selectFrom('passage')
						.whereRef('passage.documentId', '=', 'document.id')
						.where('passage.id', 'in', selectFrom('mine').select('passageId'))
				)
			)
			.select('id')
			.execute();
		expect(nested.map(({ id }) => String(id)).toSorted(), reader.name).toEqual(rules['document']);
		const { rows } = await sql<{ n: number; docs: number }>`with a as (select * from passage union all select * from passage)
			select count(*) as n, (select count(*) from document x where x.id in (select document_id from a)) as docs from a`.execute(seen);
		expect(rows, reader.name).toEqual([{ n: 2 * rules['passage']!.length, docs: rules['document']!.length }]);
	}
});

test('a transaction of a reader sees no more, also after one that failed', async () => {
	for (const reader of readers()) {
		const seen = readingAs(db, reachOf(reader.actor));
		const rules = expected(reader);
		expect(await seen.transaction().execute((tx) => namesIn(tx as Db, 'passage')), reader.name).toEqual(rules['passage']);
		await expect(seen.transaction().execute((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow();
		expect(await namesIn(seen, 'passage'), reader.name).toEqual(rules['passage']);
		await expect(db.transaction().execute((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow();
		expect(await namesIn(db, 'passage'), reader.name).toHaveLength(made.passage.length);
	}
});

test('fifty readers at once, with the whole handle between them, never see what is another’s', async () => {
	const all = readers().map((reader) => ({ seen: readingAs(db, reachOf(reader.actor)), rules: expected(reader), name: reader.name }));
	const tables = ['document', 'passage', 'evidence', 'job', 'person', 'session'];
	const asked = Array.from({ length: 250 }, async (_, turn) => {
		const table = tables[turn % tables.length]!;
		if (turn % 5 === 0) return expect(await namesIn(db, 'document')).toHaveLength(made.document.length);
		const { seen, rules, name } = all[turn % all.length]!;
		if (turn % 7 === 0) return expect(await seen.transaction().execute((tx) => namesIn(tx as Db, table)), name).toEqual(rules[table]);
		return expect(await namesIn(seen, table), name).toEqual(rules[table]);
	});
	await Promise.all(asked);
	for (let turn = 0; turn < 20; turn++) {
		for (const { seen, rules, name } of all) expect(await namesIn(seen, 'passage'), name).toEqual(rules['passage']);
		expect(await namesIn(db, 'passage')).toHaveLength(made.passage.length);
	}
});

test('a reader of two Parties sees what is of both, and handles of one sight are one', async () => {
	const office = (id: number, party: string) => ({ id, kind: 'contributor' as const, party, organisationId: null, isProvisional: true });
	const both: Actor = { key: 'person/0', personId: null, offices: [office(1, 'BBB'), office(2, 'AAA')] };
	const seen = readingAs(db, reachOf(both));
	const own = made.passage.filter(({ party, level }) => party !== null || level === 'public' || level === 'parties');
	expect(await namesIn(seen, 'passage')).toEqual(own.map(({ id }) => String(id)).toSorted());
	expect(readingAs(db, reachOf({ ...both, offices: both.offices.toReversed() }))).toBe(seen);
	expect(readingAs(db, reachOf({ ...both, key: 'person/00' }))).not.toBe(seen);
});

test('the content of a file is there only for who may read every passage of it', async () => {
	for (const reader of readers()) {
		const rows = await readingAs(db, reachOf(reader.actor)).selectFrom('original').select(['sha256', 'name', 'content']).execute();
		const open = made.document.filter(
			({ id, ...document }) =>
				sees(reader, { ...document }) && made.passage.filter(({ documentId }) => documentId === id).every((one) => sees(reader, one))
		);
		const given = rows.flatMap(({ sha256, content }) => ((content as unknown) === null ? [] : [sha256]));
		expect(given.toSorted(), reader.name).toEqual(open.map(({ original }) => original).toSorted());
	}
});

const levelsOf = async (documentId: number) => {
	const passages = await db
		.selectFrom('passage')
		.where('documentId', '=', documentId)
		.select(['id', 'closedTo', 'level'])
		.orderBy('id')
		.execute();
	const ids = passages.map(({ id }) => id);
	const evidence = await db
		.selectFrom('evidence')
		.where('passageId', 'in', ids)
		.select('level')
		.orderBy('passageId')
		.orderBy('id')
		.execute();
	const specificity = await db.selectFrom('specificity').where('passageId', 'in', ids).select('level').orderBy('passageId').execute();
	const of = (rows: { level: Level }[]) => rows.map(({ level }) => level);
	return {
		closedTo: passages.map(({ closedTo }) => closedTo),
		passage: of(passages),
		evidence: of(evidence),
		specificity: of(specificity)
	};
};

test('through a reader’s handle nothing is written', async () => {
	const seen = readingAs(db, reachOf(visitor));
	const session = { personId: first(made.person).id, token: 'stolen', means: 'link', expiresAt: new Date() };
	await expect(seen.insertInto('session').values(session).execute()).rejects.toThrow();
	await expect(seen.updateTable('document').set({ title: 'Mine' }).execute()).rejects.toThrow();
});

test('closing and opening a document spreads to passages and evidence, and keeps what was closed for itself', async () => {
	const id = made.document.find(({ party, level }) => party === 'AAA' && level === 'public')!.id;
	for (const level of ['own', 'parties', 'secretariat', 'public'] as const) {
		await db.updateTable('document').set({ level }).where('id', '=', id).execute();
		const should = levels.map((closedTo) => stricter(level, closedTo));
		expect(await levelsOf(id), level).toEqual({ closedTo: [...levels], passage: should, evidence: should, specificity: should });
	}
});

test('closing and opening one passage spreads to its evidence, and it cannot be opened further than its document', async () => {
	const document = made.document.find(({ party, level }) => party === 'AAA' && level === 'parties')!;
	const { id } = made.passage.find(({ documentId, closedTo }) => documentId === document.id && closedTo === 'public')!;
	const level = async () => {
		const found = await db
			.selectFrom('passage')
			.innerJoin('evidence', 'evidence.passageId', 'passage.id')
			.innerJoin('specificity', 'specificity.passageId', 'passage.id')
			.where('passage.id', '=', id)
			.select(['passage.level', 'evidence.level as evidence', 'specificity.level as specificity'])
			.executeTakeFirstOrThrow();
		return Object.values(found);
	};
	await db.updateTable('passage').set({ closedTo: 'own' }).where('id', '=', id).execute();
	expect(await level()).toEqual(['own', 'own', 'own']);
	await db.updateTable('passage').set({ closedTo: 'public' }).where('id', '=', id).execute();
	expect(await level()).toEqual(['parties', 'parties', 'parties']);
	await db.updateTable('passage').set({ level: 'public' }).where('id', '=', id).execute();
	expect(await level()).toEqual(['parties', 'parties', 'parties']);
});

test('evidence that is added to a closed passage is closed, whatever it says of itself', async () => {
	const { id } = made.passage.find(({ party, level }) => party === 'AAA' && level === 'own')!;
	const { id: added, level } = await db
		.insertInto('evidence')
		.values({ ...mark(id), why: '{}', level: 'public' })
		.returning(['id', 'level'])
		.executeTakeFirstOrThrow();
	expect(level).toBe('own');
	await db.deleteFrom('evidence').where('id', '=', added).execute();
});

// The embedded database has one connection: nothing there runs beside anything else.
test.skipIf(inject('engine') === 'pglite')('evidence that is written while its passage is being closed is closed', async () => {
	const { id } = made.passage.find(({ party, level }) => party === 'BBB' && level === 'public')!;
	const written = Promise.withResolvers<undefined>();
	const release = Promise.withResolvers<undefined>();
	const coding = db.transaction().execute(async (tx) => {
		const added = await tx
			.insertInto('evidence')
			.values({ ...mark(id), why: '{}' })
			.returning('id')
			.executeTakeFirstOrThrow();
		written.resolve(undefined);
		await release.promise;
		return added.id;
	});
	await written.promise;
	const closing = db.updateTable('passage').set({ closedTo: 'own' }).where('id', '=', id).execute();
	// Either the closing waits for the coding, or it has been done by then.
	await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 300))]);
	release.resolve(undefined);
	const added = await coding;
	await closing;
	const { level } = await db.selectFrom('evidence').where('id', '=', added).select('level').executeTakeFirstOrThrow();
	await db.deleteFrom('evidence').where('id', '=', added).execute();
	await db.updateTable('passage').set({ closedTo: 'public' }).where('id', '=', id).execute();
	expect(level).toBe('own');
});

test('what is closed is gone from the very next question of a reader who had seen it', async () => {
	const seen = readingAs(db, reachOf(visitor));
	const before = await namesIn(seen, 'passage');
	const id = made.document.find(({ party, level }) => party === 'BBB' && level === 'public')!.id;
	const closed = made.passage.filter(({ documentId, level }) => documentId === id && level === 'public').map((one) => String(one.id));
	await db.updateTable('document').set({ level: 'parties' }).where('id', '=', id).execute();
	expect(await namesIn(seen, 'passage')).toEqual(before.filter((one) => !closed.includes(one)));
	await db.updateTable('document').set({ level: 'public' }).where('id', '=', id).execute();
	expect(await namesIn(seen, 'passage')).toEqual(before);
});

test('a column that is added is seen by readers after the next migration', async () => {
	await sql`alter table document add column shelf text default 'top'`.execute(db);
	await migrate(db);
	const { rows } = await sql<{ shelf: string }>`select distinct shelf from document`.execute(readingAs(db, reachOf(visitor)));
	expect(rows).toEqual([{ shelf: 'top' }]);
});

test('a table of which nobody said who may read it stops the migration', async () => {
	await sql`create table diary (id integer)`.execute(db);
	await expect(migrate(db)).rejects.toThrow('diary');
	await sql`drop table diary`.execute(db);
	expect(await migrate(db)).toEqual([]);
});
