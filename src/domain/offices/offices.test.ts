import { beforeAll, expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { operator, reachOf, visitor } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { may } from '../rights.ts';
import { actorOf } from '../people/actor.server.ts';
import { officeAlarms } from './alarms.server.ts';
import { listDeadlines, meetDeadline, setDeadline } from './deadlines.server.ts';
import { endHolding, giveOffice } from './giving.server.ts';
import { handOver, handoverOf } from './handover.server.ts';
import { holdersOf, listHeldOffices, listOffices } from './office.server.ts';

let db: Db;
let admin: Actor;
beforeAll(async () => {
	db = await freshDatabase();
	for (const party of ['AAA', 'BBB', 'CCC', 'DDD', 'EEE']) await makeParty(db, party);
	admin = await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
});

const page = { origin: 'https://example.org', language: 'fr' } as const;
const refusal = (code: string) => expect.objectContaining({ code });
const at = async (email: string) => {
	const { id } = await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow();
	return actorOf(db, id);
};
const officeOf = ({ offices }: Actor) => offices[0]!.id;
const contributor = (party: string, email: string, name = '') => ({
	...{ kind: 'contributor' as const, party, organisationId: null, email, name }
});
const holdingOf = (actor: Actor) =>
	db.selectFrom('holding').selectAll().where('personId', '=', actor.personId!).orderBy('id', 'desc').executeTakeFirstOrThrow();

test('an office is given to whoever has the mail address, in whatever case it is written, and only once', async () => {
	const officeId = await giveOffice(db, admin, contributor('AAA', ' Ada@Example.org ', 'Ada'));
	const ada = await at('ada@example.org');
	expect(ada.offices).toEqual([{ id: officeId, kind: 'contributor', party: 'AAA', organisationId: null, isProvisional: false }]);
	expect((await holdersOf(db, officeId)).get(officeId)).toMatchObject([{ name: 'Ada', isProvisional: false }]);
	await expect(giveOffice(db, admin, contributor('AAA', 'ada@example.org'))).rejects.toThrow(refusal('offices.holds-already'));
});

test('of two who give the same office to the same person at once, one does', async () => {
	const both = await Promise.allSettled([1, 2].map(() => giveOffice(db, admin, contributor('AAA', 'race@example.org'))));
	expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect((await at('race@example.org')).offices).toHaveLength(1);
});

test('the offices of a focal point and of a secretariat administrator are given by motion alone', async () => {
	for (const kind of ['focal-point', 'secretariat-administrator'] as const) {
		const seat = { kind, party: kind === 'focal-point' ? 'AAA' : null, organisationId: null, email: 'x@example.org', name: '' };
		await expect(giveOffice(db, operator, seat)).rejects.toThrow(refusal('offices.needs-motion'));
	}
});

test('who may not give an office is refused, and so is what is not an office or not an address', async () => {
	const ada = await at('ada@example.org');
	await expect(giveOffice(db, ada, contributor('AAA', 'y@example.org'))).rejects.toThrow(refusal('refused.not-allowed'));
	const focalPoint = await makeHolder(db, 'focal-point', 'fp-b@example.org', { party: 'BBB' });
	await expect(giveOffice(db, focalPoint, contributor('AAA', 'y@example.org'))).rejects.toThrow(refusal('refused.not-allowed'));
	await expect(giveOffice(db, admin, contributor('AAA', 'no address'))).rejects.toThrow(refusal('refused.incomplete'));
	await expect(giveOffice(db, admin, { ...contributor('AAA', 'y@example.org'), party: null })).rejects.toThrow(
		refusal('refused.incomplete')
	);
	await expect(giveOffice(db, admin, contributor('ZZZ', 'y@example.org'))).rejects.toThrow(refusal('documents.unknown-party'));
	expect(await db.selectFrom('person').select('id').where('email', '=', 'y@example.org').execute()).toEqual([]);
});

test('the history says who gave an office, and holding which', async () => {
	const focalPoint = await makeHolder(db, 'focal-point', 'fp-b@example.org', { party: 'BBB' });
	await giveOffice(db, focalPoint, contributor('BBB', 'given@example.org', 'Secret Name'));
	const holding = await holdingOf(await at('given@example.org'));
	const lines = await db
		.selectFrom('history')
		.selectAll()
		.where('record', '=', 'holding')
		.where('recordId', '=', String(holding.id))
		.execute();
	expect(lines).toMatchObject([
		{
			personId: focalPoint.personId,
			officeId: officeOf(focalPoint),
			by: focalPoint.key,
			act: 'office.give',
			after: { person_id: holding.personId }
		}
	]);
	const all = await db.selectFrom('history').selectAll().where('act', '=', 'office.give').execute();
	expect(JSON.stringify(all)).not.toMatch(/Secret Name|given@example/);
});

test('a holding is ended by its holder or by who may give the office, once, with the reason in the history', async () => {
	await giveOffice(db, admin, contributor('CCC', 'one@example.org'));
	await giveOffice(db, admin, contributor('CCC', 'two@example.org'));
	const [one, two] = [await at('one@example.org'), await at('two@example.org')];
	const [first, second] = [await holdingOf(one), await holdingOf(two)];
	await expect(endHolding(db, one, second.id, 'envy')).rejects.toThrow(refusal('refused.not-allowed'));
	await endHolding(db, one, first.id, 'I leave');
	await endHolding(db, admin, second.id, 'moved');
	await expect(endHolding(db, admin, second.id, 'again')).rejects.toThrow(refusal('offices.ended-already'));
	expect([(await at('one@example.org')).offices, (await at('two@example.org')).offices]).toEqual([[], []]);
	const lines = await db.selectFrom('history').select(['why', 'by', 'officeId']).where('act', '=', 'office.end').orderBy('id').execute();
	expect(lines).toEqual([
		{ why: 'I leave', by: one.key, officeId: officeOf(one) },
		{ why: 'moved', by: admin.key, officeId: officeOf(admin) }
	]);
});

test('the last secretariat administrator stays, even where two would leave at once', async () => {
	const other = await makeHolder(db, 'secretariat-administrator', 'admin-2@example.org');
	const [mine, theirs] = [await holdingOf(admin), await holdingOf(other)];
	const both = await Promise.allSettled([endHolding(db, admin, mine.id, 'leave'), endHolding(db, other, theirs.id, 'leave')]);
	expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'account.last-administrator' } });
	admin = await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
});

test('an office is handed over whole: drafts, deadlines and history go along, and who held it sees them no longer', async () => {
	const before = await makeHolder(db, 'focal-point', 'before@example.org', { party: 'DDD' });
	const officeId = officeOf(before);
	const { id: draft } = await makeDocument(db, { party: 'DDD', passages: ['a draft'] });
	await db.updateTable('document').set({ state: 'draft', level: 'own' }).where('id', '=', draft).execute();
	await db.insertInto('job').values({ kind: 'reading', input: '{}', askedBy: before.key, party: 'DDD' }).execute();
	const deadline = await setDeadline(db, before, { officeId, what: 'the full report', due: '2027-12-31' });
	expect(await handoverOf(db, officeId)).toMatchObject({
		...{ documents: [{ id: draft, state: 'draft' }], jobs: [{ state: 'waiting' }], deadlines: [{ id: deadline }], lines: 1 }
	});

	const sees = async (actor: Actor) =>
		(await readingAs(db, reachOf(actor)).selectFrom('document').select('id').where('id', '=', draft).execute()).length === 1;
	expect(await sees(before)).toBe(true);
	const along = await handOver(db, before, { officeId, email: 'after@example.org', name: 'After', why: 'a new post' }, page);
	expect(along).toMatchObject({ drafts: 1, jobs: 1, deadlines: 1 });
	const [gone, successor] = [await actorOf(db, before.personId!), await at('after@example.org')];
	expect([await sees(gone), await sees(successor)]).toEqual([false, true]);
	expect(gone.offices).toEqual([]);
	expect(await listDeadlines(readingAs(db, reachOf(successor)), officeId)).toMatchObject([{ id: deadline }]);
	expect(await listDeadlines(readingAs(db, reachOf(gone)), officeId)).toEqual([]);
	const line = await db.selectFrom('history').selectAll().where('act', '=', 'office.hand-over').where('record', '=', 'holding').execute();
	expect(line.map(({ personId, officeId: office, why }) => ({ personId, office, why }))).toEqual(
		[1, 2].map(() => ({ personId: before.personId, office: officeId, why: 'a new post' }))
	);

	// Whoever is told is told what came along, in the language of the page where no other is known, and where to go.
	const [mail, ...others] = await db.selectFrom('mail').selectAll().where('recipient', '=', 'after@example.org').execute();
	expect(others).toEqual([]);
	expect(mail?.language).toBe('fr');
	for (const part of [
		say('fr', 'office-names.focal-point'),
		'DDD fr',
		say('fr', 'offices.along-drafts', { count: 1 }),
		say('fr', 'offices.along-deadlines', { count: 1 }),
		`https://example.org/fr/offices/${officeId}`,
		say('fr', 'offices.hand-over-provisional')
	])
		expect(mail?.body).toContain(part);

	const submitted = { kind: 'document', state: 'submitted', party: 'DDD', organisationId: null } as const;
	expect(successor.offices).toMatchObject([{ isProvisional: true }]);
	expect([may(before, 'publish', submitted), may(successor, 'publish', submitted)]).toEqual([true, false]);
	expect(may(successor, 'change', { ...submitted, state: 'draft' })).toBe(true);
	await meetDeadline(db, successor, deadline);
	await expect(meetDeadline(db, successor, deadline)).rejects.toThrow(refusal('offices.done-already'));
});

test('only the holder hands over, once, and to someone else', async () => {
	const holder = await makeHolder(db, 'reviewer', 'reviewer@example.org', { party: 'DDD' });
	const officeId = officeOf(holder);
	const to = (email: string) => ({ officeId, email, name: '', why: 'because' });
	for (const other of [admin, visitor, operator, await at('after@example.org')])
		await expect(handOver(db, other, to('thief@example.org'), page)).rejects.toThrow(refusal('refused.not-allowed'));
	await expect(handOver(db, holder, to('reviewer@example.org'), page)).rejects.toThrow(refusal('offices.same-person'));
	const both = await Promise.allSettled([handOver(db, holder, to('p@example.org'), page), handOver(db, holder, to('q@example.org'), page)]);
	expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect((await holdersOf(db, officeId)).get(officeId)).toHaveLength(1);
	// The one that failed wrote no mail, and someone who reads Arabic is written to in Arabic.
	expect(await db.selectFrom('mail').select('id').where('recipient', 'in', ['p@example.org', 'q@example.org']).execute()).toHaveLength(1);
	await db.insertInto('person').values({ email: 'arabic@example.org', name: '', language: 'ar' }).execute();
	const next = await at(
		(await db.selectFrom('mail').select('recipient').where('recipient', 'in', ['p@example.org', 'q@example.org']).executeTakeFirstOrThrow())
			.recipient
	);
	await handOver(db, next, to('arabic@example.org'), page);
	expect(await db.selectFrom('mail').select(['language', 'subject']).where('recipient', '=', 'arabic@example.org').execute()).toEqual([
		{ language: 'ar', subject: say('ar', 'offices.mail-subject', { office: say('ar', 'office-names.reviewer') }) }
	]);
	const stale = await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
	await expect(handOver(db, stale, { ...to('r@example.org'), officeId: officeOf(stale) }, page)).rejects.toThrow(
		refusal('refused.not-allowed')
	);
});

test('who was merged or erased holds nothing', async () => {
	const gone = await makeHolder(db, 'contributor', 'gone@example.org', { party: 'EEE' });
	await db.updateTable('person').set({ erasedAt: new Date() }).where('id', '=', gone.personId!).execute();
	expect(await actorOf(db, gone.personId!)).toEqual({ key: gone.key, personId: gone.personId, offices: [] });
	const holding = await holdingOf(gone);
	await endHolding(db, admin, holding.id, 'erased');
});

test('visitors see no names, and no more than that an office is held', async () => {
	const offices = await listOffices(readingAs(db, reachOf(visitor)), 'en');
	expect(offices.length).toBeGreaterThan(3);
	expect(offices.flatMap(({ holders }) => holders)).toEqual([]);
	const held = await listHeldOffices(db);
	const named = await listOffices(readingAs(db, reachOf(admin)), 'en');
	for (const { id, holders } of named) expect(holders.length > 0).toBe(held.has(id));
	expect(named.find(({ party, kind }) => party === 'DDD' && kind === 'focal-point')).toMatchObject({
		partyName: 'DDD en',
		holders: [{ name: 'After' }]
	});
});

test('alarms name focal points that are missing, waiting or silent, and deadlines that have passed', async () => {
	await makeHolder(db, 'focal-point', 'fp-e@example.org', { party: 'EEE', isProvisional: true });
	const focalPoint = await at('fp-e@example.org');
	await setDeadline(db, admin, { officeId: officeOf(focalPoint), what: 'the inventory', due: '2026-01-31' });
	const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60_000);
	const of = async (now: Date, party: string) =>
		(await officeAlarms(readingAs(db, reachOf(admin)), now)).filter((alarm) => alarm.party === party).map(({ kind }) => kind);
	expect(await of(days(0), 'EEE')).toEqual(['overdue']);
	expect(await of(days(31), 'EEE')).toEqual(['provisional', 'overdue']);
	expect(await of(days(91), 'EEE')).toEqual(['provisional', 'silent', 'overdue']);
	await db
		.updateTable('person')
		.set({ seenAt: days(80) })
		.where('id', '=', focalPoint.personId!)
		.execute();
	expect(await of(days(91), 'EEE')).toEqual(['provisional', 'overdue']);
	expect(await of(days(0), 'AAA')).toEqual(['vacant']);
});

test('a deadline is set by who may, for the office', async () => {
	const ada = await at('ada@example.org');
	await expect(setDeadline(db, ada, { officeId: officeOf(ada), what: 'x', due: '2027-01-01' })).rejects.toThrow(
		refusal('refused.not-allowed')
	);
	await expect(setDeadline(db, admin, { officeId: officeOf(ada), what: 'x', due: '2027-02-31' })).rejects.toThrow(
		refusal('refused.incomplete')
	);
});
