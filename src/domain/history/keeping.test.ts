import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
const concept = 'challenge/finance';
await makeConcept(db, concept);

const { id: personId } = await db
	.insertInto('person')
	.values({ name: 'Amina Secretname', email: 'amina@example.org' })
	.returning('id')
	.executeTakeFirstOrThrow();
const { id: officeId } = await db
	.insertInto('office')
	.values({ kind: 'focal-point', party: 'AAA' })
	.returning('id')
	.executeTakeFirstOrThrow();
const actor: Actor = {
	key: `person/${personId}`,
	personId,
	offices: [{ id: officeId, kind: 'focal-point', party: 'AAA', organisationId: null, isProvisional: false }]
};
const document = await makeDocument(db, { party: 'AAA', passages: ['No money.'] });
const passage = document.passages[0] ?? 0;
const { id: coder } = await db
	.insertInto('coder')
	.values({ name: 'someone', version: '1', kind: 'person' })
	.returning('id')
	.executeTakeFirstOrThrow();

/** What is written down while the work is done. */
async function written(act: `${string}.${string}`, work: (tx: Db) => Promise<unknown>, why = 'because') {
	const { last } = await db
		.selectFrom('history')
		.select(sql<number>`coalesce(max(id), 0)`.as('last'))
		.executeTakeFirstOrThrow();
	await acting(db, actor, act, work, { why });
	return db.selectFrom('history').selectAll().where('id', '>', last).orderBy('id').execute();
}
const who = { personId, officeId, by: `person/${personId}`, why: 'because' };
const raw = (text: string) => (tx: Db) => sql.raw(text).execute(tx);

const changes: [record: string, act: `${string}.${string}`, text: string, from: unknown, to: unknown][] = [
	[
		'document',
		'document.change',
		`update document set title = 'New' where id = ${document.id}`,
		{ title: expect.stringMatching(/^Document/) },
		{ title: 'New' }
	],
	['document', 'document.level', `update document set level = 'own' where id = ${document.id}`, { level: 'public' }, { level: 'own' }],
	[
		'passage',
		'document.level',
		`update passage set closed_to = 'parties' where id = ${passage}`,
		{ closed_to: 'public' },
		{ closed_to: 'parties' }
	],
	['party', 'party.import', `update party set is_ldc = true where iso3 = 'AAA'`, { is_ldc: false }, { is_ldc: true }],
	['person', 'person.change', `update person set name = 'B. Othername' where id = ${personId}`, { name: '*' }, { name: '*' }],
	[
		'person',
		'person.change',
		`update person set needs_passkey = true where id = ${personId}`,
		{ needs_passkey: false },
		{ needs_passkey: true }
	],
	[
		'office',
		'office.give',
		`update office set kind = 'contributor' where id = ${officeId}`,
		{ kind: 'focal-point' },
		{ kind: 'contributor' }
	]
];

test.each(changes)(
	'a change to a %s by %s is kept with who, which office, why, from what and to what: %s',
	async (record, act, text, from, to) => {
		const lines = await written(act, raw(text));
		expect(lines.filter((line) => line.record === record)).toEqual([
			expect.objectContaining({ ...who, act, record, before: expect.objectContaining(from), after: expect.objectContaining(to) })
		]);
		expect(lines[0]?.at).toBeInstanceOf(Date);
	}
);

const kept: [record: string, added: string, fields: object, changed: string, from: object, to: object][] = [
	[
		'study',
		`insert into study (language, filters, drafted_by) values ('en', '{}', 'x')`,
		{ language: 'en' },
		`language = 'fr'`,
		{ language: 'en' },
		{ language: 'fr' }
	],
	[
		'party_status',
		`insert into party_status (iso3, status, source, mark) values ('AAA', 'party', 'list', 'S')`,
		{ iso3: 'AAA' },
		`since = '2017'`,
		{ since: null },
		{ since: '2017' }
	],
	['organisation', `insert into organisation (name) values ('One')`, { name: 'One' }, `name = 'Two'`, { name: 'One' }, { name: 'Two' }],
	[
		'office',
		`insert into office (kind) values ('analyst')`,
		{ kind: 'analyst' },
		`kind = 'editor'`,
		{ kind: 'analyst' },
		{ kind: 'editor' }
	],
	[
		'holding',
		`insert into holding (office_id, person_id) values (${officeId}, ${personId})`,
		{ person_id: personId },
		`until = '2999-01-01'`,
		{ until: null },
		{}
	],
	[
		'motion',
		`insert into motion (kind, input, why) values ('give-office', '{"name":"Secretname"}', 'w')`,
		{ input: '*' },
		`state = 'withdrawn'`,
		{ state: 'open' },
		{ state: 'withdrawn' }
	],
	[
		'deadline',
		`insert into deadline (office_id, what, due) values (${officeId}, 'Report', '2026-12-01')`,
		{ what: 'Report' },
		`what = 'Survey'`,
		{ what: 'Report' },
		{ what: 'Survey' }
	],
	[
		'person',
		`insert into person (name, email) values ('Z Secretname', 'z@example.org')`,
		{ name: '*', email: '*' },
		`email = 'y@example.org'`,
		{ email: '*' },
		{ email: '*' }
	],
	[
		'evidence',
		`insert into evidence (passage_id, concept_id, stance, start_at, end_at, quote, confidence, why, status, coder_id, reviewed_by, reviewed_at)
			values (${passage}, '${concept}', 'challenge', 0, 2, 'No', 1, '{}', 'accepted', ${coder}, 'x', now())`,
		{ status: 'accepted' },
		`status = 'refused'`,
		{ status: 'accepted' },
		{ status: 'refused' }
	]
];

test.each(kept)('a %s that is added, changed and deleted is kept each time', async (record, added, fields, changed, from, to) => {
	const [first] = (await written('some.act', raw(added))).filter((line) => line.record === record);
	expect(first).toMatchObject({ ...who, before: null, after: fields });
	const one = `where id = ${first?.recordId}`;
	const [second] = await written('some.act', raw(`update ${record} set ${changed} ${one}`));
	expect(second).toMatchObject({ ...who, recordId: first?.recordId, before: from, after: to });
	const [third] = await written('some.act', raw(`delete from ${record} ${one}`));
	expect(third).toMatchObject({ ...who, recordId: first?.recordId, after: null });
	expect(third?.before).not.toBeNull();
});

test('a sentence of a study that is changed is kept', async () => {
	const { id } = await db
		.insertInto('study')
		.values({ language: 'en', filters: '{}', draftedBy: 'x' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await raw(
		`insert into sentence (study_id, position, section, said, body, recipe, paragraph) values (${id}, 1, 's', 'x', 'Old.', '{}', 1)`
	)(db);
	const lines = await written('study.change', raw(`update sentence set body = 'New.' where study_id = ${id}`));
	expect(lines).toEqual([expect.objectContaining({ ...who, record: 'sentence', before: { body: 'Old.' }, after: { body: 'New.' } })]);
});

test('a change that is rolled back leaves no line, and one that changes nothing none either', async () => {
	const count = () =>
		db
			.selectFrom('history')
			.select(sql<number>`count(*)`.as('n'))
			.executeTakeFirstOrThrow();
	const before = await count();
	const work = acting(db, actor, 'document.change', async (tx) => {
		await raw(`update document set title = 'Never' where id = ${document.id}`)(tx);
		throw new Error('no');
	});
	await expect(work).rejects.toThrow('no');
	await raw(`update document set title = title where id = ${document.id}`)(db);
	expect(await count()).toEqual(before);
});

test('who acted in one transaction is not taken for the next', async () => {
	await written('document.change', raw(`update document set title = 'A' where id = ${document.id}`));
	await raw(`update document set title = 'B' where id = ${document.id}`)(db);
	const last = await db.selectFrom('history').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
	expect(last).toMatchObject({ by: 'cinnabar', personId: null, officeId: null, act: 'update', why: null });
});

test('nothing personal is anywhere in the history', async () => {
	const { rows } = await sql<{ line: string }>`select history_line(history) as line from history`.execute(db);
	expect(rows.length).toBeGreaterThan(20);
	expect(rows.filter(({ line }) => /Secretname|Othername|@example/.test(line))).toEqual([]);
});

test.each(['update history set why = null', 'delete from history', `update seal set hash = ''`, 'delete from seal'])(
	'the history refuses to be rewritten: %s',
	async (text) => {
		await sql`select seal_history()`.execute(db);
		await expect(raw(text)(db)).rejects.toThrow('the history only grows');
	}
);
