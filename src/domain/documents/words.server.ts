import type { Db } from '#db/connect.server.ts';

const most = 20;
/** Beyond this many, readers are told "more than": counting on would read the whole library for a common word. */
export const countedUpTo = 1000;

/** Passages in which the words stand as they were typed, newest documents first, and how many there are, counted up to a bound. */
export async function findWords(db: Db, words: string) {
	const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
	const matching = db.selectFrom('passage').where('body', 'ilike', pattern);
	const passages = await matching
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('newer.supersedes', 'is', null)
		.select([
			'passage.id',
			'passage.documentId',
			'document.title',
			'document.language as titleLanguage',
			'document.isSample',
			'passage.language',
			'body'
		])
		.orderBy('documentId', 'desc')
		.orderBy('passage.position')
		.limit(most)
		.execute();
	const { total } = await db
		.selectFrom(
			matching
				.select('id')
				.limit(countedUpTo + 1)
				.as('found')
		)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	return { passages, total };
}
