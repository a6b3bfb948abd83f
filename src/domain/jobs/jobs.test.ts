import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { operator } from '../actor.ts';
import { findJob } from './read.server.ts';
import { callWorker, workJobs } from './work.server.ts';
import { advanceJob, finishJob, leaseSeconds, releaseJobs, startJob, takeJob } from './write.server.ts';

const db = await freshDatabase();
const start = (kind: string, total = 1) => startJob(db, operator, { kind, input: { asked: 'x' }, total });

test('a job is taken once, oldest first', async () => {
	const first = await start('once');
	const second = await start('once');
	const taken = await Promise.all([takeJob(db, ['once']), takeJob(db, ['once']), takeJob(db, ['once'])]);
	expect(taken.map((one) => one?.id).toSorted()).toEqual([first, second, undefined].toSorted());
	expect(await takeJob(db, ['once'])).toBeUndefined();
});

test('a job is taken only for its kind', async () => {
	await start('of a kind');
	expect(await takeJob(db, ['another'])).toBeUndefined();
});

test('each step is saved with what came of it', async () => {
	const id = await start('steps', 2);
	await advanceJob(db, id, { name: 'a', done: { passages: 3 } });
	await advanceJob(db, id, { name: 'b', refused: 'refused.not-found', slots: { line: 2 } });
	expect(await findJob(db, id)).toMatchObject({
		done: 2,
		total: 2,
		input: { asked: 'x' },
		askedBy: 'operator',
		outcome: [
			{ name: 'a', done: { passages: 3 } },
			{ name: 'b', refused: 'refused.not-found', slots: { line: 2 } }
		]
	});
});

test('a running job that was not heard of for a while is taken up again', async () => {
	const id = await start('lost');
	await takeJob(db, ['lost']);
	expect(await takeJob(db, ['lost'])).toBeUndefined();
	await sql`update job set changed_at = now() - make_interval(secs => ${leaseSeconds + 1}) where id = ${id}`.execute(db);
	expect((await takeJob(db, ['lost']))?.id).toBe(id);
});

test('a process that is alone takes up what was running when it started', async () => {
	const id = await start('alone');
	await takeJob(db, ['alone']);
	await releaseJobs(db, ['alone']);
	expect((await takeJob(db, ['alone']))?.id).toBe(id);
});

test('a finished job stays finished', async () => {
	const id = await start('over');
	await finishJob(db, id, 'done');
	await finishJob(db, id, 'stopped');
	expect((await findJob(db, id)).state).toBe('done');
	expect(await takeJob(db, ['over'])).toBeUndefined();
});

test('the worker does jobs as they come, stops one that fails, and goes on with the next', async () => {
	const stop = new AbortController();
	const seen: number[] = [];
	const problems: unknown[] = [];
	const allDone = Promise.withResolvers<true>();
	const failing = await start('work');
	const sound = await start('work');
	const worker = workJobs(
		db,
		{
			work: async (_, job) => {
				seen.push(job.id);
				if (job.id === failing) throw new Error('broken');
				if (seen.length === 3) allDone.resolve(true);
			}
		},
		{ signal: stop.signal, isAlone: true, report: (problem) => void problems.push(problem), pause: 50 }
	);
	const late = await start('work');
	callWorker();
	await allDone.promise;
	stop.abort();
	await worker;
	expect(seen).toEqual([failing, sound, late]);
	expect(problems).toMatchObject([{ message: 'broken' }]);
	expect((await findJob(db, failing)).state).toBe('stopped');
	expect((await findJob(db, sound)).state).toBe('done');
});

test('a job that is interrupted stays as it was, for whoever comes next', async () => {
	const id = await start('interrupted');
	const stop = new AbortController();
	await workJobs(db, { interrupted: async () => stop.abort() }, { signal: stop.signal, isAlone: false, report: () => {} });
	expect((await findJob(db, id)).state).toBe('running');
});
