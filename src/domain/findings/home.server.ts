import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { decidingFact, standingOf } from '../parties/model.ts';

/** How many challenges the home page names. */
const shownChallenges = 5;

/** Counting reads all evidence, so a count is kept while nothing has been added or settled, and at most for a minute. */
const keptFor = 60_000;
const kept = new WeakMap<Db, { stamp: string; at: number; counts: ReturnType<typeof countAll> }>();

/**
 * What the home page shows: how much was read, by whom it was written, and which challenges most Parties name.
 * While no report by a real Party is held, the samples are shown, and `samples` says so.
 */
export async function homeFigures(db: Db, language: Language) {
	const { samples, held, challenges, ...counts } = await keptCounts(db);
	const parties = await listParties(db, language, held);
	const counted = parties.filter((one) => one.isSample === samples);
	return {
		...counts,
		samples,
		challenges: await nameChallenges(db, language, challenges),
		reported: held.size,
		/** The denominator of who reported: the Parties to the Convention, or the invented ones. */
		listed: counted.filter((one) => samples || one.isParty || one.documents > 0).length,
		/** An invented Party has no place on a map. */
		mapped: parties.filter((one) => !one.isSample)
	};
}

async function keptCounts(db: Db) {
	const { rows } = await sql<{ stamp: string }>`select concat_ws(' ',
		(select max(id) from document), (select max(id) from evidence), (select max(reviewed_at) from evidence)) as stamp`.execute(db);
	const stamp = rows[0]?.stamp ?? '';
	const known = kept.get(db);
	if (known?.stamp === stamp && Date.now() - known.at < keptFor) return known.counts;
	const counts = countAll(db);
	kept.set(db, { stamp, at: Date.now(), counts });
	counts.catch(() => kept.delete(db));
	return counts;
}

async function countAll(db: Db) {
	const samples = await onlySamples(db);
	const documents = await latest(db, samples).select(['document.id', 'document.party']).execute();
	const reporting = documents.filter(({ party }) => party !== null);
	return {
		samples,
		documents: documents.length,
		passages: await countPassages(db, samples),
		evidence: await countEvidence(db, samples),
		challenges: await countChallenges(db, samples),
		/** Parties with the number of their documents. */
		held: new Map([...Map.groupBy(reporting, ({ party }) => party)].map(([party, theirs]) => [party, theirs.length]))
	};
}

async function onlySamples(db: Db): Promise<boolean> {
	const real = await db.selectFrom('document').select('id').where('isSample', '=', false).where('party', 'is not', null).limit(1).execute();
	if (real.length > 0) return false;
	const sample = await db.selectFrom('document').select('id').where('isSample', '=', true).limit(1).execute();
	return sample.length > 0;
}

/** Only the latest version of a document counts. */
function latest(db: Db, samples: boolean) {
	return db
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('newer.id', 'is', null)
		.where('document.isSample', '=', samples);
}

async function countPassages(db: Db, samples: boolean): Promise<number> {
	const { count } = await latest(db, samples)
		.innerJoin('passage', 'passage.documentId', 'document.id')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

// Evidence is brought down to documents before it is joined to them: that is several times faster than the other way round.

async function countEvidence(db: Db, samples: boolean): Promise<{ proposed: number; accepted: number; refused: number }> {
	const rows = await db
		.with('said', (cte) =>
			cte
				.selectFrom('evidence')
				.innerJoin('passage', 'passage.id', 'evidence.passageId')
				.groupBy(['passage.documentId', 'evidence.status'])
				.select(({ fn }) => ['passage.documentId', 'evidence.status', fn.countAll<number>().as('count')])
		)
		.with('latest', () => latest(db, samples).select('document.id'))
		.selectFrom('said')
		.innerJoin('latest', 'latest.id', 'said.documentId')
		.groupBy('said.status')
		.select(({ fn }) => ['said.status', fn.sum<number>('said.count').as('count')])
		.execute();
	const counts = { proposed: 0, accepted: 0, refused: 0 };
	for (const { status, count } of rows) counts[status] = Number(count);
	return counts;
}

/** The challenges that most Parties name, a narrower one counted with its broader one, and how many of them by reviewed evidence. */
async function countChallenges(db: Db, samples: boolean) {
	const rows = await db
		.with('said', (cte) =>
			cte
				.selectFrom('evidence')
				.innerJoin('passage', 'passage.id', 'evidence.passageId')
				.where('evidence.stance', '=', 'challenge')
				.where('evidence.status', '<>', 'refused')
				.groupBy(['passage.documentId', 'evidence.conceptId'])
				.select(['passage.documentId', 'evidence.conceptId', sql<boolean>`bool_or(evidence.status = 'accepted')`.as('reviewed')])
		)
		.with('latest', () => latest(db, samples).where('document.party', 'is not', null).select(['document.id', 'document.party']))
		.selectFrom('said')
		.innerJoin('latest', 'latest.id', 'said.documentId')
		.innerJoin('concept', 'concept.id', 'said.conceptId')
		.where('concept.scheme', '=', 'challenge')
		.groupBy(sql`coalesce(concept.broader, concept.id)`)
		.select(sql<string>`coalesce(concept.broader, concept.id)`.as('conceptId'))
		.select(sql<number>`count(distinct latest.party)`.as('parties'))
		.select(sql<number>`count(distinct latest.party) filter (where said.reviewed)`.as('reviewed'))
		.orderBy('parties', 'desc')
		.orderBy('conceptId')
		.limit(shownChallenges)
		.execute();
	return rows.map(({ conceptId, parties, reviewed }) => ({ conceptId, parties: Number(parties), reviewed: Number(reviewed) }));
}

async function nameChallenges<C extends { conceptId: string }>(
	db: Db,
	language: Language,
	challenges: C[]
): Promise<(C & { label: string })[]> {
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

/** Every listed State or organisation, how many of its documents are held, and whether it is known to be a Party. */
async function listParties(db: Db, language: Language, held: ReadonlyMap<string | null, number>) {
	const parties = await db
		.selectFrom('party')
		.innerJoin('partyName', 'partyName.iso3', 'party.iso3')
		.where('partyName.language', '=', language)
		.select(['party.iso3', 'party.isSample', 'party.m49', 'partyName.name'])
		.execute();
	const facts = await db.selectFrom('partyStatus').select(['iso3', 'status', 'since', 'source', 'mark', 'importedBy']).execute();
	const factsOf = Map.groupBy(facts, ({ iso3 }) => iso3);
	return parties.map((party) => {
		const known = factsOf.get(party.iso3) ?? [];
		const deciding = decidingFact(known);
		return {
			...party,
			documents: held.get(party.iso3) ?? 0,
			isParty: standingOf(known) === 'party',
			isVerified: deciding !== undefined && deciding.mark !== 'GK'
		};
	});
}
