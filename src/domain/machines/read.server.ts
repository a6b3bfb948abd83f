import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { isOver } from '#domain/jobs/model.ts';
import type { JobState, Outcome } from '#domain/jobs/model.ts';
import { Refusal } from '#domain/refusal.ts';
import { learningVersion } from '#text/learn/model.ts';
import { asking } from './asking.server.ts';
import type { Asking } from './asking.server.ts';
import type { LearntWords, Measures, TrainedOn } from './model.ts';
import { running } from './run.server.ts';
import { training } from './train.server.ts';

const columns = [
	...(['machine.coderId as id', 'machine.kind', 'state', 'origin', 'madeOn', 'coder.name', 'coder.version'] as const),
	...(['machine.codebookVersion', 'learningVersion', 'seed', 'machine.digest', 'modelDigest', 'trainedOn', 'measures'] as const),
	...(['addedBy', 'addedAt', 'usedBy', 'usedAt', 'retiredBy', 'retiredAt'] as const)
];

/** Every machine of this site, the rules of the codebook in use first, then what is in use, then by age. Rules of before are left out. */
export async function listMachines(db: Db) {
	const { version } = await db.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirstOrThrow();
	const rows = await db
		.selectFrom('machine')
		.innerJoin('coder', 'coder.id', 'machine.coderId')
		.where(({ or, eb }) => or([eb('machine.kind', '<>', 'rules'), eb('machine.codebookVersion', '=', version)]))
		.select(columns)
		.orderBy(sql`machine.kind = 'rules'`, 'desc')
		.orderBy(sql`state = 'in-use'`, 'desc')
		.orderBy('machine.coderId', 'desc')
		.execute();
	return rows.map(typed);
}

/** What was stored by this subject, in these shapes. */
function typed<R extends { trainedOn: unknown; measures: unknown; learningVersion: number | null }>(row: R) {
	return {
		...row,
		trainedOn: row.trainedOn as TrainedOn | null,
		measures: row.measures as Measures | null,
		/** It learnt from features that this version of the platform no longer reads. */
		isOlder: row.learningVersion !== null && row.learningVersion !== learningVersion
	};
}

export async function findMachine(db: Db, id: number) {
	const row = await db
		.selectFrom('machine')
		.innerJoin('coder', 'coder.id', 'machine.coderId')
		.where('machine.coderId', '=', id)
		.select(columns)
		.select(['words', sql<number>`cardinality(passages)`.as('ownPassages')])
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return { ...typed(row), words: row.words as LearntWords | null };
}

/** How much a machine has said, as far as the reader may read the passages. */
export async function countSaid(db: Db, coderId: number) {
	const { passages, invented } = await db
		.selectFrom('machinePassage')
		.where('coderId', '=', coderId)
		.select(({ fn }) => [fn.countAll<number>().as('passages'), fn.coalesce(fn.sum<number>('invented'), sql<number>`0`).as('invented')])
		.executeTakeFirstOrThrow();
	const { codes } = await db
		.selectFrom('machineCode')
		.where('coderId', '=', coderId)
		.select(({ fn }) => fn.countAll<number>().as('codes'))
		.executeTakeFirstOrThrow();
	return { passages, codes, invented: Number(invented) };
}

export type Work = { id: number; state: JobState; isOver: boolean; done: number; total: number; changedAt: Date; outcome: Outcome[] };

/** The last work of each kind that machines are given: training, asking a language model, reading reviewed passages. */
export async function findWork(store: Db) {
	const last = async (kind: string) => {
		const row = await store
			.selectFrom('job')
			.select(['id', 'state', 'done', 'total', 'changedAt', 'input', 'outcome'])
			.where('kind', '=', kind)
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		// The cast: outcomes are written by jobs alone, in this shape.
		return row && { ...row, isOver: isOver(row), outcome: row.outcome as Outcome[] };
	};
	const [trained, asked, run] = [await last(training), await last(asking), await last(running)];
	return {
		training: trained && {
			...plain(trained),
			name: (trained.input as { name: string }).name,
			made: (trained.input as { made?: number }).made
		},
		asking: asked && { ...plain(asked), asked: asked.input as Asking },
		running: run && plain(run)
	};
}

function plain({ id, state, done, total, changedAt, isOver: over, outcome }: Work): Work {
	return { id, state, done, total, changedAt, isOver: over, outcome };
}
