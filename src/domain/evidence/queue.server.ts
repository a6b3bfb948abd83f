import type { Db } from '#db/connect.server.ts';

/** The proposal that stands next after a place in a document: where a reviewer goes when one is settled. */
export async function nextProposal(db: Db, documentId: number, afterPosition: number, afterStart: number) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.where('passage.documentId', '=', documentId)
		.where('status', '=', 'proposed')
		.where(({ eb, or, and }) =>
			or([eb('position', '>', afterPosition), and([eb('position', '=', afterPosition), eb('startAt', '>=', afterStart)])])
		)
		.select(['evidence.id', 'passageId', 'position'])
		.orderBy('position')
		.orderBy('startAt')
		.orderBy('evidence.id')
		.limit(1)
		.executeTakeFirst();
}

/** Where a piece of evidence stands. */
export async function placeOf(db: Db, evidenceId: number) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.where('evidence.id', '=', evidenceId)
		.select(['documentId', 'passageId', 'position', 'startAt'])
		.executeTakeFirst();
}
