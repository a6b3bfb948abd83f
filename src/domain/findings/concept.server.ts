import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { countReported } from './cells.server.ts';
import { countedPassages, speaking } from './counted.server.ts';
import type { Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/**
 * How many passages and Parties speak of one concept, counted as the findings count it: everything that is not refused, and of
 * that what a person has accepted; of all Parties that reported. Real documents and samples are never counted together.
 */
export async function countConcept(db: Db, conceptId: string, samples: boolean) {
	const filters: Filters = { basis: 'proposed', samples };
	return remembered(db, 'concept', [conceptId, filters], () => countOne(db, conceptId, filters));
}

async function countOne(db: Db, conceptId: string, filters: Filters) {
	const spoken = speaking(db, filters.basis, conceptId)
		.groupBy('evidence.passageId')
		.select(['evidence.passageId', sql<boolean>`bool_or(evidence.status = 'accepted')`.as('isReviewed')]);
	const counts = await countedPassages(db, filters)
		.innerJoin(spoken.as('spoken'), 'spoken.passageId', 'passage.id')
		.select(({ fn }) => [
			fn.countAll<number>().as('passages'),
			fn.countAll<number>().filterWhere('isReviewed', '=', true).as('reviewedPassages'),
			fn.count<number>('document.party').distinct().as('parties'),
			fn.count<number>('document.party').distinct().filterWhere('isReviewed', '=', true).as('reviewedParties')
		])
		.executeTakeFirstOrThrow();
	const { all } = await countReported(db, 'challenge', filters);
	return { ...counts, of: all };
}
