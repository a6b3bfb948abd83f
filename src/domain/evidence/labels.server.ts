import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { codedSchemes } from './model.ts';

/** The labels of every concept that a passage can be or was coded with, in the reader's language, scheme by scheme. */
export async function listLabels(db: Db, language: Language) {
	const rows = await db
		.selectFrom('concept')
		.innerJoin('conceptText', (join) => join.onRef('conceptText.conceptId', '=', 'concept.id').on('conceptText.language', '=', language))
		.where('scheme', 'in', codedSchemes)
		.select(['concept.id', 'scheme', 'label', 'retiredAt'])
		.orderBy('scheme')
		.orderBy('position')
		.execute();
	return rows;
}
