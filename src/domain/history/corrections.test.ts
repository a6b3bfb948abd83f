import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { acting } from '../acting.server.ts';
import { operator, visitor } from '../actor.ts';
import type { Actor, OfficeKind } from '../actor.ts';
import { listCorrections } from './corrections.server.ts';
import { listHistoryOf, listOwnHistory } from './read.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
await makeParty(db, 'BBB');

/** Someone who holds an office. */
async function holder(kind: OfficeKind, party: string | null): Promise<Actor> {
	const { id: personId } = await db
		.insertInto('person')
		.values({ name: `${kind} ${party}`, email: `${kind}-${party}@example.org` })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id } = await db.insertInto('office').values({ kind, party }).returning('id').executeTakeFirstOrThrow();
	return { key: `person/${personId}`, personId, offices: [{ id, kind, party, organisationId: null, isProvisional: false }] };
}
const focalPoint = await holder('focal-point', 'AAA');
const contributor = await holder('contributor', 'AAA');
const neighbour = await holder('focal-point', 'BBB');
const analyst = await holder('analyst', null);
const editor = await holder('editor', null);

const change = (text: string, actor: Actor = analyst, why?: string) =>
	acting(db, actor, 'document.change', (tx) => sql.raw(text).execute(tx), { why });
const set = (id: number, text: string, why?: string) => change(`update document set ${text} where id = ${id}`, analyst, why);
const logOf = async (page: string) => (await listCorrections(db, 'en')).corrections.filter((one) => one.page === page);
const titles = async (id: number) =>
	(await logOf(`documents/${id}`)).flatMap(({ changes }) => changes.map(({ from, to }) => `${from} → ${to}`));

test('a change to what everyone may read is told with the office and the reason, and without the person', async () => {
	const { id } = await makeDocument(db, { party: 'AAA', cycle: '2025-full' });
	await set(id, `title = 'Right', cycle = '2023-short', version = 2`, 'The cover says so.');
	const [one, ...others] = await logOf(`documents/${id}`);
	expect(others).toEqual([]);
	expect(one).toEqual({
		id: expect.any(Number),
		at: expect.any(Date),
		record: 'document',
		page: `documents/${id}`,
		name: 'Right',
		nameLanguage: 'en',
		isSample: false,
		by: 'analyst',
		why: 'The cover says so.',
		changes: [
			{ field: 'title', from: expect.stringMatching(/^Document/), to: 'Right' },
			{ field: 'cycle', from: '2025-full', to: '2023-short' }
		],
		request: null
	});
	expect(JSON.stringify(one)).not.toMatch(/person/);
});

test('that a document was withdrawn is told', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await set(id, `state = 'withdrawn'`);
	expect((await logOf(`documents/${id}`))[0]?.changes).toEqual([{ field: 'state', from: 'published', to: 'withdrawn' }]);
});

test.each(['parties', 'secretariat', 'own'])('nothing of a document at level %s is told, whenever it was changed', async (level) => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await set(id, `title = 'While open'`);
	await set(id, `level = '${level}', title = 'Closing'`);
	await set(id, `title = 'While closed'`);
	expect(await logOf(`documents/${id}`)).toEqual([]);
});

test('what was changed while a document was closed stays untold when it is opened again', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await set(id, `title = 'Open 1'`);
	await set(id, `title = 'Secret 1', level = 'secretariat'`);
	await set(id, `title = 'Secret 2'`);
	await set(id, `title = 'Secret 3', level = 'own'`);
	await set(id, `title = 'Open 2', level = 'public'`);
	await set(id, `title = 'Open 3'`);
	expect(await titles(id)).toEqual(['Open 2 → Open 3', expect.stringMatching(/^Document \d+ → Open 1$/)]);
});

test('what was changed in a draft stays untold when it is published', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await change(`update document set state = 'draft', level = 'own' where id = ${id}`, operator);
	await set(id, `title = 'Draft 1'`);
	await set(id, `state = 'submitted', title = 'Draft 2', level = 'public'`);
	await set(id, `title = 'Draft 3'`);
	await set(id, `state = 'published', title = 'Draft 4'`);
	await set(id, `title = 'Public'`);
	expect(await titles(id)).toEqual(['Draft 4 → Public']);
	await set(id, `state = 'draft'`);
	expect(await titles(id)).toEqual([]);
});

test('a document that was deleted is in no log', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await set(id, `title = 'Gone'`);
	await change(`delete from document where id = ${id}`);
	expect(await titles(id)).toEqual([]);
});

test('a change to the status of a Party is told without who imported it', async () => {
	await change(`insert into party_status (iso3, status, source, mark, imported_by, imported_at)
		values ('BBB', 'party', 'A list', 'S', 'person/99', now())`);
	await change(`update party_status set imported_by = 'person/98', imported_at = now() where iso3 = 'BBB'`);
	await change(`update party_status set since = '2017-05', imported_by = 'person/97' where iso3 = 'BBB'`, operator);
	const log = await logOf('parties/BBB');
	expect(log).toMatchObject([{ name: 'BBB en', by: 'operator', changes: [{ field: 'since', from: null, to: '2017-05' }] }]);
	expect(JSON.stringify(log)).not.toContain('person/');
});

test('a sentence is told while its study and all that it rests on are public', async () => {
	const source = await makeDocument(db, { party: 'AAA', passages: ['Words.'] });
	const { id } = await db
		.insertInto('study')
		.values({ language: 'en', filters: '{}', draftedBy: 'x' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await sql
		.raw(
			`insert into sentence (study_id, position, section, said, body, recipe, paragraph)
		values (${id}, 1, 's', 'x', 'Old.', '{}', 1)`
		)
		.execute(db);
	await sql.raw(`insert into sentence_source select id, ${source.passages[0]} from sentence where study_id = ${id}`).execute(db);
	await change(`update sentence set body = 'New.' where study_id = ${id}`, editor);
	expect(await logOf(`study/${id}`)).toMatchObject([
		{ record: 'sentence', by: 'editor', changes: [{ field: 'body', from: 'Old.', to: 'New.' }] }
	]);
	await change(`update passage set closed_to = 'parties' where id = ${source.passages[0]}`);
	expect(await logOf(`study/${id}`)).toEqual([]);
	await change(`update passage set closed_to = 'public' where id = ${source.passages[0]}`);
	expect(await logOf(`study/${id}`)).toHaveLength(1);
	await change(`update study set level = 'secretariat' where id = ${id}`);
	await change(`update sentence set body = 'Closed.' where study_id = ${id}`, editor);
	expect(await logOf(`study/${id}`)).toEqual([]);
	await change(`update study set level = 'public' where id = ${id}`);
	expect(await logOf(`study/${id}`)).toHaveLength(1);
});

test('the log is paged backwards', async () => {
	const { id } = await makeDocument(db);
	for (let i = 0; i < 60; i++) await set(id, `title = 'Title ${i}'`);
	const first = await listCorrections(db, 'en');
	expect(first.corrections).toHaveLength(50);
	const second = await listCorrections(db, 'en', first.next);
	expect(second.corrections.length).toBeGreaterThanOrEqual(10);
	expect(first.corrections.at(-1)?.id).toBeGreaterThan(second.corrections[0]?.id ?? Infinity);
});

test('a person sees what they did themselves, by their own hand or by the platform for them, and nothing of others', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	await change(`update document set title = 'Mine' where id = ${id}`, contributor, 'my reason');
	await acting(db, { key: contributor.key, personId: null, offices: [] }, 'document.add', (tx) =>
		sql.raw(`update document set cycle = '2017' where id = ${id}`).execute(tx)
	);
	await set(id, `title = 'Theirs'`);
	const { lines } = await listOwnHistory(db, contributor);
	expect(lines.map(({ act, office, after, why }) => [act, office, after, why])).toEqual([
		['document.add', null, { cycle: '2017' }, null],
		['document.change', 'contributor', { title: 'Mine' }, 'my reason']
	]);
	await expect(listOwnHistory(db, visitor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(listOwnHistory(db, operator)).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('the history of a document is for its own Party and for who may read the history, that of what is a Party’s own for that Party alone', async () => {
	const { id, passages } = await makeDocument(db, { party: 'AAA', passages: ['Words.'] });
	await set(id, `level = 'own', title = 'Own'`);
	await set(id, `title = 'Still own'`);
	const read = (actor: Actor, record = 'document', one = id) =>
		listHistoryOf(db, actor, record, String(one)).then(({ lines }) => lines.length);
	expect([await read(focalPoint), await read(contributor), await read(operator)]).toEqual([3, 3, 3]);
	await expect(read(analyst)).rejects.toMatchObject({ code: 'refused.not-found' });
	await expect(read(analyst, 'passage', passages[0])).rejects.toMatchObject({ code: 'refused.not-found' });
	for (const actor of [neighbour, editor, visitor]) await expect(read(actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await set(id, `level = 'public'`);
	await set(id, `title = 'Open'`);
	expect([await read(focalPoint), await read(analyst)]).toEqual([5, 2]);
	for (const actor of [neighbour, editor, visitor]) await expect(read(actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	for (const one of ['0', '999999', 'x', "1' or 1=1"])
		await expect(listHistoryOf(db, operator, 'document', one)).rejects.toMatchObject({ code: 'refused.not-found' });
});

test('the history of other records is for who may read it', async () => {
	const own = String(focalPoint.personId);
	expect((await listHistoryOf(db, analyst, 'person', own)).lines).toMatchObject([{ after: { name: '*', email: '*' } }]);
	for (const actor of [focalPoint, visitor, editor])
		await expect(listHistoryOf(db, actor, 'person', own)).rejects.toMatchObject({ code: 'refused.not-allowed' });
});
