import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { outageOf } from '#db/outage.server.ts';
import { acting } from '../acting.server.ts';
import { may, mustMay } from '../rights.ts';
import type { Actor } from '../actor.ts';
import type { Job, Outcome } from '../jobs/model.ts';
import { advanceJob, startJob } from '../jobs/write.server.ts';
import { Refusal } from '../refusal.ts';
import { bytesToStore, storedBytes, toBytes } from './bytes.server.ts';
import { mustFit } from './extract/extract.server.ts';
import { about } from './input.ts';
import type { About } from './input.ts';
import { readSent, storeDocument } from './write.server.ts';
import type { Sent } from './write.server.ts';

/** The kind of job that reads uploaded files. */
export const readingUploads = 'read-uploads';

/** A file as a form sends it: its size is known before it is read. */
export type SentFile = { name: string; size: number; arrayBuffer: () => Promise<ArrayBuffer> };

/** Takes files in to be read later, and returns the number of the job that reads them. None is lost once this has returned. */
export async function takeUploads(db: Db, actor: Actor, files: readonly SentFile[], said: About): Promise<number> {
	const belongs = belonging(actor, said);
	if (files.length === 0) throw new Refusal('documents.no-files');
	for (const { size } of files) mustFit(size);
	return together(db, async (tx) => {
		if (said.party !== undefined) await mustBeParty(tx, said.party);
		const jobId = await startJob(tx, actor, {
			kind: readingUploads,
			input: { ...said, ...belongs },
			total: files.length,
			party: said.party
		});
		for (const file of files) {
			const name = file.name.toWellFormed().replaceAll('\0', '').slice(0, 500);
			await tx
				.insertInto('upload')
				.values({ jobId, name, content: bytesToStore(new Uint8Array(await file.arrayBuffer())) })
				.execute();
		}
		return jobId;
	});
}

/**
 * Whose document it will be, and in which state: the secretariat publishes what has been published already; a Party's or partner's own
 * people add drafts.
 */
function belonging(actor: Actor, said: About): { state: 'draft' | 'published'; organisationId?: number } {
	const party = said.party ?? null;
	if (may(actor, 'add', { kind: 'document', state: 'published', party, organisationId: null })) return { state: 'published' };
	const organisationId = party === null ? (actor.offices.find((office) => office.organisationId !== null)?.organisationId ?? null) : null;
	mustMay(actor, 'add', { kind: 'document', state: 'draft', party, organisationId });
	return { state: 'draft', ...(organisationId !== null && { organisationId }) };
}

/** What the job was told of whose the files are, beside what people say of them. */
const belongings = z.object({ state: z.enum(['draft', 'published']).optional(), organisationId: z.number().optional() });

async function mustBeParty(db: Db, iso3: string): Promise<void> {
	const party = await db.selectFrom('party').select('iso3').where('iso3', '=', iso3).executeTakeFirst();
	if (party === undefined) throw new Refusal('documents.unknown-party', { party: iso3 });
}

export type Afterwards = (tx: Db, documentId: number) => Promise<unknown>;

/**
 * Reads the uploaded files of a job that are left, one by one. Each file is stored, followed up (`afterwards`) and ticked
 * off together or not at all, so that a job cut off at any moment goes on where it was. A refused file does not stop the others.
 */
export async function readUploads(
	db: Db,
	actor: Actor,
	job: Job,
	signal: AbortSignal,
	afterwards: Afterwards,
	report: (problem: unknown) => void
): Promise<void> {
	const said = { ...about.parse(job.input), ...belongings.parse(job.input) };
	const besides: number[] = job.outcome.flatMap((one) =>
		'done' in one && typeof one.done.documentId === 'number' ? [one.done.documentId] : []
	);
	while (!signal.aborted) {
		const upload = await db
			.selectFrom('upload')
			.select(['id', 'name', storedBytes.as('content')])
			.where('jobId', '=', job.id)
			.orderBy('id')
			.limit(1)
			.executeTakeFirst();
		if (upload === undefined) return;
		const outcome = await readUpload(db, actor, job, upload, { ...said, besides }, afterwards, report);
		if (outcome !== undefined && 'done' in outcome && typeof outcome.done.documentId === 'number') besides.push(outcome.done.documentId);
	}
}

type Upload = { id: number; name: string; content: string };

async function readUpload(
	db: Db,
	actor: Actor,
	job: Job,
	upload: Upload,
	said: Omit<Sent, 'name' | 'bytes'>,
	afterwards: Afterwards,
	report: (problem: unknown) => void
): Promise<Outcome | undefined> {
	const sent: Sent = { ...said, name: upload.name, bytes: toBytes(upload.content) };
	try {
		await mustNotHaveFailed(db, job.id, upload.id);
		const read = await readSent(db, actor, sent);
		return await acting(db, { ...actor, key: job.askedBy }, 'document.add', async (tx) => {
			if (!(await tickOff(tx, upload.id))) return undefined;
			const stored = 'documentId' in read ? read : await storeDocument(tx, sent, read);
			if (stored.isNew) await afterwards(tx, stored.documentId);
			const outcome: Outcome = { name: upload.name, done: { ...stored } };
			await advanceJob(tx, job.id, outcome);
			return outcome;
		});
	} catch (problem) {
		// That the database is away is no fault of the file: it waits.
		if (outageOf(problem) !== undefined) throw problem;
		if (!(problem instanceof Refusal)) report(problem);
		const { code, slots } = problem instanceof Refusal ? problem : new Refusal('documents.unreadable');
		const outcome: Outcome = { name: upload.name, refused: code, slots };
		await together(db, async (tx) => {
			if (await tickOff(tx, upload.id)) await advanceJob(tx, job.id, outcome);
		});
		return outcome;
	}
}

/** False where another process has read the file meanwhile. */
async function tickOff(tx: Db, uploadId: number): Promise<boolean> {
	const { numDeletedRows } = await tx.deleteFrom('upload').where('id', '=', uploadId).executeTakeFirst();
	return numDeletedRows > 0n;
}

const tries = 3;

/** This process, as a file that it reads remembers it. */
const reader = randomUUID();

/**
 * A file that brings the process down would do so again at each start: after a few processes it is refused. One process may try again
 * and again, for it has not been brought down.
 */
async function mustNotHaveFailed(db: Db, jobId: number, uploadId: number): Promise<void> {
	const key = `tried ${uploadId}`;
	const known = sql`case jsonb_typeof(input -> ${key}::text) when 'object' then input -> ${key}::text else '{}' end`;
	const { tried } = await db
		.updateTable('job')
		.set({ input: sql`input || jsonb_build_object(${key}::text, ${known} || jsonb_build_object(${reader}::text, true))` })
		.where('id', '=', jobId)
		.returning(sql<number>`(select count(*)::integer from jsonb_object_keys(input -> ${key}::text))`.as('tried'))
		.executeTakeFirstOrThrow();
	if (tried > tries) throw new Refusal('documents.unreadable');
}
