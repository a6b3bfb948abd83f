import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import { listedLanguages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { anySector, countedDocuments, countedPassages } from './counted.server.ts';
import type { Coverage, Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** What a State has done that has made it a Party. */
const joined = ['ratification', 'acceptance', 'approval', 'accession', 'instrument', 'party'] as const;

/** How much was read. No sector narrows it: it is the ground on which every figure stands. */
export async function coverage(db: Db, asked: Filters): Promise<Coverage> {
	const filters = anySector(asked);
	return remembered(db, 'coverage', filters, () => countCoverage(db, filters));
}

async function countCoverage(db: Db, filters: Filters): Promise<Coverage> {
	const documents = await countDocuments(db, filters);
	const passages = await countPassages(db, filters);
	const ofRegion = (region: string) => ({ region, passages: passages.get(`region ${region}`)?.passages ?? 0 });
	const all = documents.find(({ by }) => by === 'all');
	return {
		parties: all?.parties ?? 0,
		documents: all?.documents ?? 0,
		documentsWithoutParty: all?.documentsWithoutParty ?? 0,
		passages: passages.get('all')?.passages ?? 0,
		listedParties: await countListed(db, filters),
		...(await countEvidence(db, filters)),
		byLanguage: listedLanguages.flatMap((language) => {
			const found = passages.get(`language ${language}`);
			return found === undefined ? [] : [{ language, ...found }];
		}),
		byRegion: unGroups.flatMap((region) => {
			const found = documents.find(({ by, key }) => by === 'region' && key === region);
			return found === undefined ? [] : [{ ...ofRegion(region), parties: found.parties, documents: found.documents }];
		}),
		byCycle: documents
			.flatMap(({ by, key, parties, documents: count }) =>
				by === 'cycle' && key !== null ? [{ cycle: key, parties, documents: count }] : []
			)
			.toSorted((a, b) => (a.cycle < b.cycle ? -1 : 1))
	};
}

async function countDocuments(db: Db, filters: Filters) {
	const ground = countedDocuments(db, filters).select([
		'document.id',
		'document.party',
		'document.cycle',
		sql<string | null>`party.un_group::text`.as('region')
	]);
	const { rows } = await sql<{
		by: 'all' | 'region' | 'cycle';
		key: string | null;
		parties: number;
		documents: number;
		documentsWithoutParty: number;
	}>`
		select case when grouping(region) = 0 then 'region' when grouping(cycle) = 0 then 'cycle' else 'all' end as by, coalesce(region, cycle) as key,
			count(distinct party) as parties, count(*) as documents, count(*) filter (where party is null) as documents_without_party
		from ${ground} as ground group by grouping sets ((region), (cycle), ())`.execute(db);
	return rows;
}

/** Parties, documents and passages: `all`, by `language fr` and by `region africa`. */
async function countPassages(db: Db, filters: Filters) {
	const ground = countedPassages(db, filters)
		.groupBy(['document.id', 'document.party', 'passage.language', 'party.unGroup'])
		.select(['document.id', 'document.party', 'passage.language', sql<string | null>`party.un_group::text`.as('region')])
		.select(({ fn }) => fn.countAll<number>().as('passages'));
	const { rows } = await sql<{
		language: Language | null;
		region: string | null;
		isAll: boolean;
		parties: number;
		documents: number;
		passages: number;
	}>`
		select language, region, grouping(language, region) = 3 as is_all,
			count(distinct party) as parties, count(distinct id) as documents, sum(passages) as passages
		from ${ground} as ground group by grouping sets ((language), (region), ())`.execute(db);
	const name = ({ language, region, isAll }: (typeof rows)[number]) =>
		isAll ? 'all' : language !== null ? `language ${language}` : `region ${region ?? ''}`;
	return new Map(rows.map((row) => [name(row), { parties: row.parties, documents: row.documents, passages: row.passages }]));
}

/** The Parties that could have reported: the known Parties to the Convention and whoever did report, or the invented ones. */
async function countListed(db: Db, filters: Filters): Promise<number> {
	const { samples, region, party } = filters;
	const { count } = await db
		.selectFrom('party')
		.where('isSample', '=', samples)
		.$if(region !== undefined, (query) => query.where(sql`un_group::text`, '=', region ?? ''))
		.$if(party !== undefined, (query) => query.where('iso3', '=', party ?? ''))
		.$if(!samples, (query) =>
			query.where(({ eb, or, selectFrom }) =>
				or([
					eb('iso3', 'in', selectFrom('partyStatus').where('status', 'in', joined).select('partyStatus.iso3')),
					eb(
						'iso3',
						'in',
						countedDocuments(db, filters)
							.where('document.party', 'is not', null)
							.select(sql<string>`document.party`.as('iso3'))
					)
				])
			)
		)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

async function countEvidence(db: Db, filters: Filters) {
	// Gathered by passage first, which a database without statistics joins well.
	const byPassage = db
		.selectFrom('evidence')
		.groupBy('passageId')
		.select(({ fn }) => [
			'passageId',
			fn.countAll<number>().filterWhere('status', '<>', 'proposed').as('settled'),
			fn.countAll<number>().filterWhere('status', '=', 'accepted').as('accepted'),
			fn.countAll<number>().filterWhere('status', '<>', 'refused').as('standing')
		]);
	const { settled, accepted, standing } = await countedPassages(db, filters)
		.innerJoin(byPassage.as('evidence'), 'evidence.passageId', 'passage.id')
		.select(({ fn }) => [
			fn.sum<number | null>('settled').as('settled'),
			fn.sum<number | null>('accepted').as('accepted'),
			fn.sum<number | null>('standing').as('standing')
		])
		.executeTakeFirstOrThrow();
	return { reviewedEvidence: settled ?? 0, acceptedEvidence: accepted ?? 0, evidence: standing ?? 0 };
}
