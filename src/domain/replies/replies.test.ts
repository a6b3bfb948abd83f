import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { operator, reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { changeEvidence, reviewEvidence } from '#domain/evidence/write.server.ts';
import { countHeard } from '#domain/findings/heard.server.ts';
import { countConcepts } from '#domain/findings/read.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { codingLines, countCoding, listCodedDocuments, listCoding } from './coding.server.ts';
import { codingFilters } from './input.ts';
import type { ObjectionInput, Settlement } from './input.ts';
import { heardOfStudy, listMarks, remarksOnStudy, standingOf } from './marks.server.ts';
import { measuresFor } from './model.ts';
import { makeObjection, rejoin, showObjection, withdrawObjection } from './object.server.ts';
import { agree, keepPeriods, openPeriods } from './period.server.ts';
import { countOutcomes, findObjection, findWaitingObjections, listMine, listObjections, listRunning } from './read.server.ts';
import { settleObjection } from './settle.server.ts';

const db = await freshDatabase();
const site = 'https://cinnabar.example';
await makeConcept(db, 'challenge/data');
await makeConcept(db, 'challenge/finance');
for (const iso3 of ['AAA', 'BBB', 'CCC']) await makeParty(db, iso3);
const ana = await makeHolder(db, 'analyst', 'ana@example.org');
const ben = await makeHolder(db, 'analyst', 'ben@example.org');
const editor = await makeHolder(db, 'editor', 'editor@example.org');
const focal = await makeHolder(db, 'focal-point', 'focal@example.org', { party: 'AAA' });
const reviewer = await makeHolder(db, 'reviewer', 'reviewer@example.org', { party: 'AAA' });
const contributor = await makeHolder(db, 'contributor', 'contributor@example.org', { party: 'AAA' });
const neighbour = await makeHolder(db, 'focal-point', 'neighbour@example.org', { party: 'BBB' });
const unconfirmed = await makeHolder(db, 'focal-point', 'new@example.org', { party: 'CCC', isProvisional: true });
await db.updateTable('person').set({ language: 'ar' }).where('id', '=', focal.personId!).execute();
const { id: machine } = await db
	.insertInto('coder')
	.values({ name: 'rules', version: '1', kind: 'machine' })
	.returning('id')
	.executeTakeFirstOrThrow();

const seen = (actor: Actor) => readingAs(db, reachOf(actor));
const all = codingFilters.parse({});

/** A document with one passage that the machine has coded, and the number of the code. */
async function makeCoded(party = 'AAA') {
	const { id, passages } = await makeDocument(db, {
		party,
		language: 'fr',
		passages: ['Data are lacking and funds are few.', 'Nothing more.']
	});
	const [passageId = 0] = passages;
	return { id, passageId, other: passages[1]!, code: await makeCode(passageId) };
}
const makeCode = async (passageId: number) => {
	const code = {
		passageId,
		conceptId: 'challenge/data',
		stance: 'challenge' as const,
		startAt: 0,
		endAt: 4,
		quote: 'Data',
		confidence: 0.5
	};
	return (
		await db
			.insertInto('evidence')
			.values({ ...code, why: '{}', coderId: machine })
			.returning('id')
			.executeTakeFirstOrThrow()
	).id;
};
async function makeAsked() {
	const made = await makeCoded();
	await openPeriods(db, ana, { documentId: made.id }, site);
	return made;
}
const reason = { language: 'ar' as const, reason: 'هذا ليس صحيحاً' };
const object = (evidenceId: number, more: object = {}, actor: Actor = focal) =>
	makeObjection(db, actor, { evidenceId, kind: 'wrong-concept', ...reason, ...more } as ObjectionInput);
const settle = (id: number, seenAs: string | undefined, more: Partial<Settlement> = {}, actor: Actor = ben) =>
	settleObjection(
		db,
		actor,
		id,
		{ decision: 'dismissed', measure: 'none', answer: 'It stands.', answerLanguage: 'en', seen: seenAs, ...more },
		site
	);
const refused = (code: string) => expect.objectContaining({ code });
const statusOf = async (id: number) => (await db.selectFrom('evidence').select('status').where('id', '=', id).executeTakeFirst())?.status;
const mailTo = (recipient: string) => db.selectFrom('mail').selectAll().where('recipient', '=', recipient).orderBy('id', 'desc').execute();

test('a Party is asked once about a document, for thirty days, and those who can object are told in their language', async () => {
	const { id } = await makeCoded();
	expect(await standingOf(seen(visitor), id)).toEqual({ state: 'not-asked' });
	expect(await openPeriods(db, ana, { documentId: id }, site)).toBe(1);
	const { rows } = await sql<{
		days: number;
	}>`select closes_on - (now() at time zone 'utc')::date as days from reply_period where document_id = ${id}`.execute(db);
	expect(rows).toEqual([{ days: 30 }]);
	const [letter] = await mailTo('focal@example.org');
	expect(letter).toMatchObject({ language: 'ar' });
	expect(letter?.body).toContain(`${site}/ar/parties/AAA/coding`);
	expect((await mailTo('reviewer@example.org'))[0]?.language).toBe('fr');
	expect(await mailTo('contributor@example.org')).toEqual([]);
	expect((await standingOf(seen(visitor), id)).state).toBe('running');
	await expect(openPeriods(db, ana, { documentId: id }, site)).rejects.toEqual(refused('replies.none-to-ask'));
	expect(await listMine(seen(focal), focal, 'en')).toMatchObject([{ party: 'AAA' }]);
	expect(await listMine(seen(neighbour), neighbour, 'en')).toEqual([]);
});

test('only the secretariat asks, and only about what is published, coded and the latest; never a Party that could not answer', async () => {
	const { id } = await makeCoded();
	for (const actor of [focal, editor, visitor, neighbour])
		await expect(openPeriods(db, actor, { documentId: id }, site)).rejects.toEqual(refused('refused.not-allowed'));
	const bare = await makeDocument(db, { party: 'AAA', passages: ['Nothing.'] });
	await expect(openPeriods(db, ana, { documentId: bare.id }, site)).rejects.toEqual(refused('replies.none-to-ask'));
	const silent = await makeCoded('CCC');
	await expect(openPeriods(db, ana, { documentId: silent.id }, site)).rejects.toEqual(refused('replies.nobody-to-ask'));
	expect(await standingOf(db, silent.id)).toEqual({ state: 'not-asked' });
	await db.updateTable('document').set({ state: 'withdrawn' }).where('id', '=', id).execute();
	await expect(openPeriods(db, ana, { documentId: id }, site)).rejects.toEqual(refused('replies.none-to-ask'));
});

test('all documents of a Party are asked about at once, in one mail', async () => {
	await makeCoded('BBB');
	await makeCoded('BBB');
	expect(await openPeriods(db, ana, { party: 'BBB', days: 20 }, site)).toBe(2);
	expect(await mailTo('neighbour@example.org')).toHaveLength(1);
	expect((await listRunning(seen(visitor), 'en', 'BBB')).map(({ party }) => party)).toEqual(['BBB', 'BBB']);
});

test('a focal point and a reviewer object to a code of their own Party while its period runs, and nobody else does', async () => {
	const { id, code, passageId, other } = await makeAsked();
	for (const actor of [contributor, neighbour, ana, visitor, unconfirmed])
		await expect(object(code, {}, actor)).rejects.toEqual(refused('refused.not-allowed'));
	const made = await object(code, { conceptId: 'challenge/finance', stance: 'challenge', quote: 'funds' }, reviewer);
	await expect(object(code)).rejects.toEqual(refused('replies.objected-already'));
	expect(await findObjection(seen(focal), made, 'en')).toMatchObject({ kind: 'wrong-concept', quote: 'Data', wantedQuote: 'funds' });
	const gap = { passageId, conceptId: 'challenge/finance', stance: 'challenge' as const, ...reason };
	await expect(makeObjection(db, focal, { ...gap, quote: 'mercury' })).rejects.toEqual(refused('review.quote-not-found'));
	await expect(makeObjection(db, focal, { ...gap, quote: 'are' })).rejects.toEqual(refused('replies.quote-twice'));
	await expect(makeObjection(db, focal, { ...gap, quote: 'funds', conceptId: 'challenge/none' })).rejects.toEqual(
		refused('review.no-such-concept')
	);
	await expect(makeObjection(db, focal, { ...gap, quote: 'funds', reason: ' ' })).rejects.toEqual(refused('refused.incomplete'));
	expect(await makeObjection(db, focal, { ...gap, quote: 'funds' })).toBeGreaterThan(made);
	expect(await countCoding(seen(focal), 'AAA', { ...all, document: id })).toBe(1);
	const { passages } = await listCoding(seen(focal), 'AAA', { ...all, document: id, show: 'all' });
	expect(passages.map((one) => one.id)).toEqual([passageId, other]);
	expect(passages[0]?.objections).toHaveLength(2);
	await sql`update reply_period set closes_on = closes_on - 31 where document_id = ${id}`.execute(db);
	await withdrawObjection(db, focal, made);
	await expect(object(code)).rejects.toEqual(refused('replies.not-running'));
});

test('who settled a code does not settle the objection to it, nor who changed it since', async () => {
	const { code } = await makeAsked();
	await reviewEvidence(db, ana, { evidenceId: code, verdict: 'accepted' });
	const id = await object(code);
	await expect(settle(id, `${code} accepted`, {}, ana)).rejects.toEqual(refused('replies.own-decision'));
	const changed = await changeEvidence(db, ben, { evidenceId: code, conceptId: 'challenge/finance', stance: 'challenge', quote: 'funds' });
	expect(await statusOf(changed)).toBe('accepted');
	await expect(settle(id, undefined, {}, ana)).rejects.toEqual(refused('replies.own-decision'));
	await expect(settle(id, `${code} accepted`)).rejects.toEqual(refused('replies.code-changed'));
	for (const actor of [editor, focal, visitor])
		await expect(settle(id, undefined, {}, actor)).rejects.toEqual(refused('refused.not-allowed'));
	const before = (await findWaitingObjections(seen(ana), ana)).count;
	await settle(id, undefined, { decision: 'upheld' });
	expect((await findWaitingObjections(seen(ana), ana)).count).toBe(before);
	expect(await findWaitingObjections(seen(focal), focal)).toEqual({ count: 0, oldest: null });
});

test('a passage that someone read whole is not theirs to judge where a Party says that something is missing', async () => {
	const { passageId } = await makeAsked();
	await db.insertInto('reviewedPassage').values({ passageId, by: ben.key, byChance: true }).execute();
	const wanted = { conceptId: 'challenge/finance', stance: 'challenge' as const, quote: 'funds' };
	const id = await makeObjection(db, focal, { passageId, ...wanted, ...reason });
	await expect(settle(id, undefined, { decision: 'upheld', measure: 'add', ...wanted })).rejects.toEqual(refused('replies.own-decision'));
	await expect(settle(id, undefined, { decision: 'upheld', measure: 'add' }, ana)).rejects.toEqual(refused('replies.say-which'));
	await settle(id, undefined, { decision: 'upheld', measure: 'add', ...wanted }, ana);
	const { evidenceNow, effect } = await findObjection(db, id, 'en');
	expect(effect).toBe('added');
	expect(await statusOf(evidenceNow ?? 0)).toBe('accepted');
});

test('what is upheld is done to the coding with the decision, or neither is', async () => {
	const one = await makeAsked();
	const id = await object(one.code);
	await expect(settle(id, `${one.code} proposed`, { decision: 'upheld', measure: 'none' })).rejects.toEqual(
		refused('replies.no-such-measure')
	);
	const change = { decision: 'upheld' as const, measure: 'change' as const, conceptId: 'challenge/finance', stance: 'challenge' as const };
	await expect(settle(id, `${one.code} proposed`, { ...change, quote: 'mercury' })).rejects.toEqual(refused('review.quote-not-found'));
	expect([await statusOf(one.code), (await findObjection(db, id, 'en')).state]).toEqual(['proposed', 'open']);
	await expect(settle(id, `${one.code} proposed`, { ...change, conceptId: 'challenge/data' })).rejects.toEqual(
		refused('replies.changes-nothing')
	);
	await settle(id, `${one.code} proposed`, { ...change, quote: 'funds' });
	expect(await statusOf(one.code)).toBe('refused');
	expect(await findObjection(db, id, 'en')).toMatchObject({ state: 'upheld', effect: 'changed', settledBy: ben.key });
	const two = await makeAsked();
	await reviewEvidence(db, ana, { evidenceId: two.code, verdict: 'accepted' });
	const removed = await object(two.code, { kind: 'out-of-context' });
	await settle(removed, `${two.code} accepted`, { decision: 'upheld', measure: 'remove' });
	expect(await statusOf(two.code)).toBe('refused');
	const [letter] = await mailTo('focal@example.org');
	expect(letter?.body).toContain(`${site}/ar/replies/${removed}`);
	// Words stay on the platform: a mail may go astray.
	expect(letter?.body).not.toContain('It stands.');
});

test('of two who settle at once, the second is told; and so is who settles what was withdrawn', async () => {
	const { code } = await makeAsked();
	const id = await object(code);
	const outcomes = await Promise.allSettled([settle(id, `${code} proposed`, {}, ana), settle(id, `${code} proposed`, {}, ben)]);
	expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({ reason: refused('replies.settled-already') });
	await expect(withdrawObjection(db, focal, id)).rejects.toEqual(refused('replies.settled-already'));
	const again = await object(code);
	await withdrawObjection(db, reviewer, again);
	await expect(settle(again, `${code} proposed`)).rejects.toEqual(refused('replies.settled-already'));
});

test('a proposal that a machine made anew is still the code that the Party objects to', async () => {
	const { code, passageId } = await makeAsked();
	const id = await object(code);
	await db.deleteFrom('evidence').where('id', '=', code).execute();
	const anew = await makeCode(passageId);
	await settle(id, `${anew} proposed`, { decision: 'upheld', measure: 'remove' });
	expect(await statusOf(anew)).toBe('refused');
});

test('the Party answers a decision once, and its dissent is shown beside the passage, in words where it shows them', async () => {
	const { code, passageId } = await makeAsked();
	const id = await object(code);
	expect(await listMarks(seen(visitor), [passageId])).toMatchObject([{ id, state: 'open', words: null }]);
	await expect(rejoin(db, focal, id, { rejoinder: 'لا', language: 'ar' })).rejects.toEqual(refused('replies.no-rejoinder'));
	await expect(showObjection(db, focal, id, true)).rejects.toEqual(refused('replies.not-settled'));
	await settle(id, `${code} proposed`);
	expect(await listMarks(seen(visitor), [passageId])).toEqual([]);
	await expect(rejoin(db, neighbour, id, { rejoinder: 'No', language: 'en' })).rejects.toEqual(refused('refused.not-allowed'));
	await rejoin(db, reviewer, id, { rejoinder: 'لا نوافق', language: 'ar' });
	await expect(rejoin(db, focal, id, { rejoinder: 'لا', language: 'ar' })).rejects.toEqual(refused('replies.no-rejoinder'));
	expect(await listMarks(seen(visitor), [passageId])).toMatchObject([{ id, state: 'dissent', words: null, conceptId: 'challenge/data' }]);
	await expect(showObjection(db, reviewer, id, true)).rejects.toEqual(refused('refused.not-allowed'));
	await showObjection(db, focal, id, true);
	expect(await listMarks(seen(visitor), [passageId])).toMatchObject([{ words: 'لا نوافق', language: 'ar' }]);
	expect(await findObjection(seen(visitor), id, 'en')).toMatchObject({ answer: 'It stands.' });
	await showObjection(db, focal, id, false);
	await expect(findObjection(seen(visitor), id, 'en')).rejects.toEqual(refused('refused.not-found'));
	// Once the code is refused after all, there is nothing left from which to dissent.
	await reviewEvidence(db, ana, { evidenceId: code, verdict: 'refused' });
	expect(await listMarks(seen(visitor), [passageId])).toEqual([]);
});

test('a Party agrees by its focal point alone, not while it objects, and the document then counts as heard', async () => {
	const { id, code } = await makeAsked();
	const asked = { basis: 'proposed' as const, samples: false, party: 'AAA' };
	const before = await countHeard(db, asked);
	const made = await object(code);
	for (const actor of [reviewer, ana, neighbour]) await expect(agree(db, actor, id)).rejects.toEqual(refused('refused.not-allowed'));
	await expect(agree(db, focal, id)).rejects.toEqual(refused('replies.objects-still'));
	await withdrawObjection(db, focal, made);
	await agree(db, focal, id);
	await expect(agree(db, focal, id)).rejects.toEqual(refused('replies.not-running'));
	await expect(object(code)).rejects.toEqual(refused('replies.not-running'));
	expect(await standingOf(seen(visitor), id)).toMatchObject({ state: 'heard', agreed: true });
	expect(await countHeard(db, asked)).toEqual({ all: before.all, heard: before.heard + 1 });
	const counted = await countConcepts(db, 'challenge', { ...asked, heard: 'yes' });
	expect(counted.find(({ conceptId }) => conceptId === 'challenge/data')?.passages).toBe(before.heard + 1);
	await sql`update evidence set status = 'accepted', reviewed_by = 'person/1', reviewed_at = now() + interval '1 minute' where id = ${code}`.execute(
		db
	);
	const [coded] = (await listCodedDocuments(seen(focal), 'AAA')).filter((one) => one.id === id);
	expect(coded).toMatchObject({ accepted: 1, proposed: 0, changedSince: true });
	// Asked once more, it is not heard until that period is over.
	await openPeriods(db, ana, { documentId: id }, site);
	expect((await countHeard(db, asked)).heard).toBe(before.heard);
});

test('once a day a Party is reminded a week before the end, and a period that is over ends by itself; each once', async () => {
	const { id } = await makeAsked();
	await keepPeriods(db, site);
	const letters = (await mailTo('focal@example.org')).length;
	await sql`update reply_period set closes_on = (now() at time zone 'utc')::date + 7 where document_id = ${id}`.execute(db);
	expect(await keepPeriods(db, site)).toEqual({ ended: 0, reminded: 1 });
	expect(await keepPeriods(db, site)).toEqual({ ended: 0, reminded: 0 });
	expect(await mailTo('focal@example.org')).toHaveLength(letters + 1);
	await sql`update reply_period set closes_on = (now() at time zone 'utc')::date where document_id = ${id}`.execute(db);
	expect((await keepPeriods(db, site)).ended).toBe(0);
	await sql`update reply_period set closes_on = (now() at time zone 'utc')::date - 1 where document_id = ${id}`.execute(db);
	expect((await keepPeriods(db, site)).ended).toBe(1);
	expect(await standingOf(db, id)).toMatchObject({ state: 'heard', agreed: false });
});

test('a study says how far Parties were heard on what it rests on', async () => {
	const { code, passageId } = await makeAsked();
	await object(code);
	const { id: studyId } = await db
		.insertInto('study')
		.values({ language: 'en', filters: '{"basis":"proposed","samples":false}', draftedBy: 'person/1' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: sentenceId } = await db
		.insertInto('sentence')
		.values({ studyId, position: 0, section: 'method', said: 'x', body: 'x', recipe: '{}', paragraph: 1 })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db.insertInto('sentenceSource').values({ sentenceId, passageId }).execute();
	expect(await heardOfStudy(seen(visitor), studyId)).toEqual({ documents: 1, heard: 0, running: 1, open: 1, dissents: 0 });
	expect((await remarksOnStudy(db, studyId, 'en'))[1]).toContain('1 open objection and 0 dissents');
});

test('outcomes are counted by Party for everyone, words are listed for whom they concern, and lists are narrowed', async () => {
	const outcomes = await countOutcomes(seen(visitor), 'en');
	expect(outcomes).toMatchObject([{ party: 'AAA', name: 'AAA en' }]);
	expect(outcomes[0]?.counts.withdrawn).toBeGreaterThan(0);
	expect((await listObjections(seen(visitor), 'en', {})).objections).toEqual([]);
	expect((await listObjections(seen(neighbour), 'en', {})).objections).toEqual([]);
	const mine = (await listObjections(seen(focal), 'en', { state: 'open' })).objections;
	expect(new Set(mine.map(({ state }) => state))).toEqual(new Set(['open']));
	expect((await listObjections(seen(ana), 'en', { days: 7 })).objections).toEqual([]);
	expect((await listObjections(seen(ana), 'en', { party: 'BBB' })).objections).toEqual([]);
});

test('a Party takes its whole coding home, with what it objects to', async () => {
	const { codes, objections } = await codingLines(seen(focal), 'AAA', new Map([['challenge/data', 'Data']]), 'en');
	expect(codes.find(({ objections: listed }) => listed !== '')).toMatchObject({ concept_label: 'Data', coder: 'rules 1', quote: 'Data' });
	expect(objections.length).toBeGreaterThan(3);
});

test('the history tells who did what, and none of the words', async () => {
	const rows = await db.selectFrom('history').selectAll().where('record', 'in', ['objection', 'reply_period']).execute();
	const acts = new Set(rows.map(({ act }) => act));
	for (const act of [
		'reply.ask',
		'reply.agree',
		'reply.end',
		'objection.make',
		'objection.settle',
		'objection.rejoin',
		'objection.show',
		'objection.withdraw'
	])
		expect(acts, act).toContain(act);
	expect(JSON.stringify(rows)).not.toMatch(/هذا ليس|It stands|نوافق/);
});

test('what goes with a decision is said in one place', () => {
	expect(measuresFor('dismissed', 'other', true)).toEqual(['none']);
	expect(measuresFor('upheld', 'missing', false)).toEqual(['add']);
	expect(measuresFor('upheld', 'other', false)).toEqual(['none']);
	expect(measuresFor('upheld', 'confidential', true)).toContain('none');
	expect(measuresFor('upheld', 'wrong-words', true)).not.toContain('none');
	expect(operator.offices).toEqual([]);
});
