import type { Db } from '#db/connect.server.ts';

/** The evidence of a document that nobody has refused, and what was refused too where asked for, in the order of the text. */
export async function listEvidence(db: Db, documentId: number, withRefused = false) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.where('passage.documentId', '=', documentId)
		.$if(!withRefused, (query) => query.where('evidence.status', '<>', 'refused'))
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

/** The specificity of each passage of a document that states a challenge or a need. */
export async function listSpecificity(db: Db, documentId: number) {
	return db
		.selectFrom('specificity')
		.innerJoin('passage', 'passage.id', 'specificity.passageId')
		.where('passage.documentId', '=', documentId)
		.where('states', '=', true)
		.select(['passageId', 'score', 'specificity.kind', 'sector', 'item', 'quantity', 'specificity.place', 'time'])
		.execute();
}

/** How far the review of a document is. */
export async function countEvidence(db: Db, documentId: number) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.where('passage.documentId', '=', documentId)
		.select(({ fn, eb }) => [
			fn.count<number>('evidence.id').filterWhere('status', '=', 'proposed').as('proposed'),
			fn.count<number>('evidence.id').filterWhere('status', '=', 'accepted').as('accepted'),
			fn.count<number>('evidence.id').filterWhere('status', '=', 'refused').as('refused'),
			eb.fn.countAll<number>().as('all')
		])
		.executeTakeFirstOrThrow();
}
