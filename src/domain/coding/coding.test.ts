import { describe, expect, test } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { machineFor } from '#domain/evidence/machine.server.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { operator } from '#domain/actor.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { adjudicate, listSaid, listToAdjudicate } from './adjudicate.server.ts';
import type { NewProject } from './input.ts';
import { closeProject, makeProject, passOn } from './project.server.ts';
import { nextInQueue, nextTasks, queueProgress } from './queue.server.ts';
import { findProject, listCoders, listProjects, listStrata, progressOf } from './read.server.ts';
import { addCode, codesOf, finishTask, judge, reopenTask, skipTask, takeBack } from './task.server.ts';
import { finishPassage, passOver, unfinishPassage } from './whole.server.ts';

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
await makeParty(db, 'AAA', { unGroup: 'africa' });
const machine = machineFor('one', makeLexicons(await listWordings(db)));
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const ana = await makeHolder(db, 'editor', 'ana@example.org');
const ben = await makeHolder(db, 'translator', 'ben@example.org');
const focal = await makeHolder(db, 'focal-point', 'focal@example.org', { party: 'AAA' });

async function coded(cycle: string, ...passages: string[]) {
	const document = await makeDocument(db, { party: 'AAA', cycle, passages });
	await codeDocument(db, operator, machine, document.id);
	return document;
}

const asked = (cycle: string, about: Partial<NewProject> = {}): NewProject => ({
	...{ languages: [], regions: [], kinds: [], cycle, samples: false, size: 100, allocation: 'equal' as const, audit: 0 },
	...{ title: 'A trial', language: 'en' as const, purpose: '', schemes: ['challenge', 'need', 'sector'] as NewProject['schemes'] },
	...{ rule: 'double' as const, doubleShare: 1, blind: true, showsProposals: true, randomShare: 0.2, seed: 5 },
	coders: [ana.personId!, ben.personId!],
	...about
});

const evidenceOf = async (passageId: number) =>
	(await listEvidence(db, [passageId])).map(({ conceptId, status, coderKind }) => `${conceptId} ${status} ${coderKind}`).toSorted();

/** Has a coder judge every proposal of a task alike. */
async function judgeAll(actor: Actor, taskId: number, passageId: number, verdict: 'accepted' | 'refused', only?: string) {
	for (const one of await listEvidence(db, [passageId]))
		if (one.status === 'proposed')
			await judge(db, actor, taskId, { evidenceId: one.id, verdict: only === undefined || one.conceptId === only ? verdict : 'refused' });
}
const taskOf = async (actor: Actor, projectId: number, passageId: number) =>
	(await nextTasks(db, actor, projectId, 100)).find((one) => one.passageId === passageId)!.taskId!;

describe('making a coding project', () => {
	test('draws over strata, deals to the coders, and keeps how', async () => {
		await coded('2025-full', 'A lack of funds.', 'The weather was fine.', 'Waste was burnt.');
		await makeDocument(db, { party: 'AAA', cycle: '2025-full', language: 'fr', passages: ['Bonjour à tous.'] });
		const id = await makeProject(db, analyst, asked('2025-full', { size: 2, audit: 2 }));
		expect(await findProject(db, id)).toMatchObject({ rule: 'double', blind: true, codebookVersion: 'one', draw: { size: 2, audit: 2 } });
		const strata = await listStrata(db, id);
		expect(strata.filter(({ part }) => part === 'sample')).toEqual([
			{ part: 'sample', stratum: 'en/africa/national-report', passages: 3, drawn: 1 },
			{ part: 'sample', stratum: 'fr/africa/national-report', passages: 1, drawn: 1 }
		]);
		const { passages, tasks } = (await progressOf(db, [id])).get(id)!;
		expect(tasks).toBe(2 * passages);
		expect((await listCoders(db, id)).map(({ name, tasks: own }) => [name, own])).toEqual([
			['ana', passages],
			['ben', passages]
		]);
	});
	test('takes into the audit only what the machine left empty', async () => {
		await coded('2026-full', 'A lack of funds.', 'Fine weather.', 'Rain.', 'Waste.');
		const id = await makeProject(db, analyst, asked('2026-full', { size: 1, audit: 10, seed: 3 }));
		const audited = await db
			.selectFrom('codingPassage')
			.innerJoin('passage', 'passage.id', 'passageId')
			.where('projectId', '=', id)
			.where('part', '=', 'audit')
			.select('body')
			.execute();
		expect(audited.length).toBeGreaterThan(0);
		expect(audited.every(({ body }) => ['Fine weather.', 'Rain.'].includes(body))).toBe(true);
	});
	test('is refused to who may not, with one coder for two, with no passage, or with someone who may not code', async () => {
		await expect(makeProject(db, ana, asked('2025-full'))).rejects.toThrow('refused.not-allowed');
		await expect(makeProject(db, analyst, asked('2025-full', { coders: [ana.personId!] }))).rejects.toThrow('coding.doubling-needs-two');
		await expect(makeProject(db, analyst, asked('2099-full'))).rejects.toThrow('coding.empty-pool');
		await expect(makeProject(db, analyst, asked('2025-full', { coders: [ana.personId!, focal.personId!] }))).rejects.toThrow(
			'coding.may-not-code'
		);
	});
	test('draws only what every coder may read', async () => {
		const document = await coded('2027-full', 'A lack of funds.', 'Waste.');
		await db.updateTable('passage').set({ closedTo: 'secretariat' }).where('id', '=', document.passages[0]!).execute();
		await db.insertInto('organisation').values({ name: 'A partner' }).execute();
		const { id: organisationId } = await db.selectFrom('organisation').select('id').executeTakeFirstOrThrow();
		const guest = await makeHolder(db, 'partner', 'guest@example.org', { organisationId });
		const inside = await makeProject(db, analyst, asked('2027-full', { rule: 'single' }));
		const withGuest = await makeProject(db, analyst, asked('2027-full', { coders: [ana.personId!, guest.personId!] }));
		expect((await progressOf(db, [inside, withGuest])).get(inside)!.passages).toBe(2);
		expect((await progressOf(db, [withGuest])).get(withGuest)!.passages).toBe(1);
		await expect(passOn(db, analyst, inside, ana.personId!, guest.personId!, 'ill')).rejects.toThrow('coding.may-not-read');
	});
});

describe('a single task', () => {
	test('makes evidence of what its coder says as soon as it is done', async () => {
		const { passages } = await coded('2028-full', 'A lack of funds for waste.');
		const id = await makeProject(db, analyst, asked('2028-full', { rule: 'single', coders: [ana.personId!] }));
		const taskId = await taskOf(ana, id, passages[0]!);
		await expect(finishTask(db, ana, taskId)).rejects.toThrow('coding.proposals-open');
		await judgeAll(ana, taskId, passages[0]!, 'accepted', 'challenge/finance');
		await addCode(db, ana, taskId, { conceptId: 'sector/waste', stance: 'challenge', quote: 'funds for waste', near: undefined });
		expect(await finishTask(db, ana, taskId, { states: true })).toBe('settled');
		expect(await evidenceOf(passages[0]!)).toEqual([
			'challenge/finance accepted machine',
			'need/finance refused machine',
			'sector/waste accepted person',
			'sector/waste refused machine'
		]);
		const replaced = await db
			.selectFrom('evidence')
			.select('replaces')
			.where('status', '=', 'accepted')
			.where('conceptId', '=', 'sector/waste')
			.where('passageId', '=', passages[0]!)
			.executeTakeFirstOrThrow();
		expect(replaced.replaces).not.toBeNull();
		expect(
			await db.selectFrom('reviewedPassage').select(['by', 'byChance']).where('passageId', '=', passages[0]!).executeTakeFirst()
		).toEqual({ by: ana.key, byChance: true });
		expect(await nextTasks(db, ana, id, 10)).toEqual([]);
	});
	test('opened again, corrected and done anew settles as it now says', async () => {
		const { passages } = await coded('2029-full', 'A lack of funds.');
		const id = await makeProject(db, analyst, asked('2029-full', { rule: 'single', coders: [ana.personId!] }));
		const taskId = await taskOf(ana, id, passages[0]!);
		await judgeAll(ana, taskId, passages[0]!, 'accepted');
		await finishTask(db, ana, taskId);
		await expect(takeBack(db, ana, taskId, (await codesOf(db, taskId))[0]!.id)).rejects.toThrow('coding.task-done');
		await reopenTask(db, ana, taskId);
		const finance = (await codesOf(db, taskId)).find(({ conceptId }) => conceptId === 'need/finance')!;
		await judge(db, ana, taskId, { evidenceId: finance.evidenceId!, verdict: 'refused' });
		await finishTask(db, ana, taskId);
		expect(await evidenceOf(passages[0]!)).toEqual(['challenge/finance accepted machine', 'need/finance refused machine']);
	});
	test('of a doubled passage opened again leaves alone that someone had read the passage whole before', async () => {
		const { passages } = await coded('2040-full', 'Fine weather.');
		await finishPassage(db, analyst, passages[0]!, { byChance: false });
		const id = await makeProject(db, analyst, asked('2040-full'));
		const taskId = await taskOf(ana, id, passages[0]!);
		await finishTask(db, ana, taskId);
		await reopenTask(db, ana, taskId);
		expect(await db.selectFrom('reviewedPassage').select('by').where('passageId', '=', passages[0]!).executeTakeFirst()).toEqual({
			by: analyst.key
		});
	});
	test('judges no proposal of a scheme that is not asked about, and takes no retired concept', async () => {
		const { passages } = await coded('2041-full', 'A lack of funds.');
		const id = await makeProject(db, analyst, asked('2041-full', { rule: 'single', coders: [ana.personId!], schemes: ['challenge'] }));
		const taskId = await taskOf(ana, id, passages[0]!);
		const need = (await listEvidence(db, passages)).find(({ conceptId }) => conceptId === 'need/finance')!;
		await expect(judge(db, ana, taskId, { evidenceId: need.id, verdict: 'accepted' })).rejects.toThrow('coding.other-scheme');
		await makeConcept(db, 'challenge/gone');
		await db.updateTable('concept').set({ retiredAt: new Date() }).where('id', '=', 'challenge/gone').execute();
		const given = { conceptId: 'challenge/gone', stance: 'challenge' as const, quote: 'funds', near: undefined };
		await expect(addCode(db, ana, taskId, given)).rejects.toThrow('review.no-such-concept');
	});
	test('is nobody else’s', async () => {
		const { passages } = await coded('2030-full', 'A lack of funds.');
		const id = await makeProject(db, analyst, asked('2030-full', { rule: 'single', coders: [ana.personId!] }));
		const taskId = await taskOf(ana, id, passages[0]!);
		await expect(skipTask(db, ben, taskId)).rejects.toThrow('refused.not-found');
		await expect(finishTask(db, focal, taskId)).rejects.toThrow('refused.not-allowed');
		await expect(judge(db, ana, taskId, { evidenceId: 1_000_000, verdict: 'accepted' })).rejects.toThrow('refused.not-found');
	});
	test('takes no code of a scheme that is not asked for, nor words that are not there', async () => {
		const { passages } = await coded('2031-full', 'A lack of funds, a lack of funds.');
		const id = await makeProject(db, analyst, asked('2031-full', { rule: 'single', coders: [ana.personId!], schemes: ['challenge'] }));
		const taskId = await taskOf(ana, id, passages[0]!);
		const given = { stance: 'need' as const, near: undefined };
		await expect(addCode(db, ana, taskId, { ...given, conceptId: 'need/finance', quote: 'funds' })).rejects.toThrow('coding.other-scheme');
		await expect(addCode(db, ana, taskId, { ...given, conceptId: 'challenge/finance', quote: 'nothing' })).rejects.toThrow(
			'review.quote-not-found'
		);
		await expect(addCode(db, ana, taskId, { ...given, conceptId: 'challenge/finance', quote: 'funds' })).rejects.toThrow(
			'review.quote-not-found'
		);
		const added = await addCode(db, ana, taskId, { ...given, conceptId: 'challenge/finance', quote: 'funds', near: 27 });
		expect(await addCode(db, ana, taskId, { ...given, conceptId: 'challenge/finance', quote: 'funds', near: 27 })).toBe(added);
		await takeBack(db, ana, taskId, added);
		expect(await codesOf(db, taskId)).toEqual([]);
	});
});

describe('a passage that is coded twice', () => {
	async function both(cycle: string, second: 'accepted' | 'refused') {
		const { passages } = await coded(cycle, 'A lack of funds.');
		const id = await makeProject(db, analyst, asked(cycle));
		const [one, two] = [await taskOf(ana, id, passages[0]!), await taskOf(ben, id, passages[0]!)];
		await judgeAll(ana, one, passages[0]!, 'accepted');
		expect(await finishTask(db, ana, one)).toBe('waits');
		expect(await evidenceOf(passages[0]!)).toEqual(['challenge/finance proposed machine', 'need/finance proposed machine']);
		expect(await listSaid(db, id, passages[0]!)).toEqual([]);
		await judgeAll(ben, two, passages[0]!, second);
		return { id, passageId: passages[0]!, outcome: await finishTask(db, ben, two), one, two };
	}
	test('is evidence where both say the same', async () => {
		const { passageId, outcome } = await both('2032-full', 'accepted');
		expect(outcome).toBe('settled');
		expect(await evidenceOf(passageId)).toEqual(['challenge/finance accepted machine', 'need/finance accepted machine']);
	});
	test('waits for a third person where they differ, who sees what each said', async () => {
		const { id, passageId, outcome, one } = await both('2033-full', 'refused');
		expect(outcome).toBe('differs');
		expect(await listToAdjudicate(db, id)).toEqual([passageId]);
		expect((await progressOf(db, [id])).get(id)).toMatchObject({ toAdjudicate: 1, settled: 0, done: 2 });
		const said = await listSaid(db, id, passageId);
		expect(said.map(({ name, codes }) => [name, codes.length])).toEqual([
			['ana', 2],
			['ben', 0]
		]);
		await expect(reopenTask(db, ana, one)).rejects.toThrow('coding.both-done');
		const kept = said[0]!.codes.filter(({ conceptId }) => conceptId === 'challenge/finance').map((code) => code.id);
		const settle = { passageId, kept, added: [], states: true };
		await expect(adjudicate(db, ana, id, settle)).rejects.toThrow('refused.not-allowed');
		await adjudicate(db, analyst, id, settle);
		expect(await evidenceOf(passageId)).toEqual(['challenge/finance accepted machine', 'need/finance refused machine']);
		await expect(adjudicate(db, analyst, id, settle)).rejects.toThrow('coding.settled-meanwhile');
		expect(await listToAdjudicate(db, id)).toEqual([]);
	});
	test('is not settled by one of its coders', async () => {
		const { passages } = await coded('2034-full', 'A lack of funds.');
		const id = await makeProject(db, analyst, asked('2034-full', { coders: [analyst.personId!, ben.personId!] }));
		await judgeAll(analyst, await taskOf(analyst, id, passages[0]!), passages[0]!, 'accepted');
		await finishTask(db, analyst, await taskOf(analyst, id, passages[0]!));
		const settle = { passageId: passages[0]!, kept: [], added: [], states: false };
		await expect(adjudicate(db, analyst, id, settle)).rejects.toThrow('coding.not-all-done');
		await judgeAll(ben, await taskOf(ben, id, passages[0]!), passages[0]!, 'refused');
		await finishTask(db, ben, await taskOf(ben, id, passages[0]!));
		await expect(adjudicate(db, analyst, id, settle)).rejects.toThrow('coding.third-person');
	});
	test('differs too where the coders differ on whether it states anything', async () => {
		const { passages } = await coded('2035-full', 'Fine weather.');
		const id = await makeProject(db, analyst, asked('2035-full'));
		expect(await finishTask(db, ana, await taskOf(ana, id, passages[0]!), { states: true })).toBe('waits');
		expect(await finishTask(db, ben, await taskOf(ben, id, passages[0]!), { states: false })).toBe('differs');
	});
	test('of two who finish at the same moment, one settles it', async () => {
		const { passages } = await coded('2036-full', 'Fine weather.');
		const id = await makeProject(db, analyst, asked('2036-full'));
		const tasks = [await taskOf(ana, id, passages[0]!), await taskOf(ben, id, passages[0]!)] as const;
		const outcomes = await Promise.all([finishTask(db, ana, tasks[0]), finishTask(db, ben, tasks[1])]);
		expect(outcomes.toSorted()).toEqual(['settled', 'waits']);
	});
});

test('a coder’s tasks are passed on, but for what they have begun and what the other has already', async () => {
	const { passages } = await coded('2037-full', 'A lack of funds.', 'Waste.', 'Rain.');
	const id = await makeProject(db, analyst, asked('2037-full', { rule: 'single', coders: [ana.personId!] }));
	await judgeAll(ana, await taskOf(ana, id, passages[1]!), passages[1]!, 'accepted');
	expect(await passOn(db, analyst, id, ana.personId!, ben.personId!, 'ill')).toBe(2);
	expect((await nextTasks(db, ana, id, 10)).map(({ passageId }) => passageId)).toEqual([passages[1]]);
	expect((await nextTasks(db, ben, id, 10)).map(({ passageId }) => passageId).toSorted()).toEqual([passages[0], passages[2]]);
});

test('a closed project takes no more work', async () => {
	const { passages } = await coded('2038-full', 'A lack of funds.');
	const id = await makeProject(db, analyst, asked('2038-full', { rule: 'single', coders: [ana.personId!] }));
	const taskId = await taskOf(ana, id, passages[0]!);
	await closeProject(db, analyst, id, 'done with');
	await expect(skipTask(db, ana, taskId)).rejects.toThrow('coding.closed');
	await expect(closeProject(db, analyst, id, 'again')).rejects.toThrow('coding.closed');
	expect((await listProjects(db)).find((one) => one.id === id)?.closedAt).not.toBeNull();
});

describe('the common queue', () => {
	const all = { samples: true };
	test('serves what is proposed and not read whole, skipped passages last, and is done when all is read', async () => {
		const document = await makeDocument(db, { isSample: true, passages: ['A lack of funds.', 'Waste.', 'A lack of funds for waste.'] });
		await codeDocument(db, operator, machine, document.id);
		const queue = async () => (await nextInQueue(db, analyst, all, 50)).map(({ passageId }) => passageId);
		const first = await queue();
		expect(first.toSorted((a, b) => a - b)).toEqual(document.passages);
		const skipped = (await queue())[0]!;
		await passOver(db, analyst, skipped);
		expect((await queue()).at(-1)).toBe(skipped);
		await expect(finishPassage(db, analyst, skipped, { byChance: false })).rejects.toThrow('coding.proposals-open');
		await db
			.updateTable('evidence')
			.set({ status: 'accepted', reviewedBy: 'x', reviewedAt: new Date() })
			.where('passageId', '=', skipped)
			.execute();
		const named = { kind: 'need/finance', sector: null, item: 'funds', quantity: null, place: null, time: null };
		await finishPassage(db, analyst, skipped, { byChance: true, states: true, particulars: named });
		expect(await queue()).not.toContain(skipped);
		expect(await queueProgress(db, analyst, all)).toEqual({ all: 3, read: 1, mine: 1 });
		expect(await db.selectFrom('specificity').select(['score', 'reviewedBy']).where('passageId', '=', skipped).executeTakeFirst()).toEqual({
			score: 2,
			reviewedBy: analyst.key
		});
		// The machine does not overwrite what a person said of it.
		await codeDocument(db, operator, machine, document.id);
		expect(await db.selectFrom('specificity').select('score').where('passageId', '=', skipped).executeTakeFirst()).toEqual({ score: 2 });
		await unfinishPassage(db, analyst, skipped);
		expect(await queueProgress(db, analyst, all)).toEqual({ all: 3, read: 0, mine: 0 });
	});
	test('is narrowed by language, concept and document, and shows nobody what they may not review', async () => {
		const concept = await nextInQueue(db, analyst, { ...all, concept: 'sector/' }, 50);
		expect(concept.length).toBeGreaterThan(0);
		expect(concept.every(({ byChance }) => !byChance)).toBe(true);
		expect(await nextInQueue(db, analyst, { ...all, language: 'ru' }, 50)).toEqual([]);
		expect(await nextInQueue(db, focal, all, 50)).toEqual([]);
		await expect(finishPassage(db, focal, concept[0]!.passageId, { byChance: false })).rejects.toThrow('refused.not-allowed');
	});
	test('serves a passage without a proposal by chance only, and about one in five passages by chance', async () => {
		const document = await makeDocument(db, {
			isSample: true,
			language: 'es',
			passages: Array.from({ length: 400 }, (_, at) => `Lluvia ${at}.`)
		});
		await codeDocument(db, operator, machine, document.id);
		const served = await nextInQueue(db, analyst, { ...all, documentId: document.id }, 1000);
		expect(served.every(({ byChance }) => byChance)).toBe(true);
		expect(served.length).toBeGreaterThan(40);
		expect(served.length).toBeLessThan(130);
	});
});
