import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import { placeToken } from './bench-act.ts';
import type { ActOf, BenchAct, Done } from './bench-act.ts';
import { addCode, codesOf, finishTask, judge, reopenTask, skipTask, takeBack } from './task.server.ts';

type TaskAct = Exclude<BenchAct, ActOf<'undo' | 'memo'>>;

/** Does an act of the bench within the actor's own task. Nothing of it is evidence until the task is settled. */
export async function doInTask(db: Db, actor: Actor, passageId: number, taskId: number, act: TaskAct): Promise<Done> {
	switch (act.verb) {
		case 'settle':
			return settle(db, actor, taskId, [act.evidenceId], act.verdict);
		case 'accept-all':
			return settle(db, actor, taskId, act.evidenceIds, 'accepted');
		case 'reopen':
		case 'remove':
			return unsay(db, actor, passageId, taskId, act);
		case 'add': {
			const id = await addCode(db, actor, taskId, act);
			return { undo: [await unsayToken(db, passageId, taskId, id)], pieces: [id] };
		}
		case 'change':
			return change(db, actor, passageId, taskId, act);
		case 'skip':
			await skipTask(db, actor, taskId);
			return { undo: ['show'], pieces: [] };
		case 'finish':
			return finish(db, actor, taskId, act);
		case 'unfinish':
			await reopenTask(db, actor, taskId);
			return { undo: [], pieces: [] };
	}
}

async function settle(
	db: Db,
	actor: Actor,
	taskId: number,
	evidenceIds: readonly number[],
	verdict: 'accepted' | 'refused'
): Promise<Done> {
	return acting(db, actor, 'task.judge', async (tx) => {
		const before = await codesOf(tx, taskId);
		const done: Done = { undo: [], pieces: [] };
		for (const evidenceId of evidenceIds) {
			const former = before.find((one) => one.evidenceId === evidenceId)?.verdict;
			done.pieces.push(await judge(tx, actor, taskId, { evidenceId, verdict }));
			done.undo.unshift(`judge.${taskId}.${evidenceId}.${former === undefined || former === verdict ? 'none' : former}`);
		}
		return done;
	});
}

const sayToken = (passageId: number, taskId: number, code: Parameters<typeof placeToken>[1]) =>
	`say.${taskId}.${placeToken(passageId, code)}`;

async function unsayToken(db: Db, passageId: number, taskId: number, id: number): Promise<string> {
	const code = (await codesOf(db, taskId)).find((one) => one.id === id);
	if (code === undefined) throw new Refusal('refused.not-found');
	return `unsay.${taskId}.${id}.${placeToken(passageId, code)}`;
}

async function unsay(
	db: Db,
	actor: Actor,
	passageId: number,
	taskId: number,
	{ codeId, evidenceId }: ActOf<'reopen' | 'remove'>
): Promise<Done> {
	const said = (await codesOf(db, taskId)).find((one) => (codeId === undefined ? one.evidenceId === evidenceId : one.id === codeId));
	if (said === undefined) throw new Refusal('refused.not-found');
	await takeBack(db, actor, taskId, said.id);
	const isOwn = said.evidenceId === null || said.verdict === 'added';
	return { undo: [isOwn ? sayToken(passageId, taskId, said) : `judge.${taskId}.${said.evidenceId}.${said.verdict}`], pieces: [] };
}

async function change(db: Db, actor: Actor, passageId: number, taskId: number, act: ActOf<'change'>): Promise<Done> {
	const { conceptId, stance, quote, near, codeId, evidenceId } = act;
	return acting(db, actor, 'task.add', async (tx) => {
		const before = await codesOf(tx, taskId);
		const own = codeId === undefined ? undefined : before.find(({ id }) => id === codeId);
		const former = before.find((one) => evidenceId !== undefined && one.evidenceId === evidenceId)?.verdict ?? 'none';
		if (own === undefined && evidenceId === undefined) throw new Refusal('refused.not-found');
		const id = await addCode(tx, actor, taskId, { conceptId, stance, quote, near }, own === undefined ? evidenceId : undefined);
		if (own !== undefined && own.id !== id) await takeBack(tx, actor, taskId, own.id);
		const back = own === undefined ? `judge.${taskId}.${evidenceId}.${former}` : sayToken(passageId, taskId, own);
		return { undo: [await unsayToken(tx, passageId, taskId, id), back], pieces: [id] };
	});
}

async function finish(db: Db, actor: Actor, taskId: number, act: ActOf<'finish'>): Promise<Done> {
	const { states, corrected, kind, sector, item, quantity, place, time } = act;
	const task = await db
		.selectFrom('codingTask')
		.select('state')
		.where('id', '=', taskId)
		.where('personId', '=', actor.personId ?? 0)
		.executeTakeFirst();
	// Sent again because no answer came: it is done already.
	if (task?.state !== 'done')
		await finishTask(db, actor, taskId, { states, particulars: corrected ? { kind, sector, item, quantity, place, time } : undefined });
	return { undo: [`taskdone.${taskId}`], pieces: [] };
}
