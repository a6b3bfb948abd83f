import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { verifyHistory } from '#domain/history/verify.server.ts';
import type { Told } from './work.ts';

/** The rows that should not be there, by what is wrong with them. Each is asked in one statement, so at one moment. */
const wrongs: Record<string, ReturnType<typeof sql<{ id: string }>>> = {
	'a document without passages': sql`select id::text from document where not exists (select from passage where document_id = document.id)`,
	'a document that was not coded': sql`select id::text from document where original <> (select original from document order by id limit 1)
		and not exists (select from specificity inner join passage on passage.id = passage_id where document_id = document.id)`,
	'an original without its document': sql`select sha256 as id from original where not exists (select from document where original = sha256)`,
	'a document that was not added once': sql`select id::text from document where original <> (select original from document order by id limit 1)
		and (select count(*) from history where record = 'document' and act = 'document.add' and record_id = document.id::text) <> 1`,
	'a job that ended with files left': sql`select id::text from job where state in ('done', 'refused', 'stopped') and exists (select from upload where job_id = job.id)`,
	'a job that stopped': sql`select id::text from job where state in ('refused', 'stopped')`,
	// What codes again has no files: it goes on from the document at which it was.
	'a job whose count is not that of its outcomes': sql`select id::text from job where kind <> 'recode' and (done <> jsonb_array_length(outcome)
		or done + (select count(*) from upload where job_id = job.id) <> total)`,
	'a file that was refused': sql`select id::text from job where outcome @> '[{"refused": "documents.unreadable"}]'`,
	'evidence that was not settled in one step': sql`select id::text from evidence where
		(select count(*) from history where record = 'evidence' and act = 'evidence.review' and record_id = evidence.id::text)
		<> case when status = 'proposed' then 0 else 1 end`,
	'a person signed in twice by one link': sql`select person_id::text as id from session inner join person on person.id = person_id
		where email like 'person-%' group by person_id having count(*) > 1`
};

/** Compares what is in the database with what people were told. Returns the history's faults when those are asked for. */
export async function mustBeWhole(db: Db, told: Told, { history }: { history: boolean }): Promise<void> {
	const [signIns, uploads, reviews] = [[...told.signIns], [...told.uploads], [...told.reviews]];
	for (const [what, question] of Object.entries(wrongs)) {
		const { rows } = await question.execute(db);
		expect(
			rows.map(({ id }) => id),
			what
		).toEqual([]);
	}
	const sessions = await db.selectFrom('session').select('token').execute();
	const tokens = new Set(sessions.map(({ token }) => token));
	const lost = signIns.filter(({ session }) => !tokens.has(decodeURIComponent(session).split('.')[0] ?? ''));
	expect(lost, 'people who were signed in, and are no longer').toEqual([]);

	const { rows: stored } = await sql<{ sha256: string; job: number }>`
		select sha256, 0 as job from original union all select encode(sha256(content), 'hex'), job_id from upload`.execute(db);
	const there = new Set(stored.map(({ sha256 }) => sha256));
	expect(
		uploads.filter(({ sha256 }) => !there.has(sha256)),
		'uploads that were acknowledged, and are lost'
	).toEqual([]);
	const { rows: spoilt } = await sql<{
		sha256: string;
	}>`select sha256 from original where encode(sha256(content), 'hex') <> sha256`.execute(db);
	expect(spoilt, 'originals whose bytes are others').toEqual([]);

	const settled = await db.selectFrom('evidence').select(['id', 'status']).where('status', '<>', 'proposed').execute();
	const verdicts = new Map(settled.map(({ id, status }) => [id, status as string]));
	expect(
		reviews.filter(({ evidence, verdict }) => verdicts.get(evidence) !== verdict),
		'reviews that were acknowledged, and are lost'
	).toEqual([]);
	expect(told.wrong, 'answers that nothing explains').toEqual([]);
	if (history) expect((await verifyHistory(db)).faults).toEqual([]);
}

/** All that was uploaded has become documents, and nothing waits any more. */
export async function mustBeDone(db: Db, told: Told): Promise<void> {
	const open = await db.selectFrom('job').select(['id', 'state']).where('state', '<>', 'done').execute();
	expect(open, 'jobs that did not end').toEqual([]);
	const originals = await db.selectFrom('document').innerJoin('original', 'sha256', 'original').select(['sha256', 'content']).execute();
	const read = new Set(originals.map(({ content }) => createHash('sha256').update(content).digest('hex')));
	expect(
		told.uploads.filter(({ sha256 }) => !read.has(sha256)),
		'uploads that became no document'
	).toEqual([]);
}
