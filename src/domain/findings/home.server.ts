import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { decidingFact, standingOf } from '../parties/model.ts';
import { countedDocuments } from './counted.server.ts';
import type { ConceptCount, Filters } from './model.ts';
import { countConcepts, coverage, defaultSamples } from './read.server.ts';
import { remembered } from './remember.server.ts';

/** How many challenges the home page names. */
const shownChallenges = 5;

/**
 * What the home page shows: how much was read, by whom it was written, and which challenges most Parties name.
 * While no real document is held, the samples are shown, and `filters.samples` says so.
 */
export async function homeFigures(db: Db, language: Language) {
	const { filters, read, challenges, held } = await remembered(db, 'home', [], () => countAll(db));
	return {
		filters,
		read,
		challenges: await withLabels(db, language, challenges),
		parties: await listParties(db, language, held)
	};
}

async function countAll(db: Db) {
	const filters: Filters = { basis: 'proposed', samples: (await defaultSamples(db)) && (await hasSamples(db)) };
	const challenges = await countConcepts(db, 'challenge', filters);
	return {
		filters,
		read: await coverage(db, filters),
		challenges: challenges.slice(0, shownChallenges),
		held: await countHeld(db, filters)
	};
}

async function hasSamples(db: Db): Promise<boolean> {
	const sample = await db.selectFrom('document').select('id').where('isSample', '=', true).limit(1).executeTakeFirst();
	return sample !== undefined;
}

/** Parties with the number of their documents. */
async function countHeld(db: Db, filters: Filters): Promise<Map<string | null, number>> {
	const rows = await countedDocuments(db, filters)
		.where('document.party', 'is not', null)
		.groupBy('document.party')
		.select(({ fn }) => ['document.party', fn.countAll<number>().as('count')])
		.execute();
	return new Map(rows.map(({ party, count }) => [party, count]));
}

async function withLabels(db: Db, language: Language, challenges: ConceptCount[]): Promise<(ConceptCount & { label: string })[]> {
	if (challenges.length === 0) return [];
	const ids = challenges.map(({ conceptId }) => conceptId);
	const rows = await db
		.selectFrom('conceptText')
		.where('language', '=', language)
		.where('conceptId', 'in', ids)
		.select(['conceptId', 'label'])
		.execute();
	const labels = new Map(rows.map(({ conceptId, label }) => [conceptId, label]));
	return challenges.map((one) => ({ ...one, label: labels.get(one.conceptId) ?? one.conceptId }));
}

/** Every listed State or organisation with how many of its documents are held and whether it is known to be a Party. An invented one has no place on a map. */
async function listParties(db: Db, language: Language, held: ReadonlyMap<string | null, number>) {
	const parties = await db
		.selectFrom('party')
		.innerJoin('partyName', 'partyName.iso3', 'party.iso3')
		.where('partyName.language', '=', language)
		.where('party.isSample', '=', false)
		.select(['party.iso3', 'party.m49', 'partyName.name'])
		.execute();
	const facts = await db.selectFrom('partyStatus').select(['iso3', 'status', 'since', 'source', 'mark', 'importedBy']).execute();
	const factsOf = Map.groupBy(facts, ({ iso3 }) => iso3);
	return parties.map((party) => {
		const known = factsOf.get(party.iso3) ?? [];
		return {
			...party,
			documents: held.get(party.iso3) ?? 0,
			isParty: standingOf(known) === 'party',
			isVerified: (decidingFact(known)?.mark ?? 'GK') !== 'GK'
		};
	});
}
