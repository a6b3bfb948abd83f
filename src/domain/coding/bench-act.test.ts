import { expect, test } from 'vitest';
import { operator } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { machineFor } from '#domain/evidence/machine.server.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { doAtBench } from './bench-act.server.ts';
import type { BenchAct } from './bench-act.ts';
import type { NewProject } from './input.ts';
import { makeProject } from './project.server.ts';
import { nextTasks } from './queue.server.ts';
import { codesOf } from './task.server.ts';

const db = await freshDatabase();
await makeConcept(db, 'stance/challenge', 'en', { alternative: ['lack of…'] });
await makeConcept(db, 'challenge/finance', 'en', { governed: ['funds'] });
await makeConcept(db, 'need/finance', 'en', { alternative: ['funds'] });
await makeConcept(db, 'sector/waste', 'en', { alternative: ['waste'] });
await db
	.insertInto('codebook')
	.values({ version: 'one' })
	.onConflict((clash) => clash.doNothing())
	.execute();
await makeParty(db, 'AAA');
const machine = machineFor('one', makeLexicons(await listWordings(db)));
const ana = await makeHolder(db, 'analyst', 'ana@example.org');
const ben = await makeHolder(db, 'analyst', 'ben@example.org');

async function passage(cycle = '2025-full', body = 'There is a lack of funds for waste.'): Promise<number> {
	const document = await makeDocument(db, { party: 'AAA', cycle, passages: [body] });
	await codeDocument(db, operator, machine, document.id);
	return document.passages[0]!;
}
const standing = async (passageId: number) =>
	(await listEvidence(db, [passageId])).map(({ conceptId, stance, status }) => `${conceptId} ${stance} ${status}`).toSorted();
const openIn = async (passageId: number) =>
	(await listEvidence(db, [passageId])).filter(({ status }) => status === 'proposed').map(({ id }) => id);
const doing = (actor: Actor, passageId: number, act: BenchAct, task?: { id: number; projectId: number }) =>
	doAtBench(db, actor, { passageId, task }, act);
const added = { verb: 'add', conceptId: 'sector/waste', stance: 'need', quote: 'lack', near: undefined } as const;
const whole = { kind: null, sector: null, item: null, quantity: null, place: null, time: null };
const finish = { verb: 'finish', byChance: false, wasRead: false, states: true, corrected: false, ...whole } as const;

test('ten acts in the common queue are taken back in turn, and all stands as before', async () => {
	const id = await passage();
	const before = await standing(id);
	const [first = 0, second = 0, ...rest] = await openIn(id);
	const tokens: string[] = [];
	const doIt = async (act: BenchAct) => {
		const done = await doing(ana, id, act);
		tokens.unshift(done.undo.join('_'));
		return done.pieces[0] ?? 0;
	};
	await doIt({ verb: 'settle', evidenceId: first, verdict: 'accepted' });
	await doIt({ verb: 'reopen', evidenceId: first, codeId: undefined, seen: 'accepted' });
	await doIt({ verb: 'settle', evidenceId: first, verdict: 'refused' });
	await doIt({ ...added, verb: 'change', evidenceId: second, codeId: undefined, seen: 'proposed', quote: 'a lack', near: undefined });
	await doIt({ verb: 'accept-all', evidenceIds: rest });
	const own = await doIt(added);
	await doIt({ verb: 'remove', evidenceId: own, codeId: undefined });
	await doIt({ verb: 'memo', quote: 'lack', near: undefined, language: 'en', body: 'Of what?' });
	await doIt({ verb: 'skip' });
	await doIt(finish);
	expect(await db.selectFrom('reviewedPassage').select('by').where('passageId', '=', id).execute()).toEqual([{ by: ana.key }]);
	expect(tokens).toHaveLength(10);
	for (const token of tokens) await doing(ana, id, { verb: 'undo', token });
	expect(await standing(id)).toEqual(before);
	for (const table of ['reviewedPassage', 'passedOver', 'memo'] as const)
		expect(await db.selectFrom(table).select('passageId').where('passageId', '=', id).execute(), table).toEqual([]);
});

test('what is sent again because no answer came is done once', async () => {
	const id = await passage();
	const [first = 0] = await openIn(id);
	for (const act of [
		{ verb: 'settle', evidenceId: first, verdict: 'refused' },
		added,
		{ verb: 'memo', quote: undefined, near: undefined, language: 'en', body: 'Once.' }
	] as const) {
		const once = await doing(ana, id, act);
		expect(await doing(ana, id, act)).toEqual(once);
	}
	expect((await standing(id)).filter((one) => one === 'sector/waste need accepted')).toHaveLength(1);
	expect(await db.selectFrom('memo').select('id').where('passageId', '=', id).execute()).toHaveLength(1);
});

test('of two at one passage the later is told, and may say the same of it once they have looked', async () => {
	const id = await passage();
	const [first = 0] = await openIn(id);
	await doing(ana, id, { verb: 'accept-all', evidenceIds: await openIn(id) });
	await expect(doing(ben, id, { verb: 'settle', evidenceId: first, verdict: 'refused' })).rejects.toMatchObject({
		code: 'review.settled-meanwhile'
	});
	await doing(ana, id, finish);
	await expect(doing(ben, id, finish)).rejects.toMatchObject({ code: 'bench.read-meanwhile' });
	await doing(ben, id, { ...finish, wasRead: true });
});

test('nobody takes away what another added, nor acts on a code of another passage', async () => {
	const [id, other] = [await passage(), await passage()];
	const { pieces, undo } = await doing(ana, id, added);
	const removing = { verb: 'remove', evidenceId: pieces[0], codeId: undefined } as const;
	await expect(doing(ben, id, removing)).rejects.toMatchObject({ code: 'bench.not-yours' });
	await expect(doing(ben, id, { verb: 'undo', token: undo[0]! })).rejects.toMatchObject({ code: 'bench.not-yours' });
	await expect(doing(ana, other, removing)).rejects.toMatchObject({ code: 'refused.not-found' });
	await expect(doing(ana, id, { verb: 'undo', token: 'drop.1' })).rejects.toMatchObject({ code: 'refused.incomplete' });
});

test('acts in a task are taken back too, and evidence stays as it is until the task is done', async () => {
	const id = await passage('2024-full');
	const projectId = await makeProject(db, ana, {
		...{ languages: [], regions: [], kinds: [], cycle: '2024-full', samples: false, size: 10, allocation: 'equal', audit: 0 },
		...{ title: 'T', language: 'en', purpose: '', schemes: ['challenge', 'need', 'sector'], rule: 'double', doubleShare: 1 },
		...{ blind: true, showsProposals: true, randomShare: 0, seed: 1, coders: [ana.personId, ben.personId] }
	} as unknown as NewProject);
	const [task] = await nextTasks(db, ana, projectId, 1);
	const mine = { id: task!.taskId!, projectId };
	const before = await standing(id);
	const open = await openIn(id);
	const tokens: string[] = [];
	const doIt = async (act: BenchAct) => {
		const done = await doing(ana, id, act, mine);
		tokens.unshift(done.undo.join('_'));
		return done.pieces[0] ?? 0;
	};
	await doIt({ verb: 'settle', evidenceId: open[0]!, verdict: 'refused' });
	await doIt({ verb: 'settle', evidenceId: open[0]!, verdict: 'accepted' });
	await doIt({ verb: 'accept-all', evidenceIds: open.slice(1) });
	await doIt({ ...added, verb: 'change', evidenceId: open[0], codeId: undefined, seen: undefined });
	const own = await doIt({ ...added, quote: 'funds' });
	await doIt({ ...added, verb: 'change', evidenceId: undefined, codeId: own, seen: undefined, quote: 'waste' });
	await doIt(finish);
	expect(await standing(id)).toEqual(before);
	await expect(doing(ben, id, { verb: 'undo', token: tokens[0]! }, mine)).rejects.toMatchObject({ code: 'refused.not-found' });
	for (const token of tokens) await doing(ana, id, { verb: 'undo', token }, mine);
	expect(await codesOf(db, mine.id)).toEqual([]);
	expect(await standing(id)).toEqual(before);
});
