import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { bytesToStore, storedBytes, toBytes } from '#domain/documents/bytes.server.ts';
import { mustFit } from '#domain/documents/extract/extract.server.ts';
import type { SentFile } from '#domain/documents/uploads.server.ts';
import { advanceJob, startJob } from '#domain/jobs/write.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { importProject } from './import.server.ts';
import type { Afterwards, Imported } from './import.server.ts';
import { planProject } from './plan.server.ts';
import type { Choices } from './plan.server.ts';
import { openProject } from './refi/archive.server.ts';
import { mayImport } from './texts.server.ts';

/** The kind of job that holds a project until whoever sent it has looked at what it would do. No worker takes it up. */
export const importing = 'import-project';

/** Keeps a project that was sent, once it is known to be one, and returns the number under which it is looked at. */
export async function takeProject(db: Db, actor: Actor, file: SentFile | undefined): Promise<number> {
	if (!mayImport(actor)) throw new Refusal('refused.not-allowed');
	if (file === undefined || file.size === 0) throw new Refusal('documents.no-files');
	mustFit(file.size);
	const bytes = new Uint8Array(await file.arrayBuffer());
	openProject(bytes);
	const name = file.name.toWellFormed().replaceAll('\0', '').slice(0, 500);
	return together(db, async (tx) => {
		const jobId = await startJob(tx, actor, { kind: importing, input: { name }, total: 1 });
		// It is over from the start: what is kept for it is forgotten with the uploads of other jobs that are over.
		await tx.updateTable('job').set({ state: 'done' }).where('id', '=', jobId).execute();
		await tx
			.insertInto('upload')
			.values({ jobId, name, content: bytesToStore(bytes) })
			.execute();
		return jobId;
	});
}

/** A project that the actor sent: its bytes as long as it waits, and what came of it. */
export async function findSent(db: Db, actor: Actor, jobId: number) {
	const job = await db
		.selectFrom('job')
		.where('id', '=', jobId)
		.where('kind', '=', importing)
		.where('askedBy', '=', actor.key)
		.select(['id', 'outcome', 'input'])
		.executeTakeFirst();
	if (job === undefined || actor.personId === null) throw new Refusal('refused.not-found');
	const upload = await db
		.selectFrom('upload')
		.where('jobId', '=', jobId)
		.select(['name', storedBytes.as('content')])
		.executeTakeFirst();
	const [outcome] = job.outcome as { done: Imported }[];
	const { name } = job.input as { name: string };
	return { name, bytes: upload && toBytes(upload.content), imported: outcome?.done };
}

/** Ticks a project off as it is imported, in the same transaction; refuses where it was imported already. */
async function tickOff(tx: Db, jobId: number, name: string, imported: Imported): Promise<void> {
	const { numDeletedRows } = await tx.deleteFrom('upload').where('jobId', '=', jobId).executeTakeFirst();
	if (numDeletedRows === 0n) throw new Refusal('exchange.imported-already');
	await advanceJob(tx, jobId, { name, done: { ...imported } });
}

/** Drops a project that was looked at and is not wanted. */
export async function dropSent(db: Db, actor: Actor, jobId: number): Promise<void> {
	await findSent(db, actor, jobId);
	await together(db, async (tx) => {
		await tx.deleteFrom('upload').where('jobId', '=', jobId).execute();
		await tx
			.updateTable('job')
			.set({ changedAt: sql`now()` })
			.where('id', '=', jobId)
			.execute();
	});
}

/** Carries out what the actor has looked at, with the choices made there: all of it, once. */
export async function importSent(db: Db, actor: Actor, jobId: number, choices: Choices, afterwards: Afterwards): Promise<Imported> {
	const { name, bytes } = await findSent(db, actor, jobId);
	if (bytes === undefined) throw new Refusal('exchange.imported-already');
	const plan = await planProject(db, actor, bytes, choices);
	return together(db, async (tx) => {
		const imported = await importProject(tx, actor, plan, choices, afterwards);
		await tickOff(tx, jobId, name, imported);
		return imported;
	});
}
