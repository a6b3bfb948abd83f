import type { Db } from '#db/connect.server.ts';
import { isAsked } from '#domain/evidence/model.ts';
import { listEvidence, listSpecificity } from '#domain/evidence/read.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { codesOf } from './task.server.ts';

/**
 * Everything that a reviewer's bench shows of one passage: its words between its neighbours', what stands or is proposed, and what they have said
 * so far. Reads with the reader's own eyes, so that of a blind project nothing comes along that they must not see.
 */
export async function benchPassage(db: Db, passageId: number, task?: { id: number; showsProposals: boolean; schemes: readonly string[] }) {
	const passage = await db
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('reviewedPassage', 'reviewedPassage.passageId', 'passage.id')
		.where('passage.id', '=', passageId)
		.select([
			...(['passage.id', 'passage.documentId', 'passage.position', 'passage.kind', 'passage.language', 'passage.body'] as const),
			...(['passage.page', 'passage.question', 'passage.place', 'document.title', 'document.party', 'document.cycle'] as const),
			...(['document.isSample', 'document.language as titleLanguage', 'reviewedPassage.at as reviewedAt'] as const)
		])
		.executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	const neighbours = await db
		.selectFrom('passage')
		.where('documentId', '=', passage.documentId)
		.where('position', '>=', passage.position - 2)
		.where('position', '<=', passage.position + 1)
		.where('id', '<>', passageId)
		.select(['id', 'position', 'kind', 'language', 'body'])
		.orderBy('position')
		.execute();
	const shows = ({ conceptId }: { conceptId: string }) => task === undefined || isAsked(task.schemes, conceptId);
	const [evidence, [specificity], said] = await Promise.all([
		listEvidence(db, [passageId]),
		listSpecificity(db, [passageId]),
		task === undefined ? [] : codesOf(db, task.id)
	]);
	return {
		passage,
		before: neighbours.filter(({ position }) => position < passage.position),
		after: neighbours.filter(({ position }) => position > passage.position),
		// Within a task only what the machine proposes is shown, and only where the project says so: never what others settled.
		evidence: evidence.filter(
			(one) => shows(one) && (task === undefined || (task.showsProposals && one.status === 'proposed' && one.coderKind === 'machine'))
		),
		said,
		specificity: task === undefined || task.showsProposals ? specificity : undefined
	};
}
export type BenchPassage = Awaited<ReturnType<typeof benchPassage>>;
