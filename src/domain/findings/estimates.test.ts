import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import { acting } from '#domain/acting.server.ts';
import { measureQuality } from '#domain/agreement/quality.server.ts';
import { settleCodes } from '#domain/evidence/settle.server.ts';
import { markReviewed, unmarkReviewed } from '#domain/evidence/reviewed.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { estimateCited, estimateConcepts, estimateTable } from './estimates.server.ts';
import { accurateName } from './model.ts';
import type { Filters } from './model.ts';

const db: Db = await freshDatabase();
const finance = await makeConcept(db, 'challenge/finance');
const data = await makeConcept(db, 'challenge/data');
const waste = await makeConcept(db, 'sector/waste');
const { id: coderId } = await db
	.insertInto('coder')
	.values({ name: 'rules', version: 'one', kind: 'machine' })
	.returning('id')
	.executeTakeFirstOrThrow();
for (const iso3 of ['AAA', 'BBB', 'CCC']) await makeParty(db, iso3, { unGroup: 'africa' });

const filters: Filters = { basis: 'proposed', samples: false };

/** Every passage of a report has the machine's word for it first, and then what is true. */
async function report(party: string | null, passages: [machine: string[], truth: string[] | undefined][], byChance = true) {
	const document = await makeDocument(db, { party, passages: passages.map((_, at) => `Words of passage ${at}.`) });
	for (const [at, [machine, truth]] of passages.entries()) {
		const passageId = document.passages[at]!;
		const code = (conceptId: string) => ({ conceptId, stance: 'challenge' as const, start: 0, end: 5, quote: 'Words' });
		if (machine.length > 0)
			await db
				.insertInto('evidence')
				.values(
					machine.map((conceptId) => ({
						...{ passageId, conceptId, stance: 'challenge' as const, startAt: 0, endAt: 5, quote: 'Words' },
						...{ confidence: 0.5, why: JSON.stringify({}), coderId }
					}))
				)
				.execute();
		if (truth !== undefined)
			await acting(db, operator, 'passage.finish', async (tx) => {
				await settleCodes(tx, operator, { passageId, schemes: ['challenge', 'sector'], codes: truth.map(code) });
				await markReviewed(tx, operator, { passageId, byChance });
			});
	}
	return document;
}

beforeEach(async () => {
	await db.deleteFrom('document').execute();
});

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

test('a count stands beside what people accepted and what the machine said, and says where its accuracy is unknown', async () => {
	await report('AAA', [
		[[finance], undefined],
		[[finance], [finance]],
		[[finance], []],
		[[], undefined]
	]);
	const found = (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!;
	expect(found).toEqual({
		reviewed: { parties: 1, passages: 1 },
		machine: { parties: 1, passages: 3 },
		estimate: null,
		unmeasured: ['en']
	});
});

test('where everything is read the estimate is what was found, and nothing need be measured', async () => {
	await report('AAA', [
		[[finance], [finance]],
		[[], [finance]]
	]);
	await report('BBB', [[[finance], []]]);
	const found = (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!;
	expect(found.estimate).toEqual({ parties: { estimate: 1, low: 1, high: 1 }, passages: { estimate: 2, low: 2, high: 2 } });
	expect(found.machine).toEqual({ parties: 2, passages: 2 });
});

test('unread passages count by the measured precision and miss rate, and a Party by the chance that one of its passages speaks', async () => {
	// Half of ten marked passages are real, and one of forty empty ones.
	await report('AAA', [
		...times(5, [[finance], [finance]] as [string[], string[]]),
		...times(5, [[finance], []] as [string[], string[]]),
		...times(39, [[], []] as [string[], string[]]),
		[[], [finance]]
	]);
	await report('BBB', [[[finance], undefined], ...times(2, [[], undefined] as [string[], undefined])]);
	const found = (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!;
	expect(found.reviewed).toEqual({ parties: 1, passages: 6 });
	expect(found.machine).toEqual({ parties: 2, passages: 11 });
	const { parties, passages } = found.estimate!;
	expect(passages.estimate).toBeCloseTo(6 + 0.5 + 2 / 40);
	expect(parties.estimate).toBeCloseTo(1 + 1 - 0.5 * (39 / 40) ** 2);
	expect(passages.low).toBe(6);
	expect(passages.high).toBeGreaterThanOrEqual(7);
	expect([parties.low, parties.high]).toEqual([1, 2]);
	const quality = await measureQuality(db, false);
	const measured = quality.concepts.find(({ conceptId }) => conceptId === finance)!.accuracy;
	expect(measured).toMatchObject({ precision: { share: 0.5, passages: 10 }, missRate: { passages: 40 }, real: 6, marked: 10 });
	expect(measured.recall!.share).toBeCloseTo(5 / 6);
	expect(quality.samples).toMatchObject([{ language: 'en', passages: 50, documents: 1, parties: 1, fromQueue: 50, projects: [] }]);
	expect(quality.coders).toEqual([{ name: 'rules', version: 'one', passages: 10 }]);
});

test('what was read for its looks is known, and measures nothing', async () => {
	await report(
		'AAA',
		[...times(10, [[finance], [finance]] as [string[], string[]]), ...times(40, [[], []] as [string[], string[]])],
		false
	);
	await report('BBB', [[[finance], undefined]]);
	const found = (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!;
	expect(found.reviewed.passages).toBe(10);
	expect(found.estimate).toBeNull();
	expect((await measureQuality(db, false)).concepts).toEqual([]);
});

test('a refused proposal of a passage that nobody has read whole is not expected to be right', async () => {
	const { passages } = await report('AAA', [
		...times(10, [[finance], [finance]] as [string[], string[]]),
		...times(40, [[], []] as [string[], string[]]),
		[[finance], []]
	]);
	await acting(db, operator, 'passage.unfinish', (tx) => unmarkReviewed(tx, passages.at(-1)!));
	const found = (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!;
	expect(found.estimate!.passages).toEqual({ estimate: 10, low: 10, high: 10 });
});

test('cells of a table, a concept in two parts, and filters by sector count the same things as the findings', async () => {
	await report('AAA', [
		[
			[finance, waste],
			[finance, waste]
		],
		[[finance], [finance]],
		[[data], [data, waste]]
	]);
	const table = await estimateTable(db, db, 'sector', 'challenge', filters);
	const cell = (row: string, column?: string) => table.get(accurateName({ rows: 'sector', columns: 'challenge' }, row, column));
	expect(cell(waste, finance)).toMatchObject({ reviewed: { passages: 1 }, machine: { passages: 1 } });
	expect(cell(waste, data)).toMatchObject({ reviewed: { passages: 1 }, machine: { passages: 0 }, estimate: { passages: { estimate: 1 } } });
	expect(cell(waste)).toMatchObject({ reviewed: { passages: 2 }, machine: { passages: 1 } });
	const parted = await estimateTable(db, db, 'challenge', 'region', filters);
	const byRegion = (row: string, column?: string) => parted.get(accurateName({ rows: 'challenge', columns: 'region' }, row, column));
	expect(byRegion(finance, 'africa')).toMatchObject({ reviewed: { parties: 1, passages: 2 } });
	expect(byRegion(finance)).toMatchObject({ reviewed: { parties: 1, passages: 2 } });
	const swapped = await estimateTable(db, db, 'region', 'challenge', filters);
	const ofAny = swapped.get(accurateName({ rows: 'region', columns: 'challenge' }, 'africa'));
	expect(ofAny).toMatchObject({ reviewed: { parties: 1, passages: 3 } });
	expect(await estimateTable(db, db, 'region', 'cycle', filters)).toEqual(new Map());
	const within = (await estimateConcepts(db, db, 'challenge', { ...filters, sector: waste })).get(`${finance} `);
	expect(within).toMatchObject({ reviewed: { passages: 1 } });
	expect(await estimateCited(db, db, [finance, waste], filters)).toMatchObject({ reviewed: { passages: 1 } });
});

test('reading one more passage whole changes what is remembered', async () => {
	const { passages } = await report('AAA', [[[finance], undefined]]);
	expect((await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!.estimate).toBeNull();
	await acting(db, operator, 'passage.finish', async (tx) => {
		await settleCodes(tx, operator, { passageId: passages[0]!, schemes: ['challenge'], codes: [] });
	});
	await acting(db, operator, 'passage.finish', (tx) => markReviewed(tx, operator, { passageId: passages[0]!, byChance: false }));
	expect((await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!.estimate!.passages.estimate).toBe(0);
});

test('what the machine says is what it said when it last read a passage, and it is not measured on what it has learnt from', async () => {
	const { passages } = await report('AAA', [
		[[finance], [finance]],
		[[finance], undefined]
	]);
	const learnt = await db
		.insertInto('coder')
		.values({ name: 'learnt', version: 'two', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const machine = {
		coderId: learnt.id,
		kind: 'classifier' as const,
		state: 'in-use' as const,
		origin: 'trained' as const,
		madeOn: '2026-01-01'
	};
	const model = { model: Buffer.from('x'), modelDigest: 'a'.repeat(64), usedBy: 'operator', usedAt: new Date(), addedBy: 'operator' };
	await db
		.insertInto('machine')
		.values({ ...machine, ...model, codebookVersion: 'one', passages: [passages[0]!] })
		.execute();
	const said = async () => (await estimateConcepts(db, db, 'challenge', filters)).get(`${finance} `)!.machine.passages;
	expect(await said()).toBe(2);
	await db.insertInto('machinePassage').values({ coderId: learnt.id, passageId: passages[1]!, states: false, score: 0 }).execute();
	expect(await said()).toBe(1);
	expect((await measureQuality(db, false)).samples).toEqual([]);
	await db.updateTable('machine').set({ state: 'retired', retiredBy: 'operator', retiredAt: new Date() }).execute();
	expect(await said()).toBe(2);
	expect((await measureQuality(db, false)).samples).toMatchObject([{ passages: 1 }]);
});
