import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { operator, reachOf, visitor } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { listCorrections } from '../history/corrections.server.ts';
import { listHistoryOf } from '../history/read.server.ts';
import { question } from './input.ts';
import type { Question, Settlement } from './input.ts';
import { readKey } from './model.ts';
import type { RecordKey } from './model.ts';
import { findRequest, findSent, findWaiting, listRequests } from './read.server.ts';
import { findConcerned } from './record.server.ts';
import { askCorrection, settleRequest, showRequest, takeRequest } from './write.server.ts';

const db = await freshDatabase();
const actors = {} as Record<
	'analyst' | 'editor' | 'translator' | 'administrator' | 'focalPoint' | 'provisional' | 'contributor' | 'neighbour' | 'learner',
	Actor
>;
let document: { id: number; passages: number[] };
const site = 'https://cinnabar.example';
let machines = 0;

beforeAll(async () => {
	for (const party of ['AAA', 'BBB', 'CCC']) await makeParty(db, party);
	await makeConcept(db, 'challenge/data');
	actors.analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
	actors.editor = await makeHolder(db, 'editor', 'editor@example.org');
	actors.translator = await makeHolder(db, 'translator', 'translator@example.org');
	actors.administrator = await makeHolder(db, 'secretariat-administrator', 'administrator@example.org');
	actors.focalPoint = await makeHolder(db, 'focal-point', 'point@example.org', { party: 'AAA' });
	actors.provisional = await makeHolder(db, 'focal-point', 'new@example.org', { party: 'CCC', isProvisional: true });
	actors.contributor = await makeHolder(db, 'contributor', 'contributor@example.org', { party: 'AAA' });
	actors.neighbour = await makeHolder(db, 'focal-point', 'neighbour@example.org', { party: 'BBB' });
	actors.learner = { key: 'person/900', personId: 900, offices: [] };
	document = await makeDocument(db, { party: 'AAA', passages: ['First words.', 'Closed words.'] });
});

const question1: Question = { language: 'ar', wrong: 'العام خطأ' };
const key = (about: string): RecordKey => readKey(about)!;
/** Sends a request from a machine that has sent none. */
const ask = (about: string, sent: Partial<Question> = {}, actor: Actor = visitor) =>
	askCorrection(db, actor, key(about), { ...question1, ...sent }, `198.51.100.${++machines}`);
const settle = (id: number, actor: Actor = actors.analyst, sent: Partial<Settlement> = {}) =>
	settleRequest(db, actor, id, { verdict: 'accepted', answer: 'Changed.', answerLanguage: 'en', ...sent }, site);
const seen = (actor: Actor) => readingAs(db, reachOf(actor));
const sees = async (actor: Actor, id: number) => (await listRequests(seen(actor), 'en', {})).requests.some((one) => one.id === id);
const close = (passage: number, level: string) => sql`update passage set closed_to = ${level}::level where id = ${passage}`.execute(db);

/** A code of the machine on the first word of a passage, and its number. */
async function makeCode(passageId: number): Promise<number> {
	const coder = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id } = await db
		.insertInto('evidence')
		.values({
			passageId,
			conceptId: 'challenge/data',
			stance: 'challenge',
			startAt: 0,
			endAt: 5,
			quote: 'First',
			confidence: 0.5,
			why: '{}',
			coderId: coder.id
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

test('an address names a record of ours or nothing', () => {
	for (const good of ['document/1', 'passage/10', 'evidence/7', 'study/2', 'sentence/2.14', 'concept/challenge/data', 'party/XXA'])
		expect(`${readKey(good)?.kind}/${readKey(good)?.id}`).toBe(good);
	for (const bad of [
		'',
		'document',
		'document/0',
		'document/1 or 1=1',
		'passage/99999999999',
		'person/1',
		'party/../x',
		'concept/a/b/c',
		'__proto__/1'
	])
		expect(readKey(bad), bad).toBeUndefined();
});

test('what is sent is cleaned, and refused where it is empty, too long or holds control characters', () => {
	const read = (sent: object) => question.safeParse({ ...question1, ...sent });
	expect(read({ wrong: ' a\r\nb\u202Ec ', should: '' }).data).toEqual({
		language: 'ar',
		wrong: 'a\nbc',
		should: null,
		source: null,
		email: null
	});
	expect(read({ email: 'reader@example.org' }).data?.email).toBe('reader@example.org');
	for (const bad of [
		{ wrong: '  ' },
		{ wrong: 'a\0b' },
		{ wrong: 'a\u001Bb' },
		{ wrong: '\uD800' },
		{ wrong: 'x'.repeat(2001) },
		{ should: 'x'.repeat(2001) },
		{ source: 'x'.repeat(1001) },
		{ language: 'de' },
		{ email: 'not an address' },
		{ email: 'a@example.org\nBcc: b@example.org' },
		{ email: 'a@example.org,b@example.org' },
		{ wrong: ['a'] }
	])
		expect(read(bad).success, JSON.stringify(bad)).toBe(false);
});

test('anyone asks about any kind of record, and the secret alone opens what they sent', async () => {
	const study = await db
		.insertInto('study')
		.values({ language: 'fr', filters: '{}', draftedBy: 'x' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('sentence')
		.values({ studyId: study.id, position: 4, section: 'method', said: 'x', body: 'Une phrase.', recipe: '{}', paragraph: 1 })
		.execute();
	const code = await makeCode(document.passages[0] ?? 0);
	const pages = {
		[`evidence/${code}`]: `documents/${document.id}/passages/${document.passages[0]}`,
		[`document/${document.id}`]: `documents/${document.id}`,
		[`passage/${document.passages[0]}`]: `documents/${document.id}/passages/${document.passages[0]}`,
		[`study/${study.id}`]: `study/${study.id}`,
		[`sentence/${study.id}.4`]: `study/${study.id}/sentences/4`,
		'concept/challenge/data': 'concepts/challenge/data',
		'party/AAA': 'parties/AAA'
	};
	for (const [about, page] of Object.entries(pages)) {
		const { id, secret } = await ask(about, { should: 'Another.', source: 'The report, page 3' });
		expect(await findSent(db, id, secret), about).toMatchObject({ id, page, key: key(about), state: 'sent', should: 'Another.' });
		expect(await findSent(db, id, `${secret.slice(1)}x`)).toBeUndefined();
		expect(await findSent(db, id + 1, secret)).toBeUndefined();
		await expect(findRequest(seen(visitor), id)).rejects.toMatchObject({ code: 'refused.not-found' });
		expect(await findRequest(seen(actors.analyst), id)).toMatchObject({ page });
		expect((await findConcerned(db, key(about), 'en')).page).toBe(page);
	}
	expect(await findConcerned(db, key(`evidence/${code}`), 'en')).toMatchObject({ words: 'First', code: { stance: 'challenge' } });
	expect(JSON.stringify(await db.selectFrom('correctionRequest').select('secret').execute())).not.toContain('"secret":""');
});

test('nobody asks about what they may not see', async () => {
	const [, passage = 0] = document.passages;
	await close(passage, 'secretariat');
	const refused = { code: 'refused.not-found' };
	for (const actor of [visitor, actors.learner, actors.neighbour])
		await expect(ask(`passage/${passage}`, {}, actor)).rejects.toMatchObject(refused);
	for (const about of [
		'document/99999',
		'passage/99999',
		'evidence/99999',
		'study/99999',
		'sentence/1.99',
		'concept/challenge/nothing',
		'party/QQQ'
	])
		await expect(ask(about), about).rejects.toMatchObject(refused);
	for (const actor of [actors.focalPoint, actors.analyst, operator])
		expect((await ask(`passage/${passage}`, {}, actor)).id).toBeGreaterThan(0);
	await close(passage, 'public');
});

test('from one address, or as one person, so many are taken an hour', async () => {
	const from = (address: string, actor: Actor = visitor) => askCorrection(db, actor, key('party/AAA'), question1, address);
	const often: Actor = { key: 'person/902', personId: 902, offices: [] };
	for (let count = 0; count < 10; count++) await from('203.0.113.7');
	await expect(from('203.0.113.7')).rejects.toMatchObject({ code: 'limits.too-many' });
	expect((await from('203.0.113.8')).id).toBeGreaterThan(0);
	for (let count = 0; count < 10; count++) await from(`203.0.113.${100 + count}`, often);
	await expect(from('203.0.113.200', often)).rejects.toMatchObject({ code: 'limits.too-many' });
});

test('until it is shown a request is read by who may answer, by its Party and by the person who sent it, and by no one else', async () => {
	const { id } = await ask(`document/${document.id}`, { email: 'reader@example.org' }, actors.learner);
	const hasIt = [
		actors.analyst,
		actors.editor,
		actors.translator,
		actors.administrator,
		actors.focalPoint,
		actors.contributor,
		actors.learner
	];
	for (const actor of hasIt) expect(await sees(actor, id), actor.key).toBe(true);
	const strangers = [visitor, actors.neighbour, { ...actors.learner, key: 'person/901', personId: 901 }];
	for (const actor of strangers) expect(await sees(actor, id), actor.key).toBe(false);
	const { rows } = await sql<{ email: string; secret: string }>`select email, secret from correction_request where id = ${id}`.execute(
		seen(actors.administrator)
	);
	expect(rows).toEqual([{ email: '*', secret: '*' }]);
	const { id: byVisitor } = await ask(`document/${document.id}`);
	expect(await sees(visitor, byVisitor)).toBe(false);
	await settle(id, actors.analyst);
	expect(await sees(actors.neighbour, id)).toBe(false);
	await showRequest(db, actors.analyst, id, true);
	for (const actor of [...hasIt, ...strangers]) expect(await sees(actor, id), actor.key).toBe(true);
	await showRequest(db, actors.focalPoint, id, false);
	for (const actor of strangers) expect(await sees(actor, id), actor.key).toBe(false);
});

test('a request on a closed record is as closed as the record, whenever it was closed', async () => {
	const [, passage = 0] = document.passages;
	const { id } = await ask(`passage/${passage}`);
	await settle(id, actors.focalPoint, { shown: 'yes' });
	expect(await sees(visitor, id)).toBe(true);
	await close(passage, 'parties');
	expect([await sees(visitor, id), await sees(actors.neighbour, id), await sees(actors.analyst, id)]).toEqual([false, true, true]);
	await close(passage, 'own');
	expect([await sees(actors.neighbour, id), await sees(actors.analyst, id), await sees(actors.focalPoint, id)]).toEqual([
		false,
		false,
		true
	]);
	await expect(showRequest(db, actors.analyst, id, false)).rejects.toMatchObject({ code: 'refused.not-found' });
	await close(passage, 'public');
});

test('the secretariat’s analysts, editors and administrators settle, and a confirmed focal point what is about its own Party’s documents', async () => {
	const other = await makeDocument(db, { party: 'CCC' });
	const may = async (actor: Actor, about: string) => {
		const { id } = await ask(about);
		return settle(id, actor).then(
			() => true,
			() => false
		);
	};
	for (const about of [`document/${document.id}`, 'concept/challenge/data', 'party/AAA']) {
		for (const actor of [actors.analyst, actors.editor, actors.administrator, operator]) expect(await may(actor, about), about).toBe(true);
		for (const actor of [actors.translator, actors.contributor, actors.neighbour, actors.learner, visitor])
			expect(await may(actor, about), about).toBe(false);
	}
	expect(await may(actors.focalPoint, `passage/${document.passages[0]}`)).toBe(true);
	for (const about of ['party/AAA', 'concept/challenge/data', `document/${other.id}`])
		expect(await may(actors.focalPoint, about), about).toBe(false);
	expect(await may(actors.provisional, `document/${other.id}`)).toBe(false);
	const { id } = await ask(`document/${document.id}`);
	for (const act of [() => takeRequest(db, actors.contributor, id), () => showRequest(db, actors.contributor, id, true)])
		await expect(act()).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('a request is settled once, and whoever left an address gets the answer there and is forgotten', async () => {
	const { id, secret } = await ask(`document/${document.id}`, { email: 'once@example.org' });
	await takeRequest(db, actors.focalPoint, id);
	expect(await findSent(db, id, secret)).toMatchObject({ state: 'taken', answer: null, waitsForMail: true });
	await expect(showRequest(db, actors.analyst, id, true)).rejects.toMatchObject({ code: 'corrections.not-settled' });
	await settle(id, actors.analyst, { verdict: 'refused', answer: 'The report says so itself.' });
	for (const again of [() => settle(id, actors.editor), () => takeRequest(db, actors.editor, id)])
		await expect(again()).rejects.toMatchObject({ code: 'corrections.settled-already' });
	expect(await findSent(db, id, secret)).toMatchObject({
		state: 'refused',
		answer: 'The report says so itself.',
		waitsForMail: false,
		shownAt: null
	});
	const mail = await db.selectFrom('mail').selectAll().where('recipient', '=', 'once@example.org').execute();
	expect(mail).toMatchObject([{ language: 'ar' }]);
	expect(mail[0]?.body).toContain('The report says so itself.');
	expect(mail[0]?.body).toContain(`${site}/ar/documents/${document.id}`);
	const { email } = await db.selectFrom('correctionRequest').select('email').where('id', '=', id).executeTakeFirstOrThrow();
	expect(email).toBeNull();
	for (const bad of [{ answer: '' }, { answer: 'a\0' }, { verdict: 'sent' as 'refused' }])
		await expect(settle(id, actors.analyst, bad)).rejects.toMatchObject({ code: 'refused.incomplete' });
});

test('of those who settle a request at once one does, and one mail is written', async () => {
	const { id } = await ask('party/AAA', { email: 'race@example.org' });
	const tries = await Promise.allSettled([1, 2, 3, 4, 5].map((turn) => settle(id, turn % 2 === 0 ? actors.analyst : actors.editor)));
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'corrections.settled-already' });
	expect(await db.selectFrom('mail').select('id').where('recipient', '=', 'race@example.org').execute()).toHaveLength(1);
});

test('the history says who did what to a request, and keeps none of its words', async () => {
	const { id } = await ask(`document/${document.id}`, {
		wrong: 'Abuse 1',
		should: 'Abuse 2',
		source: 'Abuse 3',
		email: 'abuse@example.org'
	});
	await takeRequest(db, actors.analyst, id);
	await settle(id, actors.analyst, { answer: 'Abuse 4', shown: 'yes' });
	const lines = await db
		.selectFrom('history')
		.selectAll()
		.where('record', '=', 'correction_request')
		.where('recordId', '=', String(id))
		.orderBy('id')
		.execute();
	expect(lines.map(({ act, by }) => [act, by])).toEqual([
		['correction.ask', 'visitor'],
		['correction.take', actors.analyst.key],
		['correction.settle', actors.analyst.key]
	]);
	expect(JSON.stringify(lines)).not.toMatch(/abuse/i);
});

test('the history of a request on what is a Party’s own is that Party’s alone', async () => {
	const { id: closed } = await makeDocument(db, { party: 'AAA' });
	const { id } = await ask(`document/${closed}`);
	const { id: ofConcept } = await ask('concept/challenge/data');
	const lines = async (actor: Actor, of = id) => (await listHistoryOf(db, actor, 'correction_request', String(of))).lines.length;
	expect([await lines(actors.analyst), await lines(actors.focalPoint), await lines(actors.analyst, ofConcept)]).toEqual([1, 1, 1]);
	await sql`update document set level = 'own' where id = ${closed}`.execute(db);
	await expect(lines(actors.analyst)).rejects.toMatchObject({ code: 'refused.not-found' });
	expect(await lines(actors.focalPoint)).toBe(1);
	for (const actor of [actors.neighbour, visitor]) {
		await expect(lines(actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
		await expect(lines(actor, ofConcept)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	}
});

test('an accepted request that is shown stands in the public log beside the changes, on the page of its record', async () => {
	const logged = async (id: number) => (await listCorrections(db, 'en')).corrections.filter(({ request }) => request?.id === id);
	const { id } = await ask(`passage/${document.passages[0]}`, { wrong: 'The year.', language: 'en' });
	await settle(id, actors.focalPoint, { answer: 'It is 2024.' });
	expect(await logged(id)).toEqual([]);
	await showRequest(db, actors.analyst, id, true);
	expect(await logged(id)).toMatchObject([
		{
			record: 'passage',
			page: `documents/${document.id}/passages/${document.passages[0]}`,
			by: 'focal-point',
			why: 'It is 2024.',
			changes: [],
			request: { id, wrong: 'The year.', should: null, language: 'en' }
		}
	]);
	await close(document.passages[0] ?? 0, 'parties');
	expect(await logged(id)).toEqual([]);
	await close(document.passages[0] ?? 0, 'public');
	expect(await logged(id)).toHaveLength(1);
	const { id: refused } = await ask('party/AAA');
	await settle(refused, actors.analyst, { verdict: 'refused', shown: 'yes' });
	expect(await logged(refused)).toEqual([]);
	const { id: ofConcept } = await ask('concept/challenge/data');
	await settle(ofConcept, actors.analyst, { shown: 'yes' });
	expect(await logged(ofConcept)).toMatchObject([{ record: 'concept', page: 'concepts/challenge/data', name: expect.any(String) }]);
});

test('who may answer is told how many wait, and a list is filtered and paged', async () => {
	await sql`delete from correction_request`.execute(db);
	const other = await makeDocument(db, { party: 'BBB' });
	for (let count = 0; count < 55; count++) await ask(count % 2 === 0 ? `document/${document.id}` : `document/${other.id}`);
	const { id } = await ask('party/AAA');
	await settle(id);
	const waiting = async (actor: Actor) => (await findWaiting(seen(actor), actor)).count;
	const { requests } = await listRequests(seen(actors.analyst), 'en', { state: 'sent' });
	const { oldest } = await findWaiting(seen(actors.neighbour), actors.neighbour);
	expect(requests.every((one) => one.id > (oldest ?? Infinity))).toBe(true);
	expect([await waiting(actors.analyst), await waiting(actors.focalPoint), await waiting(actors.neighbour)]).toEqual([55, 28, 27]);
	expect([await waiting(actors.translator), await waiting(actors.contributor), await waiting(visitor)]).toEqual([0, 0, 0]);
	const list = (filters: Parameters<typeof listRequests>[2], before?: number) => listRequests(seen(actors.analyst), 'fr', filters, before);
	const first = await list({});
	expect(first.requests).toHaveLength(50);
	expect((await list({}, first.next)).requests).toHaveLength(6);
	expect((await list({ state: 'accepted' })).requests).toMatchObject([{ id, about: 'party', name: 'AAA fr', page: 'parties/AAA' }]);
	expect((await list({ about: 'party' })).requests).toHaveLength(1);
	expect((await list({ state: 'taken' })).requests).toEqual([]);
});
