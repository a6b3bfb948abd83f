import { sql } from 'kysely';
import type { NotNull } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { citedPassages, countedPassages, genericUpTo, spokenOf, statementStances } from '#domain/findings/counted.server.ts';
import { estimateAny } from '#domain/findings/estimates.server.ts';
import type { MeasuredOn } from '#domain/findings/estimates.server.ts';
import type { ConceptDimension, Filters, GenericShare, Quote } from '#domain/findings/model.ts';
import { unGroups } from '#domain/parties/model.ts';
import { coverage, crossTable, genericShare, quotesByRegion } from '#domain/findings/read.server.ts';
import { count, countByConcept, meeting, standingOf, topsOf } from './figures.ts';
import type { Citation, Figures, SchemeFigures, StatementFigure } from './figures.ts';
import type { StudyFilters } from './model.ts';

/** Of how many Parties' challenges and needs each regional group is quoted. */
const quotedChallenges = 3;
const quotedNeeds = 1;
export const mostQuotes = quotedChallenges + quotedNeeds;

/** Asks the findings for everything that a study tells. */
export async function askFigures(db: Db, measured: MeasuredOn, filters: StudyFilters): Promise<Figures> {
	const { order, live } = await listConceptIds(db);
	const covered = await coverage(db, filters);
	const challenges = await listCitations(db, 'challenge', filters);
	const sectors = await listCitations(db, 'sector', filters);
	const needs = await listCitations(db, 'need', filters);
	const enablers = await listCitations(db, 'enabler', filters);
	const bySector = Map.groupBy(sectors, ({ conceptId }) => conceptId);
	return {
		filters,
		coverage: covered,
		accuracy: await askAccuracy(db, measured, filters),
		grounds: await listGrounds(db, filters),
		schemes: {
			challenge: schemeFigures('challenge', challenges, order, live),
			sector: schemeFigures('sector', sectors, order, live),
			need: schemeFigures('need', needs, order, live),
			enabler: schemeFigures('enabler', enablers, order, live)
		},
		regions: covered.byRegion.map(({ region, parties }) => ({
			region,
			of: parties,
			tops: topsOf(
				challenges.filter((one) => one.region === region),
				order
			)
		})),
		meetings: [...bySector].map(([sector, of]) => ({ sector, tops: topsOf(meeting(challenges, of), order) })),
		table: { cells: await crossTable(db, 'sector', 'challenge', filters), counted: count(meeting(challenges, sectors)) },
		statements: await askStatements(db, filters),
		quotes: await askQuotes(db, filters)
	};
}

async function askAccuracy(db: Db, measured: MeasuredOn, filters: StudyFilters): Promise<Figures['accuracy']> {
	const found = await estimateAny(db, measured, 'challenge', filters);
	const counted = filters.basis === 'reviewed' ? found?.reviewed.parties : found?.machine.parties;
	return {
		read: measured.judged.length,
		counted: counted ?? 0,
		estimate: found?.estimate?.parties ?? null,
		unmeasured: found?.unmeasured ?? []
	};
}

/** All concepts in their order, and which of them were not retired: of these alone is it said that nobody named them. */
async function listConceptIds(db: Db): Promise<{ order: string[]; live: ReadonlySet<string> }> {
	const rows = await db.selectFrom('concept').select(['id', 'retiredAt']).orderBy('position').orderBy('id').execute();
	return { order: rows.map(({ id }) => id), live: new Set(rows.filter(({ retiredAt }) => retiredAt === null).map(({ id }) => id)) };
}

function schemeFigures(scheme: ConceptDimension, citations: Citation[], order: string[], live: ReadonlySet<string>): SchemeFigures {
	const concepts = countByConcept(citations, order);
	const named = new Set(concepts.map(({ conceptId }) => conceptId));
	return { any: count(citations), concepts, unnamed: order.filter((id) => id.startsWith(`${scheme}/`) && live.has(id) && !named.has(id)) };
}

/** Every passage that counts for each concept of a scheme, with whom it is by. */
async function listCitations(db: Db, scheme: ConceptDimension, filters: Filters): Promise<Citation[]> {
	return db
		.with('counted', () => countedPassages(db, filters).select(['passage.id as passageId', 'document.party', 'party.unGroup as region']))
		.with('spoken', () =>
			spokenOf(db, filters.basis, scheme)
				.groupBy(['evidence.passageId', 'evidence.conceptId'])
				.select(['evidence.passageId', 'evidence.conceptId'])
				.select(sql<boolean>`bool_or(evidence.status = 'accepted')`.as('isReviewed'))
		)
		.selectFrom('counted')
		.innerJoin('spoken', 'spoken.passageId', 'counted.passageId')
		.select(['counted.passageId', 'conceptId', 'party', 'region', 'isReviewed'])
		.execute();
}

async function listGrounds(db: Db, filters: Filters): Promise<Figures['grounds']> {
	return countedPassages(db, filters)
		.groupBy(['passage.documentId', 'document.party', 'party.unGroup'])
		.select(({ fn }) => [fn.min('passage.id').as('passageId'), 'document.party', 'party.unGroup as region'])
		.orderBy('passageId')
		.execute();
}

/** Passages of which a person has confirmed that they state a challenge or a need. */
function confirmedStatements(db: Db) {
	return db
		.selectFrom('evidence')
		.where('status', '=', 'accepted')
		.where('stance', 'in', statementStances)
		.groupBy('passageId')
		.select('passageId');
}

async function askStatements(db: Db, filters: Filters): Promise<Figures['statements']> {
	const rows = await citedPassages(db, { ...filters, statements: 'all' })
		.innerJoin('specificity', 'specificity.passageId', 'passage.id')
		.leftJoin(confirmedStatements(db).as('confirmed'), 'confirmed.passageId', 'passage.id')
		.select(['passage.id', 'passage.language', 'party.unGroup as region', 'specificity.score'])
		.select(({ eb }) => eb('confirmed.passageId', 'is not', null).as('isReviewed'))
		.orderBy('passage.id')
		.$narrowType<{ language: NotNull }>()
		.execute();
	const figure = (share: GenericShare, of: typeof rows): StatementFigure => ({
		...share,
		standing: standingOf(of.filter(({ isReviewed }) => isReviewed).length, of.length),
		sources: of.filter(({ score }) => score <= genericUpTo).map(({ id }) => id)
	});
	const byLanguage = await genericShare(db, 'language', filters);
	const byRegion = await genericShare(db, 'region', filters);
	return {
		sources: rows.map(({ id }) => id),
		all: figure(sum(byLanguage), rows),
		byLanguage: byLanguage.map((share) =>
			figure(
				share,
				rows.filter(({ language }) => language === share.key)
			)
		),
		byRegion: byRegion.map((share) =>
			figure(
				share,
				rows.filter(({ region }) => region === share.key)
			)
		)
	};
}

/** Every statement has a language, so that those of all languages are all. */
function sum(shares: GenericShare[]): GenericShare {
	const statements = shares.reduce((total, share) => total + share.statements, 0);
	const points = shares.reduce((total, share) => total + share.meanScore * share.statements, 0);
	return {
		key: 'all',
		statements,
		generic: shares.reduce((total, share) => total + share.generic, 0),
		// Rounded, so that the order in which a database adds does not change it.
		meanScore: statements === 0 ? 0 : Math.round((points / statements) * 10) / 10
	};
}

async function askQuotes(db: Db, filters: Filters): Promise<Figures['quotes']> {
	const challenges = await quotesByRegion(db, 'challenge', filters, quotedChallenges);
	const needs = await quotesByRegion(db, 'need', filters, mostQuotes);
	const regions = unGroups.filter((one) => [...challenges, ...needs].some(({ region }) => region === one));
	const of = (found: { region: string; quotes: Quote[] }[], region: string) => found.find((one) => one.region === region)?.quotes ?? [];
	return regions.map((region) => {
		const first = of(challenges, region);
		const taken = new Set(first.map(({ passageId }) => passageId));
		const more = of(needs, region).filter(({ passageId }) => !taken.has(passageId));
		return { region, quotes: [...first, ...more.slice(0, mostQuotes - first.length)].slice(0, mostQuotes) };
	});
}
