import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { placeQuote } from '#domain/evidence/model.ts';
import { Refusal } from '#domain/refusal.ts';
import type { ActOf, Bench, BenchAct, Done } from './bench-act.ts';
import { writeMemo } from './memo.server.ts';
import { doInQueue } from './queue-act.server.ts';
import { doInTask } from './task-act.server.ts';
import { undo } from './undo.server.ts';

/**
 * Does what a reviewer does at the bench, in the common queue or in their own task, and says how it is taken back. Sent again because no
 * answer came, it changes nothing and answers as before.
 */
export async function doAtBench(db: Db, actor: Actor, bench: Bench, act: BenchAct): Promise<Done> {
	if (act.verb === 'undo') return undo(db, actor, act.token);
	if (act.verb === 'memo') return writeDown(db, actor, bench, act);
	return bench.task === undefined ? doInQueue(db, actor, bench.passageId, act) : doInTask(db, actor, bench.passageId, bench.task.id, act);
}

async function writeDown(db: Db, actor: Actor, { passageId, task }: Bench, { quote, near, language, body }: ActOf<'memo'>): Promise<Done> {
	const projectId = task?.projectId;
	const passage = await db.selectFrom('passage').select('body').where('id', '=', passageId).executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	const place = quote === undefined ? undefined : placeQuote(passage.body, quote, near);
	const same = await db
		.selectFrom('memo')
		.select('id')
		.where('passageId', '=', passageId)
		.where('writtenBy', '=', actor.key)
		.where('body', '=', body)
		.where('startAt', place === undefined ? 'is' : '=', place?.start ?? null)
		.executeTakeFirst();
	const about = { documentId: undefined, passageId, quote, near, conceptId: undefined, projectId };
	const id = same?.id ?? (await writeMemo(db, actor, { ...about, language, body }));
	return { undo: [`memo.${id}`], pieces: [] };
}
