import { beforeAll, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { operator } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { may } from '../rights.ts';
import { actorOf } from '../people/actor.server.ts';
import { handOver } from './handover.server.ts';
import { moveMotion, settleMotion, withdrawMotion } from './motion.server.ts';
import { findMotion, findNote, listMotions } from './motions.server.ts';
import { parseNote } from './note.ts';
import { holdersOf } from './office.server.ts';

let db: Db;
let one: Actor;
let two: Actor;
let analyst: Actor;
beforeAll(async () => {
	db = await freshDatabase();
	for (const party of ['AAA', 'BBB']) await makeParty(db, party);
	one = await makeHolder(db, 'secretariat-administrator', 'one@example.org');
	two = await makeHolder(db, 'secretariat-administrator', 'two@example.org');
	analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
});

const page = { origin: 'https://example.org', language: 'fr' } as const;
const refusal = (code: string) => expect.objectContaining({ code });
const note = parseNote('note.pdf', Buffer.from('%PDF-1.7 note'));
const focalPoint = (party: string, email: string) => ({
	...{ kind: 'give-office' as const, why: 'note 12/2026', note },
	input: { kind: 'focal-point' as const, party, organisationId: null, email, name: email }
});
const at = async (email: string) => {
	const found = await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst();
	return found && actorOf(db, found.id);
};
const publish = { kind: 'document', state: 'submitted', party: 'AAA', organisationId: null } as const;

test('nothing changes until another person carries the motion, and then at once', async () => {
	const id = await moveMotion(db, one, focalPoint('AAA', 'first@example.org'));
	expect(await at('first@example.org')).toBeUndefined();
	await expect(settleMotion(db, one, id, 'carried')).rejects.toThrow(refusal('offices.needs-another'));
	await expect(settleMotion(db, one, id, 'rejected')).rejects.toThrow(refusal('offices.needs-another'));
	await expect(settleMotion(db, analyst, id, 'carried')).rejects.toThrow(refusal('refused.not-allowed'));
	expect((await findMotion(db, id)).state).toBe('open');
	await settleMotion(db, two, id, 'carried');
	const first = await at('first@example.org');
	expect(first?.offices).toMatchObject([{ kind: 'focal-point', party: 'AAA', isProvisional: false }]);
	expect(may(first!, 'publish', publish)).toBe(true);
	expect(await findMotion(db, id)).toMatchObject({ state: 'carried', movedBy: one.personId, settledBy: two.personId });
	expect((await findNote(db, id)).content.toString()).toBe('%PDF-1.7 note');
	const [line] = await db.selectFrom('history').selectAll().where('act', '=', 'motion.settle').where('record', '=', 'holding').execute();
	expect(line).toMatchObject({ personId: two.personId, officeId: two.offices[0]!.id, why: 'note 12/2026' });
});

test('of two who settle a motion at once, one does', async () => {
	const three = await makeHolder(db, 'secretariat-administrator', 'three@example.org');
	const id = await moveMotion(db, one, focalPoint('BBB', 'race@example.org'));
	const both = await Promise.allSettled([settleMotion(db, two, id, 'carried'), settleMotion(db, three, id, 'rejected')]);
	expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'offices.settled-already' } });
	const isCarried = both[0]?.status === 'fulfilled';
	expect((await at('race@example.org'))?.offices.length ?? 0).toBe(isCarried ? 1 : 0);
	await expect(settleMotion(db, two, id, 'carried')).rejects.toThrow(refusal('offices.settled-already'));
});

test('a motion confirms a provisional focal point, and a new focal point ends the one before', async () => {
	const first = await at('first@example.org');
	const officeId = first!.offices[0]!.id;
	await handOver(db, first!, { officeId, email: 'second@example.org', name: '', why: 'retired' }, page);
	expect(may((await at('second@example.org'))!, 'publish', publish)).toBe(false);
	await settleMotion(db, two, await moveMotion(db, analyst, focalPoint('AAA', 'second@example.org')), 'carried');
	expect(may((await at('second@example.org'))!, 'publish', publish)).toBe(true);
	expect(await db.selectFrom('holding').select('id').where('officeId', '=', officeId).execute()).toHaveLength(2);
	await settleMotion(db, two, await moveMotion(db, analyst, focalPoint('AAA', 'third@example.org')), 'carried');
	expect((await at('second@example.org'))?.offices).toEqual([]);
	expect((await holdersOf(db, officeId)).get(officeId)).toMatchObject([{ name: 'third@example.org', isProvisional: false }]);
});

test('a focal point is named by a note, and a motion that cannot be is not moved', async () => {
	await expect(moveMotion(db, one, { ...focalPoint('AAA', 'x@example.org'), note: undefined })).rejects.toThrow(
		refusal('offices.needs-note')
	);
	await expect(moveMotion(db, one, focalPoint('ZZZ', 'x@example.org'))).rejects.toThrow(refusal('documents.unknown-party'));
	await expect(moveMotion(db, one, { ...focalPoint('AAA', 'x@example.org'), why: ' ' })).rejects.toThrow(refusal('refused.incomplete'));
	const nobody = { kind: 'merge-people' as const, input: { keep: one.personId!, merge: 999_999 }, why: 'same' };
	await expect(moveMotion(db, one, nobody)).rejects.toThrow(refusal('offices.no-such-person'));
	await expect(moveMotion(db, (await at('third@example.org'))!, nobody)).rejects.toThrow(refusal('refused.not-allowed'));
});

test('the operator alone may move and settle without another', async () => {
	const id = await moveMotion(db, operator, focalPoint('BBB', 'by-operator@example.org'));
	await settleMotion(db, operator, id, 'carried');
	expect((await at('by-operator@example.org'))?.offices).toMatchObject([{ party: 'BBB', isProvisional: false }]);
	await expect(settleMotion(db, { ...operator, key: 'cinnabar' }, id, 'carried')).rejects.toThrow(refusal('refused.not-allowed'));
});

test('who moved a motion takes it back, and nobody else', async () => {
	const id = await moveMotion(db, analyst, focalPoint('BBB', 'never@example.org'));
	await expect(withdrawMotion(db, one, id)).rejects.toThrow(refusal('refused.not-allowed'));
	await withdrawMotion(db, analyst, id);
	await expect(settleMotion(db, two, id, 'carried')).rejects.toThrow(refusal('offices.settled-already'));
	expect((await listMotions(db, 'withdrawn')).motions.map((motion) => motion.id)).toEqual([id]);
});

const session = (personId: number, token: string) =>
	db
		.insertInto('session')
		.values({ personId, token, means: 'link', expiresAt: new Date(Date.now() + 1e6) })
		.execute();
const passkey = (personId: number, credentialId: string) =>
	db
		.insertInto('passkey')
		.values({ personId, credentialId, publicKey: 'k', counter: 0, deviceType: 'singleDevice', backedUp: false })
		.execute();
const password = (personId: number) =>
	db
		.insertInto('credential')
		.values({ personId, accountId: String(personId), providerId: 'credential', password: `of ${personId}` })
		.execute();

test('two accounts of one person become one, with the offices and ways to sign in of both', async () => {
	const keep = await makeHolder(db, 'contributor', 'keep@example.org', { party: 'AAA', name: 'Keep' });
	await makeHolder(db, 'contributor', 'merge@example.org', { party: 'AAA' });
	const merge = await makeHolder(db, 'reviewer', 'merge@example.org', { party: 'AAA' });
	for (const { personId } of [keep, merge]) await password(personId!);
	await session(merge.personId!, 'session-merge');
	await passkey(merge.personId!, 'passkey-merge');
	const input = { keep: keep.personId!, merge: merge.personId! };
	const id = await moveMotion(db, one, { kind: 'merge-people', input, why: 'the same person' });
	await settleMotion(db, two, id, 'carried');
	const [kept, gone] = [await actorOf(db, keep.personId!), await actorOf(db, merge.personId!)];
	expect(kept.offices.map(({ kind }) => kind).toSorted()).toEqual(['contributor', 'reviewer']);
	expect(gone.offices).toEqual([]);
	for (const table of ['session', 'passkey', 'credential'] as const) {
		const rows = await db.selectFrom(table).select('personId').where('personId', 'in', [keep.personId!, merge.personId!]).execute();
		expect(rows).toEqual([{ personId: keep.personId }]);
	}
	expect(await db.selectFrom('credential').select(['accountId', 'password']).where('personId', '=', keep.personId!).execute()).toEqual([
		{ accountId: String(keep.personId), password: `of ${keep.personId}` }
	]);
	expect(await db.selectFrom('person').select('mergedInto').where('id', '=', merge.personId!).executeTakeFirst()).toEqual({
		mergedInto: keep.personId
	});
	await expect(moveMotion(db, one, { kind: 'merge-people', input, why: 'again' })).rejects.toThrow(refusal('offices.no-such-person'));
});

test('who moved a motion cannot carry it with an account that was merged meanwhile', async () => {
	const spare = await makeHolder(db, 'secretariat-administrator', 'spare@example.org');
	const id = await moveMotion(db, spare, focalPoint('BBB', 'own@example.org'));
	const merging = { kind: 'merge-people' as const, input: { keep: one.personId!, merge: spare.personId! }, why: 'the same person' };
	await settleMotion(db, two, await moveMotion(db, analyst, merging), 'carried');
	await expect(settleMotion(db, one, id, 'carried')).rejects.toThrow(refusal('offices.needs-another'));
});

test('a person who lost the way in gets a new address, and every way in of before is closed', async () => {
	const { personId } = await makeHolder(db, 'contributor', 'lost@example.org', { party: 'AAA' });
	await password(personId!);
	await session(personId!, 'session-lost');
	await passkey(personId!, 'passkey-lost');
	await db.updateTable('person').set({ needsPasskey: true }).where('id', '=', personId!).execute();
	await db
		.insertInto('proof')
		.values({ identifier: 'hash', value: JSON.stringify({ email: 'lost@example.org' }), expiresAt: new Date(Date.now() + 1e6) })
		.execute();
	const ask = (email: string) => moveMotion(db, analyst, { kind: 'recover-person', input: { personId: personId!, email }, why: 'lost' });
	await expect(settleMotion(db, two, await ask('one@example.org'), 'carried')).rejects.toThrow(refusal('offices.mail-taken'));
	await settleMotion(db, two, await ask('New@example.org'), 'carried');
	expect(await at('lost@example.org')).toBeUndefined();
	expect((await at('new@example.org'))?.offices).toHaveLength(1);
	for (const table of ['session', 'passkey', 'credential'] as const)
		expect(await db.selectFrom(table).select('id').where('personId', '=', personId!).execute()).toEqual([]);
	expect(await db.selectFrom('proof').select('id').execute()).toEqual([]);
	expect(JSON.stringify(await db.selectFrom('history').selectAll().execute())).not.toContain('new@example.org');
});

test('a note verbale is a PDF, an image or a Word file, whatever its name says', () => {
	const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	expect(parseNote('C:\\notes\\..\\Note\u202Efdp.exe', png).name).toBe('Notefdp.png');
	expect(parseNote('../../etc/\r\n<x>.pdf', Buffer.from('%PDF-1.4')).name).toBe('x.pdf');
	expect(parseNote('..', Buffer.from('%PDF-1.4')).name).toBe('note.pdf');
	expect(parseNote('مذكرة.docx', Buffer.from('PK\x03\x04 word/document.xml')).name).toBe('مذكرة.docx');
	for (const wrong of ['<html>', 'MZ', 'PK\x03\x04 other', ''])
		expect(() => parseNote('note.pdf', Buffer.from(wrong))).toThrow(refusal('offices.note-kind'));
	expect(() => parseNote('a.pdf', Buffer.alloc(10 * 1024 * 1024 + 1))).toThrow(refusal('offices.note-large'));
});
