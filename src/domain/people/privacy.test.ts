import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { operator, reachOf, visitor } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { giveConsent, listConsents, withdrawConsent } from './consent.server.ts';
import { findOffice, listHoldings, listOffices } from '../offices/office.server.ts';
import { eraseAgain, eraseForThem, erasePerson, exportPerson, listErased } from './privacy.server.ts';
import { settleMotion } from '../offices/motion.server.ts';

const db = await freshDatabase();
for (const iso3 of ['AAA', 'BBB']) await makeParty(db, iso3);
const administrator = await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const point = await makeHolder(db, 'focal-point', 'point@example.org', { party: 'AAA', name: 'P. Oint' });
const other = await makeHolder(db, 'contributor', 'other@example.org', { party: 'BBB', name: 'O. Ther' });
const past = await makeHolder(db, 'focal-point', 'past@example.org', { party: 'BBB', name: 'P. Ast' });
await sql`update holding set until = now() where person_id = ${past.personId}`.execute(db);
const colleague = await makeHolder(db, 'contributor', 'colleague@example.org', { party: 'AAA', name: 'C. Olleague' });
const seenBy = (actor: Actor) => readingAs(db, reachOf(actor));
const names = async (actor: Actor) =>
	(await seenBy(actor).selectFrom('person').select('name').execute()).map(({ name }) => name).toSorted();
const holdersSeen = async (actor: Actor) =>
	(await listOffices(seenBy(actor), 'en')).flatMap(({ holders }) => holders.map(({ name }) => name)).toSorted();

test('nobody is named to everyone who has not agreed, and everyone who has is named only while in office', async () => {
	expect(await listConsents(db, point)).toEqual([{ purpose: 'public-name', given: undefined }]);
	expect(await holdersSeen(visitor)).toEqual([]);
	await giveConsent(db, point, 'public-name');
	await giveConsent(db, point, 'public-name');
	await giveConsent(db, past, 'public-name');
	expect(await listConsents(db, point)).toMatchObject([{ given: { wording: 1, givenAt: expect.any(Date) } }]);
	expect(await holdersSeen(visitor)).toEqual(['P. Oint']);
	expect(await names(visitor)).toEqual(['P. Oint']);
	await withdrawConsent(db, point, 'public-name');
	expect(await holdersSeen(visitor)).toEqual([]);
	expect(
		await db
			.selectFrom('consent')
			.select(sql<boolean>`withdrawn_at is null`.as('is'))
			.where('personId', '=', point.personId)
			.execute()
	).toEqual([{ is: false }]);
	const acts = await db
		.selectFrom('history')
		.select('act')
		.where('record', '=', 'consent')
		.where('personId', '=', point.personId)
		.execute();
	expect(acts.map(({ act }) => act)).toEqual(['consent.give', 'consent.withdraw']);
});

test('consent to other words is none to those of today', async () => {
	await db.insertInto('consent').values({ personId: other.personId!, purpose: 'public-name', wording: 99 }).execute();
	await giveConsent(db, other, 'public-name');
	expect(await listConsents(db, other)).toMatchObject([{ given: { wording: 1 } }]);
	await withdrawConsent(db, other, 'public-name');
});

test('through the eyes of a reader nobody has a mail address but oneself', async () => {
	for (const actor of [visitor, point, analyst, administrator]) {
		const people = await seenBy(actor).selectFrom('person').select(['id', 'email', 'seenAt', 'needsPasskey']).execute();
		expect(people.filter(({ id, email }) => email !== '' && id !== actor.personId)).toEqual([]);
	}
	const [me] = await seenBy(point).selectFrom('person').select('email').where('id', '=', point.personId).execute();
	expect(me?.email).toBe('point@example.org');
});

test('Parties see who holds an office of another today, and no longer who held it; their own they see from before too', async () => {
	expect(await names(point)).not.toContain('P. Ast');
	const { id } = (await listOffices(db, 'en')).find(({ kind, party }) => kind === 'focal-point' && party === 'BBB')!;
	expect((await findOffice(seenBy(point), id, 'en')).party).toBe('BBB');
	expect(await listHoldings(seenBy(point), id)).toEqual([]);
	expect((await listHoldings(seenBy(other), id)).map(({ name }) => name)).toEqual(['P. Ast']);
	expect(await names(colleague)).toContain('P. Oint');
});

test('who erases themselves is gone from everything that names them, and from those who were merged into them', async () => {
	const email = 'gone@example.org';
	const gone = await makeHolder(db, 'contributor', email, { party: 'AAA', name: 'G. One' });
	const id = gone.personId!;
	const before = await db
		.insertInto('person')
		.values({ name: 'G. One too', email: 'before@example.org', mergedInto: id })
		.returning('id')
		.executeTakeFirstOrThrow();
	await giveConsent(db, gone, 'public-name');
	await db.insertInto('mail').values({ recipient: email, language: 'en', subject: 's', body: 'b' }).execute();
	await db
		.insertInto('edit')
		.values({ record: 'document', recordId: 7, personId: id, began: '{}', words: '{"title": "x"}', why: '' })
		.execute();
	await db
		.insertInto('correctionRequest')
		.values({ about: 'document', aboutId: '1', page: 'documents/1', language: 'en', wrong: 'w', email, secret: 's', askedBy: gone.key })
		.execute();
	const motion = await db
		.insertInto('motion')
		.values({
			kind: 'give-office',
			input: JSON.stringify({ kind: 'analyst', party: null, organisationId: null, email, name: 'G. One' }),
			why: 'w',
			movedBy: analyst.personId,
			note: Buffer.from('x'),
			noteName: 'G. One.pdf'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const mine = await exportPerson(db, gone);
	expect(mine).toMatchObject({
		consents: [{ purpose: 'public-name' }],
		mail: [{ subject: 's' }],
		motions: [{ id: motion.id }],
		edits: [{ words: { title: 'x' } }],
		requests: [{ wrong: 'w' }]
	});
	await erasePerson(db, gone);
	const left = await Promise.all(
		[
			'person',
			'mail',
			'proof',
			'session',
			'credential',
			'passkey',
			'consent',
			'edit',
			'motion',
			'correction_request',
			'history',
			'job'
		].map((table) =>
			sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`
				.execute(db)
				.then(({ rows }) => rows.map(({ row }) => row).join('\n'))
		)
	);
	expect(left.join('\n')).not.toMatch(/gone@example|before@example|G\. One/);
	expect(await db.selectFrom('person').select('email').where('id', '=', before.id).executeTakeFirst()).toEqual({
		email: `erased-${before.id}@invalid`
	});
	// What was moved about them can no longer be carried.
	await expect(settleMotion(db, administrator, motion.id, 'carried')).rejects.toMatchObject({ code: 'offices.settled-already' });
});

test('whoever has the machine erases for those who cannot sign in, and nobody else does, nor the last administrator', async () => {
	const asks = await makeHolder(db, 'contributor', 'asks@example.org', { party: 'AAA', name: 'A. Sks' });
	await expect(eraseForThem(db, administrator, asks.personId!)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(eraseForThem(db, operator, administrator.personId!)).rejects.toMatchObject({ code: 'account.last-administrator' });
	await eraseForThem(db, operator, asks.personId!);
	await expect(eraseForThem(db, operator, asks.personId!)).rejects.toMatchObject({ code: 'offices.no-such-person' });
	expect(await listErased(db)).toContainEqual({ id: asks.personId, began: expect.any(String) });
});

test('who was erased is erased again where a backup has brought them back, and no other of that number', async () => {
	const erased = await listErased(db);
	const [first, second] = [erased[0], erased.at(-1)];
	await sql`update person set name = 'back', email = id || '@example.org', erased_at = null where id in (${first!.id}, ${second!.id})`.execute(
		db
	);
	await sql`update person set created_at = created_at + interval '1 second' where id = ${second!.id}`.execute(db);
	await expect(eraseAgain(db, administrator, erased)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	expect(await eraseAgain(db, operator, erased)).toBe(1);
	const names = await db.selectFrom('person').select('name').where('id', 'in', [first!.id, second!.id]).orderBy('id').execute();
	expect(names).toEqual([{ name: '' }, { name: 'back' }]);
});
