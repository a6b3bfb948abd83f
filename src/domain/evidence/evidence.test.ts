import { expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument } from '#tests/make.ts';
import { machineFor } from './machine.server.ts';
import { piecesOf, placeQuote } from './model.ts';
import { nextProposal } from './queue.server.ts';
import { countEvidence, listEvidence, listSpecificity } from './read.server.ts';
import { addEvidence, changeEvidence, codeDocument, reopenEvidence, reviewEvidence } from './write.server.ts';

const db = await freshDatabase();
await makeConcept(db, 'stance/challenge', 'en', { alternative: ['lack of…'] });
await makeConcept(db, 'challenge/finance', 'en', { governed: ['funds'] });
await makeConcept(db, 'need/finance', 'en', { alternative: ['funds'] });
await makeConcept(db, 'sector/waste', 'en', { alternative: ['waste'] });
await makeConcept(db, 'cue/generic', 'en', { alternative: ['resources'] });
const machine = machineFor('one', makeLexicons(await listWordings(db)));
const reviewer = operator;

async function codedDocument(...passages: string[]) {
	const document = await makeDocument(db, { passages });
	await codeDocument(db, reviewer, machine, document.id);
	return { ...document, evidence: await listEvidence(db, document.passages) };
}

test('the machine proposes with a quote, its place and the reason', async () => {
	const { evidence } = await codedDocument('😀 There is a lack of funds.');
	expect(evidence.find(({ conceptId }) => conceptId === 'challenge/finance')).toMatchObject({
		stance: 'challenge',
		start: 14,
		quote: 'lack of funds',
		status: 'proposed',
		coder: 'rules',
		coderKind: 'machine',
		why: { rule: 'governed', wording: 'funds', cue: 'lack of' }
	});
});

test('coding again changes nothing', async () => {
	const { id, passages, evidence } = await codedDocument('A lack of funds for waste.');
	expect(await codeDocument(db, reviewer, machine, id)).toBe(evidence.length);
	expect(await listEvidence(db, passages)).toHaveLength(evidence.length);
});

test('a proposal can be reviewed once', async () => {
	const { evidence } = await codedDocument('A lack of funds.');
	const settle = { evidenceId: evidence[0]!.id, verdict: 'accepted' as const };
	await reviewEvidence(db, reviewer, settle);
	await expect(reviewEvidence(db, reviewer, settle)).rejects.toMatchObject({ code: 'review.settled-meanwhile' });
});

test('of two reviewers at the same moment one wins and the other is told', async () => {
	const { evidence } = await codedDocument('A lack of funds.');
	const settle = (verdict: 'accepted' | 'refused') => reviewEvidence(db, reviewer, { evidenceId: evidence[0]!.id, verdict });
	const outcomes = await Promise.allSettled([settle('accepted'), settle('refused')]);
	expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a new version of the coder never touches a decision, and does not propose it again', async () => {
	const { id, passages, evidence } = await codedDocument('A lack of funds for waste.');
	const [challenge, waste] = ['challenge/finance', 'sector/waste'].map((concept) =>
		evidence.find(({ conceptId }) => conceptId === concept)!
	);
	await reviewEvidence(db, reviewer, { evidenceId: challenge!.id, verdict: 'accepted' });
	await reviewEvidence(db, reviewer, { evidenceId: waste!.id, verdict: 'refused' });
	await codeDocument(db, reviewer, machineFor('two', makeLexicons(await listWordings(db))), id);
	const after = await listEvidence(db, passages);
	expect(after.filter(({ conceptId }) => conceptId !== 'need/finance').map(({ id: one, status }) => [one, status])).toEqual([
		[challenge!.id, 'accepted'],
		[waste!.id, 'refused']
	]);
	expect(after.find(({ conceptId }) => conceptId === 'need/finance')?.status).toBe('proposed');
});

test('a change refuses the old and accepts the new in its place', async () => {
	const { passages, evidence } = await codedDocument('A lack of funds.');
	const old = evidence.find(({ conceptId }) => conceptId === 'need/finance')!;
	const added = await changeEvidence(db, reviewer, { evidenceId: old.id, conceptId: 'sector/waste', stance: 'need' });
	const after = await listEvidence(db, passages);
	expect(after.find(({ id }) => id === old.id)?.status).toBe('refused');
	expect(after.find(({ id }) => id === added)).toMatchObject({
		conceptId: 'sector/waste',
		stance: 'need',
		quote: 'funds',
		status: 'accepted',
		coderKind: 'person',
		reviewedBy: reviewer.key
	});
});

test('a reviewer adds by quoting, and must quote what is there', async () => {
	const { passages } = await codedDocument('Roads and roads, and power.');
	const [passageId] = passages as [number];
	const add = (quote: string, near?: number) =>
		addEvidence(db, reviewer, { passageId, conceptId: 'sector/waste', stance: 'need', quote, near });
	await expect(add('bridges')).rejects.toMatchObject({ code: 'review.quote-not-found' });
	await expect(add('oads')).rejects.toMatchObject({ code: 'review.quote-not-found' });
	await add('roads', 10);
	await add('power');
	expect((await listEvidence(db, passages)).map(({ start, quote, confidence }) => [start, quote, confidence])).toEqual([
		[10, 'roads', 1],
		[21, 'power', 1]
	]);
});

test('what is settled can be opened again', async () => {
	const { passages, evidence } = await codedDocument('A lack of funds.');
	await reviewEvidence(db, reviewer, { evidenceId: evidence[0]!.id, verdict: 'refused' });
	await reopenEvidence(db, reviewer, { evidenceId: evidence[0]!.id });
	expect((await listEvidence(db, passages))[0]?.status).toBe('proposed');
	await expect(reopenEvidence(db, reviewer, { evidenceId: evidence[0]!.id })).rejects.toMatchObject({ code: 'review.settled-meanwhile' });
});

test('a visitor settles, adds, changes and codes nothing', async () => {
	const { id, passages, evidence } = await codedDocument('A lack of funds.');
	const evidenceId = evidence[0]!.id;
	const refused = { code: 'refused.not-allowed' };
	await expect(reviewEvidence(db, visitor, { evidenceId, verdict: 'accepted' })).rejects.toMatchObject(refused);
	await expect(reopenEvidence(db, visitor, { evidenceId })).rejects.toMatchObject(refused);
	await expect(changeEvidence(db, visitor, { evidenceId, conceptId: 'sector/waste', stance: 'need' })).rejects.toMatchObject(refused);
	await expect(
		addEvidence(db, visitor, { passageId: passages[0]!, conceptId: 'sector/waste', stance: 'need', quote: 'funds', near: undefined })
	).rejects.toMatchObject(refused);
	await expect(codeDocument(db, visitor, machine, id)).rejects.toMatchObject(refused);
	expect(await listEvidence(db, passages)).toEqual(evidence);
});

test('"a lack of resources" states something, and names nothing', async () => {
	const { passages, evidence } = await codedDocument('There is a lack of resources.');
	expect(evidence).toEqual([]);
	expect(await listSpecificity(db, passages)).toMatchObject([{ score: 0, kind: null }]);
});

test('the queue leads to the next proposal in the order of the text', async () => {
	const { id, evidence } = await codedDocument('Waste.', 'A lack of funds.');
	const next = await nextProposal(db, id, 0, 1);
	expect(evidence.find((one) => one.id === next?.id)?.conceptId).toBe('challenge/finance');
	expect(await countEvidence(db, id)).toEqual({ proposed: 3, accepted: 0, refused: 0 });
});

test('a passage in a language that we do not code gets nothing', async () => {
	const document = await makeDocument(db, { passages: [{ body: 'lack of funds' }] });
	await db.updateTable('passage').set({ language: null }).where('documentId', '=', document.id).execute();
	expect(await codeDocument(db, reviewer, machine, document.id)).toBe(0);
});

test('pieces of a passage join to the passage, with every mark where it belongs', () => {
	const pieces = piecesOf('lack of funds for waste', [
		{ id: 1, start: 0, end: 13 },
		{ id: 2, start: 8, end: 13 },
		{ id: 3, start: 18, end: 23 }
	]);
	expect(pieces).toEqual([
		{ text: 'lack of ', marks: [1] },
		{ text: 'funds', marks: [1, 2] },
		{ text: ' for ', marks: [] },
		{ text: 'waste', marks: [3] }
	]);
});

test('a quote is placed where it was pointed to, or where alone it stands', () => {
	expect(placeQuote('a b a', 'a', 4)).toEqual({ start: 4, end: 5 });
	expect(placeQuote('a b a', 'b')).toEqual({ start: 2, end: 3 });
	expect(placeQuote('a b a', 'a')).toBeUndefined();
	expect(placeQuote('a b a', '')).toBeUndefined();
});

test('whoever changes a piece that another has settled meanwhile is told, and nothing changes', async () => {
	const { evidence, passages } = await codedDocument('A lack of funds.');
	const evidenceId = evidence[0]!.id;
	await reviewEvidence(db, reviewer, { evidenceId, verdict: 'accepted' });
	const late = { evidenceId, seen: 'proposed' as const, conceptId: 'need/finance', stance: 'need' as const, quote: 'funds' };
	await expect(changeEvidence(db, reviewer, late)).rejects.toMatchObject({
		code: 'review.settled-meanwhile',
		slots: { status: 'accepted' }
	});
	expect((await listEvidence(db, passages)).find(({ id }) => id === evidenceId)).toMatchObject({ status: 'accepted' });
	await expect(reopenEvidence(db, reviewer, { evidenceId, seen: 'refused' })).rejects.toMatchObject({ slots: { status: 'accepted' } });
	await changeEvidence(db, reviewer, { ...late, seen: 'accepted' });
	expect((await listEvidence(db, passages)).find(({ id }) => id === evidenceId)).toMatchObject({ status: 'refused' });
});
