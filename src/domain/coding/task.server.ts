import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { isAsked } from '#domain/evidence/model.ts';
import type { CodedScheme } from '#domain/evidence/model.ts';
import { markReviewed, unmarkReviewed } from '#domain/evidence/reviewed.server.ts';
import { settleCodes } from '#domain/evidence/settle.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mayCode } from '#domain/rights.ts';
import type { GivenCode, GivenParticulars, GivenVerdict } from './input.ts';
import { isSame, said } from './model.ts';
import type { TaskCode } from './model.ts';
import { placeCode } from './place-code.server.ts';

type Task = {
	id: number;
	projectId: number;
	passageId: number;
	personId: number;
	state: 'waiting' | 'skipped' | 'done';
	schemes: string[];
	body: string;
	settledAt: Date | null;
	closedAt: Date | null;
};

/** The actor's own task, locked; refuses another's, and one of a project that is over. */
async function ownTask(tx: Db, actor: Actor, taskId: number): Promise<Task> {
	if (!mayCode(actor)) throw new Refusal('refused.not-allowed');
	const task = await tx
		.selectFrom('codingTask')
		.innerJoin('codingProject', 'codingProject.id', 'codingTask.projectId')
		.innerJoin('codingPassage', (join) =>
			join.onRef('codingPassage.projectId', '=', 'codingTask.projectId').onRef('codingPassage.passageId', '=', 'codingTask.passageId')
		)
		.innerJoin('passage', 'passage.id', 'codingTask.passageId')
		.where('codingTask.id', '=', taskId)
		.select([
			...(['codingTask.id', 'codingTask.projectId', 'codingTask.passageId', 'codingTask.personId', 'codingTask.state'] as const),
			...(['schemes', 'passage.body', 'settledAt', 'closedAt'] as const)
		])
		.forUpdate('codingPassage')
		.executeTakeFirst();
	if (task === undefined || task.personId !== actor.personId) throw new Refusal('refused.not-found');
	if (task.closedAt !== null) throw new Refusal('coding.closed');
	return task;
}

async function openTask(tx: Db, actor: Actor, taskId: number): Promise<Task> {
	const task = await ownTask(tx, actor, taskId);
	if (task.state === 'done') throw new Refusal('coding.task-done');
	await tx
		.updateTable('codingTask')
		.set({ begunAt: sql<Date>`now()` })
		.where('id', '=', taskId)
		.where('begunAt', 'is', null)
		.execute();
	return task;
}

/** Accepts or refuses a proposal within a task, in place of what the coder said of it before. */
export async function judge(db: Db, actor: Actor, taskId: number, { evidenceId, verdict }: GivenVerdict): Promise<number> {
	return acting(db, actor, 'task.judge', async (tx) => {
		const { passageId, schemes } = await openTask(tx, actor, taskId);
		const proposal = await tx
			.selectFrom('evidence')
			.select(['conceptId', 'stance', 'startAt', 'endAt', 'quote'])
			.where('id', '=', evidenceId)
			.where('passageId', '=', passageId)
			.executeTakeFirst();
		if (proposal === undefined) throw new Refusal('refused.not-found');
		if (!isAsked(schemes, proposal.conceptId)) throw new Refusal('coding.other-scheme');
		await tx.deleteFrom('taskCode').where('taskId', '=', taskId).where('evidenceId', '=', evidenceId).execute();
		const { id } = await tx
			.insertInto('taskCode')
			.values({ taskId, evidenceId, verdict, ...proposal })
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	});
}

/** Adds a code of the coder's own; where it corrects a proposal, that is refused. The same code twice is one. */
export async function addCode(db: Db, actor: Actor, taskId: number, given: GivenCode, corrects?: number): Promise<number> {
	return acting(db, actor, 'task.add', async (tx) => {
		const task = await openTask(tx, actor, taskId);
		const { conceptId, stance, quote, start, end } = await placeCode(tx, task, given);
		if (corrects !== undefined) await refuseInTask(tx, taskId, task.passageId, corrects);
		const code = { conceptId, stance, startAt: start, endAt: end };
		const same = await tx
			.selectFrom('taskCode')
			.select('id')
			.where(({ and }) => and({ taskId, ...code }))
			.where('verdict', '<>', 'refused')
			.executeTakeFirst();
		if (same !== undefined) return same.id;
		const { id } = await tx
			.insertInto('taskCode')
			.values({ taskId, verdict: 'added', ...code, quote })
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	});
}

async function refuseInTask(tx: Db, taskId: number, passageId: number, evidenceId: number): Promise<void> {
	await tx.deleteFrom('taskCode').where('taskId', '=', taskId).where('evidenceId', '=', evidenceId).execute();
	await tx
		.insertInto('taskCode')
		.columns(['taskId', 'evidenceId', 'verdict', 'conceptId', 'stance', 'startAt', 'endAt', 'quote'])
		.expression((query) =>
			query
				.selectFrom('evidence')
				.select([
					...([sql<number>`${taskId}::int`.as('taskId'), 'evidence.id', sql<'refused'>`'refused'::task_verdict`.as('verdict')] as const),
					...(['conceptId', 'stance', 'startAt', 'endAt', 'quote'] as const)
				])
				.where('evidence.id', '=', evidenceId)
				.where('passageId', '=', passageId)
		)
		.execute();
}

/** Takes back one thing that the coder said in a task. */
export async function takeBack(db: Db, actor: Actor, taskId: number, codeId: number): Promise<void> {
	await acting(db, actor, 'task.take-back', async (tx) => {
		await openTask(tx, actor, taskId);
		const gone = await tx.deleteFrom('taskCode').where('taskId', '=', taskId).where('id', '=', codeId).executeTakeFirst();
		if (gone.numDeletedRows === 0n) throw new Refusal('refused.not-found');
	});
}

/** Puts a task at the end of its coder's queue. */
export async function skipTask(db: Db, actor: Actor, taskId: number): Promise<void> {
	await acting(db, actor, 'task.skip', async (tx) => {
		await openTask(tx, actor, taskId);
		await tx.updateTable('codingTask').set({ state: 'skipped' }).where('id', '=', taskId).execute();
	});
}

/**
 * Says that a task is done: the codes accepted or added in it are all that its coder sees in the passage. A proposal of which they said
 * nothing refuses the step, so that silence is never taken for a verdict. In a single task what they say is evidence at once; of a doubled
 * passage it is once both are done and say the same, and else it waits for a third person.
 */
export async function finishTask(
	db: Db,
	actor: Actor,
	taskId: number,
	{ states, particulars }: { states?: boolean | undefined; particulars?: GivenParticulars | undefined } = {}
): Promise<'settled' | 'waits' | 'differs'> {
	return acting(db, actor, 'task.finish', async (tx) => {
		const task = await openTask(tx, actor, taskId);
		await mustBeComplete(tx, task);
		await tx
			.updateTable('codingTask')
			.set({
				state: 'done',
				doneAt: sql<Date>`now()`,
				...(states !== undefined && { states }),
				...(particulars !== undefined && { particulars: JSON.stringify(particulars) })
			})
			.where('id', '=', taskId)
			.execute();
		const tasks = await tx
			.selectFrom('codingTask')
			.select(['id', 'state', 'states', 'particulars'])
			.where('projectId', '=', task.projectId)
			.where('passageId', '=', task.passageId)
			.orderBy('id')
			.execute();
		if (tasks.some(({ state }) => state !== 'done')) return 'waits';
		const [first, ...others] = await Promise.all(tasks.map(async ({ id }) => said(await codesOf(tx, id))));
		const ownWords = [...new Set(tasks.map((one) => one.states).filter((one) => one !== null))];
		if (first === undefined || others.some((codes) => !isSame(first, codes)) || ownWords.length > 1) return 'differs';
		const given = tasks.find((one) => one.particulars !== null)?.particulars;
		await settlePassage(tx, actor, task, first, { states: ownWords[0], particulars: given as GivenParticulars | undefined });
		return 'settled';
	});
}

async function mustBeComplete(tx: Db, { id, passageId, projectId, schemes }: Task): Promise<void> {
	const { showsProposals } = await tx
		.selectFrom('codingProject')
		.select('showsProposals')
		.where('id', '=', projectId)
		.executeTakeFirstOrThrow();
	if (!showsProposals) return;
	const open = await tx
		.selectFrom('evidence')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.leftJoin('taskCode', (join) => join.onRef('taskCode.evidenceId', '=', 'evidence.id').on('taskCode.taskId', '=', id))
		.where('evidence.passageId', '=', passageId)
		.where('status', '=', 'proposed')
		.where('coder.kind', '=', 'machine')
		.where('taskCode.id', 'is', null)
		.select('evidence.conceptId')
		.execute();
	const count = open.filter(({ conceptId }) => isAsked(schemes, conceptId)).length;
	if (count > 0) throw new Refusal('coding.proposals-open', { count });
}

/** The codes of a task in the order of the text. */
export async function codesOf(db: Db, taskId: number): Promise<TaskCode[]> {
	return db
		.selectFrom('taskCode')
		.select(['id', 'evidenceId', 'verdict', 'conceptId', 'stance', 'startAt as start', 'endAt as end', 'quote'])
		.where('taskId', '=', taskId)
		.orderBy('startAt')
		.orderBy('id')
		.execute();
}

/** Makes evidence of what was settled on for a passage of a coding project. */
export async function settlePassage(
	tx: Db,
	actor: Actor,
	{ projectId, passageId, schemes }: Pick<Task, 'projectId' | 'passageId' | 'schemes'>,
	codes: Parameters<typeof settleCodes>[2]['codes'],
	about: { states?: boolean | undefined; particulars?: GivenParticulars | undefined }
): Promise<void> {
	await settleCodes(tx, actor, { passageId, schemes: schemes as CodedScheme[], codes });
	await markReviewed(tx, actor, { passageId, projectId, byChance: true, ...about });
	await tx
		.updateTable('codingPassage')
		.set({ settledBy: actor.key, settledAt: sql<Date>`now()` })
		.where('projectId', '=', projectId)
		.where('passageId', '=', passageId)
		.execute();
}

/** Opens a done task again for its coder, as long as no third person has settled what differed. Evidence stays until it is done anew. */
export async function reopenTask(db: Db, actor: Actor, taskId: number): Promise<void> {
	await acting(db, actor, 'task.reopen', async (tx) => {
		const { projectId, passageId, state, settledAt } = await ownTask(tx, actor, taskId);
		if (state !== 'done') return;
		const others = await tx
			.selectFrom('codingTask')
			.select('id')
			.where('projectId', '=', projectId)
			.where('passageId', '=', passageId)
			.where('id', '<>', taskId)
			.where('state', '=', 'done')
			.execute();
		// Once both are done, each may have seen the other's.
		if (others.length > 0) throw new Refusal('coding.both-done');
		await tx.updateTable('codingTask').set({ state: 'waiting', doneAt: null }).where('id', '=', taskId).execute();
		// What others have said of the passage elsewhere stays theirs.
		if (settledAt === null) return;
		await tx
			.updateTable('codingPassage')
			.set({ settledBy: null, settledAt: null })
			.where('projectId', '=', projectId)
			.where('passageId', '=', passageId)
			.execute();
		await unmarkReviewed(tx, passageId);
	});
}
