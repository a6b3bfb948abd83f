import { expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { findSetAside, listSetAside } from '#domain/edits/read.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { changeDetails, detailWords } from './change.server.ts';
import { detailFields } from './model.ts';
import { findDocument } from './read.server.ts';

const db = await freshDatabase();
for (const iso3 of ['AAA', 'BBB']) await makeParty(db, iso3);
await makeParty(db, 'XXA', { isSample: true });
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org');
const editor = await makeHolder(db, 'editor', 'editor@example.org');
const contributor = await makeHolder(db, 'contributor', 'contributor@example.org', { party: 'AAA' });

const wordsOf = async (id: number) => detailWords(await findDocument(db, id));
type Words = Awaited<ReturnType<typeof wordsOf>>;
const editOf = (began: Words, changed: Partial<Words>, why = 'a typing error') => ({ began, words: { ...began, ...changed }, why });
const setAsideBy = async (actor: typeof analyst, id: number) =>
	findSetAside(db, actor, { record: 'document', id }, { fields: detailFields, now: await wordsOf(id) });

test('of two who change the same title, the later changes nothing and sees both until they choose', async () => {
	const { id } = await makeDocument(db, { party: 'AAA', cycle: '2025-full' });
	const began = await wordsOf(id);
	expect(await changeDetails(db, analyst, id, editOf(began, { title: 'By the analyst' }))).toEqual({ isSaved: true, kept: [] });
	const late = await changeDetails(db, editor, id, editOf(began, { title: 'By the editor', cycle: '2025-short' }));
	expect(late).toEqual({ isSaved: false, clashes: [{ field: 'title', theirs: 'By the analyst', mine: 'By the editor' }] });
	expect(await wordsOf(id)).toEqual({ ...began, title: 'By the analyst' });
	const setAside = await setAsideBy(editor, id);
	expect(setAside).toMatchObject({
		words: { title: 'By the analyst', cycle: '2025-short' },
		why: 'a typing error',
		clashes: [{ field: 'title', theirs: 'By the analyst', mine: 'By the editor', by: analyst.key }]
	});
	expect(await listSetAside(db, editor)).toMatchObject([{ record: 'document', recordId: id }]);
	expect(await listSetAside(db, analyst)).toEqual([]);

	const chosen = editOf(await wordsOf(id), { title: 'By the editor', cycle: '2025-short' });
	expect(await changeDetails(db, editor, id, chosen)).toEqual({ isSaved: true, kept: [] });
	expect(await wordsOf(id)).toMatchObject({ title: 'By the editor', cycle: '2025-short' });
	expect(await setAsideBy(editor, id)).toBeUndefined();
});

test('what two change beside each other is all saved, and the later is told', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	const began = await wordsOf(id);
	await changeDetails(db, analyst, id, editOf(began, { title: 'New title' }));
	expect(await changeDetails(db, editor, id, editOf(began, { kind: 'survey' }))).toEqual({ isSaved: true, kept: ['title'] });
	expect(await wordsOf(id)).toMatchObject({ title: 'New title', kind: 'survey' });
});

test('of many who change one title at the same moment, one is saved and the words of all are kept', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	const began = await wordsOf(id);
	const people = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => makeHolder(db, 'editor', `editor${n}@example.org`)));
	const outcomes = await Promise.all(people.map((one, n) => changeDetails(db, one, id, editOf(began, { title: `Title ${n}` }))));
	expect(outcomes.filter(({ isSaved }) => isSaved)).toHaveLength(1);
	const { title } = await wordsOf(id);
	const kept = await Promise.all(people.map(async (one) => (await setAsideBy(one, id))?.clashes[0]?.mine));
	expect([title, ...kept.filter((one) => one !== undefined)].toSorted()).toEqual(people.map((_, n) => `Title ${n}`));
});

test('what is published changes only with a reason, and the history gives it', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	const began = await wordsOf(id);
	await expect(changeDetails(db, analyst, id, editOf(began, { title: 'Other' }, ''))).rejects.toMatchObject({ code: 'edits.why-asked' });
	await changeDetails(db, analyst, id, editOf(began, { title: 'Other' }, 'as on the cover'));
	const line = await db
		.selectFrom('history')
		.select(['act', 'by', 'before', 'after', 'why'])
		.where('record', '=', 'document')
		.where('recordId', '=', String(id))
		.where('act', '=', 'document.change')
		.executeTakeFirstOrThrow();
	expect(line).toMatchObject({ by: analyst.key, before: { title: began.title }, after: { title: 'Other' }, why: 'as on the cover' });
});

test('only who may change a document changes it, and no one gives it to a Party that is not theirs', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	const began = await wordsOf(id);
	for (const actor of [visitor, contributor])
		await expect(changeDetails(db, actor, id, editOf(began, { title: 'X' }))).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await db.updateTable('document').set({ state: 'draft', level: 'own' }).where('id', '=', id).execute();
	expect(await changeDetails(db, contributor, id, editOf(began, { title: 'Our draft' }, ''))).toMatchObject({ isSaved: true });
	const now = await wordsOf(id);
	for (const party of ['BBB', ''])
		await expect(changeDetails(db, contributor, id, editOf(now, { party }))).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(changeDetails(db, operator, id, editOf(now, { party: '' }))).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('an invented statement never becomes a real Party’s, nor the other way round', async () => {
	const sample = await makeDocument(db, { party: 'XXA', isSample: true });
	const real = await makeDocument(db, { party: 'AAA' });
	for (const [id, party] of [
		[sample.id, 'AAA'],
		[sample.id, ''],
		[real.id, 'XXA']
	] as const)
		await expect(changeDetails(db, analyst, id, editOf(await wordsOf(id), { party }))).rejects.toMatchObject({
			code: 'edits.sample-stays'
		});
	await expect(changeDetails(db, analyst, real.id, editOf(await wordsOf(real.id), { party: 'QQQ' }))).rejects.toMatchObject({
		code: 'documents.unknown-party'
	});
});

test('a report that was taken for another Party’s leaves the versions of that one and joins its own', async () => {
	const about = { kind: 'national-report', cycle: '2021-full' } as const;
	const first = await makeDocument(db, { ...about, party: 'AAA' });
	const wrong = await makeDocument(db, { ...about, party: 'AAA', supersedes: first.id });
	const third = await makeDocument(db, { ...about, party: 'AAA', supersedes: wrong.id });
	const other = await makeDocument(db, { ...about, party: 'BBB' });
	await changeDetails(db, analyst, wrong.id, editOf(await wordsOf(wrong.id), { party: 'BBB' }));
	const supersedes = async (id: number) => (await findDocument(db, id)).supersedes;
	expect(await supersedes(third.id)).toBe(first.id);
	expect(await supersedes(other.id)).toBe(wrong.id);
	expect(await supersedes(wrong.id)).toBeNull();
});

test('words that are no details are refused, and nothing changes', async () => {
	const { id } = await makeDocument(db, { party: 'AAA' });
	const began = await wordsOf(id);
	for (const changed of [
		{ title: '' },
		{ title: 'x'.repeat(501) },
		{ kind: 'novel' },
		{ cycle: '25' },
		{ language: 'de' },
		{ party: 'A1' }
	])
		await expect(changeDetails(db, analyst, id, editOf(began, changed))).rejects.toMatchObject({ code: 'refused.incomplete' });
	expect(await wordsOf(id)).toEqual(began);
});
