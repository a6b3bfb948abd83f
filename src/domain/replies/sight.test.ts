import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { addEvidence } from '#domain/evidence/write.server.ts';
import { mustBeConcerned } from './coding.server.ts';
import { makeObjection, rejoin, showObjection } from './object.server.ts';
import { openPeriods } from './period.server.ts';
import { settleObjection } from './settle.server.ts';

const db = await freshDatabase();
await makeConcept(db, 'need/finance');
for (const iso3 of ['AAA', 'BBB']) await makeParty(db, iso3);
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const other = await makeHolder(db, 'analyst', 'other@example.org');
const translator = await makeHolder(db, 'translator', 'translator@example.org');
const focal = await makeHolder(db, 'focal-point', 'focal@example.org', { party: 'AAA' });
const contributor = await makeHolder(db, 'contributor', 'contributor@example.org', { party: 'AAA' });
const neighbour = await makeHolder(db, 'focal-point', 'neighbour@example.org', { party: 'BBB' });
const learner: Actor = { key: 'person/900', personId: 900, offices: [] };
const seen = (actor: Actor) => readingAs(db, reachOf(actor));

const { id: documentId, passages } = await makeDocument(db, { party: 'AAA', passages: ['Funds are wanted.', 'More funds.'] });
const [passageId = 0] = passages;
const evidenceId = await addEvidence(db, analyst, { passageId, conceptId: 'need/finance', stance: 'need', quote: 'Funds' });
await openPeriods(db, analyst, { documentId }, 'https://cinnabar.example');
const id = await makeObjection(db, focal, {
	...{ evidenceId, kind: 'confidential', language: 'en', reason: 'a secret reason' },
	...{ conceptId: 'need/finance', stance: 'plan', quote: 'wanted' }
});
const settled = { answer: 'a secret answer', answerLanguage: 'en', seen: `${evidenceId} accepted` } as const;
await settleObjection(db, other, id, { decision: 'dismissed', measure: 'none', ...settled }, 'https://cinnabar.example');
await rejoin(db, focal, id, { rejoinder: 'a secret rejoinder', language: 'en' });

const ownersAndSecretariat = [focal, contributor, analyst, translator];
const others = [visitor, learner, neighbour];
const rowsFor = (actor: Actor) => seen(actor).selectFrom('objection').selectAll().execute();

test('everyone who may read the passage sees that there was an objection and what became of it; its words only the Party and the secretariat', async () => {
	for (const actor of ownersAndSecretariat) {
		const [row] = await rowsFor(actor);
		expect(row).toMatchObject({ kind: 'confidential', reason: 'a secret reason', answer: 'a secret answer', wantedStance: 'plan' });
	}
	for (const actor of others) {
		const [row] = await rowsFor(actor);
		expect(row).toMatchObject({ id, party: 'AAA', state: 'dismissed', quote: 'Funds' });
		const told = Object.entries(row ?? {}).flatMap(([name, value]) => (value === null ? [] : name));
		expect(told.filter((name) => /^wanted|By$|anguage$|kind|reason|answer|rejoinder$/.test(name))).toEqual([]);
		expect(JSON.stringify(row)).not.toContain('secret');
	}
});

test('what a Party shows, everyone reads who may read the passage', async () => {
	await showObjection(db, focal, id, true);
	for (const actor of others) expect((await rowsFor(actor))[0]).toMatchObject({ rejoinder: 'a secret rejoinder' });
	await showObjection(db, focal, id, false);
	expect((await rowsFor(visitor))[0]?.rejoinder).toBeNull();
});

test('where the passage or the document is closed, so is that there is an objection, and that the Party is asked', async () => {
	const periods = async (actor: Actor) => (await seen(actor).selectFrom('replyPeriod').select('id').execute()).length;
	for (const actor of [...ownersAndSecretariat, ...others]) expect(await periods(actor)).toBe(1);
	await sql`update passage set closed_to = 'parties' where id = ${passageId}`.execute(db);
	for (const actor of [visitor, learner]) expect(await rowsFor(actor)).toEqual([]);
	expect(await rowsFor(neighbour)).toHaveLength(1);
	await sql`update document set level = 'secretariat' where id = ${documentId}`.execute(db);
	for (const actor of others) expect([await rowsFor(actor), await periods(actor)]).toEqual([[], 0]);
	for (const actor of ownersAndSecretariat) expect(await rowsFor(actor)).toHaveLength(1);
	await sql`update passage set closed_to = 'own' where id = ${passageId}`.execute(db);
	expect(await rowsFor(analyst)).toEqual([]);
	expect(await rowsFor(focal)).toHaveLength(1);
});

test('the page of a Party’s coding is for its own people and the secretariat', () => {
	for (const actor of ownersAndSecretariat) expect(() => mustBeConcerned(actor, 'AAA')).not.toThrow();
	for (const actor of others) expect(() => mustBeConcerned(actor, 'AAA')).toThrow(expect.objectContaining({ code: 'refused.not-allowed' }));
});
