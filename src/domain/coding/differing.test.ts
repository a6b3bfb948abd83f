import { describe, expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { reachOf } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { addEvidence } from '#domain/evidence/write.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { adjudicate } from './adjudicate.server.ts';
import { findDiffering, listDiffering } from './differing.server.ts';
import type { NewProject } from './input.ts';
import { auditFound, listOverview, progressFor } from './overview.server.ts';
import { placeOwn } from './place-own.server.ts';
import { previewProject } from './preview.server.ts';
import { closeProject, makeProject, passOn, setBlind } from './project.server.ts';
import { nextTasks } from './queue.server.ts';
import { listStrata } from './read.server.ts';
import { besideOne } from './strata.ts';
import { addCode, finishTask } from './task.server.ts';
import { finishPassage } from './whole.server.ts';

const db = await freshDatabase();
for (const id of ['challenge/finance', 'need/finance', 'sector/waste']) await makeConcept(db, id);
await db
	.insertInto('codebook')
	.values({ version: 'one' })
	.onConflict((clash) => clash.doNothing())
	.execute();
await makeParty(db, 'AAA', { unGroup: 'africa' });
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const ana = await makeHolder(db, 'analyst', 'ana@example.org');
const ben = await makeHolder(db, 'editor', 'ben@example.org');
const seen = (actor: Actor) => readingAs(db, reachOf(actor));

const asked = (cycle: string, about: Partial<NewProject> = {}): NewProject => ({
	...{ languages: [], regions: [], kinds: [], cycle, samples: false, size: 100, allocation: 'equal' as const, audit: 0 },
	...{ title: 'A trial', language: 'en' as const, purpose: '', schemes: ['challenge', 'need'] as NewProject['schemes'] },
	...{ rule: 'double' as const, doubleShare: 1, blind: true, showsProposals: false, randomShare: 0.2, seed: 5 },
	coders: [ana.personId!, ben.personId!],
	...about
});

async function drawn(cycle: string, about: Partial<NewProject>, ...bodies: string[]) {
	const { passages, id: documentId } = await makeDocument(db, { party: 'AAA', cycle, passages: bodies });
	return { documentId, passages, id: await makeProject(db, analyst, asked(cycle, about)) };
}
const taskOf = async (actor: Actor, project: number, passage: number) =>
	(await nextTasks(db, actor, project, 1000)).find(({ passageId }) => passageId === passage)?.taskId ?? 0;
const given = { conceptId: 'challenge/finance', stance: 'challenge' as const, quote: 'funds', near: undefined };

describe('what is drawn', () => {
	test('is shown beforehand as it will be, and nothing is made', async () => {
		await makeDocument(db, { party: 'AAA', cycle: '2041-full', passages: ['One.', 'Two.', 'Three.', 'Four.', 'Five.'] });
		const wanted = asked('2041-full', { size: 3, audit: 1, rule: 'double-share', doubleShare: 0.5 });
		const before = await db.selectFrom('codingProject').select('id').execute();
		const preview = await previewProject(db, analyst, wanted);
		expect(preview).toMatchObject({ passages: 4, doubles: 2, tasks: 6, each: 3 });
		expect(preview.strata).toEqual([{ stratum: 'en/africa/national-report', passages: 5, drawn: 3, empty: 2, audited: 1 }]);
		expect(await db.selectFrom('codingProject').select('id').execute()).toEqual(before);
		const id = await makeProject(db, analyst, wanted);
		expect(besideOne(await listStrata(db, id))).toEqual(preview.strata);
	});
	test('can be looked at before anyone is named, by whoever may make it', async () => {
		const nobody = { ...asked('2041-full'), coders: [], title: '' };
		expect((await previewProject(db, analyst, nobody)).each).toBeNull();
		await expect(previewProject(db, ben, nobody)).rejects.toThrow('refused.not-allowed');
		await expect(previewProject(db, analyst, { ...nobody, cycle: 'never' })).rejects.toThrow('coding.empty-pool');
	});
});

describe('a passage on which coders differ', () => {
	test('is listed with how they differ, once both are done', async () => {
		const { id, passages } = await drawn('2042-full', {}, 'A lack of funds.');
		const passageId = passages[0]!;
		const [one, two] = [await taskOf(ana, id, passageId), await taskOf(ben, id, passageId)];
		await addCode(db, ana, one, given);
		await addCode(db, ben, two, { ...given, quote: 'lack of funds' });
		await finishTask(db, ana, one, { states: true });
		expect((await listDiffering(seen(analyst), db, analyst, id)).passages).toEqual([]);
		await expect(findDiffering(seen(analyst), db, analyst, id, passageId)).rejects.toThrow('coding.not-all-done');
		await finishTask(db, ben, two, { states: false });
		const { total, passages: waiting } = await listDiffering(seen(analyst), db, analyst, id);
		expect(total).toBe(1);
		expect(waiting[0]).toMatchObject({ id: passageId, isMine: false, same: 0, onlySome: 2, ways: ['words', 'states'] });
		await expect(listDiffering(seen(ben), db, ben, id)).rejects.toThrow('refused.not-allowed');
	});
	test('shows no names until it is settled, and then who had said what', async () => {
		const { id, passages } = await drawn('2043-full', {}, 'A lack of funds.');
		const passageId = passages[0]!;
		const [one, two] = [await taskOf(ana, id, passageId), await taskOf(ben, id, passageId)];
		await addCode(db, ana, one, given);
		await finishTask(db, ana, one, { states: true });
		await finishTask(db, ben, two, { states: true });
		const blind = await findDiffering(seen(analyst), db, analyst, id, passageId);
		expect(JSON.stringify(blind)).not.toMatch(/"name":"|"personId":\d/);
		expect(blind.codes).toHaveLength(1);
		expect(blind.isMine).toBe(false);
		expect((await findDiffering(seen(ana), db, ana, id, passageId)).isMine).toBe(true);
		const own = await placeOwn(db, analyst, id, passageId, [{ ...given, conceptId: 'need/finance', stance: 'need', quote: 'lack' }]);
		expect(own[0]?.near).toBe(2);
		await adjudicate(db, analyst, id, { passageId, kept: blind.codes.map(({ code }) => code.id), added: own, states: true });
		const settled = await findDiffering(seen(analyst), db, analyst, id, passageId);
		expect(settled.sides.map(({ name, codes }) => [name, codes]).toSorted()).toEqual([
			['ana', 1],
			['ben', 0]
		]);
		expect(settled.next).toBeUndefined();
	});
	test('refuses an adjudicator’s own words where they are not in the passage or of another scheme', async () => {
		const { id, passages } = await drawn('2044-full', {}, 'A lack of funds.');
		await expect(placeOwn(db, analyst, id, passages[0]!, [{ ...given, quote: 'money' }])).rejects.toThrow('review.quote-not-found');
		await expect(placeOwn(db, analyst, id, passages[0]!, [{ ...given, conceptId: 'sector/waste' }])).rejects.toThrow('coding.other-scheme');
		await expect(placeOwn(db, ben, id, passages[0]!, [given])).rejects.toThrow('refused.not-allowed');
	});
	test('a leader who codes blind does not take what is hidden from them for done', async () => {
		const { id, passages } = await drawn('2045-full', { coders: [ana.personId!, ben.personId!] }, 'A lack of funds.');
		await finishTask(db, ana, await taskOf(ana, id, passages[0]!));
		expect((await listDiffering(seen(ana), db, ana, id)).total).toBe(0);
		const own = (await listOverview(seen(ana), db, ana)).find((one) => one.id === id);
		expect(own).toMatchObject({ own: { tasks: 1, done: 1 }, progress: { toAdjudicate: 0, tasks: 2 } });
		expect((await progressFor(seen(ben), db, ben, id)).coders.map(({ personId }) => personId)).toEqual([ben.personId]);
		expect((await progressFor(seen(analyst), db, analyst, id)).coders).toHaveLength(2);
	});
});

test('who codes a passage blind with another does not settle its evidence elsewhere meanwhile, and a third person may', async () => {
	const { id, passages } = await drawn('2046-full', {}, 'A lack of funds.');
	const addition = { ...given, passageId: passages[0]! };
	await expect(addEvidence(db, ana, addition)).rejects.toMatchObject({ code: 'coding.in-project', slots: { project: id } });
	await expect(finishPassage(db, ana, passages[0]!, { byChance: false })).rejects.toThrow('coding.in-project');
	await addEvidence(db, analyst, { ...addition, quote: 'lack' });
	await setBlind(db, analyst, id, false, 'training');
	await addEvidence(db, ana, addition);
	await setBlind(db, analyst, id, true, 'in earnest');
	await closeProject(db, analyst, id, 'over');
	await addEvidence(db, ana, { ...addition, conceptId: 'need/finance' });
	await expect(passOn(db, analyst, id, ana.personId!, ben.personId!, 'ill')).rejects.toThrow('coding.closed');
});

test('the audit says in how many of the passages that the machine left empty people found something', async () => {
	const { id } = await drawn(
		'2047-full',
		{ size: 1, audit: 3, rule: 'single', coders: [ana.personId!] },
		'funds one',
		'funds two',
		'funds three',
		'funds four'
	);
	const audit = await db.selectFrom('codingPassage').select('passageId').where('projectId', '=', id).where('part', '=', 'audit').execute();
	for (const [index, { passageId }] of audit.slice(0, 2).entries()) {
		const task = await taskOf(ana, id, passageId);
		if (index === 0) await addCode(db, ana, task, given);
		await finishTask(db, ana, task);
	}
	expect(await auditFound(db, id, ['challenge', 'need'])).toEqual([{ language: 'en', drawn: 3, read: 2, found: 1 }]);
	expect(await auditFound(db, id, ['need'])).toEqual([{ language: 'en', drawn: 3, read: 2, found: 0 }]);
});
