import { languages } from '#text/languages.ts';
import { byTrust } from './model.ts';
import type { listPartyFacts } from './read.server.ts';

type PartyFacts = Awaited<ReturnType<typeof listPartyFacts>>[number];

const header = ['iso3', 'iso2', 'm49', 'region_m49', 'subregion_m49', 'intermediate_m49', 'un_group', 'ldc', 'sids', 'lldc', 'sample'];
const factHeader = ['fact', 'status', 'date', 'source', 'mark', 'imported'];

/** Parties as a table with one row for each fact of their status, numbered from the most trusted; without a fact, one row all the same. */
export function partyTable(parties: readonly PartyFacts[]): (string | number | boolean | null | undefined)[][] {
	const rows = parties.flatMap((party) => {
		const { iso3, iso2, m49, region, subregion, intermediate, unGroup, isLdc, isSids, isLldc, isSample } = party;
		const names = languages.map((language) => party.names.find((one) => one.language === language)?.name);
		const before = [iso3, iso2, m49, region, subregion, intermediate, unGroup, isLdc, isSids, isLldc, isSample, ...names];
		const facts = byTrust(party.facts).map((fact, index) => [
			index + 1,
			fact.status,
			fact.since,
			fact.source,
			fact.mark,
			fact.importedBy !== null
		]);
		return (facts.length > 0 ? facts : [factHeader.map(() => null)]).map((fact) => [...before, ...fact]);
	});
	return [[...header, ...languages.map((language) => `name_${language}`), ...factHeader], ...rows];
}
