import { afterAll, expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { machineFor } from '#domain/evidence/machine.server.ts';
import { listSupport } from '#domain/evidence/machine-codes.server.ts';
import { listEvidence } from '#domain/evidence/read.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { findJob } from '#domain/jobs/read.server.ts';
import { finishJob, takeJob } from '#domain/jobs/write.server.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument } from '#tests/make.ts';
import { standInModel } from '#tests/stand-in-model.ts';
import type { Turn } from '#tests/stand-in-model.ts';
import { askModel, asking, startAsking } from './asking.server.ts';
import type { Asking } from './asking.server.ts';
import type { Patience } from './call.server.ts';

const db = await freshDatabase();
await db.insertInto('codebook').values({ version: 'one' }).execute();
await makeConcept(db, 'stance/challenge', 'en', { alternative: ['lack of…'] });
await makeConcept(db, 'challenge/finance', 'en', { governed: ['funds'] });
await makeConcept(db, 'need/equipment', 'en', { alternative: ['retorts'] });
const rules = machineFor('one', makeLexicons(await listWordings(db)));
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const patience: Patience = { timeout: 300, pause: 1, tries: 3, most: 100_000 };
const lacksRetorts: Turn = {
	codes: (text) => (text.includes('retorts') ? [{ concept: 'need/equipment', stance: 'need', quote: 'retorts', confidence: 0.9 }] : [])
};

async function modelOf(script: Turn[], about: { key?: string; takesClosed?: boolean } = {}) {
	const { url, asked, close } = await standInModel(script);
	closing.push(close);
	return { asked, model: { url, key: about.key, name: `stand-in ${closing.length}`, takesClosed: about.takesClosed ?? false } };
}

/** Asks the stand-in about documents, as the worker does, and gives back what came of it. */
async function asks(model: Parameters<typeof askModel>[3], documents: number[]): Promise<Asking> {
	const id = await startAsking(db, operator, model, documents);
	const job = await takeJob(db, [asking]);
	await askModel(db, job!, new AbortController().signal, model, patience);
	await finishJob(db, id, 'done');
	return (await findJob(db, id)).input as Asking;
}

test('what a language model says becomes proposals of a coder of its own, with definitions asked in the language of the passage', async () => {
	const { model, asked } = await modelOf([lacksRetorts], { key: 'secret' });
	const { id, passages } = await makeDocument(db, { passages: ['Towns have no retorts.', 'Nothing to report.'] });
	expect(await asks(model, [id])).toMatchObject({ asked: 2, codes: 1, invented: 0, tokensIn: 100, tokensOut: 20 });
	expect(asked).toHaveLength(1);
	expect(asked[0]).toMatchObject({ authorization: 'Bearer secret', path: '/v1/chat/completions' });
	expect(asked[0]?.system).toContain('need/equipment');
	const [proposal] = await listEvidence(db, passages);
	expect(proposal).toMatchObject({
		conceptId: 'need/equipment',
		stance: 'need',
		quote: 'retorts',
		start: 14,
		coder: model.name,
		status: 'proposed'
	});
});

test('what the machine in use says of the same words is one proposal, supported by both', async () => {
	const { model } = await modelOf([{ codes: () => [{ concept: 'challenge/finance', stance: 'challenge', quote: 'funds' }] }]);
	const { id, passages } = await makeDocument(db, { passages: ['There is a lack of funds.'] });
	await asks(model, [id]);
	await codeDocument(db, operator, rules, id);
	const evidence = await listEvidence(db, passages);
	expect(evidence.map(({ conceptId, coder }) => [conceptId, coder])).toEqual([['challenge/finance', 'rules']]);
	expect((await listSupport(db, passages)).get(evidence[0]!.id)).toEqual([model.name]);
});

test('quotes that are not in the passage and concepts that there are not are refused and counted', async () => {
	const { model } = await modelOf([
		{
			codes: () => [
				{ concept: 'need/equipment', stance: 'need', quote: 'Retorts' },
				{ concept: 'need/magic', stance: 'need', quote: 'retorts' },
				{ concept: 'need/equipment', stance: 'wish', quote: 'retorts' },
				{ concept: 'need/equipment', stance: 'need', quote: '' }
			]
		}
	]);
	const { id, passages } = await makeDocument(db, { passages: ['No retorts.'] });
	expect(await asks(model, [id])).toMatchObject({ codes: 0, invented: 4 });
	expect((await listEvidence(db, passages)).filter(({ coder }) => coder === model.name)).toEqual([]);
	const kept = await db
		.selectFrom('machinePassage')
		.select('invented')
		.where('passageId', 'in', passages)
		.where('invented', '>', 0)
		.execute();
	expect(kept).toEqual([{ invented: 4 }]);
});

test('prose around the answer is passed over', async () => {
	const { model } = await modelOf([{ ...lacksRetorts, around: (json) => `Sure {here}! \`\`\`json\n${json}\n\`\`\` Anything else?` }]);
	const { id } = await makeDocument(db, { passages: ['No retorts.'] });
	expect(await asks(model, [id])).toMatchObject({ codes: 1, unanswered: 0 });
});

test('a model that is busy, broken or silent is asked again', async () => {
	const { model, asked } = await modelOf([{ status: 429, headers: { 'retry-after': '0' } }, 'silence', lacksRetorts]);
	const { id } = await makeDocument(db, { passages: ['No retorts.'] });
	expect(await asks(model, [id])).toMatchObject({ codes: 1, unanswered: 0 });
	expect(asked).toHaveLength(3);
});

test('an answer that is huge or no JSON is not used, and each passage is asked about by itself', async () => {
	const { model, asked } = await modelOf(['a huge answer', lacksRetorts, 'no JSON']);
	const { id } = await makeDocument(db, { passages: ['No retorts.', 'Retorts, and more retorts.'] });
	expect(await asks(model, [id])).toMatchObject({ asked: 2, codes: 1, unanswered: 1 });
	expect(asked.map(({ passages }) => passages.length)).toEqual([2, 1, 1]);
});

test('a model that wants no questions ends the work', async () => {
	const { model } = await modelOf([{ status: 401 }]);
	const { id } = await makeDocument(db, { passages: ['No retorts.'] });
	await asks(model, [id]);
	const job = await db.selectFrom('job').select('id').where('kind', '=', asking).orderBy('id', 'desc').executeTakeFirstOrThrow();
	expect(await findJob(db, job.id)).toMatchObject({
		state: 'refused',
		outcome: [{ name: model.name, refused: 'machines.model-refuses', slots: { status: 401 } }]
	});
});

test('nowhere but to the address that is named is anything sent', async () => {
	const { model: elsewhere, asked } = await modelOf([lacksRetorts]);
	const { model } = await modelOf([{ status: 307, headers: { location: `${elsewhere.url}/chat/completions` } }]);
	const { id } = await makeDocument(db, { passages: ['No retorts.'] });
	expect(await asks(model, [id])).toMatchObject({ unanswered: 1 });
	expect(asked).toEqual([]);
});

test('what is not public is never sent, unless the operator says so, and then it is disclosed', async () => {
	const { id, passages } = await makeDocument(db, { passages: ['No retorts.', 'Secret retorts.'] });
	await db.updateTable('passage').set({ closedTo: 'secretariat' }).where('id', '=', passages[1]!).execute();
	const careful = await modelOf([lacksRetorts]);
	expect(await asks(careful.model, [id])).toMatchObject({ asked: 1, withheld: 1 });
	expect(careful.asked.flatMap((one) => one.passages.map(({ text }) => text))).toEqual(['No retorts.']);
	const told = await modelOf([lacksRetorts], { takesClosed: true });
	expect(await asks(told.model, [id])).toMatchObject({ asked: 2, withheld: 0 });
	const disclosed = await db.selectFrom('disclosure').select(['passageId', 'way']).where('documentId', '=', id).execute();
	expect(disclosed).toEqual([{ passageId: passages[1], way: 'model' }]);
});

test('work that was interrupted goes on after the last answer', async () => {
	const { model, asked } = await modelOf([lacksRetorts]);
	const { id, passages } = await makeDocument(db, { passages: Array.from({ length: 10 }, (_, at) => `No retorts ${at}.`) });
	const jobId = await startAsking(db, operator, model, [id]);
	await takeJob(db, [asking]);
	const saved = { ...((await findJob(db, jobId)).input as Asking), after: passages[7]!, at: id };
	await askModel(db, { id: jobId, input: saved }, new AbortController().signal, model, patience);
	await finishJob(db, jobId, 'done');
	expect(asked.flatMap((one) => one.passages).map(({ text }) => text)).toEqual(['No retorts 8.', 'No retorts 9.']);
});

test('only who may manage machines has one asked, and only one that the operator has named', async () => {
	const { model } = await modelOf([lacksRetorts]);
	await expect(startAsking(db, visitor, model, [])).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(startAsking(db, operator, undefined, [])).rejects.toMatchObject({ code: 'machines.no-model' });
});
