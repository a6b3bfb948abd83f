import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';

/**
 * Refuses to settle evidence in a passage that the actor codes with another in a blind coding project, as long as it is not settled there:
 * the other would see it, and what both say could no longer be compared.
 */
export async function mustNotBeCoding(tx: Db, actor: Actor, passageId: number): Promise<void> {
	if (actor.personId === null) return;
	const project = await tx
		.selectFrom('codingTask')
		.innerJoin('codingProject', 'codingProject.id', 'codingTask.projectId')
		.innerJoin('codingPassage', (join) =>
			join.onRef('codingPassage.projectId', '=', 'codingTask.projectId').onRef('codingPassage.passageId', '=', 'codingTask.passageId')
		)
		.where('codingTask.passageId', '=', passageId)
		.where('codingTask.personId', '=', actor.personId)
		.where('doubles', '=', true)
		.where('settledAt', 'is', null)
		.where('blind', '=', true)
		.where('closedAt', 'is', null)
		.select('codingProject.id')
		.executeTakeFirst();
	if (project !== undefined) throw new Refusal('coding.in-project', { project: project.id });
}
