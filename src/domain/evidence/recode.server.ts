import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import type { Job } from '#domain/jobs/model.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { finishJob, startJob } from '#domain/jobs/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { machineOf } from './machine.server.ts';
import { listSpoken, proposeIn, readWith } from './propose.server.ts';

/** The kind of job that has the machine propose anew in every document. */
export const recoding = 'recode';

const unfinished = ['waiting', 'running'] as const;

/** Has the machine propose anew in every document, in place of any such work that is not done. Nothing where there are no documents. */
export async function startRecoding(tx: Db, actor: Actor): Promise<void> {
	await endRecoding(tx);
	const { total } = await tx
		.selectFrom('document')
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	if (total > 0) await startJob(tx, actor, { kind: recoding, input: { after: 0 }, total });
}

/** Starts it by hand: after the job that the actor saw was stopped, say. Refuses where another has started it since. */
export async function recodeAgain(db: Db, actor: Actor, seen?: number): Promise<void> {
	mustMay(actor, 'change', { kind: 'codebook' });
	await together(db, async (tx) => {
		await mustBeLast(tx, seen);
		await startRecoding(tx, actor);
	});
	callWorker();
}

/** Stops it after the document that it is at. Its other proposals stay those of the version before. */
export async function stopRecoding(db: Db, actor: Actor, seen?: number): Promise<void> {
	mustMay(actor, 'change', { kind: 'codebook' });
	await mustBeLast(db, seen);
	await endRecoding(db);
}

async function mustBeLast(db: Db, seen?: number): Promise<void> {
	if (seen !== undefined && (await findRecoding(db))?.id !== seen) throw new Refusal('refused.not-found');
}

async function endRecoding(db: Db): Promise<void> {
	const jobs = await db.selectFrom('job').select('id').where('kind', '=', recoding).where('state', 'in', unfinished).execute();
	for (const { id } of jobs) await finishJob(db, id, 'stopped');
}

/** Goes on with it from the document after the last one that was done: each document and its tick are saved together. */
export async function recode(db: Db, { id }: Pick<Job, 'id'>, signal: AbortSignal): Promise<void> {
	while (!signal.aborted && (await recodeNext(db, id)));
}

/** After which document the work goes on; nothing where it does not run. */
const placeOf = (db: Db, jobId: number) =>
	db
		.selectFrom('job')
		.select([sql<number>`(input ->> 'after')::integer`.as('after')])
		.where('id', '=', jobId)
		.where('state', '=', 'running');

async function recodeNext(db: Db, jobId: number): Promise<boolean> {
	const begun = await placeOf(db, jobId).executeTakeFirst();
	if (begun === undefined) return false;
	const next = await db.selectFrom('document').select('id').where('id', '>', begun.after).orderBy('id').limit(1).executeTakeFirst();
	if (next === undefined) return false;
	// Outside the transaction: reading takes a while, and others wait for the embedded database.
	const machine = await machineOf(db);
	const read = await readWith(machine, await listSpoken(db, next.id));
	return together(db, async (tx) => {
		const job = await placeOf(tx, jobId).forUpdate().executeTakeFirst();
		if (job === undefined || job.after !== begun.after) return job !== undefined;
		await proposeIn(tx, machine, next.id, read);
		await tx
			.updateTable('job')
			.set({ done: sql`least(done + 1, total)`, input: JSON.stringify({ after: next.id }), changedAt: sql`now()` })
			.where('id', '=', jobId)
			.execute();
		return true;
	});
}

/** How far the last such work is. */
export async function findRecoding(store: Db) {
	return store
		.selectFrom('job')
		.select(['id', 'state', 'done', 'total', 'askedBy', 'askedAt', 'changedAt'])
		.where('kind', '=', recoding)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
}
