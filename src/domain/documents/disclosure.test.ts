import type { PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { reachOf, visitor } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import type { Level } from '#domain/level.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { discloses, listDisclosures } from './disclosure.server.ts';
import { listPassages } from './read.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
await makeParty(db, 'BBB');
const own = await makeHolder(db, 'contributor', 'own@example.org', { party: 'AAA' });
const stranger = await makeHolder(db, 'contributor', 'stranger@example.org', { party: 'BBB' });
const analyst = await makeHolder(db, 'analyst', 'analyst@example.org', { name: 'An Analyst' });

async function make(party: string | null, level: Level, ...closings: Level[]) {
	const made = await makeDocument(db, { party, passages: closings.map((one) => `Closed to ${one}.`) });
	await db.updateTable('document').set({ level }).where('id', '=', made.id).execute();
	for (const [at, id] of made.passages.entries())
		await db.updateTable('passage').set({ closedTo: closings[at]! }).where('id', '=', id).execute();
	return made;
}
const lines = (documentId: number, actor?: Actor) =>
	db
		.selectFrom('disclosure')
		.select(['passageId', 'passages', 'way', 'officeId'])
		.where('documentId', '=', documentId)
		.$if(actor !== undefined, (query) => query.where('personId', '=', actor?.personId ?? 0))
		.orderBy('id')
		.execute();

/** How many statements the work sends to the database. */
async function countStatements(work: (seen: Db) => Promise<unknown>): Promise<number> {
	let sent = 0;
	const counting = {
		transformQuery: ({ node }: PluginTransformQueryArgs) => (sent++, node),
		transformResult: async ({ result }: PluginTransformResultArgs) => result
	};
	await work(db.withPlugin(counting));
	return sent;
}

test('each closed record that is shown is written down once, in one statement, and what is public never', async () => {
	const { id, passages } = await make('AAA', 'public', 'public', 'parties', 'secretariat');
	expect(await countStatements((seen) => discloses(seen, analyst, 'document', { named: [id], passages }))).toBe(1);
	const officeId = analyst.offices[0]?.id;
	expect(await lines(id)).toEqual([
		{ passageId: passages[1], passages: 1, way: 'document', officeId },
		{ passageId: passages[2], passages: 1, way: 'document', officeId }
	]);
});

test('the public costs nothing: no statement is sent', async () => {
	const { id, passages } = await make('AAA', 'public', 'public');
	expect(await countStatements((seen) => discloses(seen, visitor, 'document', { named: [id], whole: [id], passages }))).toBe(0);
	expect(await countStatements((seen) => discloses(seen, analyst, 'list', {}))).toBe(0);
});

test('the same record is written down once a day for each person and way, also of answers given at the same time', async () => {
	const { id, passages } = await make('AAA', 'parties', 'public', 'public');
	await Promise.all([1, 2, 3, 4].map(() => discloses(db, stranger, 'document', { named: [id], passages })));
	await discloses(db, stranger, 'document', { named: [id], passages });
	expect(await lines(id, stranger)).toHaveLength(3);
	await discloses(db, stranger, 'list', { passages });
	await discloses(db, analyst, 'document', { passages });
	expect([(await lines(id, stranger)).length, (await lines(id, analyst)).length]).toEqual([5, 2]);
	await db
		.updateTable('disclosure')
		.set({ day: '2026-01-01' })
		.where('documentId', '=', id)
		.where('personId', '=', stranger.personId)
		.execute();
	await discloses(db, stranger, 'document', { passages });
	expect(await lines(id, stranger)).toHaveLength(7);
});

test('people of its own Party read their own, which is no disclosure; nor is what is the secretariat’s own to the secretariat', async () => {
	const theirs = await make('AAA', 'own', 'public');
	await discloses(db, own, 'document', { named: [theirs.id], whole: [theirs.id], passages: theirs.passages });
	expect(await lines(theirs.id)).toEqual([]);
	const nobodys = await make(null, 'parties', 'public');
	await discloses(db, analyst, 'list', { named: [nobodys.id], passages: nobodys.passages });
	expect(await lines(nobodys.id)).toEqual([]);
	await discloses(db, stranger, 'list', { named: [nobodys.id], passages: nobodys.passages });
	expect(await lines(nobodys.id)).toHaveLength(2);
});

test('a list of names shows no passage, and a whole document all that are closed in it', async () => {
	const { id } = await make('AAA', 'parties', 'public', 'secretariat');
	await discloses(db, analyst, 'list', { named: [id] });
	await discloses(db, analyst, 'original', { whole: [id] });
	expect((await lines(id)).map(({ passages, way }) => [passages, way])).toEqual([
		[0, 'list'],
		[2, 'original']
	]);
});

test('its own Party sees who was shown what, a line for each person, day and way; nobody else of the Parties does', async () => {
	const { id, passages } = await make('AAA', 'parties', 'public', 'public');
	await discloses(db, analyst, 'document', { named: [id], passages });
	await discloses(db, stranger, 'list', { named: [id] });
	const seen = await listDisclosures(readingAs(db, reachOf(own)), id, 'fr');
	expect(seen.map(({ office, party, person, way, passages: many }) => ({ office, party, person, way, many }))).toEqual([
		{ office: 'contributor', party: 'BBB fr', person: null, way: 'list', many: 0 },
		{ office: 'analyst', party: null, person: 'An Analyst', way: 'document', many: 2 }
	]);
	expect(await listDisclosures(readingAs(db, reachOf(stranger)), id, 'fr')).toEqual([]);
	expect(await listPassages(readingAs(db, reachOf(stranger)), id)).toHaveLength(2);
});
