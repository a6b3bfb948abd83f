import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { acting } from '../acting.server.ts';
import { operator } from '../actor.ts';
import { findHead, sealHistory, startSealing } from './seal.server.ts';
import { verifyHistory } from './verify.server.ts';

const db = await freshDatabase();
const raw = (text: string, on: Db = db) => sql.raw(text).execute(on);

/** What someone does who has the database itself. */
async function tamper(...texts: string[]): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await raw('alter table history disable trigger user', tx);
		await raw('alter table seal disable trigger user', tx);
		for (const text of texts) await raw(text, tx);
		await raw('alter table history enable trigger user', tx);
		await raw('alter table seal enable trigger user', tx);
	});
}

const add = (name: string) => acting(db, operator, 'organisation.change', (tx) => tx.insertInto('organisation').values({ name }).execute());

let ids: number[] = [];
beforeEach(async () => {
	await tamper('delete from seal', 'delete from unsealed', 'delete from history');
	for (let i = 1; i <= 9; i++) await add(`Organisation ${i} – 组织 ${i}`);
	await sealHistory(db);
	ids = (await db.selectFrom('seal').select('historyId').orderBy('position').execute()).map(({ historyId }) => historyId);
});
const kinds = async (expected?: string) =>
	(await verifyHistory(db, { expect: expected })).faults.map(({ position, kind, historyId }) => [position, kind, historyId]);

test('a history that no one touched is sound, and its head is the newest seal', async () => {
	await add('Waiting');
	const head = await findHead(db);
	expect(await verifyHistory(db, { expect: head?.hash })).toEqual({ lines: 10, sealed: 9, unsealed: 1, head: head?.hash, faults: [] });
	await sealHistory(db);
	expect(await verifyHistory(db, { expect: head?.hash })).toMatchObject({ sealed: 10, unsealed: 0, faults: [] });
});

test('an empty history is sound', async () => {
	await tamper('delete from seal', 'delete from history');
	expect(await verifyHistory(db)).toEqual({ lines: 0, sealed: 0, unsealed: 0, head: null, faults: [] });
});

test.each([`why = 'other'`, `at = at + interval '1 microsecond'`, 'person_id = 7', `after = '{}'`, `by = 'x'`, `at = 'infinity'`])(
	'a line whose %s was changed is found',
	async (change) => {
		await tamper(`update history set ${change} where id = ${ids[3]}`);
		expect(await kinds()).toEqual([[4, 'changed', ids[3]]]);
	}
);

test('a line that was removed is found, with and without its seal', async () => {
	await tamper(`delete from history where id = ${ids[3]}`);
	expect(await kinds()).toEqual([[4, 'removed', ids[3]]]);
	await tamper(`delete from seal where position = 4`);
	expect(await kinds()).toEqual([[4, 'removed', null]]);
	await tamper(`update seal set position = position - 1 where position > 4`).catch(() => undefined);
	expect(await kinds()).not.toEqual([]);
});

test('closing the gap that a removed line left is found', async () => {
	const later = Array.from({ length: 5 }, (_, i) => `update seal set position = ${i + 4} where position = ${i + 5}`);
	await tamper(`delete from history where id = ${ids[3]}`, `delete from seal where position = 4`, ...later);
	expect(await kinds()).toEqual([[4, 'changed', ids[4]]]);
});

test('a seal that was removed is found, with the line that it stood for', async () => {
	await tamper('delete from seal where position = 6');
	expect(await kinds()).toEqual([[6, 'removed', ids[5]]]);
});

test('all seals removed leave lines that no one wrote', async () => {
	await tamper('delete from seal');
	expect(await kinds()).toEqual(ids.map((id) => [null, 'inserted', id]));
});

test('a seal whose hash was changed is found', async () => {
	await tamper(`update seal set hash = repeat('0', 64) where position = 5`);
	expect((await kinds()).map(([position]) => position)).toEqual([5, 6]);
});

test('a line that was slipped in is found', async () => {
	const copy = `insert into history (by, act, record, record_id) values ('operator', 'x.y', 'document', '1')`;
	await tamper(copy);
	expect((await kinds()).map(([position, kind]) => [position, kind])).toEqual([[null, 'inserted']]);
});

test('a line that is put between the sealed ones is found', async () => {
	const last = 'select max(id) from history';
	const later = Array.from({ length: 5 }, (_, i) => `update seal set position = ${10 - i} where position = ${9 - i}`);
	await tamper(
		`insert into history (by, act, record, record_id) values ('operator', 'x.y', 'document', '1')`,
		...later,
		`insert into seal (position, history_id, hash) select 5, (${last}), encode(sha256(convert_to((select hash from seal where position = 4)
			|| (select history_line(history) from history where id = (${last})), 'UTF8')), 'hex')`
	);
	expect((await kinds()).length).toBeGreaterThan(0);
});

test('lines that changed places are found, and so are seals', async () => {
	await tamper(
		'update seal set history_id = -1 where position = 3',
		`update seal set history_id = ${ids[2]} where position = 4`,
		`update seal set history_id = ${ids[3]} where position = 3`
	);
	expect(await kinds()).toEqual([
		[3, 'order', ids[3]],
		[4, 'order', ids[2]]
	]);
	await tamper(
		'update seal set position = -1 where position = 7',
		'update seal set position = 7 where position = 8',
		'update seal set position = 8 where position = -1'
	);
	expect((await kinds()).filter(([, kind]) => kind === 'order').map(([position]) => position)).toEqual(
		expect.arrayContaining([3, 4, 7, 8])
	);
});

test('a tail that was cut off is found with the head that was kept, even when more was written since', async () => {
	const head = await findHead(db);
	await tamper('delete from seal where position > 7', `delete from history where id >= ${ids[7]}`);
	expect(await kinds()).toEqual([]);
	expect(await kinds(head?.hash)).toEqual([[8, 'removed', null]]);
	await add('Later');
	await sealHistory(db);
	expect(await kinds(head?.hash)).toEqual([[9, 'removed', null]]);
});

test('a history that was written anew with all its seals is found with the head that was kept', async () => {
	const head = await findHead(db);
	await tamper(
		`update history set why = 'other' where id = ${ids[1]}`,
		'insert into unsealed select id from history',
		'delete from seal',
		'select seal_history()'
	);
	expect(await kinds()).toEqual([]);
	expect(await kinds(head?.hash)).toEqual([[10, 'removed', null]]);
});

test('a line that no longer waits for its seal, or waits twice, is found', async () => {
	await add('Waiting');
	await tamper('delete from unsealed');
	expect((await kinds()).map(([, kind]) => kind)).toEqual(['inserted']);
	await tamper(`insert into unsealed values (${ids[0]}), (999999999)`);
	expect((await kinds()).map(([, kind]) => kind)).toEqual(['inserted', 'inserted', 'removed']);
});

test('positions and hashes that cannot be do not stop the verification', async () => {
	await tamper(
		`update seal set hash = repeat('é', 3000) where position = 2`,
		`update seal set position = -2147483648 where position = 3`,
		`update seal set position = 0 where position = 4`,
		`update seal set position = 2147483647 where position = 5`
	);
	const { faults } = await verifyHistory(db);
	expect(faults.length).toBeGreaterThanOrEqual(3);
});

test('two hundred changes at once, sealed by several at once, are each sealed once in one chain', async () => {
	const changes = Array.from({ length: 200 }, (_, i) => add(`Concurrent ${i}`));
	const seals = Array.from({ length: 20 }, () => sealHistory(db));
	const sealed = (await Promise.all([Promise.all(seals), Promise.all(changes)]))[0].reduce((sum, n) => sum + n, 0);
	expect(sealed + (await sealHistory(db))).toBe(200);
	expect(await verifyHistory(db)).toMatchObject({ lines: 209, sealed: 209, unsealed: 0, faults: [] });
	const { n } = await db
		.selectFrom('seal')
		.select(sql<number>`max(position)`.as('n'))
		.executeTakeFirstOrThrow();
	expect(n).toBe(209);
});

test('sealing goes on by itself, also after an error, and once more when it stops', async () => {
	const stop = new AbortController();
	const problems: unknown[] = [];
	await raw('alter table unsealed rename to elsewhere');
	const done = startSealing(db, { signal: stop.signal, report: (problem) => void problems.push(problem), pause: 20 });
	await expect.poll(() => problems.length).toBeGreaterThan(0);
	await raw('alter table elsewhere rename to unsealed');
	await add('By itself');
	await expect.poll(async () => (await verifyHistory(db)).sealed).toBe(10);
	stop.abort();
	await done;
	expect(await verifyHistory(db)).toMatchObject({ unsealed: 0, faults: [] });
});

test('more lines than a page holds are verified', async () => {
	await acting(db, operator, 'organisation.change', (tx) =>
		raw(`insert into organisation (name) select 'Many ' || n from generate_series(1, 2500) n`, tx)
	);
	await sealHistory(db);
	expect(await verifyHistory(db)).toMatchObject({ sealed: 2509, faults: [] });
	await tamper(`update history set why = 'x' where id = (select history_id from seal where position = 2400)`);
	expect((await kinds()).map(([position, kind]) => [position, kind])).toEqual([[2400, 'changed']]);
});
