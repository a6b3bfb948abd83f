import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { adjudicate, listSaid } from '#domain/coding/adjudicate.server.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import { nextTasks } from '#domain/coding/queue.server.ts';
import { addCode, finishTask } from '#domain/coding/task.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { codeLines, disagreementLines, measureLines } from './agreement-file.ts';
import { listChancePassages, countWaiting } from './chance.server.ts';
import { scoreCoders } from './coder-scores.ts';
import { listConfusions, listDisagreements } from './disagreements.ts';
import { listDoubled } from './doubled.server.ts';
import { measureAgreement } from './measures.ts';

const db = await freshDatabase();
for (const id of ['challenge/finance', 'challenge/data', 'need/finance']) await makeConcept(db, id);
await db
	.insertInto('codebook')
	.values({ version: 'one' })
	.onConflict((clash) => clash.doNothing())
	.execute();
await makeParty(db, 'AAA');
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const ana = await makeHolder(db, 'editor', 'ana@example.org');
const ben = await makeHolder(db, 'translator', 'ben@example.org');
const seen = (actor: Actor) => readingAs(db, reachOf(actor));
const schemes = ['challenge', 'need'];

const bodies = ['Funds are wanting here.', 'Funds are wanting there.', 'The weather is fine.', 'Data are scarce.'];
const { passages } = await makeDocument(db, { party: 'AAA', cycle: '2025-full', passages: bodies });
const projectId = await makeProject(db, analyst, {
	...{ languages: [], regions: [], kinds: [], cycle: '2025-full', samples: false, size: 4, allocation: 'equal', audit: 0 },
	...{ title: 'T', language: 'en', purpose: '', schemes: ['challenge', 'need'], rule: 'double', doubleShare: 1, blind: true },
	...{ showsProposals: false, randomShare: 0, seed: 1, coders: [ana.personId!, ben.personId!] }
});
const taskOf = async (actor: Actor, passageId: number) =>
	(await nextTasks(db, actor, projectId, 10)).find((one) => one.passageId === passageId)!.taskId!;

type Given = { conceptId: string; stance: 'challenge' | 'need'; quote: string };
async function code(actor: Actor, at: number, ...given: Given[]) {
	const taskId = await taskOf(actor, passages[at]!);
	for (const one of given) await addCode(db, actor, taskId, { ...one, near: undefined });
	return finishTask(db, actor, taskId);
}
const lacks = (quote: string): Given => ({ conceptId: 'challenge/finance', stance: 'challenge', quote });

test('of a blind project a coder gets only what all coders are done with, and who is not of it nothing', async () => {
	await code(ana, 0, lacks('Funds'));
	expect(await listDoubled(seen(ana), projectId, schemes)).toEqual([]);
	expect(await listDoubled(seen(ben), projectId, schemes)).toEqual([]);
	await code(ben, 0, lacks('Funds'));
	for (const actor of [ana, ben, analyst]) expect(await listDoubled(seen(actor), projectId, schemes)).toHaveLength(1);
	expect(await listDoubled(seen(visitor), projectId, schemes)).toEqual([]);
});

test('what coders agree on is settled and measured, what differs is told: concept, stance and words', async () => {
	// The same concept with another stance, of other words, and another concept of the same words.
	await code(
		ana,
		1,
		{ conceptId: 'challenge/finance', stance: 'challenge', quote: 'Funds' },
		{ conceptId: 'need/finance', stance: 'need', quote: 'Funds' }
	);
	await code(ben, 1, lacks('Funds are wanting'), { conceptId: 'need/finance', stance: 'challenge', quote: 'Funds' });
	await code(ana, 2);
	await code(ben, 2);
	await code(ana, 3, { conceptId: 'challenge/data', stance: 'challenge', quote: 'Data' });
	await code(ben, 3, { conceptId: 'challenge/finance', stance: 'challenge', quote: 'Data are scarce' });
	const doubled = await listDoubled(seen(analyst), projectId, schemes);
	expect(doubled).toHaveLength(4);
	expect(doubled.filter(({ settled }) => settled !== null)).toHaveLength(2);
	const disagreements = listDisagreements(doubled);
	expect(disagreements.map(({ how, code: { conceptId } }) => `${conceptId} ${how}`).toSorted()).toEqual([
		'challenge/data concept',
		'challenge/finance concept',
		'challenge/finance words',
		'need/finance stance'
	]);
	expect(listConfusions(disagreements)).toEqual([{ one: 'challenge/data', other: 'challenge/finance', passages: 1 }]);
	const [english, all] = measureAgreement(doubled, schemes);
	expect([english!.language, all!.language]).toEqual(['en', 'all']);
	const concept = english!.concepts.find(({ conceptId }) => conceptId === 'challenge/finance')!;
	expect(concept).toMatchObject({ all: 2, some: 1, same: { value: 0.75, units: 4, documents: 1, interval: null } });
	// Krippendorff 2011, nominal, by hand: 8 values, 5 and 3, one unit of two that differ: 1 − 7 · 2 / (2 · 5 · 3).
	expect(concept.alpha.value).toBeCloseTo(1 - (7 * 2) / (2 * 5 * 3));
	expect(english!.schemes[0]).toMatchObject({ scheme: 'challenge', same: { value: 0.75 } });
	expect(english!.pairs.find(({ scheme }) => scheme === 'need')!.kappa).toMatchObject({ value: 1, units: 4 });
});

test('who coded a passage that waits for a third person is told in no file', async () => {
	const doubled = await listDoubled(seen(analyst), projectId, schemes);
	const waiting = disagreementLines(listDisagreements(doubled));
	expect(waiting.length).toBeGreaterThan(0);
	expect(waiting.every(({ settled, coder }) => settled === false && coder === '')).toBe(true);
	const lines = codeLines(doubled);
	const settled = new Set(doubled.filter((one) => one.settled !== null).map(({ passageId }) => passageId));
	expect(lines.some(({ passage, coder }) => !settled.has(passage as number) && String(coder).startsWith('person/'))).toBe(false);
	expect(
		lines.filter(({ passage }) => passage === passages[0]).map(({ coder, concept, given }) => `${coder} ${concept} ${given}`)
	).toContain(`person/${ana.personId} challenge/finance 1`);
});

test('only what chance drew before everything open measures the machine; what is settled further on waits', async () => {
	const order = await db
		.selectFrom('codingPassage')
		.select(['passageId', 'settledAt'])
		.where('projectId', '=', projectId)
		.orderBy('position')
		.execute();
	const firstOpen = order.findIndex(({ settledAt }) => settledAt === null);
	const settled = order.filter(({ settledAt }) => settledAt !== null).length;
	const measured = await listChancePassages(db, false);
	expect(measured.map(({ passageId }) => passageId).toSorted()).toEqual(
		order
			.slice(0, firstOpen)
			.map(({ passageId }) => passageId)
			.toSorted()
	);
	expect(await countWaiting(db, false)).toBe(settled - firstOpen);
	for (const passageId of order.flatMap((one) => (one.settledAt === null ? [one.passageId] : []))) {
		const [first] = await listSaid(db, projectId, passageId);
		await adjudicate(db, analyst, projectId, { passageId, kept: first!.codes.map(({ id }) => id), added: [], states: true });
	}
	expect(await listChancePassages(db, false)).toHaveLength(4);
	expect(await countWaiting(db, false)).toBe(0);
	expect((await listChancePassages(db, false)).every(({ schemes: asked }) => asked?.join(' ') === 'challenge need')).toBe(true);
});

test('each coder, the machine among them, is scored against what was settled', async () => {
	const doubled = await listDoubled(seen(analyst), projectId, schemes);
	const scores = scoreCoders(doubled).filter(({ language }) => language === 'all');
	expect(scores.map(({ coder, units }) => [coder, units])).toEqual([
		['machine', 4],
		[ana.personId, 4],
		[ben.personId, 4]
	]);
	const by = new Map(scores.map((one) => [one.coder, one]));
	expect(by.get('machine')!.macro).toMatchObject({ precision: null, recall: 0, f1: 0 });
	expect(by.get(ana.personId!)!.macro).toMatchObject({ precision: 1, recall: 1, f1: 1 });
	expect(by.get(ben.personId!)!.concepts.find(({ conceptId }) => conceptId === 'challenge/data')).toMatchObject({ right: 0, missed: 1 });
	const lines = measureLines(measureAgreement(doubled, schemes), scores);
	expect(lines.filter(({ measure }) => measure === 'f1').length).toBeGreaterThan(3);
	expect(lines.every(({ units }) => typeof units === 'number')).toBe(true);
});
