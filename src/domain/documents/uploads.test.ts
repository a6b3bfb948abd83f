import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeParty } from '#tests/make.ts';
import { operator, visitor } from '../actor.ts';
import { findJob } from '../jobs/read.server.ts';
import { takeJob } from '../jobs/write.server.ts';
import { largestFile } from './model.ts';
import { findDocument, listUploads } from './read.server.ts';
import { readUploads, readingUploads, takeUploads } from './uploads.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');

let made = 0;
const words = (text = `Upload ${++made}: the Party lacks trained staff for its laboratory.`) => text;
const sent = (name: string, text = words()) => new File([text], name);
const going = new AbortController().signal;
const nothing = async () => undefined;

async function read(signal = going, afterwards: (tx: typeof db, id: number) => Promise<unknown> = nothing, problems: unknown[] = []) {
	const job = await takeJob(db, [readingUploads]);
	if (job === undefined) throw new Error('no job');
	await readUploads(db, operator, job, signal, afterwards, (problem) => void problems.push(problem));
	return findJob(db, job.id);
}

test('uploaded files wait until they are read, and a refused one does not stop the others', async () => {
	const id = await takeUploads(db, operator, [sent('one.txt'), sent('two.pdf', 'no PDF at all'), sent('three.txt')], {
		party: 'AAA'
	});
	expect((await listUploads(db, id)).map((one) => one.name)).toEqual(['one.txt', 'two.pdf', 'three.txt']);
	const job = await read();
	expect(job).toMatchObject({ done: 3, total: 3 });
	expect(job.outcome).toMatchObject([
		{ name: 'one.txt', done: { isNew: true, passages: 1, needsOcr: false } },
		{ name: 'two.pdf', refused: 'documents.wrong-extension', slots: { ending: '.pdf', format: 'text' } },
		{ name: 'three.txt', done: { isNew: true } }
	]);
	expect(await listUploads(db, id)).toEqual([]);
});

test('files of one upload stand beside each other, and take the place of what was there before', async () => {
	const said = { party: 'AAA', kind: 'national-report', cycle: '2025-full' } as const;
	await takeUploads(db, operator, [sent('old.txt')], said);
	const old = (await read()).outcome[0];
	await takeUploads(db, operator, [sent('report.txt'), sent('annex.txt')], said);
	const { outcome } = await read();
	const ids = [old, ...outcome].map((one) => (one !== undefined && 'done' in one ? Number(one.done.documentId) : 0));
	expect((await findDocument(db, ids[1]!)).supersedes).toBe(ids[0]);
	expect((await findDocument(db, ids[2]!)).supersedes).toBeNull();
});

test('reading goes on where it was cut off, and repeats nothing', async () => {
	const id = await takeUploads(db, operator, [sent('a.txt'), sent('b.txt'), sent('c.txt')], {});
	const stop = new AbortController();
	const followed: number[] = [];
	await read(stop.signal, async (_, documentId) => {
		followed.push(documentId);
		stop.abort();
	});
	expect(await findJob(db, id)).toMatchObject({ state: 'running', done: 1 });
	await db.updateTable('job').set({ state: 'waiting' }).where('id', '=', id).execute();
	const job = await read(going, async (_, documentId) => void followed.push(documentId));
	expect(job).toMatchObject({ done: 3 });
	expect(new Set(followed).size).toBe(3);
});

test('what follows a document is done together with it or not at all', async () => {
	const id = await takeUploads(db, operator, [sent('followed.txt')], {});
	const before = await db.selectFrom('document').select('id').execute();
	const problems: unknown[] = [];
	const job = await read(
		going,
		async () => {
			throw new Error('the coder is broken');
		},
		problems
	);
	expect(problems).toMatchObject([{ message: 'the coder is broken' }]);
	expect(job.outcome).toMatchObject([{ name: 'followed.txt', refused: 'documents.unreadable' }]);
	expect(await db.selectFrom('document').select('id').execute()).toHaveLength(before.length);
	expect(await listUploads(db, id)).toEqual([]);
});

test('a file that brings the process down again and again is refused in the end', async () => {
	const id = await takeUploads(db, operator, [sent('poison.txt')], {});
	const [upload] = await listUploads(db, id);
	await db
		.updateTable('job')
		.set({ input: JSON.stringify({ [`tried ${upload!.id}`]: { first: true, second: true, third: true } }) })
		.where('id', '=', id)
		.execute();
	expect((await read()).outcome).toMatchObject([{ refused: 'documents.unreadable' }]);
});

test('nothing is taken in from a visitor, for an unknown Party, without a file, or above the limit', async () => {
	const count = () => db.selectFrom('upload').select('id').execute();
	const before = await count();
	await expect(takeUploads(db, visitor, [sent('a.txt')], {})).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(takeUploads(db, operator, [sent('a.txt')], { party: 'QQQ' })).rejects.toMatchObject({
		code: 'documents.unknown-party'
	});
	await expect(takeUploads(db, operator, [], {})).rejects.toMatchObject({ code: 'documents.no-files' });
	const huge = {
		name: 'zeros.txt',
		size: largestFile + 1,
		arrayBuffer: () => Promise.reject(new Error('it was read'))
	};
	await expect(takeUploads(db, operator, [sent('a.txt'), huge], {})).rejects.toMatchObject({ code: 'documents.too-large' });
	expect(await count()).toEqual(before);
});
