import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '#text/csv.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { conventionStatuses, factMarks, isReducedDate, unGroups } from './model.ts';

type Column<C extends string> = Record<C, string> & { fails: (problem: string) => never };

const nameColumns = languages.map((language) => `name_${language}` as const);
const codeColumns = ['iso3', 'iso2', 'm49', 'region_m49', 'subregion_m49', 'intermediate_m49', 'un_group', 'ldc', 'sids', 'lldc'] as const;

/** Regions, States and status as the files in `folder` have them. The first value that we do not understand stops with its file and line. */
export function readFacts(folder: string) {
	const regions = readTable(join(folder, 'parties/regions.csv'), ['m49', 'parent', ...nameColumns]).map(regionOf);
	const regionCodes = new Set(regions.map(({ m49 }) => m49));
	const states = readTable(join(folder, 'parties/states.csv'), [...codeColumns, ...nameColumns]).map((row) =>
		partyOf(row, regionCodes, false)
	);
	const samples = readTable(join(folder, 'samples/parties.csv'), [...codeColumns, ...nameColumns]).map((row) =>
		partyOf(row, regionCodes, true)
	);
	const parties = [...states, ...samples];
	const partyCodes = new Set(parties.map(({ codes }) => codes.iso3));
	const statuses = readTable(join(folder, 'parties/status.csv'), ['iso3', 'status', 'date', 'source', 'mark']).map((row) =>
		statusOf(row, partyCodes)
	);
	return { regions, parties, statuses };
}

/** The rows of a file whose columns must be exactly these. */
function readTable<C extends string>(path: string, columns: readonly C[]): Column<C>[] {
	const { records, unclosed } = readCsv(readFileSync(path, 'utf8'));
	const stop = (line: number, problem: string): never => {
		throw new Error(`${path}:${line}: ${problem}`);
	};
	if (unclosed !== undefined) stop(unclosed, 'a quotation mark is never closed');
	const [header, ...rows] = records;
	const named: string[] = header?.cells ?? [];
	const unknown = named.find((name) => !(columns as readonly string[]).includes(name));
	if (unknown !== undefined) stop(1, `unknown column ${unknown}`);
	const missing = columns.find((name) => !named.includes(name));
	if (missing !== undefined) stop(1, `missing column ${missing}`);
	return rows.map(({ line, cells }) => {
		if (cells.length !== named.length) stop(line, `${cells.length} cells under ${named.length} columns`);
		const row = Object.fromEntries(named.map((name, index) => [name, cells[index]])) as Record<C, string>;
		return { ...row, fails: (problem: string) => stop(line, problem) };
	});
}

type Names = Record<`name_${Language}`, string>;

function namesOf(row: Names & { fails: (problem: string) => never }) {
	return languages.map((language) => ({ language, name: row[`name_${language}`] || row.fails(`no name in ${language}`) }));
}

function regionOf(row: Column<'m49' | 'parent' | keyof Names>) {
	if (!/^\d{3}$/.test(row.m49)) row.fails(`M49 code ${row.m49} is not three digits`);
	return { m49: row.m49, parent: row.parent || null, names: namesOf(row) };
}

function partyOf(row: Column<(typeof codeColumns)[number] | keyof Names>, regions: ReadonlySet<string>, isSample: boolean) {
	const region = (code: string) => (code === '' ? null : regions.has(code) ? code : row.fails(`unknown region ${code}`));
	const yes = (name: 'ldc' | 'sids' | 'lldc') =>
		row[name] === 'true' || (row[name] !== 'false' && row.fails(`${name} is neither true nor false`));
	if (!/^[A-Z]{3}$/.test(row.iso3) || !/^[A-Z]{2}$/.test(row.iso2)) row.fails(`not ISO 3166 codes: ${row.iso3} ${row.iso2}`);
	// ISO 3166 leaves XA to XZ and XAA to XZZ to users: what we invent stands there, and only that.
	if (isSample !== row.iso3.startsWith('X')) row.fails(`${row.iso3} is ${isSample ? 'not ' : ''}a code left to users`);
	const codes = {
		iso3: row.iso3,
		iso2: row.iso2,
		m49: row.m49 || null,
		region: region(row.region_m49),
		subregion: region(row.subregion_m49),
		intermediate: region(row.intermediate_m49),
		unGroup: row.un_group === '' ? null : oneOf(unGroups, row.un_group, row.fails),
		isLdc: yes('ldc'),
		isSids: yes('sids'),
		isLldc: yes('lldc'),
		isSample
	};
	return { codes, names: namesOf(row) };
}

function statusOf(row: Column<'iso3' | 'status' | 'date' | 'source' | 'mark'>, parties: ReadonlySet<string>) {
	if (!parties.has(row.iso3)) row.fails(`unknown Party ${row.iso3}`);
	if (row.date !== '' && !isReducedDate(row.date)) row.fails(`${row.date} is not a date`);
	return {
		iso3: row.iso3,
		status: oneOf(conventionStatuses, row.status, row.fails),
		since: row.date || null,
		source: row.source.trim() || row.fails('no source'),
		mark: oneOf(factMarks, row.mark, row.fails)
	};
}

function oneOf<const V extends string>(known: readonly V[], value: string, fails: (problem: string) => never): V {
	return known.find((one) => one === value) ?? fails(`unknown code ${value}`);
}
