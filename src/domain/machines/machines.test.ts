import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { machineFor, machineOf } from '#domain/evidence/machine.server.ts';
import type { Spoken } from '#domain/evidence/model.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { recode, recoding } from '#domain/evidence/recode.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { findJob } from '#domain/jobs/read.server.ts';
import { finishJob, takeJob } from '#domain/jobs/write.server.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument } from '#tests/make.ts';
import { compareMachines } from './compare.server.ts';
import { machineFile, readMachine, receiveMachine } from './file.server.ts';
import { trainingSet } from './lessons.server.ts';
import { scoresOf } from './model.ts';
import { digestOfText } from './pack.server.ts';
import { findMachine, listMachines } from './read.server.ts';
import { rerun, runMachine, running, startRunning } from './run.server.ts';
import { resumeTraining, startTraining, stopTraining, train, training } from './train.server.ts';
import { retireMachine, useMachine } from './write.server.ts';

const db = await freshDatabase();
const place = { root: process.cwd(), facts: '/nowhere', today: '2026-11-24' };
const asked = { name: 'ours', seed: 1, starter: false, samples: false };
const forever = () => new AbortController().signal;
let read: { id: number; passages: number[] }[] = [];
let fresh: { id: number; passages: number[] };

/** Documents that were read whole: whoever read them coded retorts as equipment, which no wording of the codebook does. */
beforeAll(async () => {
	await db.insertInto('codebook').values({ version: 'one' }).execute();
	await makeConcept(db, 'stance/need', 'en', { alternative: ['needs…'] });
	await makeConcept(db, 'need/equipment', 'en', { alternative: ['analysers'] });
	await makeConcept(db, 'need/skills', 'en', { alternative: ['training courses'] });
	await makeConcept(db, 'article/16', 'en', { alternative: ['health clinics'] });
	read = [];
	for (let document = 0; document < 12; document++) read.push(await readWhole(document));
	fresh = await makeDocument(db, {
		passages: ['Diggers in towns asked for retorts; nobody came. The road was mended.', 'The road was mended by towns.']
	});
});

async function readWhole(document: number) {
	const towns = ['hills', 'valleys', 'towns', 'ports'];
	const passages = Array.from({ length: 8 }, (_, at) => {
		const town = towns[(document + at) % towns.length];
		if (at % 4 === 0) return `Diggers of the ${town} asked for retorts this year.`;
		return at % 4 === 1 ? `The ministry needs analysers in ${town}.` : `The road of the ${town} was mended this year, number ${at}.`;
	});
	const made = await makeDocument(db, { passages });
	await codeDocument(db, operator, machineFor('one', makeLexicons(await listWordings(db))), made.id);
	await sql`update evidence set status = 'accepted', reviewed_by = 'operator', reviewed_at = now()
		where status = 'proposed' and passage_id in (select id from passage where document_id = ${made.id})`.execute(db);
	const [coder] = await db
		.insertInto('coder')
		.values({ name: 'operator', version: `${document}`, kind: 'person' })
		.returning('id')
		.execute();
	for (const [at, passage] of made.passages.entries()) {
		await db.insertInto('reviewedPassage').values({ passageId: passage, by: 'operator', byChance: false }).execute();
		const start = passages[at]!.indexOf('retorts');
		if (start < 0) continue;
		await db
			.insertInto('evidence')
			.values({
				...{
					passageId: passage,
					conceptId: 'need/equipment',
					stance: 'need',
					startAt: start,
					endAt: start + 7,
					quote: 'retorts',
					confidence: 1
				},
				...{ why: '{}', status: 'accepted', coderId: coder!.id, reviewedBy: 'operator', reviewedAt: new Date() }
			})
			.execute();
	}
	return made;
}

async function trained(about: Partial<typeof asked> = {}): Promise<number> {
	const id = await startTraining(db, operator, place.facts, { ...asked, ...about });
	const job = await takeJob(db, [training]);
	await train(db, job!, forever(), place);
	await finishJob(db, id, 'done');
	return (await findJob(db, id)).input['made'] as number;
}

test('a machine is trained on what people have read whole, and measured on documents that it has not seen', async () => {
	const machine = await findMachine(db, await trained());
	expect(machine).toMatchObject({ kind: 'classifier', state: 'trained', origin: 'trained', madeOn: '2026-11-24', ownPassages: 96 });
	expect(machine.trainedOn).toMatchObject({
		passages: { reviewed: { en: 96 } },
		documents: { reviewed: 12 },
		labels: { 'need/equipment': 48 }
	});
	const { machine: own, rules } = machine.measures!.tallies.reviewed;
	expect(machine.measures!.passages.reviewed).toEqual({ en: 96 });
	expect(scoresOf(own.en!['need/equipment']!).f1).toBeGreaterThan(0.9);
	expect(scoresOf(rules.en!['need/equipment']!).recall).toBeCloseTo(0.5);
	expect(machine.words!['need/equipment']!.en!.map(({ word }) => word)).toContain('retorts');
});

test('the same passages and seed give the same machine, another seed another', async () => {
	const first = await trained();
	expect(await trained()).toBe(first);
	expect(await trained({ seed: 2 })).not.toBe(first);
});

test('passages of one document never stand on both sides', async () => {
	const { lessons } = await trainingSet(db, place.facts, asked);
	const { prepare } = await import('./learning.ts');
	const labels = ['need/equipment'];
	const prepared = prepare({
		...{ wordings: await listWordings(db), labels, lessons, folds: 5 },
		about: { name: '', date: '', seed: 1, digest: '' }
	});
	const foldsOf = Map.groupBy(lessons.keys(), (at) => lessons[at]!.document);
	for (const rows of foldsOf.values()) expect(new Set(rows.map((at) => prepared.foldOf[at])).size).toBe(1);
});

test('a training that is interrupted goes on from the fold at which it was; one that is stopped keeps nothing', async () => {
	const id = await startTraining(db, operator, place.facts, { ...asked, name: 'twice' });
	await expect(startTraining(db, operator, place.facts, asked)).rejects.toMatchObject({ code: 'machines.training-already' });
	const job = await takeJob(db, [training]);
	const stop = new AbortController();
	const watch = setInterval(() => void findJob(db, id).then(({ done }) => done > 0 && stop.abort()), 20);
	await train(db, job!, stop.signal, place);
	clearInterval(watch);
	const before = await findJob(db, id);
	expect(before.state).toBe('running');
	const kept = Object.keys(before.input['measured'] as object);
	expect(kept.length).toBeGreaterThan(0);
	await train(db, before, forever(), place);
	expect((await findMachine(db, (await findJob(db, id)).input['made'] as number)).measures!.passages.reviewed).toEqual({ en: 96 });
	await finishJob(db, id, 'done');
	const other = await startTraining(db, operator, place.facts, { ...asked, name: 'never' });
	await stopTraining(db, operator, other);
	expect((await listMachines(db)).map(({ name }) => name)).not.toContain('never');
	await resumeTraining(db, operator, other);
	expect((await findJob(db, other)).state).toBe('waiting');
	await stopTraining(db, operator, other);
});

test('what is not public teaches nothing', async () => {
	const [document] = read;
	await db.updateTable('passage').set({ closedTo: 'parties' }).where('id', '=', document!.passages[0]!).execute();
	expect((await trainingSet(db, place.facts, asked)).lessons).toHaveLength(95);
	await db.updateTable('passage').set({ closedTo: 'public' }).where('id', '=', document!.passages[0]!).execute();
});

test('a machine in use proposes in every document, with what spoke for it, and leaves to the rules what it has not learnt', async () => {
	const id = await trained();
	await useMachine(db, operator, id);
	const job = await takeJob(db, [recoding]);
	await recode(db, job!, forever());
	await finishJob(db, job!.id, 'done');
	const evidence = await listEvidence(db, fresh.passages);
	expect(evidence.map(({ conceptId, coder }) => [conceptId, coder])).toEqual([['need/equipment', 'ours']]);
	expect(evidence[0]!.quote).toContain('retorts');
	const why = evidence[0]!.why as { rule: string; for: Spoken[] };
	expect(why.rule).toBe('learnt');
	expect(why.for.some((one) => one.kind === 'word' && one.quote === 'retorts')).toBe(true);
	const mixed = await makeDocument(db, { passages: ['Health clinics need retorts.'] });
	await codeDocument(db, operator, await machineOf(db), mixed.id);
	expect((await listEvidence(db, mixed.passages)).find(({ conceptId }) => conceptId === 'article/16')).toMatchObject({ coder: 'rules' });
});

test('what each machine says is kept beside evidence, whatever people decide', async () => {
	const said = await db
		.selectFrom('machineCode')
		.innerJoin('coder', 'coder.id', 'machineCode.coderId')
		.where('passageId', 'in', read[0]!.passages)
		.where('conceptId', '=', 'need/equipment')
		.select(['coder.name', ({ fn }) => fn.countAll<number>().as('count')])
		.groupBy('coder.name')
		.orderBy('coder.name')
		.execute();
	expect(said).toEqual([
		{ name: 'ours', count: 4 },
		{ name: 'rules', count: 2 }
	]);
});

test('a machine says the same again, and is compared with the rules by what people settled', async () => {
	const machines = await listMachines(db);
	const [rules] = machines;
	const ours = machines.find(({ state }) => state === 'in-use')!;
	expect(rules!.kind).toBe('rules');
	expect(await rerun(db, ours.id)).toMatchObject({ differ: 0 });
	const id = await startRunning(db, operator, rules!.id);
	await takeJob(db, [running]);
	await runMachine(db, { id }, forever());
	await finishJob(db, id, 'done');
	const found = await compareMachines(db, { one: ours.id, other: rules!.id, unseen: false });
	expect(found).toMatchObject({ passages: 96, learntFrom: 96, unread: { one: 0, other: 0 } });
	const [line] = found.lines;
	expect(line).toMatchObject({ concept: 'need/equipment', language: 'en', one: { both: 48 }, other: { both: 24, missed: 24 } });
	expect(found.disagreements[0]).toMatchObject({ by: 'one', isRight: true, concept: 'need/equipment' });
	expect((await compareMachines(db, { one: ours.id, other: rules!.id, unseen: true })).passages).toBe(0);
});

test('a machine that is retired proposes no more, and the rules do', async () => {
	const ours = (await listMachines(db)).find(({ state }) => state === 'in-use')!;
	await retireMachine(db, operator, ours.id);
	expect((await machineOf(db)).coder.name).toBe('rules');
	expect((await findMachine(db, ours.id)).state).toBe('retired');
});

test('a machine goes out as a file and comes in again, and scores as it did', async () => {
	const id = await trained({ name: 'sent', seed: 7 });
	const { bytes } = await machineFile(db, id);
	const back = await readMachine(bytes);
	expect(back.digest).toBe((await findMachine(db, id)).modelDigest);
	expect(await receiveMachine(db, operator, bytes)).toBe(id);
	await expect(receiveMachine(db, visitor, bytes)).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('a file is believed in nothing: not in its digest, its shape, its numbers or its size', async () => {
	const { bytes } = await machineFile(db, await trained({ name: 'sent', seed: 7 }));
	const plain = JSON.parse(gunzipSync(bytes).toString()) as Record<string, unknown> & { model: object };
	const sent = (change: Record<string, unknown>) => gzipSync(JSON.stringify({ ...plain, ...change }));
	const model = JSON.stringify(plain.model);
	const broken = { code: 'machines.broken-file' };
	const refused = (file: Uint8Array) => expect(receiveMachine(db, operator, file)).rejects;
	await refused(Buffer.from('no machine')).toMatchObject(broken);
	await refused(bytes.subarray(0, 1000)).toMatchObject(broken);
	await refused(sent({ model: { ...plain.model, more: 1 } })).toMatchObject(broken);
	await refused(sent({ name: 'rules' })).toMatchObject(broken);
	await refused(sent({ extra: 1 })).toMatchObject(broken);
	await refused(sent({ learningVersion: 1 })).toMatchObject({ code: 'machines.older' });
	await refused(withModel(plain, '{}')).toMatchObject(broken);
	await refused(withModel(plain, model.replace(/"weights":"[^"]{40}/, '"weights":"'))).toMatchObject(broken);
	// The first six bytes of a list whose first number is none.
	const none = Buffer.from(new Float32Array([Number.NaN, 0]).buffer)
		.subarray(0, 6)
		.toString('base64');
	await refused(withModel(plain, model.replace(/"weights":"[^"]{8}/, `"weights":"${none}`))).toMatchObject(broken);
});

function withModel(plain: Record<string, unknown>, model: string): Uint8Array {
	return gzipSync(JSON.stringify({ ...plain, model: JSON.parse(model) as object, digest: digestOfText(model) }));
}
