import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from '#db/connect.server.ts';
import { outageOf } from '#db/outage.server.ts';
import { isOver } from './model.ts';
import type { Job } from './model.ts';
import { findJob } from './read.server.ts';
import { finishJob, keepJob, leaseSeconds, releaseJobs, takeJob } from './write.server.ts';

/** Does a job of its kind, from wherever it stopped, until nothing of it is left. */
export type Work = (db: Db, job: Job, signal: AbortSignal) => Promise<void>;

export type Workplace = {
	signal: AbortSignal;
	/** This process is alone with its database, so that a job found running was cut off by a stop. */
	isAlone: boolean;
	/** Told of every error that is not a refusal. */
	report: (problem: unknown, job?: Job) => void;
	/** Milliseconds between looks for work that nobody called attention to. */
	pause?: number;
};

const sleepers = new Set<() => void>();

/** Calls attention to a job that was just written down in this process. */
export function callWorker(): void {
	for (const wake of sleepers) wake();
}

/** Takes jobs of the given kinds and does them, one after the other, until the signal stops it. A job that fails is stopped, and the next one taken. */
export async function workJobs(db: Db, works: Readonly<Record<string, Work>>, place: Workplace): Promise<void> {
	const kinds = Object.keys(works);
	if (place.isAlone) await releaseJobs(db, kinds);
	while (!place.signal.aborted) {
		const job = await takeJob(db, kinds).catch((problem: unknown) => void place.report(problem));
		if (job === undefined) await pause(place);
		else await doJob(db, job, works[job.kind], place);
	}
}

async function doJob(db: Db, job: Job, work: Work | undefined, place: Workplace): Promise<void> {
	const heartbeat = setInterval(() => void keepJob(db, job.id).catch(place.report), (leaseSeconds * 1000) / 4);
	heartbeat.unref();
	try {
		for (let left: Job | undefined = job; left !== undefined && !(await isFinished(db, left, work, place));)
			left = await later(db, job, place);
	} finally {
		clearInterval(heartbeat);
	}
}

/** False where the database was away, so that the job is to be taken up again. */
async function isFinished(db: Db, job: Job, work: Work | undefined, { signal, report }: Workplace): Promise<boolean> {
	try {
		await work?.(db, job, signal);
		// A job that was interrupted stays as it is: whoever comes next goes on with it.
		if (!signal.aborted) await finishJob(db, job.id, 'done');
	} catch (problem) {
		if (signal.aborted) return true;
		report(problem, job);
		if (outageOf(problem) !== undefined) return false;
		await finishJob(db, job.id, 'stopped').catch(report);
	}
	return true;
}

/** The job as it stands when the database answers again; undefined where another process has ended it, or this one is asked to stop. */
async function later(db: Db, { id }: Job, place: Workplace): Promise<Job | undefined> {
	while (!place.signal.aborted) {
		await pause(place);
		const job = await findJob(db, id).catch((problem: unknown) => {
			place.report(problem);
			return undefined;
		});
		if (job !== undefined) return isOver(job) ? undefined : job;
	}
	return undefined;
}

async function pause({ signal, pause: milliseconds = 3000 }: Workplace): Promise<void> {
	const called = Promise.withResolvers<true>();
	const wake = () => called.resolve(true);
	sleepers.add(wake);
	const stop = new AbortController();
	const stopped = AbortSignal.any([signal, stop.signal]);
	await Promise.race([called.promise, wait(milliseconds, undefined, { signal: stopped, ref: false }).catch(() => undefined)]);
	sleepers.delete(wake);
	stop.abort();
}
