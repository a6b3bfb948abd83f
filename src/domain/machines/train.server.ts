import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { platform } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { findCodebook, listWordings } from '#domain/concepts/read.server.ts';
import type { Job } from '#domain/jobs/model.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { finishJob, startJob } from '#domain/jobs/write.server.ts';
import { parsed } from '#domain/parsed.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { learningVersion } from '#text/learn/model.ts';
import { trainingForm } from './input.ts';
import type { TrainingForm } from './input.ts';
import { trainedOn } from './learning.ts';
import { trainingSet } from './lessons.server.ts';
import type { TrainingSet } from './lessons.server.ts';
import { added, nothingMeasured } from './measuring.ts';
import type { Measures } from './model.ts';
import type { Asked, Told } from './train-worker.ts';
import { keepMachine } from './write.server.ts';

/** The kind of job that trains a machine. */
export const training = 'train';
const unfinished = ['waiting', 'running'] as const;
const folds = 5;

/** Of a job: what was asked, and what was measured of the set of that digest, fold by fold. */
type Input = TrainingForm & { digest?: string; measured?: Record<string, Measures>; made?: number };

/** Asks for a machine to be trained, one at a time. Returns the number of the job. */
export async function startTraining(db: Db, actor: Actor, facts: string, sent: TrainingForm): Promise<number> {
	mustMay(actor, 'manage', { kind: 'machine' });
	const asked = parsed(trainingForm, sent);
	if (!isEnough(await trainingSet(db, facts, asked))) throw new Refusal('machines.too-little');
	const id = await together(db, async (tx) => {
		await sql`lock table machine in exclusive mode`.execute(tx);
		const other = await tx.selectFrom('job').select('id').where('kind', '=', training).where('state', 'in', unfinished).executeTakeFirst();
		if (other !== undefined) throw new Refusal('machines.training-already');
		return startJob(tx, actor, { kind: training, input: asked, total: folds + 1 });
	});
	callWorker();
	return id;
}

const isEnough = ({ lessons }: TrainingSet) => new Set(lessons.map(({ document }) => document)).size > 1;

/** Ends a training: nothing is kept of it. */
export async function stopTraining(db: Db, actor: Actor, id: number): Promise<void> {
	mustMay(actor, 'manage', { kind: 'machine' });
	const job = await db.selectFrom('job').select('kind').where('id', '=', id).executeTakeFirst();
	if (job?.kind !== training) throw new Refusal('refused.not-found');
	await finishJob(db, id, 'stopped');
}

/** Takes up a training that was stopped, from the fold at which it was. */
export async function resumeTraining(db: Db, actor: Actor, id: number): Promise<void> {
	mustMay(actor, 'manage', { kind: 'machine' });
	const taken = await db
		.updateTable('job')
		.set({ state: 'waiting' })
		.where('id', '=', id)
		.where('kind', '=', training)
		.where('state', '=', 'stopped')
		.executeTakeFirst();
	if (taken.numUpdatedRows === 0n) throw new Refusal('refused.not-found');
	callWorker();
}

export type TrainingPlace = {
	/** The folder of the program, and that of the facts that ship. */ root: string;
	facts: string;
	today?: string;
};

/** Trains in a thread of its own, so that no request waits; each fold is saved when it is measured. */
export async function train(db: Db, job: Pick<Job, 'id' | 'input'>, signal: AbortSignal, place: TrainingPlace): Promise<void> {
	const input = job.input as Input;
	const [set, { version }, wordings] = await Promise.all([trainingSet(db, place.facts, input), findCodebook(db), listWordings(db)]);
	if (!isEnough(set)) {
		await finishJob(db, job.id, 'refused');
		return;
	}
	// What was measured of another set, before someone settled more, says nothing of this one.
	const measured = input.digest === set.digest ? (input.measured ?? {}) : {};
	if (!(await keepStep(db, job.id, { ...input, digest: set.digest, measured }))) return;
	const date = place.today ?? new Date().toISOString().slice(0, 10);
	const about = { name: input.name, date, seed: input.seed, digest: set.digest };
	const known = Object.keys(measured).map(Number);
	const asked: Asked = { wordings, labels: set.labels, lessons: set.lessons, about, folds, measured: known };
	await inThread(
		join(place.root, 'src', 'domain', 'machines', 'train-worker.ts'),
		asked,
		signal,
		() => isRunning(db, job.id),
		async (told) => {
			if (told.kind === 'fold') {
				measured[told.fold] = told.measures;
				await keepStep(db, job.id, { ...input, digest: set.digest, measured });
			}
			if (told.kind === 'made') await keepMade(db, job.id, input, set, told, { measured, version, date });
		}
	);
}

async function keepMade(
	db: Db,
	jobId: number,
	input: Input,
	set: TrainingSet,
	{ packed, words }: Extract<Told, { kind: 'made' }>,
	{ measured, version, date }: { measured: Record<string, Measures>; version: string; date: string }
): Promise<void> {
	const parts = Object.entries(measured)
		.toSorted(([a], [b]) => Number(a) - Number(b))
		.map(([, part]) => part);
	const machine = await keepMachine(db, platform, 'trained', {
		...packed,
		...{ name: input.name, madeOn: date, seed: input.seed, trainingDigest: set.digest, codebookVersion: version, learningVersion },
		trainedOn: trainedOn(set.lessons),
		measures: parts.length === 0 ? nothingMeasured(0) : added(parts),
		words,
		passages: set.lessons.flatMap(({ passageId }) => passageId ?? [])
	});
	await keepStep(db, jobId, { ...input, digest: set.digest, measured, made: machine });
}

/** Saves how far the training is; false where it was stopped meanwhile. */
async function keepStep(db: Db, id: number, input: Input): Promise<boolean> {
	const done = Object.keys(input.measured ?? {}).length + (input.made === undefined ? 0 : 1);
	const kept = await db
		.updateTable('job')
		.set({ input: JSON.stringify(input), done: sql`least(${done}::integer, total)`, changedAt: sql`now()` })
		.where('id', '=', id)
		.where('state', '=', 'running')
		.executeTakeFirst();
	return kept.numUpdatedRows > 0n;
}

async function isRunning(db: Db, id: number): Promise<boolean> {
	const job = await db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirst();
	return job?.state === 'running';
}

/** How often, in milliseconds, a thread looks whether it is still wanted. */
const glance = 2000;
/** Megabytes that the thread may use. */
const room = 1536;

/** Runs a file in a thread of its own until it ends, is no longer wanted or the signal stops it. What it tells is heard in turn. */
async function inThread(
	file: string,
	workerData: Asked,
	signal: AbortSignal,
	isWanted: () => Promise<boolean>,
	hear: (told: Told) => Promise<void>
): Promise<void> {
	const thread = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: room } });
	const ended = Promise.withResolvers<undefined>();
	let heard: Promise<void> = Promise.resolve();
	thread.on('message', (told: Told) => {
		heard = heard.then(() => hear(told));
		heard.catch(ended.reject);
	});
	thread.on('error', ended.reject);
	thread.on('exit', () => ended.resolve(undefined));
	const stop = () => void thread.terminate();
	signal.addEventListener('abort', stop, { once: true });
	const watch = setInterval(
		() =>
			void isWanted().then(
				(wanted) => wanted || stop(),
				() => undefined
			),
		glance
	);
	try {
		if (signal.aborted) return;
		await ended.promise;
		await heard;
	} finally {
		clearInterval(watch);
		signal.removeEventListener('abort', stop);
		await thread.terminate();
	}
}
