import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { operator, reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { listSaid } from './adjudicate.server.ts';
import { benchPassage } from './bench.server.ts';
import { listMemos, removeMemo, rewriteMemo, writeMemo } from './memo.server.ts';
import { makeProject, setBlind } from './project.server.ts';
import { nextTasks } from './queue.server.ts';
import { addCode, codesOf, finishTask } from './task.server.ts';

const db = await freshDatabase();
await makeConcept(db, 'need/finance');
await db
	.insertInto('codebook')
	.values({ version: 'one' })
	.onConflict((clash) => clash.doNothing())
	.execute();
await makeParty(db, 'AAA');
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const ana = await makeHolder(db, 'editor', 'ana@example.org');
const ben = await makeHolder(db, 'translator', 'ben@example.org');
const focal = await makeHolder(db, 'focal-point', 'focal@example.org', { party: 'AAA' });
const seen = (actor: Actor) => readingAs(db, reachOf(actor));

const { passages, id: documentId } = await makeDocument(db, { party: 'AAA', cycle: '2025-full', passages: ['Funds are wanted.'] });
const passageId = passages[0]!;
const projectId = await makeProject(db, analyst, {
	...{
		languages: [],
		regions: [],
		kinds: [],
		cycle: '2025-full',
		samples: false,
		size: 1,
		allocation: 'equal',
		audit: 0,
		title: 'T',
		language: 'en'
	},
	...{ purpose: '', schemes: ['need'], rule: 'double', doubleShare: 1, blind: true, showsProposals: true, randomShare: 0, seed: 1 },
	coders: [ana.personId!, ben.personId!]
});
const taskOf = async (actor: Actor) => (await nextTasks(db, actor, projectId, 1))[0]!.taskId!;
const given = { conceptId: 'need/finance', stance: 'need' as const, quote: 'Funds', near: undefined };

test('while two code blind, neither finds the other’s task, codes or memos, and the leader of the project does', async () => {
	const task = await taskOf(ana);
	await addCode(db, ana, task, given);
	await writeMemo(db, ana, {
		documentId,
		passageId,
		quote: 'Funds',
		near: undefined,
		conceptId: undefined,
		projectId,
		language: 'en',
		body: 'Sure?'
	});
	expect(await codesOf(seen(ana), task)).toHaveLength(1);
	expect(await codesOf(seen(ben), task)).toEqual([]);
	expect(await codesOf(seen(analyst), task)).toHaveLength(1);
	expect(await seen(ben).selectFrom('codingTask').select('personId').execute()).toEqual([{ personId: ben.personId }]);
	expect(await listMemos(seen(ben), { documentId })).toEqual([]);
	expect(await listMemos(seen(ana), { documentId })).toHaveLength(1);
	expect((await benchPassage(seen(ben), passageId, { id: task, showsProposals: true, schemes: ['need'] })).said).toEqual([]);
});

test('nobody outside sees a coding project, its tasks or its memos', async () => {
	for (const actor of [visitor, focal]) {
		for (const table of ['codingProject', 'codingPassage', 'codingTask', 'taskCode', 'codingCoder', 'codingStratum', 'memo'] as const)
			expect(await seen(actor).selectFrom(table).selectAll().execute(), table).toEqual([]);
		expect(await seen(actor).selectFrom('passedOver').selectAll().execute()).toEqual([]);
	}
});

test('where the project says so they see each other’s work at once', async () => {
	await setBlind(db, analyst, projectId, false, 'training');
	expect(await codesOf(seen(ben), await taskOf(ana))).toHaveLength(1);
	await setBlind(db, analyst, projectId, true, 'in earnest');
	expect(await codesOf(seen(ben), await taskOf(ana))).toEqual([]);
});

test('once both are done each sees what the other said', async () => {
	await finishTask(db, ana, await taskOf(ana));
	expect(await listSaid(seen(ben), projectId, passageId)).toEqual([]);
	await finishTask(db, ben, await taskOf(ben));
	expect((await listSaid(seen(ben), projectId, passageId)).map(({ name, codes }) => [name, codes.length])).toEqual([
		['ana', 1],
		['ben', 0]
	]);
	expect(await listMemos(seen(ben), { documentId })).toHaveLength(1);
});

test('memos stay among the writer’s own people', async () => {
	await writeMemo(db, focal, {
		documentId,
		passageId,
		quote: undefined,
		near: undefined,
		conceptId: undefined,
		projectId: undefined,
		language: 'fr',
		body: 'À nous.'
	});
	expect((await listMemos(seen(focal), { documentId })).map(({ body }) => body)).toEqual(['À nous.']);
	expect((await listMemos(seen(analyst), { documentId })).map(({ body }) => body)).toEqual(['Sure?']);
	expect(await listMemos(seen(visitor), { documentId })).toEqual([]);
	await expect(
		writeMemo(db, visitor, {
			documentId,
			passageId: undefined,
			quote: undefined,
			near: undefined,
			conceptId: undefined,
			projectId: undefined,
			language: 'en',
			body: 'x'
		})
	).rejects.toThrow('refused.not-allowed');
});

test('a memo is rewritten and removed by its writer alone, and nobody writes on what they do not see', async () => {
	const id = await writeMemo(db, ana, {
		documentId: undefined,
		passageId: undefined,
		quote: undefined,
		near: undefined,
		conceptId: 'need/finance',
		projectId: undefined,
		language: 'en',
		body: 'First.'
	});
	await expect(rewriteMemo(db, ben, id, 'Mine.')).rejects.toThrow('refused.not-found');
	await rewriteMemo(db, ana, id, 'Second.');
	expect((await listMemos(seen(ben), { conceptId: 'need/finance' })).map(({ body }) => body)).toEqual(['Second.']);
	await expect(removeMemo(db, operator, id)).rejects.toThrow('refused.not-found');
	await removeMemo(db, ana, id);
	expect(await listMemos(seen(ana), { conceptId: 'need/finance' })).toEqual([]);
	await expect(
		writeMemo(db, focal, {
			documentId: undefined,
			passageId: undefined,
			quote: undefined,
			near: undefined,
			conceptId: undefined,
			projectId,
			language: 'en',
			body: 'x'
		})
	).rejects.toThrow('refused.not-found');
});
