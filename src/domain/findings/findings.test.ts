import { expect, test } from 'vitest';
import { unGroups } from '#domain/parties/model.ts';
import { freshDatabase } from '#tests/database.ts';
import { data, finance, makeReports, skills, waste } from '#tests/make-reports.ts';
import { denominator, standingOf } from './model.ts';
import type { Filters } from './model.ts';
import { countCited } from './passages.server.ts';
import { countConcepts, coverage, crossTable, defaultSamples, genericShare, listCycles, passageIdsOf } from './read.server.ts';

const db = await freshDatabase();
const { superseded } = await makeReports(db);
const proposed: Filters = { basis: 'proposed', samples: false };
const reviewed: Filters = { basis: 'reviewed', samples: false };

test('a Party is counted once, however many passages speak, and passages of no Party are counted without one', async () => {
	expect(await countConcepts(db, 'challenge', proposed)).toEqual([
		{ conceptId: finance, parties: 2, passages: 4, reviewed: 1 },
		{ conceptId: data, parties: 1, passages: 1, reviewed: 1 }
	]);
});

test('a superseded version, a document without readable text and a printed question say nothing', async () => {
	const ids = await passageIdsOf(db, { ...proposed, conceptId: data });
	expect(ids).not.toContain(superseded.passages[0]);
	expect(ids).toHaveLength(1);
	expect(await countConcepts(db, 'challenge', { ...proposed, party: 'GHA' })).toEqual([]);
	expect(await countConcepts(db, 'challenge', { ...proposed, party: 'FRA' })).toEqual([]);
});

test('reviewed figures rest on accepted evidence alone', async () => {
	expect(await countConcepts(db, 'challenge', reviewed)).toEqual([
		{ conceptId: data, parties: 1, passages: 1, reviewed: 1 },
		{ conceptId: finance, parties: 1, passages: 1, reviewed: 1 }
	]);
	expect(await countConcepts(db, 'sector', reviewed)).toEqual([]);
});

test('a sector counts where its passage states a challenge or a need, an enabling condition wherever it stands', async () => {
	expect(await countConcepts(db, 'sector', proposed)).toEqual([{ conceptId: waste, parties: 3, passages: 4, reviewed: 0 }]);
	expect(await countConcepts(db, 'enabler', proposed)).toMatchObject([{ conceptId: 'enabler/policy', parties: 1 }]);
	expect(await countConcepts(db, 'need', proposed)).toMatchObject([{ conceptId: skills, parties: 1 }]);
});

test('samples are counted apart', async () => {
	const samples: Filters = { basis: 'proposed', samples: true };
	expect(await countConcepts(db, 'challenge', samples)).toEqual([{ conceptId: data, parties: 1, passages: 1, reviewed: 0 }]);
	expect(await coverage(db, samples)).toMatchObject({ parties: 1, listedParties: 1, documents: 1, passages: 1 });
	expect(await defaultSamples(db)).toBe(false);
});

test('coverage says how much was read, by whom, and how far the review is', async () => {
	expect(await coverage(db, proposed)).toEqual({
		parties: 4,
		listedParties: 5,
		documents: 5,
		documentsWithoutParty: 1,
		passages: 9,
		evidence: 13,
		acceptedEvidence: 2,
		reviewedEvidence: 3,
		byLanguage: [
			{ language: 'en', parties: 4, documents: 5, passages: 8 },
			{ language: 'es', parties: 1, documents: 1, passages: 1 }
		],
		byRegion: [
			{ region: 'africa', parties: 2, documents: 2, passages: 4 },
			{ region: 'grulac', parties: 1, documents: 1, passages: 3 }
		],
		byCycle: [
			{ cycle: '2023-short', parties: 1, documents: 1 },
			{ cycle: '2025-full', parties: 3, documents: 3 }
		]
	});
	expect(await listCycles(db)).toEqual(['2025-full', '2023-short', '2021-full']);
});

test('figures stand as reviewed only where a person has seen all that they count', () => {
	expect(standingOf('reviewed', { evidence: 9, acceptedEvidence: 2 })).toBe('reviewed');
	expect(standingOf('proposed', { evidence: 9, acceptedEvidence: 9 })).toBe('reviewed');
	expect(standingOf('proposed', { evidence: 9, acceptedEvidence: 2 })).toBe('mixed');
	expect(standingOf('proposed', { evidence: 9, acceptedEvidence: 0 })).toBe('proposed');
	expect(standingOf('proposed', { evidence: 0, acceptedEvidence: 0 })).toBe('proposed');
});

test('two concept dimensions meet in the same passage, and the denominator is every Party that reported', async () => {
	const table = await crossTable(db, 'challenge', 'sector', proposed);
	expect(table).toEqual({
		rows: 'challenge',
		columns: 'sector',
		rowKeys: [data, finance],
		columnKeys: ['sector/cement', waste],
		cells: [
			[
				{ parties: 0, passages: 0 },
				{ parties: 1, passages: 1 }
			],
			[
				{ parties: 0, passages: 0 },
				{ parties: 2, passages: 2 }
			]
		],
		rowTotals: [
			{ parties: 1, passages: 1 },
			{ parties: 2, passages: 4 }
		],
		of: [4, 4],
		ofRows: [4, 4],
		ofAll: 4
	});
});

test('both orders of two dimensions give the same cells', async () => {
	for (const [rows, columns] of [
		['challenge', 'sector'],
		['challenge', 'region'],
		['need', 'cycle'],
		['sector', 'language'],
		['region', 'cycle']
	] as const) {
		const one = await crossTable(db, rows, columns, proposed);
		const other = await crossTable(db, columns, rows, proposed);
		expect(one.rowKeys).toEqual(other.columnKeys);
		expect(one.columnKeys.map((_, column) => one.rowKeys.map((_, row) => one.cells[row]![column]))).toEqual(other.cells);
	}
});

test('a region has its own denominator, and a Party of no region counts in the row total only', async () => {
	const table = await crossTable(db, 'challenge', 'region', proposed);
	expect(table.columnKeys).toEqual([...unGroups]);
	expect(table.of).toEqual([2, 0, 0, 1, 0]);
	expect(table.ofAll).toBe(4);
	expect(table.cells[1]!.map(({ parties }) => parties)).toEqual([1, 0, 0, 1, 0]);
	expect(table.rowTotals).toEqual([
		{ parties: 1, passages: 1 },
		{ parties: 2, passages: 4 }
	]);
	expect(denominator(table, 1, 0)).toBe(2);
});

test('where only the rows part the reports, the denominator is the row’s, and its total counts who spoke of any column', async () => {
	const table = await crossTable(db, 'region', 'challenge', proposed);
	expect(denominator(table, 0, 1)).toBe(2);
	expect(table.ofRows).toEqual([2, 0, 0, 1, 0]);
	expect(table.rowTotals[0]).toEqual({ parties: 1, passages: 2 });
});

test('cycles and languages are those of what was reported', async () => {
	const cycles = await crossTable(db, 'challenge', 'cycle', proposed);
	expect(cycles.columnKeys).toEqual(['2023-short', '2025-full']);
	expect(cycles.of).toEqual([1, 3]);
	const written = await crossTable(db, 'challenge', 'language', proposed);
	expect(written.columnKeys).toEqual(['en', 'es']);
	expect(written.of).toEqual([4, 1]);
	expect(written.cells[1]).toEqual([
		{ parties: 1, passages: 3 },
		{ parties: 1, passages: 1 }
	]);
});

test('filters narrow figures and denominators; a sector narrows the figures alone', async () => {
	expect(await crossTable(db, 'challenge', 'sector', { ...proposed, region: 'africa' })).toMatchObject({
		ofAll: 2,
		rowTotals: [{ parties: 0 }, { parties: 1 }]
	});
	expect(await crossTable(db, 'challenge', 'region', { ...proposed, sector: waste })).toMatchObject({
		ofAll: 4,
		of: [2, 0, 0, 1, 0],
		rowTotals: [{ parties: 1 }, { parties: 2, passages: 2 }]
	});
	expect(await crossTable(db, 'challenge', 'need', { ...proposed, language: 'es' })).toMatchObject({
		ofAll: 1,
		rowTotals: [{ parties: 0 }, { parties: 1, passages: 1 }]
	});
	expect(await coverage(db, { ...proposed, cycle: '2025-full', sector: waste })).toMatchObject({ parties: 3, documents: 3 });
});

test('statements that name at most one particular are generic', async () => {
	expect(await genericShare(db, 'language', proposed)).toEqual([
		{ key: 'en', statements: 3, generic: 1, meanScore: 2 },
		{ key: 'es', statements: 1, generic: 1, meanScore: 0 }
	]);
	expect(await genericShare(db, 'region', proposed)).toMatchObject([
		{ key: 'africa', statements: 2, generic: 1 },
		{ key: 'grulac', statements: 2, generic: 1 }
	]);
	expect(await genericShare(db, 'region', reviewed)).toMatchObject([{ key: 'africa', statements: 1, generic: 0 }]);
	expect(await countCited(db, { ...proposed, language: 'en', statements: 'generic' })).toEqual({ parties: 1, passages: 1 });
});

test('a figure that was counted is counted again once anything has changed, inside a transaction too', async () => {
	const before = await countConcepts(db, 'challenge', reviewed);
	expect(await countConcepts(db, 'challenge', reviewed)).toBe(before);
	const accept = (tx: typeof db) =>
		tx
			.updateTable('evidence')
			.set({ status: 'accepted', reviewedBy: 'a reviewer', reviewedAt: new Date() })
			.where('status', '=', 'proposed')
			.execute();
	await db
		.transaction()
		.execute(async (tx) => {
			await accept(tx);
			expect(await countConcepts(tx, 'challenge', reviewed)).toMatchObject([{ conceptId: finance, parties: 2 }, { conceptId: data }]);
			throw new Error('taken back');
		})
		.catch(() => undefined);
	expect(await countConcepts(db, 'challenge', reviewed)).toEqual(before);
	await accept(db);
	expect(await countConcepts(db, 'challenge', reviewed)).toMatchObject([
		{ conceptId: finance, parties: 2, reviewed: 2 },
		{ conceptId: data }
	]);
});
