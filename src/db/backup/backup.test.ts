import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectMemory } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { listApplied, listTables } from './catalogue.server.ts';
import { backupToFile } from './file.server.ts';
import { BackupRefused } from './format.server.ts';
import { applyMigrations, ensureMigrationTable } from '../migration-files.server.ts';
import { restoreBackup } from './restore.server.ts';
import { writeBackup } from './write.server.ts';

const folder = mkdtempSync(join(tmpdir(), 'cinnabar-backup-'));
const path = (name: string) => join(folder, name);
const opened: Db[] = [];
afterAll(async () => {
	for (const db of opened) await db.destroy();
	rmSync(folder, { recursive: true });
});

let db: Db;
beforeAll(async () => {
	db = await freshDatabase();
	await addKinds(db);
	await fill(db);
	await backupToFile(db, path('whole'));
});

async function inMemory(): Promise<Db> {
	const memory = await connectMemory();
	opened.push(memory);
	await migrate(memory);
	await addKinds(memory);
	return memory;
}

/** A table with columns of every kind, one of which a trigger fills. */
async function addKinds(to: Db) {
	for (const statement of [
		`create table kinds (id bigint generated always as identity primary key, above bigint references kinds, note text, bytes bytea, at timestamptz,
			day date, tree jsonb, list text[], way language, exact numeric, near real, nearer double precision, yes boolean, long interval,
			twice bigint generated always as (id * 2) stored, stamped text)`,
		`create function stamp() returns trigger language plpgsql as $$ begin new.stamped := 'by the trigger'; return new; end $$`,
		`create trigger kinds_stamp before insert on kinds for each row execute function stamp()`
	])
		await sql.raw(statement).execute(to);
}

async function fill(to: Db) {
	await sql`insert into kinds (note, bytes, at, day, tree, list, way, exact, near, nearer, yes, long) values
		(${'a\n"b"\\ \u2028 😀 عربي \t'}, decode('00ff0a5c', 'hex'), '2024-02-29 12:34:56.789012+03', '0044-03-15 BC', '{"a": 1.50, "b": [null, "x"]}',
			array['a,b', null, '"', '{}', ''], 'ar', 1234567890123456789012345678901234567890.0010, 0.1, 0.1::double precision + 0.2, true, '1 year 2 days 03:04:05.6'),
		(null, '', 'infinity', '9999-12-31', 'null', '{}', 'zh', 'NaN', '-infinity', 5e-324, false, null),
		('', null, null, null, null, null, null, null, null, null, null, null)`.execute(to);
	// The first row points to a later one, which the trigger did not stamp.
	await sql`update kinds set above = 3, stamped = 'by hand' where id = 1`.execute(to);
	await sql`insert into kinds (note, bytes) select repeat(n::text, n), decode(repeat('ab', n), 'hex') from generate_series(1, 1200) n`.execute(
		to
	);
	await sql`insert into kinds (note, bytes) select 'large', decode(repeat('0badcafe', 500000), 'hex')`.execute(to);
	await sql`delete from kinds where id = (select max(id) from kinds where note <> 'large')`.execute(to);
	await sql`insert into region (m49) values ('001')`.execute(to);
	await sql`insert into person (name, email) values ('A', 'a@example.org'), ('B', 'b@example.org')`.execute(to);
	await sql`update person set merged_into = 2 where id = 1`.execute(to);
	await sql`insert into person (name, email) values ('C', 'c@example.org')`.execute(to);
	await sql`delete from person where name = 'C'`.execute(to);
}

/** Every row of every table, as text. */
async function contents(of: Db) {
	const all: Record<string, string[]> = {};
	for (const { name } of await listTables(of)) {
		const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.table(name)} t order by 1`.execute(of);
		all[name] = rows.map(({ line }) => createHash('sha256').update(line).digest('hex'));
	}
	return all;
}

async function refusal(work: Promise<unknown>) {
	const problem = await work.then(
		() => undefined,
		(error: unknown) => error
	);
	if (!(problem instanceof BackupRefused)) throw problem ?? new Error('not refused');
	return problem.fault;
}

test('a backup goes into the other engine and back, and every row is as it was', async () => {
	const before = await contents(db);
	expect(before.history?.length).toBeGreaterThan(3);
	const memory = await inMemory();
	const { rows } = await restoreBackup(memory, path('whole'), { replace: false });
	expect(rows).toBe(Object.values(before).flat().length);
	expect(await contents(memory)).toEqual(before);
	await backupToFile(memory, path('again'));
	const back = await freshDatabase();
	await addKinds(back);
	await restoreBackup(back, path('again'), { replace: false });
	expect(await contents(back)).toEqual(before);
	// Numbers that were given once, even to a row that is gone, are not given again.
	const added = await sql<{ id: number; stamped: string }>`insert into kinds (note) values ('new') returning id, stamped`.execute(back);
	expect(added.rows).toEqual([{ id: 1205, stamped: 'by the trigger' }]);
	const person = await sql<{ id: number }>`insert into person (name, email) values ('D', 'd@example.org') returning id`.execute(back);
	expect(person.rows[0]?.id).toBe(4);
	await expect(sql`insert into kinds (above) values (99999)`.execute(back)).rejects.toThrow(/foreign key/);
	await expect(sql`delete from history`.execute(back)).rejects.toThrow(/only grows/);
});

test('a backup goes into a database that has nothing yet', async () => {
	const plain = await freshDatabase();
	await sql`insert into region (m49) values ('002')`.execute(plain);
	await backupToFile(plain, path('plain'));
	const memory = await connectMemory();
	opened.push(memory);
	const { applied } = await restoreBackup(memory, path('plain'), { replace: false });
	expect(applied).toEqual([]);
	expect(await contents(memory)).toEqual(await contents(plain));
});

test('an older backup is brought up to date in a new database, and refused in one that is further on', async () => {
	const memory = await connectMemory();
	opened.push(memory);
	const names = await listApplied(db);
	const later = names.slice(-2);
	await ensureMigrationTable(memory);
	await applyMigrations(memory, names.slice(0, -2));
	await sql`insert into region (m49) values ('003')`.execute(memory);
	await backupToFile(memory, path('older'));
	const target = await connectMemory();
	opened.push(target);
	expect((await restoreBackup(target, path('older'), { replace: false })).applied).toEqual(later);
	expect((await contents(target)).region).toHaveLength(1);
	expect(await refusal(restoreBackup(db, path('older'), { replace: true }))).toBe('older');
});

test('a database with rows is replaced only when that is said', async () => {
	const memory = await inMemory();
	await sql`insert into region (m49) values ('999')`.execute(memory);
	expect(await refusal(restoreBackup(memory, path('whole'), { replace: false }))).toBe('not-empty');
	expect((await contents(memory)).region).toHaveLength(1);
	await restoreBackup(memory, path('whole'), { replace: true });
	expect(await contents(memory)).toEqual(await contents(db));
});

test('what is cut, changed, foreign or forged is refused and changes nothing', async () => {
	const memory = await inMemory();
	await sql`insert into kinds (note) values ('stays')`.execute(memory);
	const before = await contents(memory);
	const whole = readFileSync(path('whole'));
	const text = gunzipSync(whole).toString();
	const lines = text.split('\n');
	const made: Record<string, Uint8Array | string> = {
		'flipped early': flipped(whole, 200),
		'flipped in the middle': flipped(whole, whole.length >> 1),
		'flipped checksum': flipped(whole, whole.length - 6),
		'cut in the middle': whole.subarray(0, whole.length >> 1),
		'cut by a byte': whole.subarray(0, -1),
		'last line gone': gzipSync(lines.slice(0, -2).join('\n') + '\n'),
		'a row gone': gzipSync(
			lines
				.toSpliced(
					lines.findIndex((line) => line.startsWith('[')),
					1
				)
				.join('\n')
		),
		'a value changed': gzipSync(text.replace('by hand', 'by fist')),
		'a line added': gzipSync(`${text}[1]\n`),
		'another file': 'PK\u0003\u0004 not ours',
		'another packed file': gzipSync('hello\n'),
		'packed JSON lines': gzipSync('{"a":1}\n[1]\n'),
		nothing: '',
		newer: gzipSync(signed(text.replace('"0001_parties.sql"', '"0001_parties.sql","9999_later.sql"'))),
		'unknown table': gzipSync(signed(text.replace('{"table":"kinds"', '{"table":"kin"'), 'kinds', 'kin')),
		'unknown column': gzipSync(signed(text.replace('"columns":["id","above"', '"columns":["id","below"'))),
		'a dangling reference': gzipSync(signed(text.replace('["1","3"', '["1","77777"'))),
		'no such language': gzipSync(signed(text.replace('"zh"', '"xx"')))
	};
	const faults: Record<string, string> = {};
	for (const [name, bytes] of Object.entries(made)) {
		writeFileSync(path('bad'), bytes);
		faults[name] = await refusal(restoreBackup(memory, path('bad'), { replace: true })).catch((problem: unknown) => String(problem));
		expect(await contents(memory), name).toEqual(before);
	}
	// What a changed byte makes of the packed text differs from file to file.
	for (const name of Object.keys(faults).filter((one) => one.startsWith('flipped')))
		expect(['damaged', 'foreign', 'too-long']).toContain(faults[name]);
	expect(faults).toMatchObject({
		'cut in the middle': 'damaged',
		'cut by a byte': 'damaged',
		'last line gone': 'damaged',
		'a row gone': 'damaged',
		'a value changed': 'damaged',
		'a line added': 'damaged',
		'another file': 'foreign',
		'another packed file': 'foreign',
		'packed JSON lines': 'foreign',
		nothing: 'damaged',
		newer: 'newer',
		'unknown table': 'unknown-table',
		'unknown column': 'unknown-table',
		'a dangling reference': 'misfit',
		'no such language': 'misfit'
	});
	const added = await sql<{ id: number }>`insert into kinds (note) values ('next') returning id`.execute(memory);
	expect(added.rows[0]?.id).toBe(2);
});

function flipped(bytes: Buffer, at: number) {
	const copy = Buffer.from(bytes);
	copy[at] = (copy[at] ?? 0) ^ 0x10;
	return copy;
}

/** The text with sums that are right for it. */
function signed(text: string, from = '', to = '') {
	const sums: Record<string, { rows: number; sha256: string }> = {};
	let table = '';
	let hash = createHash('sha256');
	let rows = 0;
	const lines = text.trimEnd().split('\n').slice(0, -1);
	const close = () => {
		if (table !== '') sums[table] = { rows, sha256: hash.digest('hex') };
	};
	for (const line of lines) {
		if (line.startsWith('[')) {
			hash.update(`${line}\n`);
			rows++;
		} else if (line.startsWith('{"table"')) {
			close();
			[table, hash, rows] = [(JSON.parse(line) as { table: string }).table, createHash('sha256'), 0];
		}
	}
	close();
	expect(from === '' || to in sums).toBe(true);
	const body = `${lines.join('\n')}\n`;
	return `${body}${JSON.stringify({ tables: sums, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

test('a line longer than any row is refused before it is held', async () => {
	const gzip = createGzip({ level: 1 });
	const file = createWriteStream(path('bomb'));
	gzip.pipe(file);
	gzip.write('{"format":"cinnabar-backup","version":1,"at":"","migrations":[]}\n{"table":"region","columns":["m49"],"next":{}}\n["');
	const zeros = Buffer.alloc(10_000_000, '0');
	for (let n = 0; n < 31; n++) if (!gzip.write(zeros)) await once(gzip, 'drain');
	gzip.end('"]\n');
	await once(file, 'close');
	expect(statSync(path('bomb')).size).toBeLessThan(3_000_000);
	const before = process.memoryUsage().rss;
	expect(await refusal(restoreBackup(db, path('bomb'), { replace: true }))).toBe('too-long');
	expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

test('a backup that is stopped or cannot be written leaves nothing', async () => {
	const stop = new AbortController();
	const work = backupToFile(db, path('stopped'), { signal: stop.signal, progress: () => stop.abort() });
	await expect(work).rejects.toThrow(/abort/i);
	expect(existsSync(path('stopped')) || existsSync(path('stopped.part'))).toBe(false);
	const full = () => Promise.reject(new Error('the disk is full'));
	await expect(writeBackup(db, full)).rejects.toThrow('the disk is full');
	await backupToFile(db, path('after'));
});

test('a backup is readable by its owner only', () => {
	expect(statSync(path('whole')).mode & 0o077).toBe(0);
});

test.skipIf(inject('engine') === 'pglite')('a backup is of one moment while others write', async () => {
	const busy = await freshDatabase();
	// Each change adds a region and its name: a backup that has one without the other is of two moments.
	let goesOn = true;
	let written = 0;
	const writer = (async () => {
		while (goesOn) {
			const m49 = String(++written).padStart(3, '0');
			await busy.transaction().execute(async (tx) => {
				await sql`insert into region (m49) values (${m49})`.execute(tx);
				await sql`insert into region_name (m49, language, name) values (${m49}, 'en', 'x')`.execute(tx);
			});
			if (written === 999) goesOn = false;
		}
	})();
	const counts: number[][] = [];
	for (let n = 0; n < 5; n++) {
		const bytes: Uint8Array[] = [];
		await writeBackup(busy, async (chunk) => bytes.push(chunk));
		const last = JSON.parse(gunzipSync(Buffer.concat(bytes)).toString().trimEnd().split('\n').at(-1) ?? '') as {
			tables: Record<string, { rows: number }>;
		};
		counts.push([last.tables.region?.rows ?? -1, last.tables.region_name?.rows ?? -2]);
	}
	goesOn = false;
	await writer;
	for (const [regions, named] of counts) expect(regions).toBe(named);
	expect(counts[0]?.[0]).toBeLessThan(written);
});
