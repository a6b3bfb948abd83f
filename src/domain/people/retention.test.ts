import { sql } from 'kysely';
import { beforeEach, expect, inject, test, vi } from 'vitest';
import { connect } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { workJobs } from '../jobs/work.server.ts';
import type { Work } from '../jobs/work.server.ts';
import { takeJob } from '../jobs/write.server.ts';
import { mustBeWithin } from '../limits/limits.ts';
import { writeMail } from '../mail/write.server.ts';
import { verifyHistory } from '../history/verify.server.ts';
import { sealHistory } from '../history/seal.server.ts';
import { consents } from './consent.ts';
import { listMotions } from '../offices/motions.server.ts';
import { retained, retaining } from './retention.ts';
import { askRetention, lastRetention, listRetention, runRetention, startRetention } from './retention.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
const day = 24 * 60 * 60_000;
const now = new Date();
const later = (days: number) => new Date(now.getTime() + days * day);
const signal = new AbortController().signal;
const notice = { origin: 'https://cinnabar.example', isMailed: true };

/** Runs the job of a day so far ahead, and returns what it counted. */
async function run(days: number, isMailed = true) {
	await sql`delete from job where kind = ${retaining}`.execute(db);
	await askRetention(db, later(days));
	const job = await takeJob(db, [retaining]);
	await runRetention(db, job!, signal, { ...notice, isMailed, moment: later(days) });
	await sql`update job set state = 'done' where id = ${job!.id}`.execute(db);
	return (await listRetention(db, 1))[0]?.counts;
}
async function makePerson(email: string, values: { seenAt?: Date; language?: 'fr' } = {}): Promise<number> {
	const { id } = await db
		.insertInto('person')
		.values({ name: email, email, ...values })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
const person = (id: number) => db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

beforeEach(async () => {
	for (const table of ['rate', 'mail', 'proof', 'session']) await sql`delete from ${sql.table(table)}`.execute(db);
});

test('one day has one job, however many processes ask for it', async () => {
	const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
	const other = inject('engine') === 'postgres' ? await connect({ url: `${inject('server')}${rows[0]!.name}` }) : db;
	const asked = await Promise.all(Array.from({ length: 10 }, (_, turn) => askRetention(turn % 2 === 0 ? db : other, now)));
	expect(asked.filter(Boolean)).toHaveLength(1);
	expect(await askRetention(other, now)).toBe(false);
	expect(await askRetention(db, later(1))).toBe(true);
	const taken = await Promise.all(Array.from({ length: 6 }, (_, turn) => takeJob(turn % 2 === 0 ? db : other, [retaining])));
	expect(new Set(taken.flatMap((job) => job?.id ?? [])).size).toBe(2);
	expect(taken.filter((job) => job !== undefined)).toHaveLength(2);
	if (other !== db) await other.destroy();
});

test('the worker sees to it by itself, and stops when it is told', async () => {
	await sql`delete from job where kind = ${retaining}`.execute(db);
	const stop = new AbortController();
	const problems: unknown[] = [];
	const place = { signal: stop.signal, isAlone: true, report: (problem: unknown) => void problems.push(problem), pause: 20 };
	const work = Promise.all([
		startRetention(db, { ...place, pause: 10 }),
		workJobs(db, { [retaining]: (...[through, job, until]: Parameters<Work>) => runRetention(through, job, until, notice) }, place)
	]);
	await vi.waitFor(async () => expect(await lastRetention(db)).toBeInstanceOf(Date), { timeout: 20_000 });
	stop.abort();
	await work;
	expect(problems).toEqual([]);
	expect(await listRetention(db, 5)).toMatchObject([{ isDone: true }]);
});

test('sessions, proofs, rates and mail go when they have been kept long enough, and not before', async () => {
	const id = await makePerson('short@example.org', { seenAt: now });
	await db
		.insertInto('session')
		.values({ personId: id, token: 'x', means: 'link', expiresAt: later(10) })
		.execute();
	await db
		.insertInto('proof')
		.values({ identifier: 'x', value: 'y', expiresAt: later(10) })
		.execute();
	await mustBeWithin(db, 'search', 'someone', later(10));
	await writeMail(db, { to: 'a@example.org', language: 'fr', subject: 's', body: 'secret' });
	await sql`update mail set state = 'sent', sent_at = now()`.execute(db);
	expect(await run(5)).toEqual({});
	expect(await run(8)).toEqual({ 'mail-words': 1 });
	expect(await db.selectFrom('mail').select(['body', 'recipient']).execute()).toEqual([{ body: '', recipient: 'a@example.org' }]);
	expect(await run(10.9)).toEqual({});
	expect(await run(12)).toEqual({ session: 1, proof: 1, rate: 1 });
	expect(await run(89)).toEqual({});
	expect(await run(91)).toEqual({ mail: 1 });
});

test('finished jobs and their files go, jobs that wait stay', async () => {
	const ids: number[] = [];
	for (const state of ['stopped', 'done', 'waiting'] as const) {
		const { id } = await db
			.insertInto('job')
			.values({ kind: 'some', state, input: '{}', askedBy: 'person/1' })
			.returning('id')
			.executeTakeFirstOrThrow();
		ids.push(id);
		if (state !== 'done')
			await db
				.insertInto('upload')
				.values({ jobId: id, name: 'f', content: Buffer.from('x') })
				.execute();
	}
	expect(await run(31)).toEqual({ upload: 1 });
	expect(await run(181)).toEqual({ job: 2 });
	expect((await db.selectFrom('job').select('id').where('kind', '=', 'some').execute()).map(({ id }) => id)).toEqual(ids.slice(2));
	expect(await db.selectFrom('upload').select('jobId').execute()).toEqual([{ jobId: ids[2] }]);
});

test('a motion loses its note and whom it names, and can still be read', async () => {
	const input = (email: string) => JSON.stringify({ kind: 'focal-point', party: 'AAA', organisationId: null, email, name: 'A. Name' });
	const make = async (state: 'open' | 'rejected' | 'carried', email: string) => {
		const { id } = await db
			.insertInto('motion')
			.values({ kind: 'give-office', state, input: input(email), why: 'w', note: Buffer.from('pdf'), noteName: 'n.pdf' })
			.returning('id')
			.executeTakeFirstOrThrow();
		if (state !== 'open') await sql`update motion set settled_at = now() where id = ${id}`.execute(db);
		return id;
	};
	const [open, rejected, carried] = [
		await make('open', 'o@example.org'),
		await make('rejected', 'r@example.org'),
		await make('carried', 'c@example.org')
	];
	await makeHolder(db, 'focal-point', 'c@example.org', { party: 'AAA', isProvisional: true });
	await sql`update holding set motion_id = ${carried} where motion_id is null and id = (select max(id) from holding)`.execute(db);
	expect(await run(89)).toEqual({});
	expect(await run(91)).toEqual({ 'refused-note': 1 });
	expect(await run(91)).toEqual({});
	expect(await run(4000)).not.toHaveProperty('note');
	await sql`update holding set until = now() where motion_id = ${carried}`.execute(db);
	expect(await run(5 * 365 + 1, false)).toMatchObject({ note: 1 });
	const found = (await listMotions(db)).motions;
	const of = (id: number) => found.find((one) => one.id === id);
	expect(of(open)).toMatchObject({ noteName: 'n.pdf', asked: { input: { email: 'o@example.org' } } });
	for (const id of [rejected, carried]) {
		expect(of(id)).toMatchObject({ noteName: null, noteSize: null, why: 'w' });
		expect(JSON.stringify(of(id))).not.toMatch(/A\. Name|[rc]@example/);
	}
});

test('a disclosure keeps the office and loses the person, also where two people were shown the same', async () => {
	const document = await makeDocument(db, { party: 'AAA', passages: ['Closed.'] });
	for (const email of ['d1@example.org', 'd2@example.org'])
		await db
			.insertInto('disclosure')
			.values({ personId: await makePerson(email, { seenAt: now }), documentId: document.id, passages: 1, way: 'list', day: '2026-01-01' })
			.execute();
	expect(await run(729)).not.toHaveProperty('disclosure');
	expect(await run(731, false)).toMatchObject({ disclosure: 2 });
	expect(await db.selectFrom('disclosure').select('personId').execute()).toEqual([{ personId: null }, { personId: null }]);
});

test('words set aside, addresses on requests and consents taken back go', async () => {
	const id = await makePerson('words@example.org', { seenAt: now });
	await db.insertInto('edit').values({ record: 'document', recordId: 1, personId: id, began: '{}', words: '{}', why: '' }).execute();
	await db
		.insertInto('correctionRequest')
		.values({
			about: 'document',
			aboutId: '1',
			page: 'documents/1',
			language: 'en',
			wrong: 'w',
			email: 'q@example.org',
			secret: 's',
			askedBy: 'visitor'
		})
		.execute();
	await db
		.insertInto('consent')
		.values({ personId: id, purpose: 'public-name', wording: consents['public-name'], withdrawnAt: later(1) })
		.execute();
	expect(await run(181)).toMatchObject({ edit: 1 });
	expect(await run(366)).toMatchObject({ 'request-address': 1 });
	expect(await run(3 * 365 + 2, false)).toMatchObject({ consent: 1 });
	expect(await db.selectFrom('correctionRequest').select(['email', 'wrong']).execute()).toEqual([{ email: null, wrong: 'w' }]);
});

test('who never came and holds nothing any more is forgotten; who holds an office is not', async () => {
	const holder = await makeHolder(db, 'analyst', 'holds@example.org');
	const ended = await makeHolder(db, 'analyst', 'ended@example.org');
	await sql`update holding set until = now() where person_id = ${ended.personId}`.execute(db);
	await run(179, false);
	expect((await person(ended.personId!)).erasedAt).toBeNull();
	expect(await run(181, false)).toMatchObject({ invited: expect.any(Number) });
	expect(await person(ended.personId!)).toMatchObject({ name: '', email: `erased-${ended.personId}@invalid`, erasedAt: expect.any(Date) });
	expect((await person(holder.personId!)).erasedAt).toBeNull();
});

test('who has not been here for two years is told in their language, and erased a month later unless they come', async () => {
	const [idle, comes] = [
		await makePerson('idle@example.org', { seenAt: now, language: 'fr' }),
		await makePerson('comes@example.org', { seenAt: now })
	];
	expect(await run(2 * 365 + 1, false)).not.toHaveProperty('reminder');
	expect(await run(2 * 365 + 1)).toMatchObject({ reminder: expect.any(Number) });
	const mail = await db.selectFrom('mail').select(['language', 'body']).where('recipient', '=', 'idle@example.org').execute();
	expect(mail).toEqual([{ language: 'fr', body: expect.stringContaining('https://cinnabar.example/fr/account') }]);
	// The next day nobody is told again.
	expect(await run(2 * 365 + 2)).not.toHaveProperty('reminder');
	await db
		.updateTable('person')
		.set({ seenAt: later(2 * 365 + 10) })
		.where('id', '=', comes)
		.execute();
	expect(await run(2 * 365 + 29)).not.toHaveProperty('idle');
	expect(await run(2 * 365 + 40)).toMatchObject({ idle: expect.any(Number) });
	expect((await person(idle)).email).toBe(`erased-${idle}@invalid`);
	expect((await person(comes)).email).toBe('comes@example.org');
	// Two years later it begins anew for who came then.
	expect(await run(4 * 365 + 20)).toMatchObject({ reminder: 1 });
	expect(await run(4 * 365 + 60)).toMatchObject({ idle: 1 });
	expect((await person(comes)).name).toBe('');
});

test('what is interrupted goes on where it was, and the history tells numbers and no name', async () => {
	await sql`delete from job where kind = ${retaining}`.execute(db);
	await db
		.insertInto('proof')
		.values({ identifier: 'x', value: 'y', expiresAt: later(-5) })
		.execute();
	await askRetention(db, now);
	const job = await takeJob(db, [retaining]);
	const stop = new AbortController();
	stop.abort();
	await runRetention(db, job!, stop.signal, { ...notice, moment: now });
	expect(job!.outcome).toEqual([]);
	await runRetention(db, { ...job!, outcome: [{ name: 'session', done: { count: 0 } }] }, signal, { ...notice, moment: now });
	await sql`update job set state = 'done' where id = ${job!.id}`.execute(db);
	const { outcome } = await db.selectFrom('job').select('outcome').where('id', '=', job!.id).executeTakeFirstOrThrow();
	expect((outcome as { name: string }[]).map(({ name }) => name)).toEqual(retained.slice(1));
	expect(await lastRetention(db)).toBeInstanceOf(Date);
	const lines = await db.selectFrom('history').selectAll().where('act', '=', 'retention.run').execute();
	expect(lines.filter(({ record }) => record === 'job').length).toBeGreaterThan(0);
	expect(lines.every(({ by, personId }) => by === 'cinnabar' && personId === null)).toBe(true);
	expect(JSON.stringify(lines)).not.toMatch(/example\.org/);
	await sealHistory(db);
	expect((await verifyHistory(db)).faults).toEqual([]);
});
