import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { unGroups } from '#domain/parties/model.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { citedToQuery, filtersToQuery, parseCited, parseFilters } from './input.ts';
import { cellQuery, denominator } from './model.ts';
import type { Cited, Filters } from './model.ts';
import { countCited, listPartiesOf, listPassagesOf } from './passages.server.ts';
import {
	countConcepts,
	coverage,
	crossTable,
	defaultSamples,
	genericShare,
	listCycles,
	listQuotes,
	passageIdsOf,
	quotesByRegion
} from './read.server.ts';
import { asCsv, asJson, crossTableLines } from './table-file.ts';

const db = await freshDatabase();
const proposed: Filters = { basis: 'proposed', samples: false };
const reviewed: Filters = { basis: 'reviewed', samples: false };

type Said = {
	concept: string;
	stance?: 'challenge' | 'need' | 'progress' | 'none';
	status?: 'proposed' | 'accepted' | 'refused';
	quote?: string;
};
type Written = { body: string; language?: Language | null; kind?: 'paragraph' | 'question'; said?: Said[]; specificity?: number };
type Report = { party?: string; cycle?: string; supersedes?: number; needsOcr?: boolean; isSample?: boolean; passages: Written[] };

async function addConcept(id: string, position: number, label = id): Promise<void> {
	await db
		.insertInto('concept')
		.values({ id, scheme: id.split('/')[0]!, position })
		.execute();
	await db
		.insertInto('conceptText')
		.values(languages.map((language) => ({ conceptId: id, language, label, definition: '', include: '', exclude: '', examples: [] })))
		.execute();
}

async function addParty(iso3: string, unGroup: (typeof unGroups)[number] | null, isSample = false): Promise<void> {
	await db
		.insertInto('party')
		.values({ iso3, iso2: isSample ? `X${iso3[2]}` : iso3.slice(0, 2), unGroup, isSample })
		.execute();
	if (!isSample) await db.insertInto('partyStatus').values({ iso3, status: 'party', source: 'a test', mark: 'GK' }).execute();
}

let reports = 0;
async function addReport({ passages, ...report }: Report): Promise<{ id: number; passages: number[] }> {
	const sha256 = createHash('sha256').update(String(reports++)).digest('hex');
	await db
		.insertInto('original')
		.values({ sha256, name: 'report.txt', format: 'text', size: 1, content: Buffer.from('a') })
		.execute();
	const { id } = await db
		.insertInto('document')
		.values({ title: `Report ${reports}`, kind: 'national-report', language: 'en', original: sha256, ...report })
		.returning('id')
		.executeTakeFirstOrThrow();
	const ids: number[] = [];
	for (const [position, { body, language = 'en', kind = 'paragraph', said = [], specificity }] of passages.entries()) {
		const passage = await db
			.insertInto('passage')
			.values({ documentId: id, position, kind, language, body })
			.returning('id')
			.executeTakeFirstOrThrow();
		ids.push(passage.id);
		for (const { concept, stance = 'challenge', status = 'proposed', quote = body.slice(0, 4) } of said) {
			const startAt = body.indexOf(quote);
			const decided = status === 'proposed' ? {} : { reviewedBy: 'a reviewer', reviewedAt: new Date() };
			await db
				.insertInto('evidence')
				.values({
					passageId: passage.id,
					conceptId: concept,
					stance,
					startAt,
					endAt: startAt + quote.length,
					quote,
					confidence: 0.5,
					why: '{}',
					status,
					coderId,
					...decided
				})
				.execute();
		}
		if (specificity !== undefined)
			await db.insertInto('specificity').values({ passageId: passage.id, coderId, states: true, score: specificity }).execute();
	}
	return { id, passages: ids };
}

let coderId = 0;
let old: { id: number; passages: number[] };
let kenya: { id: number; passages: number[] };

const finance = 'challenge/finance';
const data = 'challenge/data';
const waste = 'sector/waste';
const cement = 'sector/cement';
const skills = 'need/skills';

beforeAll(async () => {
	({ id: coderId } = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow());
	for (const [position, id] of [data, finance, cement, waste, skills, 'enabler/policy'].entries()) await addConcept(id, position);
	await addParty('KEN', 'africa');
	await addParty('GHA', 'africa');
	await addParty('PER', 'grulac');
	await addParty('EUX', null);
	await addParty('FRA', 'weog');
	await addParty('XXA', 'africa', true);

	old = await addReport({
		party: 'KEN',
		cycle: '2021-full',
		passages: [{ body: 'Cement lacks data.', said: [{ concept: data }, { concept: cement }] }]
	});
	kenya = await addReport({
		party: 'KEN',
		cycle: '2025-full',
		supersedes: old.id,
		passages: [
			{
				body: 'Money for waste is lacking.',
				said: [
					{ concept: finance, status: 'accepted' },
					{ concept: waste, quote: 'waste' }
				],
				specificity: 2
			},
			{ body: 'Money is lacking again.', said: [{ concept: finance }, { concept: finance, quote: 'again' }], specificity: 1 },
			{
				body: 'Waste is now treated.',
				said: [
					{ concept: waste, stance: 'progress' },
					{ concept: 'enabler/policy', stance: 'none' }
				]
			}
		]
	});
	await addReport({
		party: 'PER',
		cycle: '2025-full',
		passages: [
			{
				body: 'Faltan fondos para residuos.',
				language: 'es',
				said: [{ concept: finance }, { concept: waste, stance: 'none', quote: 'residuos' }],
				specificity: 0
			},
			{
				body: 'Training is needed for waste.',
				said: [
					{ concept: skills, stance: 'need' },
					{ concept: waste, stance: 'none' }
				],
				specificity: 3
			},
			{ body: 'There is no lack of data.', said: [{ concept: data, status: 'refused' }] }
		]
	});
	await addReport({
		party: 'GHA',
		cycle: '2023-short',
		passages: [{ body: 'Nothing to add.' }, { body: 'What is the lack of money?', kind: 'question', said: [{ concept: finance }] }]
	});
	await addReport({
		party: 'EUX',
		cycle: '2025-full',
		passages: [
			{
				body: 'Data on waste are missing.',
				said: [
					{ concept: data, status: 'accepted' },
					{ concept: waste, quote: 'waste' }
				]
			}
		]
	});
	await addReport({
		party: 'FRA',
		cycle: '2025-full',
		needsOcr: true,
		passages: [{ body: 'Un texte sans donnée', language: 'fr', said: [{ concept: data }] }]
	});
	await addReport({ passages: [{ body: 'Finance is lacking everywhere.', said: [{ concept: finance }] }] });
	await addReport({
		party: 'XXA',
		cycle: '2025-full',
		isSample: true,
		passages: [{ body: 'Les données manquent.', language: 'fr', said: [{ concept: data }], specificity: 0 }]
	});
});

test('a Party is counted once, however many passages speak, and passages of no Party are counted without one', async () => {
	expect(await countConcepts(db, 'challenge', proposed)).toEqual([
		{ conceptId: finance, parties: 2, passages: 4, reviewed: 1 },
		{ conceptId: data, parties: 1, passages: 1, reviewed: 1 }
	]);
});

test('a superseded version, a document without readable text and a printed question say nothing', async () => {
	const ids = await passageIdsOf(db, { ...proposed, conceptId: data });
	expect(ids).not.toContain(old.passages[0]);
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

test('two concept dimensions meet in the same passage, and the denominator is every Party that reported', async () => {
	const table = await crossTable(db, 'challenge', 'sector', proposed);
	expect(table).toEqual({
		rows: 'challenge',
		columns: 'sector',
		rowKeys: [data, finance],
		columnKeys: [cement, waste],
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

test('every cell opens as many passages and Parties as it counts', async () => {
	for (const [rows, columns] of [
		['challenge', 'sector'],
		['region', 'challenge'],
		['sector', 'cycle'],
		['cycle', 'region'],
		['language', 'need']
	] as const) {
		const table = await crossTable(db, rows, columns, proposed);
		for (const [r, row] of table.rowKeys.entries()) {
			for (const [c, column] of [...table.columnKeys, undefined].entries()) {
				const address = new URLSearchParams(`${filtersToQuery(proposed)}&${cellQuery(table, row, column)}`);
				const { cited } = parseCited(address, true);
				expect(await countCited(db, cited), address.toString()).toEqual(column === undefined ? table.rowTotals[r] : table.cells[r]![c]);
			}
		}
	}
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

test('quotes are one for each passage, the accepted ones first, paged by key', async () => {
	const cited: Cited = { ...proposed, conceptId: finance };
	const all = await listQuotes(db, cited);
	expect(all).toHaveLength(4);
	expect(all[0]).toEqual({
		passageId: kenya.passages[0],
		documentId: kenya.id,
		party: 'KEN',
		region: 'africa',
		language: 'en',
		body: 'Money for waste is lacking.',
		quote: 'Mone',
		conceptId: finance,
		status: 'accepted'
	});
	const first = await listQuotes(db, cited, 0, 3);
	const rest = await listQuotes(db, cited, first.at(-1)!.passageId, 3);
	expect([...first, ...rest]).toEqual(all);
	expect(all.map(({ passageId }) => passageId)).toEqual(await passageIdsOf(db, cited));
	expect(await listQuotes(db, { ...proposed, conceptId: waste, stance: 'progress' })).toMatchObject([{ passageId: kenya.passages[2] }]);
	expect(await listQuotes(db, { ...proposed, stance: 'need' })).toMatchObject([{ conceptId: skills }]);
	expect(await listQuotes(db, { ...cited, withConceptId: waste })).toHaveLength(2);
});

test('each region is quoted, at most so often', async () => {
	const quotes = await quotesByRegion(db, 'challenge', proposed, 1);
	expect(quotes).toMatchObject([
		{ region: 'africa', quotes: [{ party: 'KEN', status: 'accepted' }] },
		{ region: 'grulac', quotes: [{ party: 'PER', language: 'es' }] }
	]);
	expect((await quotesByRegion(db, 'challenge', proposed, 5))[0]!.quotes).toHaveLength(2);
});

test('a page of passages shows the evidence for both concepts', async () => {
	const { passages, next } = await listPassagesOf(db, { ...proposed, conceptId: finance, withConceptId: waste }, 0);
	expect(next).toBeUndefined();
	expect(
		passages.map(({ party, marks }) => [party, marks.map(({ conceptId, status, start, end }) => [conceptId, status, start, end])])
	).toEqual([
		[
			'KEN',
			[
				[finance, 'accepted', 0, 4],
				[waste, 'proposed', 10, 15]
			]
		],
		[
			'PER',
			[
				[finance, 'proposed', 0, 4],
				[waste, 'proposed', 19, 27]
			]
		]
	]);
	expect(await listPartiesOf(db, finance, proposed)).toMatchObject([
		{ iso3: 'KEN', passages: 2 },
		{ iso3: 'PER', passages: 1 }
	]);
});

test('a filter that there is not asks for all, and an address gives back what made it', () => {
	const odd = new URLSearchParams(
		"basis=guess&samples=2&cycle=20250&region=moon&party=kenya&language=xx&sector=need/x&concept=';drop&after=-3&stance=angry"
	);
	expect(parseFilters(odd, true)).toEqual({ basis: 'proposed', samples: true });
	expect(parseCited(odd, false)).toEqual({ cited: { basis: 'proposed', samples: false }, after: 0 });
	const cited: Cited = {
		...reviewed,
		cycle: '2025-full',
		region: 'africa',
		language: 'fr',
		sector: waste,
		conceptId: finance,
		withConceptId: waste,
		statements: 'generic'
	};
	expect(parseCited(new URLSearchParams(citedToQuery(cited)), true).cited).toEqual(cited);
	expect(parseFilters(new URLSearchParams(filtersToQuery(proposed)), true)).toEqual(proposed);
});

test('a file of a table names its filters on every line, and a label that looks like a formula cannot run', async () => {
	const table = await crossTable(db, 'challenge', 'sector', proposed);
	const about = {
		filters: proposed,
		date: '2026-01-31',
		labels: new Map([
			[finance, '=HYPERLINK("http://x")'],
			[waste, 'Waste, all']
		]),
		passagesAt: () => '/p'
	};
	const lines = crossTableLines(table, about);
	const csv = asCsv(lines, about);
	expect(csv.startsWith('\uFEFFrow,row_label,')).toBe(true);
	expect(csv).toContain(
		`challenge/finance,"'=HYPERLINK(""http://x"")",sector/waste,"Waste, all",2,4,2,/p,proposed,false,,,,,,2026-01-31\r\n`
	);
	expect(csv.split('\r\n')).toHaveLength(1 + 2 * 3 + 1);
	expect(JSON.parse(asJson({ rows: 'challenge', columns: 'sector' }, lines, about))).toMatchObject({
		rows: 'challenge',
		columns: 'sector',
		basis: 'proposed',
		isReviewed: false,
		samples: false,
		date: '2026-01-31',
		lines: [
			{ row: data, column: cement, parties: 0, parties_that_reported: 4 },
			{ column: waste, parties: 1 },
			{ column: '', parties: 1 },
			{},
			{},
			{}
		]
	});
});
