import type { Db } from '#db/connect.server.ts';

/** The evidence of some passages, what was refused too, in the order of the text. */
export async function listEvidence(db: Db, passageIds: readonly number[]) {
	if (passageIds.length === 0) return [];
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.where('passageId', 'in', passageIds)
		.select([
			'evidence.id',
			'passageId',
			'conceptId',
			'stance',
			'startAt as start',
			'endAt as end',
			'quote',
			'confidence',
			'why',
			'status',
			'reviewedBy',
			'coder.name as coder',
			'coder.kind as coderKind'
		])
		.orderBy('passage.position')
		.orderBy('startAt')
		.orderBy('evidence.id')
		.execute();
}

/** The specificity of those of the passages that state a challenge or a need. */
export async function listSpecificity(db: Db, passageIds: readonly number[]) {
	if (passageIds.length === 0) return [];
	return db
		.selectFrom('specificity')
		.where('passageId', 'in', passageIds)
		.where('states', '=', true)
		.select(['passageId', 'score', 'kind', 'sector', 'item', 'quantity', 'place', 'time'])
		.execute();
}

/** How far the review of a document is. */
export async function countEvidence(db: Db, documentId: number) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.where('passage.documentId', '=', documentId)
		.select(({ fn }) => [
			fn.count<number>('evidence.id').filterWhere('status', '=', 'proposed').as('proposed'),
			fn.count<number>('evidence.id').filterWhere('status', '=', 'accepted').as('accepted'),
			fn.count<number>('evidence.id').filterWhere('status', '=', 'refused').as('refused')
		])
		.executeTakeFirstOrThrow();
}
