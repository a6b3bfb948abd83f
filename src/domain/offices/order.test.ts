import { beforeAll, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeDocument } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';
import type { Actor } from '../actor.ts';
import { actorOf } from '../people/actor.server.ts';
import { foldMail, foldName } from './duplicates.ts';
import { findDuplicates } from './duplicates.server.ts';
import { mergeOrganisations } from './merge.server.ts';
import { addOrganisation, listOrganisations, renameOrganisation } from './organisations.server.ts';

let db: Db;
let admin: Actor;
let editor: Actor;
beforeAll(async () => {
	db = await freshDatabase();
	admin = await makeHolder(db, 'secretariat-administrator', 'admin@example.org');
	editor = await makeHolder(db, 'editor', 'editor@example.org');
});
const refusal = (code: string) => expect.objectContaining({ code });

test('names are alike without case, accents and order of words, and addresses without dots and what follows a plus', () => {
	expect(foldName('  GARCÍA, José ')).toBe(foldName('jose garcia'));
	expect(foldName('Иван Петров')).toBe(foldName('петров иван'));
	expect(foldMail('Jo.Se+mercury@Example.org')).toBe('jose@example.org');
	expect(foldName('José García')).not.toBe(foldName('José Gracia'));
});

test('people and organisations that may be there twice are found with the reasons, and nameless people are not', async () => {
	await db
		.insertInto('person')
		.values([
			{ name: 'José García', email: 'jose.garcia@example.org' },
			{ name: 'garcia jose', email: 'josegarcia+art14@example.org' },
			{ name: '', email: 'a@example.org' },
			{ name: '', email: 'b@example.org' }
		])
		.execute();
	await addOrganisation(db, editor, 'Mercury Watch');
	await addOrganisation(db, editor, 'mercury-watch');
	const { people, organisations } = await findDuplicates(db);
	expect(people.map(({ records, reasons }) => [records.length, reasons])).toEqual([[2, ['name', 'mail']]]);
	expect(organisations.map(({ records }) => records.map(({ name }) => name))).toEqual([['Mercury Watch', 'mercury-watch']]);
});

test('organisations are added and renamed by who may', async () => {
	const id = await addOrganisation(db, editor, ' Old name ');
	await renameOrganisation(db, editor, { id, name: 'New name' });
	expect(await listOrganisations(db)).toContainEqual({ id, name: 'New name' });
	const translator = await makeHolder(db, 'translator', 'translator@example.org');
	await expect(addOrganisation(db, translator, 'X')).rejects.toThrow(refusal('refused.not-allowed'));
	await expect(renameOrganisation(db, editor, { id, name: 'Third', began: 'One' })).rejects.toMatchObject({
		code: 'offices.organisation-renamed',
		slots: { theirs: 'New name', mine: 'Third' }
	});
	await expect(renameOrganisation(db, editor, { id, name: '' })).rejects.toThrow(refusal('refused.incomplete'));
	await expect(renameOrganisation(db, editor, { id: 9999, name: 'X' })).rejects.toThrow(refusal('refused.not-found'));
});

test('of two organisations that are one, the kept one has the offices, holders and documents of both', async () => {
	const [keep, merge] = [await addOrganisation(db, editor, 'Keep'), await addOrganisation(db, editor, 'Merge')];
	const kept = await makeHolder(db, 'partner', 'kept@example.org', { organisationId: keep });
	await makeHolder(db, 'partner', 'kept@example.org', { organisationId: merge });
	const moved = await makeHolder(db, 'partner', 'moved@example.org', { organisationId: merge });
	const writer = await makeHolder(db, 'partner-editor', 'writer@example.org', { organisationId: merge });
	const { id: document } = await makeDocument(db);
	await db.updateTable('document').set({ organisationId: merge }).where('id', '=', document).execute();
	await expect(mergeOrganisations(db, editor, { keep, merge })).rejects.toThrow(refusal('refused.not-allowed'));
	await mergeOrganisations(db, admin, { keep, merge });
	for (const { personId } of [kept, moved, writer])
		expect((await actorOf(db, personId!)).offices.map(({ organisationId }) => organisationId)).toEqual([keep]);
	expect(await db.selectFrom('document').select('organisationId').where('id', '=', document).executeTakeFirst()).toEqual({
		organisationId: keep
	});
	expect((await listOrganisations(db)).map(({ id }) => id)).not.toContain(merge);
	await expect(mergeOrganisations(db, admin, { keep, merge })).rejects.toThrow(refusal('refused.not-found'));
});
