import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';

/** The actor's own task on a passage of a coding project; refuses where they have none. */
export async function findOwnTask(db: Db, actor: Actor, projectId: number, passageId: number) {
	const task = await db
		.selectFrom('codingTask')
		.innerJoin('passage', 'passage.id', 'codingTask.passageId')
		.select(['codingTask.id', 'codingTask.passageId', 'passage.documentId', 'codingTask.state'])
		.where('projectId', '=', projectId)
		.where('codingTask.passageId', '=', passageId)
		.where('personId', '=', actor.personId ?? 0)
		.executeTakeFirst();
	if (task === undefined) throw new Refusal('refused.not-found');
	return task;
}

/** How many tasks the actor has in a coding project, how they stand, and what they said of some of them. */
export async function ownProgress(db: Db, actor: Actor, projectId: number) {
	return db
		.selectFrom('codingTask')
		.where('projectId', '=', projectId)
		.where('personId', '=', actor.personId ?? 0)
		.select(({ fn }) => [
			fn.countAll<number>().as('all'),
			fn.countAll<number>().filterWhere('state', '=', 'done').as('read'),
			fn.countAll<number>().filterWhere('state', '=', 'skipped').as('skipped')
		])
		.executeTakeFirstOrThrow();
}

/** What the actor said of whole passages in their tasks. */
export async function listOwnStates(db: Db, actor: Actor, taskIds: readonly number[]) {
	if (taskIds.length === 0) return [];
	return db
		.selectFrom('codingTask')
		.select(['id', 'state', 'states', 'particulars'])
		.where('id', 'in', taskIds)
		.where('personId', '=', actor.personId ?? 0)
		.execute();
}
