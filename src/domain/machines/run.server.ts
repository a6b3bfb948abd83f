import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { machineNamed } from '#domain/evidence/machine.server.ts';
import { keepSaid, knowRules } from '#domain/evidence/machine-codes.server.ts';
import { readWith } from '#domain/evidence/propose.server.ts';
import type { Job } from '#domain/jobs/model.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { startJob } from '#domain/jobs/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';

/** The kind of job that has a machine read what people have read whole, to be compared. It proposes nothing. */
export const running = 'run-machine';

/** Has a classifier or the rules read all reviewed passages, whether it is in use or not. Returns the number of the job. */
export async function startRunning(db: Db, actor: Actor, coderId: number): Promise<number> {
	mustMay(actor, 'manage', { kind: 'machine' });
	const machine = await db.selectFrom('machine').select('kind').where('coderId', '=', coderId).executeTakeFirst();
	if (machine === undefined || machine.kind === 'language-model') throw new Refusal('refused.not-found');
	if (machine.kind === 'classifier' && (await machineNamed(db, coderId)) === undefined) throw new Refusal('machines.older');
	const { total } = await db
		.selectFrom('reviewedPassage')
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const id = await startJob(db, actor, { kind: running, input: { coderId, after: 0 }, total });
	callWorker();
	return id;
}

const batch = 100;

/** Goes on from the passage after the last that was read; each batch is saved with how far it is. */
export async function runMachine(db: Db, { id }: Pick<Job, 'id'>, signal: AbortSignal): Promise<void> {
	while (!signal.aborted && (await runNext(db, id)));
}

async function runNext(db: Db, jobId: number): Promise<boolean> {
	const job = await db.selectFrom('job').select('input').where('id', '=', jobId).where('state', '=', 'running').executeTakeFirst();
	if (job === undefined) return false;
	const { coderId, after } = job.input as { coderId: number; after: number };
	const kind = await db.selectFrom('machine').select('kind').where('coderId', '=', coderId).executeTakeFirst();
	const machine = await machineNamed(db, kind?.kind === 'rules' ? undefined : coderId);
	if (machine === undefined) return false;
	const rows = await db
		.selectFrom('reviewedPassage')
		.innerJoin('passage', 'passage.id', 'reviewedPassage.passageId')
		.where('passage.id', '>', after)
		.select(['passage.id', 'language', 'body'])
		.orderBy('passage.id')
		.limit(batch)
		.execute();
	const last = rows.at(-1);
	if (last === undefined) return false;
	const read = await readWith(
		machine,
		rows.flatMap(({ language, ...row }) => (language === null ? [] : [{ ...row, language }]))
	);
	await together(db, async (tx) => {
		if (machine.rules === undefined) await knowRules(tx, coderId);
		await keepSaid(tx, coderId, read);
		await tx
			.updateTable('job')
			.set({
				done: sql`least(done + ${rows.length}::integer, total)`,
				input: JSON.stringify({ coderId, after: last.id }),
				changedAt: sql`now()`
			})
			.where('id', '=', jobId)
			.where('state', '=', 'running')
			.execute();
	});
	return true;
}

/** Has a machine read again what it has read before, and counts the passages of which it says something else now. Nothing is kept. */
export async function rerun(db: Db, coderId: number, most = 1000): Promise<{ passages: number; differ: number }> {
	const known = await db.selectFrom('machine').select('kind').where('coderId', '=', coderId).executeTakeFirst();
	if (known === undefined || known.kind === 'language-model') throw new Refusal('refused.not-found');
	const machine = await machineNamed(db, known.kind === 'rules' ? undefined : coderId);
	if (machine === undefined) throw new Refusal('machines.older');
	const rows = await db
		.selectFrom('machinePassage')
		.innerJoin('passage', 'passage.id', 'machinePassage.passageId')
		.where('coderId', '=', coderId)
		.select(['passage.id', 'language', 'body'])
		.orderBy('passage.id')
		.limit(most)
		.execute();
	const codes = await db
		.selectFrom('machineCode')
		.where('coderId', '=', coderId)
		.select(['passageId', 'conceptId', 'stance', 'startAt', 'endAt', 'confidence'])
		.execute();
	const before = Map.groupBy(codes, ({ passageId }) => passageId);
	const read = await readWith(
		machine,
		rows.flatMap(({ language, ...row }) => (language === null ? [] : [{ ...row, language }]))
	);
	const keyOf = (concept: string, stance: string, start: number, end: number, confidence: number) =>
		`${concept} ${stance} ${start} ${end} ${Math.fround(confidence)}`;
	const differ = read.filter(({ passageId, said }) => {
		const now = said.codes.map((one) => keyOf(one.concept, one.stance, one.start, one.end, one.confidence));
		const then = (before.get(passageId) ?? []).map((one) => keyOf(one.conceptId, one.stance, one.startAt, one.endAt, one.confidence));
		return now.toSorted().join('\n') !== then.toSorted().join('\n');
	});
	return { passages: read.length, differ: differ.length };
}
