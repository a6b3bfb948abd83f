import type { Db } from '#db/connect.server.ts';
import { Refusal } from '#domain/refusal.ts';

const around = 2;

/** One passage with its document and the passages that stand just before and after it. */
export async function findPassage(db: Db, documentId: number, id: number) {
	const passage = await db
		.selectFrom('passage')
		.select(['id', 'documentId', 'position', 'kind', 'language', 'body', 'page', 'heading', 'question', 'place', 'level', 'closedTo'])
		.where('id', '=', id)
		.where('documentId', '=', documentId)
		.executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	const neighbours = await db
		.selectFrom('passage')
		.select(['id', 'position', 'kind', 'language', 'body'])
		.where('documentId', '=', documentId)
		.where('position', '>=', passage.position - around)
		.where('position', '<=', passage.position + around)
		.orderBy('position')
		.execute();
	return {
		...passage,
		before: neighbours.filter(({ position }) => position < passage.position),
		after: neighbours.filter(({ position }) => position > passage.position)
	};
}

/** Refuses where the reader may not see a passage. */
export async function mustBeSeen(db: Db, id: number): Promise<void> {
	const isNumber = Number.isInteger(id) && id > 0 && id < 2 ** 31;
	const seen = isNumber && (await db.selectFrom('passage').select('id').where('id', '=', id).executeTakeFirst());
	if (!seen) throw new Refusal('refused.not-found');
}

/** A passage with the title of its document; undefined where the reader sees none. */
export async function findTitledPassage(db: Db, id: number) {
	return db
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.where('passage.id', '=', id)
		.select(['body', 'passage.language', 'passage.documentId', 'document.title', 'document.language as titleLanguage', 'document.isSample'])
		.executeTakeFirst();
}
