import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { freshDatabase } from '#tests/database.ts';
import { partyFilters } from './input.ts';
import { byTrust, decidingFact, foldName, isReducedDate, standingOf } from './model.ts';
import type { StatusFact } from './model.ts';
import { countStandings, findParty, listParties, partyFinder, partyNames } from './read.server.ts';
import { importStatus, loadParties } from './write.server.ts';

const shipped = resolve('data');
const db = await freshDatabase();
const loaded = await loadParties(db, shipped);

const fact = (given: Partial<StatusFact>): StatusFact => ({
	status: 'party',
	since: null,
	source: 'a source',
	mark: 'S',
	importedBy: null,
	...given
});
const counts = async () =>
	Promise.all([
		db.selectFrom('party').select('iso3').execute(),
		db.selectFrom('partyName').select('iso3').execute(),
		db.selectFrom('partyStatus').select('id').execute()
	]).then((all) => all.map((rows) => rows.length));

test('all States, the European Union and eight invented Parties are loaded, with a name in each language', async () => {
	expect(loaded.parties).toBe(204);
	expect(await counts()).toEqual([204, 204 * 6, loaded.statuses]);
});

test('loading again changes nothing', async () => {
	const before = await counts();
	await loadParties(db, shipped);
	expect(await counts()).toEqual(before);
});

test('a Party has its names in six languages, its regions, its group and its facts with their marks', async () => {
	const party = await findParty(db, 'BWA', 'fr');
	expect(party).toMatchObject({ name: 'Botswana', group: 'africa', flags: ['lldc'], isSample: false });
	expect(party.regions.map(({ name }) => name)).toEqual(['Afrique', 'Afrique subsaharienne', 'Afrique australe']);
	expect(party.names.zh).toBe('博茨瓦纳');
	expect(byTrust(party.facts)[0]).toMatchObject({ status: 'instrument', since: '2016-06-03', mark: 'S' });
	await expect(findParty(db, 'ZZZ', 'en')).rejects.toMatchObject({ code: 'refused.not-found' });
});

test('a month is a date of its own', async () => {
	expect((await findParty(db, 'LVA', 'en')).facts.map(({ since }) => since)).toContain('2017-06');
});

test('Parties stand by group and then as readers of the language order names', async () => {
	const { parties, total } = await listParties(db, 'es', { group: 'weog' });
	expect(total).toBe(29);
	const names = parties.map(({ name }) => name);
	expect(names).toEqual(names.toSorted(new Intl.Collator('es').compare));
	expect((await listParties(db, 'ru', {})).parties[0]?.group).toBe('africa');
});

test('pages of the list joined are the list', async () => {
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const page = await listParties(db, 'ar', {}, after);
		seen.push(...page.parties.map(({ iso3 }) => iso3));
		after = page.next;
	} while (after !== undefined);
	expect(seen.length).toBe(196);
	expect(new Set(seen).size).toBe(196);
});

test('invented Parties are never in the list of real ones, nor real ones in theirs', async () => {
	expect((await listParties(db, 'en', { text: 'Oudombe' })).total).toBe(0);
	const samples = await listParties(db, 'en', { samples: true });
	expect(samples.total).toBe(8);
	expect(samples.parties.every(({ isSample }) => isSample)).toBe(true);
});

test('a Party is found by flag, standing, code, and by part of its name in any language, whatever the accents', async () => {
	const found = async (filters: object) => (await listParties(db, 'en', filters)).parties.map(({ iso3 }) => iso3);
	expect(await found({ text: 'cote d ivoire' })).toEqual(['CIV']);
	expect(await found({ text: 'لاتفيا' })).toEqual(['LVA']);
	expect(await found({ text: 'Латви' })).toEqual(['LVA']);
	expect(await found({ text: 'bwa' })).toEqual(['BWA']);
	expect(await found({ flag: 'sids', group: 'africa', text: 'cabo' })).toEqual(['CPV']);
	expect((await found({ standing: 'party' })).length).toBeGreaterThan(50);
});

test('choices that there are not ask for all', () => {
	expect(partyFilters.parse({ group: 'atlantis', flag: '', text: '  ' })).toEqual({
		group: undefined,
		flag: undefined,
		text: undefined,
		standing: undefined
	});
});

test('standings are counted with what they rest on', async () => {
	const standings = await countStandings(db);
	expect(standings.listed).toBe(196);
	expect(standings.party.parties + standings['not-party'].parties + standings.unknown.parties).toBe(196);
	expect(standings.party.seen).toBeGreaterThanOrEqual(29);
	expect(standings.party.seen).toBeLessThan(standings.party.parties);
});

test('names are found by their own spelling, their everyday one, and ISO codes', async () => {
	const find = await partyFinder(db);
	expect(
		[
			'FRA',
			'fr',
			'Viet Nam',
			'Vietnam',
			'Türkiye',
			'Turquie',
			'Türkiye',
			'Bolivia, Plurinational State of',
			'中国',
			'Российская Федерация',
			'Россия',
			'Europäische'
		].map(find)
	).toEqual(['FRA', 'FRA', 'VNM', 'VNM', 'TUR', 'TUR', 'TUR', 'BOL', 'CHN', 'RUS', 'RUS', undefined]);
	expect(find('XXA')).toBeUndefined();
});

test('every name in every language finds its Party, and no other', async () => {
	const find = await partyFinder(db);
	for (const language of ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const) {
		for (const [iso3, name] of await partyNames(db, language)) if (!iso3.startsWith('X')) expect([name, find(name)]).toEqual([name, iso3]);
	}
});

test('an official list is imported, trusted first, and stays when the shipped facts are loaded again', async () => {
	const list =
		'name;status;date;source\r\nБотсвана;accession;2016-06-03;Treaty list\r\n"Bolivie (État plurinational de)";ratification;2016-01;Treaty list\r\n';
	expect(await importStatus(db, operator, list)).toEqual({ rows: 2, parties: 2 });
	await loadParties(db, shipped);
	const { facts } = await findParty(db, 'BWA', 'en');
	expect(decidingFact(facts)).toMatchObject({ status: 'accession', mark: 'S', importedBy: operator.key });
	expect(facts.length).toBeGreaterThan(1);
});

test('a list imported again corrects the facts of its source', async () => {
	await importStatus(db, operator, 'iso3,status,date,source\nBWA,accession,2016-06-04,Treaty list\n');
	const { facts } = await findParty(db, 'BWA', 'en');
	expect(facts.filter(({ source }) => source === 'Treaty list').map(({ since }) => since)).toEqual(['2016-06-04']);
});

test.each([
	['parties.list-column', 'iso3,status,date,source,colour\nFRA,party,,x,red\n'],
	['parties.list-column', 'iso3,iso3,status,date,source\nFRA,FRA,party,,x\n'],
	['parties.list-missing', 'iso3,status,date\nFRA,party,\n'],
	['parties.list-missing', 'status,date,source\nparty,,x\n'],
	['parties.list-empty', 'iso3,status,date,source\n'],
	['parties.list-missing', ''],
	['parties.list-cells', 'iso3,status,date,source\nFRA,party\n'],
	['parties.list-status', 'iso3,status,date,source\nFRA,joined,,x\n'],
	['parties.list-date', 'iso3,status,date,source\nFRA,party,2017-02-30,x\n'],
	['parties.list-date', 'iso3,status,date,source\nFRA,party,21/06/2017,x\n'],
	['parties.list-source', 'iso3,status,date,source\nFRA,party,,\n'],
	['parties.list-nobody', 'iso3,status,date,source\n,party,,x\n'],
	['parties.list-unknown', 'name,status,date,source\nAtlantis,party,,x\n'],
	['parties.list-unknown', 'iso3,status,date,source\nXXA,party,,x\n'],
	['parties.list-disagrees', 'iso3,name,status,date,source\nFRA,Ghana,party,,x\n'],
	['parties.list-twice', 'iso3,status,date,source\nFRA,party,2017,x\nFRA,party,2018,x\n'],
	['parties.list-unclosed', 'iso3,status,date,source\nFRA,party,,"x\n']
])('%s: a list with a row that cannot be used is refused whole', async (code, list) => {
	const before = await counts();
	await expect(importStatus(db, operator, list)).rejects.toMatchObject({ code });
	expect(await counts()).toEqual(before);
});

test('a refusal names the row, and the rows before it are not used either', async () => {
	const before = await counts();
	const list = 'iso3,status,date,source\nGHA,party,,x\nFRA,joined,,x\n';
	await expect(importStatus(db, operator, list)).rejects.toMatchObject({ slots: { row: 3, value: 'joined' } });
	expect(await counts()).toEqual(before);
});

test('a visitor may not import a list', async () => {
	await expect(importStatus(db, visitor, 'iso3,status,date,source\nFRA,party,,x\n')).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('a State stands by the fact that is trusted most', () => {
	expect(standingOf([])).toBe('unknown');
	expect(standingOf([fact({ status: 'law-of-approval' })])).toBe('unknown');
	expect(standingOf([fact({ status: 'law-of-approval' }), fact({ mark: 'GK' })])).toBe('party');
	expect(standingOf([fact({ mark: 'GK' }), fact({ status: 'not-party', importedBy: 'a person' })])).toBe('not-party');
	expect(standingOf([fact({ status: 'signatory' }), fact({ status: 'ratification' })])).toBe('party');
});

test('a reduced date is a real year, month or day', () => {
	expect(['2017', '2017-06', '2017-06-21', '2024-02-29'].every(isReducedDate)).toBe(true);
	expect(['17', '2017-13', '2017-02-29', '2017-6', '2017-06-21T00', ''].some(isReducedDate)).toBe(false);
});

test('a folded name has no case, accents or punctuation', () => {
	expect(foldName(' Côte d’Ivoire ')).toBe('cote d ivoire');
	expect(foldName('Timor-Leste')).toBe('timor leste');
});

const copy = mkdtempSync(join(tmpdir(), 'cinnabar-facts-'));
afterAll(() => rmSync(copy, { recursive: true }));

test.each([
	['parties/states.csv', 'FRA,FR,250,150', 'FRA,FR,250,999', /states\.csv:\d+: unknown region 999/],
	['parties/states.csv', 'iso3,iso2', 'iso3,iso2,colour', /states\.csv:1: unknown column colour/],
	['parties/states.csv', 'iso3,iso2,', 'iso3,', /states\.csv:1: missing column iso2/],
	['parties/status.csv', 'BGR,instrument', 'BGR,joined', /status\.csv:\d+: unknown code joined/],
	['parties/status.csv', 'BGR,instrument,2017-05-18', 'BGR,instrument,2017-05-32', /status\.csv:\d+: 2017-05-32 is not a date/],
	['samples/parties.csv', 'XXA,XA', 'AAA,XA', /parties\.csv:2: AAA is not a code left to users/]
])('%s: a value that is not understood stops with file and line', async (file, from, to, problem) => {
	cpSync(shipped, copy, { recursive: true });
	writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replace(from, to));
	const before = await counts();
	await expect(loadParties(db, copy)).rejects.toThrow(problem);
	expect(await counts()).toEqual(before);
});
