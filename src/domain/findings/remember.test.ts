import { expect, inject, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument } from '#tests/make.ts';
import { remembered } from './remember.server.ts';

const db = await freshDatabase();
// A server's snapshot tells of writes to other databases too, such as those of other tests.
const isAlone = inject('engine') === 'pglite';

test.runIf(isAlone)('who asks while a figure is being counted waits for the same count', async () => {
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

test('after a write, a figure is counted again, also where the count before it is still under way', async () => {
	const before = remembered(db, 'slow', [], () => new Promise((resolve) => setTimeout(resolve, 500, 'before')));
	await new Promise((resolve) => setTimeout(resolve, 50));
	await makeDocument(db);
	expect(await remembered(db, 'slow', [], async () => 'after')).toBe('after');
	expect(await before).toBe('before');
	expect(await remembered(db, 'slow', [], async () => 'after')).toBe('after');
});

test.runIf(isAlone)('of very many figures, the oldest are forgotten first', async () => {
	for (let at = 0; at < 1002; at++) await remembered(db, 'many', at, async () => at);
	expect(await remembered(db, 'many', 1001, async () => 'counted again')).toBe(1001);
	expect(await remembered(db, 'many', 0, async () => 'counted again')).toBe('counted again');
});
