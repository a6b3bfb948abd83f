import type { Db } from '#db/connect.server.ts';
import { anySector, countedDocuments, isHeard } from './counted.server.ts';
import type { Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** Of the documents of Parties that count, on how many of them the Parties have had their say. */
export async function countHeard(db: Db, asked: Filters): Promise<{ all: number; heard: number }> {
	const filters = anySector(asked);
	return remembered(db, 'heard', filters, () =>
		countedDocuments(db, filters)
			.where('document.party', 'is not', null)
			.select(({ fn }) => [fn.countAll<number>().as('all'), fn.countAll<number>().filterWhere(isHeard).as('heard')])
			.executeTakeFirstOrThrow()
	);
}
