import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { countedPassages, genericUpTo, spokenOf, statements } from './counted.server.ts';
import type { Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** What a Party's page tells of its documents, in this order. */
const toldSchemes = ['challenge', 'need', 'sector', 'enabler'] as const;

/**
 * What the documents of one Party say, counted as the findings count it: by concept how many passages, and how many of them a
 * person has accepted; of all its passages that count; and how specific its statements of a challenge or a need are.
 */
export async function saidByParty(db: Db, iso3: string, samples: boolean) {
	const filters: Filters = { basis: 'proposed', samples, party: iso3 };
	return remembered(db, 'said', filters, () => countSaid(db, filters));
}

async function countSaid(db: Db, filters: Filters) {
	const { passages } = await countedPassages(db, filters)
		.select(({ fn }) => fn.countAll<number>().as('passages'))
		.executeTakeFirstOrThrow();
	const schemes = [];
	for (const scheme of toldSchemes) schemes.push({ scheme, concepts: await countByConcept(db, scheme, filters) });
	return { passages, schemes: schemes.filter(({ concepts }) => concepts.length > 0), specificity: await specificityOf(db, filters) };
}

async function countByConcept(db: Db, scheme: (typeof toldSchemes)[number], filters: Filters) {
	const spoken = spokenOf(db, filters.basis, scheme)
		// Without this, the evidence of all Parties is gathered before that of one is picked out.
		.where('evidence.passageId', 'in', countedPassages(db, filters).select('passage.id'))
		.groupBy(['evidence.passageId', 'evidence.conceptId'])
		.select(['evidence.passageId', 'evidence.conceptId', sql<boolean>`bool_or(evidence.status = 'accepted')`.as('isReviewed')]);
	return countedPassages(db, filters)
		.innerJoin(spoken.as('spoken'), 'spoken.passageId', 'passage.id')
		.groupBy('conceptId')
		.select(({ fn }) => [
			'conceptId',
			fn.countAll<number>().as('passages'),
			fn.countAll<number>().filterWhere('isReviewed', '=', true).as('reviewed')
		])
		.orderBy('passages', 'desc')
		.orderBy('conceptId')
		.execute();
}

async function specificityOf(db: Db, filters: Filters) {
	return countedPassages(db, filters)
		.innerJoin('specificity', 'specificity.passageId', 'passage.id')
		.where('specificity.states', '=', true)
		.where('passage.id', 'in', statements(db, filters.basis))
		.select(({ fn }) => [
			fn.countAll<number>().as('statements'),
			fn.countAll<number>().filterWhere('score', '<=', genericUpTo).as('generic'),
			fn.avg<number | null>('score').as('meanScore')
		])
		.executeTakeFirstOrThrow();
}

/** The documents of one Party that are held, the latest first, each with how many passages it was read into. */
export async function listDocumentsOf(db: Db, iso3: string) {
	return db
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.leftJoin('passage', 'passage.documentId', 'document.id')
		.where('document.party', '=', iso3)
		.groupBy(['document.id', 'document.title', 'document.kind', 'document.cycle', 'document.language', 'document.needsOcr', 'newer.id'])
		.select([
			'document.id',
			'document.title',
			'document.kind',
			'document.cycle',
			'document.language',
			'document.needsOcr',
			'newer.id as newer'
		])
		.select(({ fn }) => fn.count<number>('passage.id').as('passages'))
		.orderBy('document.cycle', (order) => order.desc().nullsLast())
		.orderBy('document.id', 'desc')
		.execute();
}
