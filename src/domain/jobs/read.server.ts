import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import type { Job, Outcome } from './model.ts';

export const jobColumns = ['id', 'kind', 'state', 'input', 'done', 'total', 'outcome', 'askedBy'] as const;

export async function findJob(db: Db, id: number): Promise<Job> {
	const job = await db.selectFrom('job').select(jobColumns).where('id', '=', id).executeTakeFirst();
	if (job === undefined) throw new Refusal('refused.not-found');
	return toJob(job);
}

/** The casts: both columns are written only by this subject, in these shapes. */
export function toJob<R extends { input: unknown; outcome: unknown }>(row: R) {
	return { ...row, input: row.input as Record<string, unknown>, outcome: row.outcome as Outcome[] };
}
