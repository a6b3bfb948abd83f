import type { Db } from '#db/connect.server.ts';
import { groupAlike } from './duplicates.ts';

/** People and organisations that may be there twice, with the reasons. Needs the whole database; only for whoever may see contacts. */
export async function findDuplicates(db: Db) {
	const people = await db
		.selectFrom('person')
		.select(['id', 'name', 'email'])
		.where('mergedInto', 'is', null)
		.where('erasedAt', 'is', null)
		.orderBy('id')
		.execute();
	const organisations = await db.selectFrom('organisation').select(['id', 'name']).where('mergedInto', 'is', null).orderBy('id').execute();
	return { people: groupAlike(people), organisations: groupAlike(organisations) };
}
