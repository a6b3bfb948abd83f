import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor, HeldOffice, OfficeKind } from '#domain/actor.ts';
import { findDocument, listPassages } from '#domain/documents/read.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { standingOf } from './standing.server.ts';
import { closePassage, takeStep } from './state.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
await makeParty(db, 'BBB');
await makeConcept(db, 'article/16');
const coder = await db.insertInto('coder').values({ name: 'c', version: '1', kind: 'machine' }).returning('id').executeTakeFirstOrThrow();

const office = (kind: OfficeKind, party: string | null, isProvisional = false): HeldOffice => ({
	id: 1,
	kind,
	party,
	organisationId: null,
	isProvisional
});
const holder = (kind: OfficeKind, party: string | null = null, isProvisional = false): Actor => ({
	key: 'person/1',
	personId: null,
	offices: [office(kind, party, isProvisional)]
});
const focal = holder('focal-point', 'AAA');
const analyst = holder('analyst');
const stranger = holder('focal-point', 'BBB');

async function draft(passages = ['We lack funds.', 'Miners fall ill.']) {
	const made = await makeDocument(db, { party: 'AAA', cycle: '2025-full', passages });
	await db.updateTable('document').set({ state: 'draft', level: 'own' }).where('id', '=', made.id).execute();
	return made;
}
const seenBy = (actor: Actor, id: number) =>
	findDocument(readingAs(db, reachOf(actor)), id).then(
		({ state }) => state,
		() => 'unseen'
	);
async function codeHealth(passageId: number, status: 'proposed' | 'refused' = 'proposed') {
	const settled = status === 'refused' ? { reviewedBy: 'person/1', reviewedAt: new Date() } : {};
	const values = {
		passageId,
		conceptId: 'article/16',
		stance: 'none' as const,
		startAt: 0,
		endAt: 6,
		quote: 'Miners',
		confidence: 1,
		why: '{}',
		coderId: coder.id,
		status
	};
	await db
		.insertInto('evidence')
		.values({ ...values, ...settled })
		.execute();
}

test('a draft is its Party’s own until it is published, then as open as it was published', async () => {
	const { id } = await draft();
	for (const actor of [visitor, analyst, stranger]) expect(await seenBy(actor, id)).toBe('unseen');
	expect(await seenBy(focal, id)).toBe('draft');
	await takeStep(db, focal, id, { step: 'submit', why: 'ready' });
	expect(await seenBy(analyst, id)).toBe('unseen');
	await takeStep(db, focal, id, { step: 'publish', level: 'parties', why: 'cleared' });
	expect([await seenBy(visitor, id), await seenBy(stranger, id), await seenBy(analyst, id)]).toEqual(['unseen', 'published', 'published']);
	await takeStep(db, focal, id, { step: 'set-level', level: 'public', why: 'open' });
	expect(await seenBy(visitor, id)).toBe('published');
	await takeStep(db, focal, id, { step: 'withdraw', why: 'an error' });
	expect([await seenBy(visitor, id), await seenBy(focal, id)]).toEqual(['unseen', 'withdrawn']);
});

test('only who may takes a step, from the state in which it stands', async () => {
	const { id } = await draft();
	const refused = { code: 'refused.not-allowed' };
	for (const actor of [visitor, analyst, stranger, holder('contributor', 'AAA'), holder('focal-point', 'AAA', true)])
		await expect(takeStep(db, actor, id, { step: 'submit', why: 'x' })).rejects.toMatchObject(refused);
	await expect(takeStep(db, focal, id, { step: 'publish', level: 'public', why: 'x' })).rejects.toMatchObject(refused);
	await takeStep(db, holder('reviewer', 'AAA'), id, { step: 'submit', why: 'x' });
	await expect(takeStep(db, holder('reviewer', 'AAA'), id, { step: 'publish', level: 'public', why: 'x' })).rejects.toMatchObject(refused);
});

test('of two who publish at once, the later is told', async () => {
	const { id } = await draft();
	await takeStep(db, focal, id, { step: 'submit', why: 'x' });
	const tries = await Promise.allSettled([1, 2].map(() => takeStep(db, focal, id, { step: 'publish', level: 'public', why: 'x' })));
	expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('what is published takes the place of the report before, and not earlier', async () => {
	const old = await draft();
	await takeStep(db, focal, old.id, { step: 'submit', why: 'x' });
	await takeStep(db, focal, old.id, { step: 'publish', level: 'public', why: 'x' });
	const fresh = await draft();
	expect((await findDocument(db, old.id)).newer).toBeNull();
	await takeStep(db, focal, fresh.id, { step: 'submit', why: 'x' });
	await takeStep(db, focal, fresh.id, { step: 'publish', level: 'public', why: 'x' });
	expect((await findDocument(db, old.id)).newer).toBe(fresh.id);
});

test('health and safety is not closed: article 17, paragraph 5', async () => {
	const { id, passages } = await draft();
	const [funds = 0, ill = 0] = passages;
	await codeHealth(ill);
	await takeStep(db, focal, id, { step: 'submit', why: 'x' });
	const refused = { code: 'levels.health-and-safety', slots: { passages: 1 } };
	await expect(takeStep(db, focal, id, { step: 'publish', level: 'secretariat', why: 'x' })).rejects.toMatchObject(refused);
	await takeStep(db, focal, id, { step: 'publish', level: 'public', why: 'x' });
	await expect(closePassage(db, focal, ill, { level: 'parties', why: 'x' })).rejects.toMatchObject(refused);
	await closePassage(db, focal, funds, { level: 'secretariat', why: 'under negotiation' });
	const open = await listPassages(readingAs(db, reachOf(visitor)), id);
	expect(open.map(({ body }) => body)).toEqual(['Miners fall ill.']);
	await expect(takeStep(db, focal, id, { step: 'set-level', level: 'parties', why: 'x' })).rejects.toMatchObject(refused);
	expect(await listPassages(readingAs(db, reachOf(analyst)), id)).toHaveLength(2);
});

test('a code that was refused does not keep a passage open', async () => {
	const { id, passages } = await draft();
	await codeHealth(passages[1] ?? 0, 'refused');
	await takeStep(db, focal, id, { step: 'submit', why: 'x' });
	await takeStep(db, focal, id, { step: 'publish', level: 'parties', why: 'x' });
	expect(await seenBy(visitor, id)).toBe('unseen');
});

test('each step is in the history with its act and reason', async () => {
	const { id } = await draft();
	await takeStep(db, focal, id, { step: 'submit', why: 'the minister has seen it' });
	const line = await db
		.selectFrom('history')
		.select(['act', 'why', 'before', 'after'])
		.where('record', '=', 'document')
		.where('recordId', '=', String(id))
		.orderBy('id', 'desc')
		.executeTakeFirstOrThrow();
	expect(line).toMatchObject({
		act: 'document.submit',
		why: 'the minister has seen it',
		before: { state: 'draft' },
		after: { state: 'submitted' }
	});
});

test('who looks at a document is told its steps, which passages are closed further, and which cannot be closed', async () => {
	const { id, passages } = await draft(['We lack funds.', 'Miners fall ill.', 'A contract.']);
	await codeHealth(passages[1]!);
	const standing = async (actor: Actor) => standingOf(db, actor, await findDocument(db, id));
	expect(await standing(focal)).toEqual({ steps: ['submit'], isOwn: true, notConfirmed: undefined, ofHealth: [], closed: [] });
	expect(await standing(holder('focal-point', 'AAA', true))).toMatchObject({ steps: [], isOwn: true, notConfirmed: 1 });
	await takeStep(db, focal, id, { step: 'submit', why: 'ready' });
	await closePassage(db, focal, passages[2]!, { level: 'parties', why: 'not agreed' });
	expect(await standing(focal)).toMatchObject({ steps: ['publish', 'return'], ofHealth: [passages[1]], closed: [passages[2]] });
	await takeStep(db, focal, id, { step: 'publish', level: 'public', why: 'cleared' });
	expect(await standing(focal)).toMatchObject({ steps: ['set-level', 'withdraw'], closed: [passages[2]] });
	expect(await standing(analyst)).toMatchObject({ steps: [], isOwn: false, closed: [passages[2]] });
	expect(await standing(visitor)).toMatchObject({ steps: [], isOwn: false, closed: [] });
	expect(await standing(stranger)).toMatchObject({ steps: [], isOwn: false });
});
