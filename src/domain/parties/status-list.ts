import { readCsv } from '#text/csv.ts';
import { Refusal } from '../refusal.ts';
import { conventionStatuses, isReducedDate } from './model.ts';
import type { ConventionStatus } from './model.ts';

/** Finds the Party that a code or a name stands for: undefined where there is none, `many` where it may be more than one. */
export type PartyFinder = (codeOrName: string) => string | 'many' | undefined;

export type ListedStatus = { iso3: string; status: ConventionStatus; since: string | null; source: string };

const who = ['iso3', 'iso2', 'name'] as const;
const columns = [...who, 'status', 'date', 'source'] as const;
type Column = (typeof columns)[number];

/**
 * An official list of status. Its header names one or more of iso3, iso2 and name, then status, date and source, in any order;
 * a date may be empty. Anything else refuses the list and names the row, counted as the lines of the file are.
 */
export function parseStatusList(text: string, findParty: PartyFinder): ListedStatus[] {
	const { records, unclosed } = readCsv(text);
	if (unclosed !== undefined) throw new Refusal('parties.list-unclosed', { row: unclosed });
	const [header, ...rows] = records;
	const names = columnsOf(header?.cells ?? []);
	if (rows.length === 0) throw new Refusal('parties.list-empty');
	const lines = new Map<string, number>();
	return rows.map(({ line: row, cells }) => {
		if (cells.length !== names.length) throw new Refusal('parties.list-cells', { row, cells: cells.length, columns: names.length });
		const cell = (name: Column) => (cells[names.indexOf(name)] ?? '').trim();
		const value = cell('status').toLowerCase();
		const status = conventionStatuses.find((one) => one === value);
		if (status === undefined)
			throw new Refusal('parties.list-status', { row, value: cell('status'), known: conventionStatuses.join(', ') });
		const since = cell('date') || null;
		if (since !== null && !isReducedDate(since)) throw new Refusal('parties.list-date', { row, value: since });
		if (cell('source') === '') throw new Refusal('parties.list-source', { row });
		const fact = { iso3: partyOf(who.map(cell), row, findParty), status, since, source: cell('source') };
		const key = JSON.stringify([fact.iso3, fact.status, fact.source]);
		const other = lines.get(key);
		if (other !== undefined) throw new Refusal('parties.list-twice', { row, other });
		lines.set(key, row);
		return fact;
	});
}

function columnsOf(header: readonly string[]): Column[] {
	const names = header.map((cell) => cell.trim().toLowerCase());
	const known = names.map((name) => columns.find((one) => one === name));
	const unknown = known.indexOf(undefined);
	if (unknown !== -1) throw new Refusal('parties.list-column', { value: header[unknown] ?? '', known: columns.join(', ') });
	const repeated = names.find((name, index) => names.indexOf(name) !== index);
	if (repeated !== undefined) throw new Refusal('parties.list-column', { value: repeated, known: columns.join(', ') });
	const missing = [
		...(who.some((one) => names.includes(one)) ? [] : [who.join(' / ')]),
		...(['status', 'date', 'source'] as const).filter((one) => !names.includes(one))
	];
	if (missing.length > 0) throw new Refusal('parties.list-missing', { value: missing.join(', ') });
	return known.filter((one) => one !== undefined);
}

/** The one Party that all codes and names of a row stand for. */
function partyOf(given: string[], row: number, findParty: PartyFinder): string {
	const parties = new Set<string>();
	for (const value of given.filter((one) => one !== '')) {
		const party = findParty(value);
		if (party === undefined) throw new Refusal('parties.list-unknown', { row, value });
		if (party === 'many') throw new Refusal('parties.list-ambiguous', { row, value });
		parties.add(party);
	}
	const [party, ...others] = parties;
	if (party === undefined) throw new Refusal('parties.list-nobody', { row });
	if (others.length > 0) throw new Refusal('parties.list-disagrees', { row, one: party, other: others[0] ?? '' });
	return party;
}
