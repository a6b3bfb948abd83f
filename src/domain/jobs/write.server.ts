import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import type { Job, JobState, Outcome } from './model.ts';
import { jobColumns, toJob } from './read.server.ts';

/** A running job that was not heard of for so long has lost its process, and may be taken by another. */
export const leaseSeconds = 45;

/** Writes down work to be done, for whichever process takes it. */
export async function startJob(
	db: Db,
	actor: Actor,
	job: { kind: string; input: Record<string, unknown>; total: number; party?: string | undefined }
): Promise<number> {
	const { id } = await db
		.insertInto('job')
		.values({ kind: job.kind, input: JSON.stringify(job.input), total: job.total, askedBy: actor.key, party: job.party ?? null })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

const lease = sql`make_interval(secs => ${leaseSeconds})`;

/** Takes the oldest job that waits or has lost its process; undefined where there is none. No two processes take the same. */
export async function takeJob(db: Db, kinds: readonly string[]): Promise<Job | undefined> {
	return together(db, async (tx) => {
		const next = await tx
			.selectFrom('job')
			.select('id')
			.where('kind', 'in', [...kinds])
			.where((is) =>
				is.or([
					is('state', '=', 'waiting'),
					// One that was heard of in the future lost its process before the clock was set back: a living one says when it is now.
					is.and([
						is('state', '=', 'running'),
						is.or([is('changedAt', '<', sql<Date>`now() - ${lease}`), is('changedAt', '>', sql<Date>`now() + ${lease}`)])
					])
				])
			)
			.orderBy('id')
			.limit(1)
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (next === undefined) return undefined;
		const taken = await tx
			.updateTable('job')
			.set({ state: 'running', changedAt: sql`now()` })
			.where('id', '=', next.id)
			.returning(jobColumns)
			.executeTakeFirstOrThrow();
		return toJob(taken);
	});
}

/** Saves one step with what came of it. In the transaction of the step itself, both happen or neither. */
export async function advanceJob(db: Db, id: number, outcome: Outcome): Promise<void> {
	await db
		.updateTable('job')
		.set({ done: sql`done + 1`, outcome: sql`outcome || ${JSON.stringify([outcome])}::jsonb`, changedAt: sql`now()` })
		.where('id', '=', id)
		.execute();
}

/** Says that the job's process is still at work. */
export async function keepJob(db: Db, id: number): Promise<void> {
	await db
		.updateTable('job')
		.set({ changedAt: sql`now()` })
		.where('id', '=', id)
		.where('state', '=', 'running')
		.execute();
}

export async function finishJob(db: Db, id: number, state: Extract<JobState, 'done' | 'refused' | 'stopped'>): Promise<void> {
	await db
		.updateTable('job')
		.set({ state, changedAt: sql`now()` })
		.where('id', '=', id)
		.where('state', 'in', ['waiting', 'running'])
		.execute();
}

/** Gives back every job that says it runs. Only for a process that is alone with its database: nobody else can be at work. */
export async function releaseJobs(db: Db, kinds: readonly string[]): Promise<void> {
	await db
		.updateTable('job')
		.set({ state: 'waiting' })
		.where('state', '=', 'running')
		.where('kind', 'in', [...kinds])
		.execute();
}
