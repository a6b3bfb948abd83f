import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument } from '#tests/make.ts';
import { forgetCountedWrites, remembered } from './remember.server.ts';

const db = await freshDatabase();

test('who asks while a figure is being counted waits for the same count', async () => {
	let counts = 0;
	const count = async () => {
		await new Promise((resolve) => setTimeout(resolve, 200));
		return ++counts;
	};
	const asked = Array.from({ length: 20 }, () => remembered(db, 'together', [], count));
	expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
});

test('a count that fails is not remembered', async () => {
	const fails = () => Promise.reject<number>(new Error('away'));
	await expect(Promise.all([remembered(db, 'failing', [], fails), remembered(db, 'failing', [], fails)])).rejects.toThrow('away');
	expect(await remembered(db, 'failing', [], async () => 2)).toBe(2);
});

test('what does not change what is counted does not forget a figure', async () => {
	let counts = 0;
	const count = async () => ++counts;
	expect(await remembered(db, 'other', [], count)).toBe(1);
	await db.insertInto('organisation').values({ name: 'One' }).execute();
	await sql`select pg_current_xact_id()`.execute(db);
	expect(await remembered(db, 'other', [], count)).toBe(1);
	await db.updateTable('document').set({ title: 'Other' }).where('id', '=', 0).execute();
	expect(await remembered(db, 'other', [], count)).toBe(2);
});

test('a write that is rolled back forgets nothing, and one that was under way when a figure was counted does', async () => {
	let counts = 0;
	const count = async () => ++counts;
	const rolled = db.transaction().execute(async (tx) => {
		await tx.updateTable('document').set({ title: 'Other' }).where('id', '=', 0).execute();
		throw new Error('rolled back');
	});
	await expect(rolled).rejects.toThrow('rolled back');
	expect(await remembered(db, 'under way', [], count)).toBe(1);
	expect(await remembered(db, 'under way', [], count)).toBe(1);
	await makeDocument(db);
	expect(await remembered(db, 'under way', [], count)).toBe(2);
});

test('numbers of writes are forgotten after an hour, and at once where they are another server’s', async () => {
	await sql`insert into counted_write (xid, at) values ('9000000000000', now()), ('3', now() - interval '2 hours')`.execute(db);
	await makeDocument(db);
	await forgetCountedWrites(db);
	const left = await db.selectFrom('countedWrite').select('xid').execute();
	expect(left.map(({ xid }) => String(xid)).filter((xid) => xid === '3' || xid === '9000000000000')).toEqual([]);
	expect(left.length).toBeGreaterThan(0);
});

test('after a write, a figure is counted again, also where the count before it is still under way', async () => {
	const before = remembered(db, 'slow', [], () => new Promise((resolve) => setTimeout(resolve, 500, 'before')));
	await new Promise((resolve) => setTimeout(resolve, 50));
	await makeDocument(db);
	expect(await remembered(db, 'slow', [], async () => 'after')).toBe('after');
	expect(await before).toBe('before');
	expect(await remembered(db, 'slow', [], async () => 'after')).toBe('after');
});

test('of very many figures, the oldest are forgotten first', async () => {
	for (let at = 0; at < 1002; at++) await remembered(db, 'many', at, async () => at);
	expect(await remembered(db, 'many', 1001, async () => 'counted again')).toBe(1001);
	expect(await remembered(db, 'many', 0, async () => 'counted again')).toBe('counted again');
});
