import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { cement, data, finance, makeReports, skills, waste } from '#tests/make-reports.ts';
import { citedToQuery, filtersToQuery, parseCited, parseFilters, parseTable } from './input.ts';
import { cellQuery } from './model.ts';
import type { Cited, Filters } from './model.ts';
import { countCited, listPartiesOf, listPassagesOf } from './passages.server.ts';
import { crossTable, listQuotes, passageIdsOf, quotesByRegion } from './read.server.ts';
import { asCsv, asJson, crossTableLines } from './table-file.ts';

const db = await freshDatabase();
const { kenya } = await makeReports(db);
const proposed: Filters = { basis: 'proposed', samples: false };
const reviewed: Filters = { basis: 'reviewed', samples: false };

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
});

test('a map knows every Party that reported, whether it speaks of the concept or not', async () => {
	const parties = await listPartiesOf(db, finance, proposed);
	expect(parties.map(({ iso3, passages }) => [iso3, passages])).toEqual([
		['EUX', 0],
		['GHA', 0],
		['KEN', 2],
		['PER', 1]
	]);
});

test('a table of what cannot be counted, or of one dimension with itself, is refused', () => {
	expect(parseTable('region', 'challenge')).toEqual({ rows: 'region', columns: 'challenge' });
	for (const [rows, columns] of [
		['source', 'sector'],
		['region', 'region'],
		['sector', '__proto__']
	] as const)
		expect(() => parseTable(rows, columns)).toThrow(expect.objectContaining({ code: 'refused.not-found' }));
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
		documents_not_public: 0,
		labels: new Map([
			[finance, '=HYPERLINK("http://x")'],
			[waste, 'Waste, all']
		]),
		passagesAt: () => '/p'
	};
	const lines = crossTableLines(table, new Map(), about);
	const csv = asCsv(lines, about);
	expect(csv.startsWith('\uFEFFrow,row_label,')).toBe(true);
	expect(csv).toContain(
		`challenge/finance,"'=HYPERLINK(""http://x"")",sector/waste,"Waste, all",2,4,2,,,,,,,,,,,,/p,proposed,false,,,,,,,2026-01-31,0\r\n`
	);
	expect(csv.split('\r\n')).toHaveLength(1 + 2 * 3 + 1);
	expect(JSON.parse(asJson({ rows: 'challenge', columns: 'sector' }, lines, about))).toMatchObject({
		rows: 'challenge',
		columns: 'sector',
		basis: 'proposed',
		isReviewed: false,
		samples: false,
		date: '2026-01-31',
		documents_not_public: 0,
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
