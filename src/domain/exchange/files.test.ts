import { expect, test } from 'vitest';
import { readCsv } from '#text/csv.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { faultsByTable } from '#tests/refi-table.ts';
import { operator } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { extract } from '../documents/extract/extract.server.ts';
import { openZip } from '../documents/extract/zip.server.ts';
import { Refusal } from '../refusal.ts';
import { codebookSheet, writePassages } from './files.server.ts';
import type { PassageFile, Scope } from './model.ts';
import { listDocuments } from './read.server.ts';
import { writeProject } from './project.server.ts';
import { openProject } from './refi/archive.server.ts';
import { whole } from './zip-stream.ts';

const db = await freshDatabase();
await makeParty(db, 'QAA', { unGroup: 'africa' });
for (const id of ['challenge/finance', 'need/equipment']) await makeConcept(db, id);

const formula = '=HYPERLINK("http://evil") المعدات 🧪 ناقصة و<الأموال> قليلة.';
const made = await makeDocument(db, { party: 'QAA', cycle: '2025-full', language: 'ar', passages: [formula, 'Nothing was said here.'] });
const [passageId = 0, bare = 0] = made.passages;
const other = await makeDocument(db, { language: 'en', passages: ['Other funds are lacking.'] });

const { id: coderId } = await db
	.insertInto('coder')
	.values({ name: 'rules', version: '1', kind: 'machine' })
	.returning('id')
	.executeTakeFirstOrThrow();
const { id: personId } = await db
	.insertInto('coder')
	.values({ name: 'person/9', version: '-', kind: 'person' })
	.returning('id')
	.executeTakeFirstOrThrow();
const evidence = { passageId, stance: 'challenge' as const, why: '{}', confidence: 0.25, proposedAt: new Date('2026-02-01T10:00:00Z') };
const place = (quote: string) => ({ quote, startAt: formula.indexOf(quote), endAt: formula.indexOf(quote) + quote.length });
const settled = { reviewedBy: 'person/9', reviewedAt: new Date('2026-03-01T10:00:00Z') };
await db
	.insertInto('evidence')
	.values([
		{ ...evidence, ...place('المعدات 🧪'), conceptId: 'need/equipment', coderId },
		{ ...evidence, ...place('الأموال'), conceptId: 'challenge/finance', coderId: personId, status: 'accepted', ...settled },
		{ ...evidence, ...place('قليلة'), conceptId: 'need/equipment', coderId, status: 'refused', ...settled }
	])
	.execute();
await db.insertInto('reviewedPassage').values({ passageId, by: 'person/9', at: new Date(), byChance: false }).execute();
await db.insertInto('specificity').values({ passageId, coderId, states: true, score: 1, item: 'المعدات' }).execute();

const scope: Scope = { cited: { basis: 'proposed', samples: false } };
const date = new Date('2026-11-01T00:00:00Z');
const ask = async (
	file: PassageFile,
	more: { scope?: Scope; withRefused?: boolean; language?: 'ar' | 'en' } = {},
	actor: Actor = operator
) =>
	whole(
		await writePassages(db, db, actor, { scope, file, language: 'en', date, origin: 'https://x.example', withRefused: false, ...more })
	);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('a table of codes has places in code points, and no person in it', async () => {
	const { records } = readCsv(textOf(await ask('csv')));
	const [header = [], ...rows] = records.map(({ cells }) => cells);
	const lines = rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at]])));
	expect(lines.map(({ concept, status, quote }) => [concept, status, quote])).toEqual([
		['need/equipment', 'proposed', 'المعدات 🧪'],
		['challenge/finance', 'accepted', 'الأموال']
	]);
	for (const { quote, start, end } of lines) expect([...formula].slice(Number(start), Number(end)).join('')).toBe(quote);
	expect(lines[0]).toMatchObject({
		party: 'QAA',
		coder: 'rules 1',
		confidence: '0.25',
		address: `https://x.example/en/documents/${made.id}/passages/${passageId}`
	});
	expect(lines[1]?.coder).toBe('person');
	// A spreadsheet would run it.
	expect(lines[0]?.body).toBe(`'${formula}`);
});

test('what was refused comes only where it is asked for, and only accepted codes where only reviewed ones are', async () => {
	expect(textOf(await ask('csv', { withRefused: true }))).toContain('refused');
	expect(textOf(await ask('csv'))).not.toContain('refused');
	expect(textOf(await ask('csv', { scope: { cited: { basis: 'reviewed', samples: false } } }))).not.toContain(',proposed,المعدات');
});

test('a workbook can be read, runs no formula, and runs from right to left in Arabic', async () => {
	const bytes = await ask('xlsx', { language: 'ar' });
	const sheet = textOf(openZip(bytes).read('xl/worksheets/sheet1.xml') ?? new Uint8Array());
	expect(sheet).toContain('rightToLeft="1"');
	expect(sheet).not.toContain('<f>');
	const { blocks } = await extract(bytes, 'codes.xlsx');
	expect(blocks.map(({ text }) => text)).toContain(formula);
	expect(textOf(openZip(await ask('xlsx')).read('xl/worksheets/sheet1.xml') ?? new Uint8Array())).not.toContain('rightToLeft');
	const codebook = await extract(await codebookSheet(db, 'ar', date), 'codebook.xlsx');
	expect(codebook.blocks.map(({ text }) => text)).toContain('challenge/finance ar');
});

test('annotations of the web name the words by what stands around them and by their place', async () => {
	const { first } = JSON.parse(textOf(await ask('jsonld', { withRefused: true }))) as { first: { items: Record<string, unknown>[] } };
	expect(first.items).toHaveLength(3);
	expect(first.items[0]).toMatchObject({
		type: 'Annotation',
		motivation: 'tagging',
		state: 'proposed',
		creator: { type: 'Software', name: 'rules 1' },
		body: [{ source: 'urn:cinnabar:concept:need/equipment' }, { source: 'urn:cinnabar:concept:stance/challenge' }],
		target: {
			selector: [
				{ type: 'TextQuoteSelector', exact: 'المعدات 🧪', prefix: '=HYPERLINK("http://evil") ', suffix: ' ناقصة و<الأموال> قليلة.' },
				{ type: 'TextPositionSelector', start: 26, end: 35 }
			]
		}
	});
	expect(first.items[1]?.creator).toEqual({ id: expect.stringMatching(/^urn:uuid:/), type: 'Person' });
});

test('training data are the passages that someone has read whole, in the shape of the gold set', async () => {
	const lines = textOf(await ask('jsonl'))
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatchObject({
		...{ kind: 'paragraph', language: 'ar', text: formula, states: true, document: { id: made.id, party: 'QAA' } },
		codes: [{ concept: 'challenge/finance', stance: 'challenge', quote: 'الأموال' }],
		refused: [{ concept: 'need/equipment', quote: 'قليلة' }],
		specificity: { item: 'المعدات', quantity: null },
		reviewers: [expect.stringMatching(/^[0-9a-f-]{36}$/)]
	});
	expect(JSON.stringify(lines)).not.toContain('person/9');
});

test('one document alone can be asked for', async () => {
	expect(await listDocuments(db, { documentId: other.id })).toMatchObject([{ id: other.id }]);
	expect(
		textOf(await ask('csv', { scope: { documentId: other.id } }))
			.trim()
			.split('\n')
	).toHaveLength(1);
	const nothing = writeProject(db, db, operator, { scope: { documentId: 999_999 }, language: 'en', date, withNames: false });
	await expect(nothing).rejects.toThrow(Refusal);
});

test('a coding project goes out with what each coder said, none by name unless that is asked for', async () => {
	await db
		.insertInto('codebook')
		.values({ version: 'v1' })
		.onConflict((clash) => clash.doNothing())
		.execute();
	const people = await db
		.insertInto('person')
		.values([
			{ name: 'Ada Ghani', email: 'ada@example.org' },
			{ name: 'Bo Li', email: 'bo@example.org' }
		])
		.returning('id')
		.execute();
	const { id: projectId } = await db
		.insertInto('codingProject')
		.values({
			title: 'Pilot & test',
			language: 'en',
			codebookVersion: 'v1',
			schemes: ['challenge'],
			rule: 'double',
			draw: '{}',
			seed: 1,
			madeBy: 'operator'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db.insertInto('codingPassage').values({ projectId, passageId, position: 0, part: 'sample', stratum: 'x', doubles: true }).execute();
	for (const [at, { id }] of people.entries()) {
		await db.insertInto('codingCoder').values({ projectId, personId: id }).execute();
		const task = await db
			.insertInto('codingTask')
			.values({ projectId, passageId, personId: id, state: 'done', doneAt: new Date() })
			.returning('id')
			.executeTakeFirstOrThrow();
		const code = { taskId: task.id, conceptId: 'challenge/finance', stance: 'challenge' as const, ...place('الأموال') };
		await db
			.insertInto('taskCode')
			.values({ ...code, verdict: at === 0 ? 'added' : 'refused' })
			.execute();
	}
	const write = async (withNames: boolean) =>
		whole(await writeProject(db, db, operator, { scope: { projectId }, language: 'en', date, withNames }));
	const bytes = await write(false);
	const { project, textOf: read } = openProject(bytes);
	expect(project).toMatchObject({ name: 'Pilot & test', texts: { length: 1 } });
	expect(project.texts.map(read)).toEqual([formula]);
	const names = new Map(project.codes.map(({ guid, name }) => [guid, name]));
	const users = new Map(project.users.map(({ guid, name }) => [guid, name]));
	const said = project.texts.flatMap(({ selections }) =>
		selections.flatMap(({ codings }) => codings.slice(0, 1).map(({ code, user }) => `${users.get(user)}: ${names.get(code)}`))
	);
	expect(
		said
			.filter((one) => one.startsWith('Coder'))
			.map((one) => one.slice(9))
			.toSorted()
	).toEqual(['challenge/finance en', 'challenge/finance en', 'challenge/finance en (refused)']);
	expect(new Set(said.map((one) => one.slice(0, 7))).size).toBe(4);
	const description = textOf(openZip(bytes).read('project.qde') ?? new Uint8Array());
	expect(description).not.toContain('Ada Ghani');
	expect(faultsByTable(description)).toEqual([]);
	expect(textOf(openZip(await write(true)).read('project.qde') ?? new Uint8Array())).toContain('Ada Ghani');
});

test('what is closed is written down as shown to whoever takes it home', async () => {
	await db.updateTable('passage').set({ closedTo: 'parties' }).where('id', '=', bare).execute();
	const { id } = await db.insertInto('person').values({ name: 'Cy', email: 'cy@example.org' }).returning('id').executeTakeFirstOrThrow();
	const { id: officeId } = await db.insertInto('office').values({ kind: 'analyst' }).returning('id').executeTakeFirstOrThrow();
	const analyst: Actor = {
		key: `person/${id}`,
		personId: id,
		offices: [{ id: officeId, kind: 'analyst', party: null, organisationId: null, isProvisional: false }]
	};
	await ask('csv', {}, analyst);
	await whole(await writeProject(db, db, analyst, { scope: { documentId: made.id }, language: 'en', date, withNames: false }));
	expect(await db.selectFrom('disclosure').select(['passageId', 'way']).execute()).toEqual([{ passageId: bare, way: 'file' }]);
});
