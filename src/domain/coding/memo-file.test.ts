import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeDocument } from '#tests/make.ts';
import type { NewMemo } from './input.ts';
import { memoPanel, memoTable } from './memo-file.server.ts';
import { rewriteMemo, writeMemo } from './memo.server.ts';

const db = await freshDatabase();
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const seen = (actor: Actor) => readingAs(db, reachOf(actor));
const { id: documentId, passages } = await makeDocument(db, { passages: ['Funds are wanted.'] });
const memo = (body: string, about: Partial<NewMemo> = {}) =>
	writeMemo(db, analyst, { documentId, language: 'en', body, ...about } as NewMemo);

test('memos go out as a table, the newest first, with the words that they are about', async () => {
	await memo('First.');
	await memo('Second.', { passageId: passages[0]!, quote: 'wanted' });
	const { rows, shown } = await memoTable(seen(analyst), { documentId });
	expect(rows.slice(1).map((row) => [row[4], row[8]])).toEqual([
		['Second.', 'wanted'],
		['First.', null]
	]);
	expect(shown.passages).toEqual([passages[0]]);
	expect((await memoTable(seen(visitor), {})).rows).toHaveLength(1);
});

test('a table of more memos than are read at once has them all', async () => {
	const { id } = await makeDocument(db);
	const row = { documentId: id, language: 'en' as const, body: 'Many.', writtenBy: analyst.key };
	await db
		.insertInto('memo')
		.values(Array.from({ length: 1001 }, () => row))
		.execute();
	expect((await memoTable(seen(analyst), { documentId: id })).rows).toHaveLength(1002);
});

test('the panel shows the newest few, and a form to who holds an office', async () => {
	for (const body of ['a', 'b', 'c', 'd', 'e', 'f']) await memo(body);
	const { memos, mayWrite } = await memoPanel(seen(analyst), analyst, { documentId });
	expect([memos.map(({ body }) => body), mayWrite]).toEqual([['f', 'e', 'd', 'c', 'b'], true]);
	expect(await memoPanel(seen(visitor), visitor, { documentId })).toMatchObject({ memos: [], mayWrite: false });
});

test('a memo is not rewritten into nothing', async () => {
	const id = await memo('Here.');
	await expect(rewriteMemo(db, analyst, id, '  ')).rejects.toThrow('refused.incomplete');
});
