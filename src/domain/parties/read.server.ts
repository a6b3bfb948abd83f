import type { Db } from '#db/connect.server.ts';
import { collator } from '#i18n/format.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { foldName, standingOf, unGroups } from './model.ts';
import type { PartyFilters, PartyFlag, PartyLine, PartyNames, Standing, StatusFact, UnGroup } from './model.ts';
import type { PartyFinder } from './status-list.ts';

const pageSize = 100;

const partyColumns = [
	'party.iso3',
	'party.iso2',
	'party.m49',
	'region',
	'subregion',
	'intermediate',
	'unGroup',
	'isLdc',
	'isSids',
	'isLldc',
	'isSample'
] as const;
const factColumns = ['status', 'since', 'source', 'mark', 'importedBy'] as const;

function flagsOf({ isLdc, isSids, isLldc }: { isLdc: boolean; isSids: boolean; isLldc: boolean }): PartyFlag[] {
	return [...(isLdc ? ['ldc' as const] : []), ...(isSids ? ['sids' as const] : []), ...(isLldc ? ['lldc' as const] : [])];
}

/**
 * A page of Parties by regional group and then by name, as readers of the language order names; invented ones only where `samples`
 * is true, and then no others. `after` is the code that the page before ended with. There are some two hundred Parties, whatever
 * else grows, so they are put in order here: databases do not agree on the order of names.
 */
export async function listParties(db: Db, language: Language, filters: PartyFilters & { samples?: boolean }, after?: string) {
	const lines = (await allParties(db, language, filters.samples ?? false)).filter((one) => suits(one, filters));
	const start = after === undefined ? 0 : lines.findIndex(({ line }) => line.iso3 === after) + 1;
	const page = lines.slice(start, start + pageSize);
	return {
		parties: page.map(({ line }) => line),
		total: lines.length,
		next: start + pageSize < lines.length ? page.at(-1)?.line.iso3 : undefined
	};
}

async function allParties(db: Db, language: Language, samples: boolean) {
	const rows = await db.selectFrom('party').where('isSample', '=', samples).select(partyColumns).execute();
	const names = await namesByParty(db);
	const facts = await factsByParty(db);
	const { compare } = collator(language);
	const rank = (group: UnGroup | null) => (group === null ? unGroups.length : unGroups.indexOf(group));
	return rows
		.map(({ unGroup, ...row }): { line: PartyLine; spellings: string[] } => {
			const all = names.get(row.iso3) ?? [];
			const name = all.find((one) => one.language === language)?.name ?? row.iso3;
			return {
				line: { iso3: row.iso3, name, group: unGroup, flags: flagsOf(row), isSample: row.isSample, facts: facts.get(row.iso3) ?? [] },
				spellings: [row.iso3, row.iso2, ...all.map((one) => one.name)]
			};
		})
		.toSorted((a, b) => rank(a.line.group) - rank(b.line.group) || compare(a.line.name, b.line.name));
}

function suits({ line, spellings }: { line: PartyLine; spellings: string[] }, { group, flag, standing, text }: PartyFilters): boolean {
	const wanted = foldName(text ?? '');
	return (
		(group === undefined || line.group === group) &&
		(flag === undefined || line.flags.includes(flag)) &&
		(standing === undefined || standingOf(line.facts) === standing) &&
		(wanted === '' || spellings.some((one) => foldName(one).includes(wanted)))
	);
}

async function namesByParty(db: Db) {
	return Map.groupBy(await db.selectFrom('partyName').select(['iso3', 'language', 'name']).execute(), ({ iso3 }) => iso3);
}

async function factsByParty(db: Db): Promise<Map<string, StatusFact[]>> {
	const rows = await db
		.selectFrom('partyStatus')
		.select(['iso3', ...factColumns])
		.orderBy('id')
		.execute();
	const facts = new Map<string, StatusFact[]>();
	for (const { iso3, ...fact } of rows) facts.set(iso3, [...(facts.get(iso3) ?? []), fact]);
	return facts;
}

/** How many real Parties are listed, and where they stand; `seen` of a standing rest on a source rather than on general knowledge. */
export async function countStandings(db: Db): Promise<Record<Standing, { parties: number; seen: number }> & { listed: number }> {
	const standings = await listStandings(db);
	const counts = {
		party: { parties: 0, seen: 0 },
		'not-party': { parties: 0, seen: 0 },
		unknown: { parties: 0, seen: 0 },
		listed: standings.size
	};
	for (const { standing, isSeen } of standings.values()) {
		counts[standing].parties++;
		if (isSeen) counts[standing].seen++;
	}
	return counts;
}

/** Where each real Party stands, by code, and whether a source was seen for it. */
export async function listStandings(db: Db): Promise<Map<string, { standing: Standing; isSeen: boolean }>> {
	const rows = await db.selectFrom('party').where('isSample', '=', false).select('iso3').execute();
	const facts = await factsByParty(db);
	return new Map(
		rows.map(({ iso3 }) => {
			const known = facts.get(iso3) ?? [];
			const standing = standingOf(known);
			return [iso3, { standing, isSeen: known.some((fact) => fact.mark !== 'GK' && standingOf([fact]) === standing) }];
		})
	);
}

/** One Party with its names in all languages, its regions from the widest to the narrowest, and every fact of its status. */
export async function findParty(db: Db, iso3: string, language: Language) {
	const row = await db.selectFrom('party').where('iso3', '=', iso3).select(partyColumns).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	const names = await db.selectFrom('partyName').where('iso3', '=', iso3).select(['language', 'name']).execute();
	const facts = await db
		.selectFrom('partyStatus')
		.where('iso3', '=', iso3)
		.select([...factColumns, 'importedAt'])
		.orderBy('id')
		.execute();
	const codes = [row.region, row.subregion, row.intermediate].filter((code) => code !== null);
	const regionNames = await namesOfRegions(db, language, codes);
	const byLanguage = new Map(names.map((one) => [one.language, one.name]));
	return {
		iso3: row.iso3,
		iso2: row.iso2,
		m49: row.m49,
		name: byLanguage.get(language) ?? row.iso3,
		names: Object.fromEntries(languages.map((one) => [one, byLanguage.get(one) ?? row.iso3])) as PartyNames,
		group: row.unGroup,
		flags: flagsOf(row),
		isSample: row.isSample,
		regions: codes.map((m49) => ({ m49, name: regionNames.get(m49) ?? m49 })),
		facts
	};
}

async function namesOfRegions(db: Db, language: Language, codes: string[]): Promise<Map<string, string>> {
	if (codes.length === 0) return new Map();
	const rows = await db
		.selectFrom('regionName')
		.where('m49', 'in', codes)
		.where('language', '=', language)
		.select(['m49', 'name'])
		.execute();
	return new Map(rows.map(({ m49, name }) => [m49, name]));
}

/** The names of all Parties, invented ones among them, by code. */
export async function partyNames(db: Db, language: Language): Promise<Map<string, string>> {
	const rows = await db.selectFrom('partyName').where('language', '=', language).select(['iso3', 'name']).execute();
	return new Map(rows.map(({ iso3, name }) => [iso3, name]));
}

/** Every real and invented Party with all that is known of it, by code, for programs. */
export async function listPartyFacts(db: Db) {
	const rows = await db.selectFrom('party').select(partyColumns).orderBy('isSample').orderBy('iso3').execute();
	const names = await namesByParty(db);
	const facts = await factsByParty(db);
	return rows.map((row) => ({ ...row, names: names.get(row.iso3) ?? [], facts: facts.get(row.iso3) ?? [] }));
}

/**
 * Makes the finder of real Parties by ISO code or by name in any of the six languages. Where no name of ours fits, the everyday
 * names that the platform's languages have for a territory are tried too.
 */
export async function partyFinder(db: Db): Promise<PartyFinder> {
	const rows = await db
		.selectFrom('party')
		.innerJoin('partyName', 'partyName.iso3', 'party.iso3')
		.where('isSample', '=', false)
		.select(['party.iso3', 'iso2', 'name'])
		.execute();
	const known = new Map<string, string>();
	const everyday = new Map<string, string>();
	const learn = (map: Map<string, string>, spelling: string, iso3: string) => {
		const other = map.get(foldName(spelling));
		map.set(foldName(spelling), other === undefined || other === iso3 ? iso3 : 'many');
	};
	const territories = languages.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
	for (const { iso3, iso2, name } of rows) {
		for (const spelling of [iso3, iso2, name]) learn(known, spelling, iso3);
	}
	for (const [iso2, iso3] of new Map(rows.map((row) => [row.iso2, row.iso3]))) {
		for (const territory of territories) learn(everyday, territory.of(iso2) ?? iso3, iso3);
	}
	return (codeOrName) => known.get(foldName(codeOrName)) ?? everyday.get(foldName(codeOrName));
}
