import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument } from '#tests/make.ts';
import { keepStatistics } from './statistics.server.ts';

const db = await freshDatabase();
const { passages } = await makeDocument(db, { passages: ['mercury '.repeat(200)] });
await makeConcept(db, 'challenge/finance');
const coder = await db.insertInto('coder').values({ name: 'c', version: '1', kind: 'machine' }).returning('id').executeTakeFirstOrThrow();

async function propose(count: number): Promise<void> {
	const one = { passageId: passages[0]!, conceptId: 'challenge/finance', stance: 'challenge' as const, quote: 'mercury', confidence: 0.5 };
	const rows = Array.from({ length: count }, (_, at) => ({ ...one, startAt: at, endAt: at + 7, why: '{}', coderId: coder.id }));
	await db.insertInto('evidence').values(rows).execute();
}

async function counted(): Promise<number> {
	const { rows } = await sql<{ rows: number }>`select reltuples::float8 as rows from pg_class where oid = 'evidence'::regclass`.execute(db);
	return rows[0]!.rows;
}

test('statistics are taken again where a tenth more evidence is there, and not before', async () => {
	await propose(100);
	await keepStatistics(db);
	expect(await counted()).toBe(100);
	await propose(10);
	await keepStatistics(db);
	expect(await counted()).toBe(100);
	await propose(1);
	await keepStatistics(db);
	expect(await counted()).toBe(111);
});
