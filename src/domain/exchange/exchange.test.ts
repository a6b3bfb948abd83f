import { expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { faultsOf, whyNoSchema } from '#tests/refi-schema.ts';
import { faultsByTable } from '#tests/refi-table.ts';
import { operator } from '../actor.ts';
import { openZip } from '../documents/extract/zip.server.ts';
import { codebookFile } from './files.server.ts';
import { importProject } from './import.server.ts';
import { nothingChosen } from './input.ts';
import { planProject } from './plan.server.ts';
import { writeProject } from './project.server.ts';
import { openProject } from './refi/archive.server.ts';
import { readCodebook } from './refi/read.server.ts';
import { whole } from './zip-stream.ts';

if (whyNoSchema !== undefined) console.warn(whyNoSchema);

const db = await freshDatabase();
const date = new Date('2026-11-01T00:00:00Z');
const everything = { cited: { basis: 'proposed' as const, samples: false } };

async function prepare(database: Db) {
	await makeParty(database, 'QAA', { unGroup: 'africa' });
	for (const id of ['challenge/finance', 'challenge/data', 'need/equipment', 'sector/waste']) await makeConcept(database, id);
}

const bodies = {
	ar: 'تعوزنا المعدات 🧪 في المختبر، ولا تمويل لنا.',
	en: 'Mercury 🜐 waste: funds are lacking & <data> are "old".\nA second line\u00a0here.',
	zh: '缺经费。𠀋字也要算对，设备不足。'
};

const reviewer = { reviewedBy: 'person/7', reviewedAt: new Date('2026-03-01T10:00:00.123Z') };

/** Evidence on words of a passage. */
async function say(database: Db, passageId: number, body: string, quote: string, more: Record<string, unknown> = {}) {
	const startAt = body.indexOf(quote);
	const { id } = await database
		.insertInto('evidence')
		.values({
			...{ passageId, conceptId: 'challenge/finance', stance: 'challenge', startAt, endAt: startAt + quote.length, quote },
			...{ confidence: 0.5, why: JSON.stringify({ rule: 'governed', wording: 'funds', cue: 'lacking' }), coderId: await coder(database) },
			proposedAt: new Date('2026-02-01T10:00:00Z'),
			...more
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function coder(database: Db, name = 'rules', kind: 'machine' | 'person' = 'machine') {
	const { id } = await database
		.insertInto('coder')
		.values({ name, version: kind === 'machine' ? '9-abc' : '-', kind })
		.onConflict((clash) => clash.columns(['name', 'version']).doUpdateSet({ name }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function fill(database: Db) {
	await prepare(database);
	const first = await makeDocument(database, {
		party: 'QAA',
		cycle: '2025-full',
		language: 'ar',
		passages: [
			{ body: 'التحديات', kind: 'heading', language: 'ar' },
			{ body: bodies.ar, language: 'ar' },
			{ body: bodies.en, language: 'en' }
		]
	});
	const [, arabic = 0, english = 0] = first.passages;
	await database
		.updateTable('passage')
		.set({ page: 3, heading: 'التحديات', question: '14.3', place: 'Sheet1!B7' })
		.where('id', '=', arabic)
		.execute();
	const [person, refuser] = [await coder(database, 'person/7', 'person'), await coder(database)];
	const refused = await say(database, arabic, bodies.ar, 'المعدات 🧪', {
		conceptId: 'sector/waste',
		stance: 'none',
		status: 'refused',
		...reviewer,
		coderId: refuser
	});
	await say(database, arabic, bodies.ar, 'تعوزنا المعدات 🧪', {
		conceptId: 'need/equipment',
		stance: 'need',
		status: 'accepted',
		...reviewer,
		coderId: person,
		confidence: 1,
		replaces: refused,
		why: JSON.stringify({ rule: 'person' })
	});
	await say(database, arabic, bodies.ar, 'لا تمويل لنا');
	await say(database, english, bodies.en, 'funds are lacking & <data>', { status: 'accepted', ...reviewer });
	await say(database, english, bodies.en, 'data', { conceptId: 'challenge/data' });
	await database
		.insertInto('specificity')
		.values({
			passageId: arabic,
			coderId: refuser,
			states: true,
			score: 2,
			kind: 'need/equipment',
			item: 'المعدات',
			reviewedBy: 'person/7',
			reviewedAt: reviewer.reviewedAt
		})
		.execute();
	await database
		.insertInto('reviewedPassage')
		.values({ passageId: arabic, by: 'person/7', at: reviewer.reviewedAt, byChance: true })
		.execute();
	const memo = { documentId: first.id, language: 'ar' as const, writtenBy: 'person/7', writtenAt: reviewer.reviewedAt };
	await database
		.insertInto('memo')
		.values([
			{ ...memo, body: 'ملاحظة 🧭 على الوثيقة' },
			{ ...memo, documentId: null, conceptId: 'need/equipment', body: 'ملاحظة على المفهوم' },
			{ ...memo, passageId: arabic, body: 'ملاحظة على المقطع' },
			{ ...memo, passageId: arabic, startAt: 7, endAt: 14, body: 'ملاحظة على الكلمات\nسطر ثان' }
		])
		.execute();
	const second = await makeDocument(database, { language: 'zh', passages: [{ body: bodies.zh, language: 'zh' }] });
	await say(database, second.passages[0] ?? 0, bodies.zh, '𠀋字', { conceptId: 'challenge/data' });
	return { first, second };
}

const made = await fill(db);

async function exported(database: Db): Promise<Uint8Array> {
	return whole(await writeProject(database, database, operator, { scope: everything, language: 'en', date, withNames: false }));
}

/** All that an archive holds; without what differs between databases: how the original was called. */
function contents(bytes: Uint8Array): Record<string, string> {
	const zip = openZip(bytes);
	const text = (name: string) => new TextDecoder().decode(zip.read(name)).replace(/"original":\{[^}]*\}/, '');
	return Object.fromEntries([...zip.names].toSorted().map((name) => [name, text(name)]));
}

const file = await exported(db);

test('projects and codebooks are as the standard has them: what stands where, with which attributes, and every reference leads somewhere', async () => {
	expect(faultsByTable(contents(file)['project.qde'] ?? '')).toEqual([]);
	for (const language of ['ar', 'en'] as const) expect(faultsByTable(await codebookFile(db, language))).toEqual([]);
	expect(faultsByTable('<Project xmlns="urn:QDA-XML:project:1.0"><Notes/><Users><User/></Users></Project>')).toHaveLength(4);
});

test.skipIf(whyNoSchema !== undefined)('projects and codebooks are valid against the published schema', async () => {
	expect(await faultsOf(contents(file)['project.qde'] ?? '', 'Project')).toEqual([]);
	for (const language of ['ar', 'en'] as const) expect(await faultsOf(await codebookFile(db, language), 'Codebook')).toEqual([]);
});

test('places are code points of the text in the archive', () => {
	const { project, textOf } = openProject(file);
	const found = project.texts.flatMap((text) => {
		const points = [...(textOf(text) ?? '')];
		return text.selections.map(({ start, end, name }) => ({ said: points.slice(start, end).join(''), name }));
	});
	expect(found.length).toBe(8);
	for (const { said, name } of found) expect(said).toBe(name);
});

test('what is proposed or refused is never under the code of the concept itself', () => {
	const { project } = openProject(file);
	const names = new Map(project.codes.map(({ guid, name }) => [guid, name]));
	const codes = project.texts.flatMap(({ selections }) =>
		selections.flatMap(({ name, codings }) => codings.map(({ code }) => `${name}: ${names.get(code)}`))
	);
	expect(codes).toContain('المعدات 🧪: sector/waste en (refused)');
	expect(codes).toContain('لا تمويل لنا: challenge/finance en (proposed)');
	expect(codes).toContain('funds are lacking & <data>: challenge/finance en');
	expect(codes.filter((code) => code.startsWith('funds are lacking') && !/proposed|refused/.test(code))).toHaveLength(2);
});

test('no name and no number of a person is in the file', () => {
	const all = Object.values(contents(file)).join('\n');
	expect(all).not.toContain('person/7');
	expect(all).toContain('name="Coder 1"');
});

test('our own project comes back whole in an empty database, and is written again as it was', async () => {
	const empty = await freshDatabase();
	await prepare(empty);
	const plan = await planProject(empty, operator, file, { ...nothingChosen, keepsDecisions: true });
	expect(plan).toMatchObject({ isOwn: true, counts: { proposed: 3, accepted: 2, refused: 1 }, left: [], missing: [], codes: [] });
	const imported = await importProject(empty, operator, plan, { coder: '', keepsDecisions: true }, async () => undefined);
	expect(imported).toEqual({ documents: 2, newDocuments: 2, pieces: 6, known: 0, memos: 4, left: 0 });
	expect(contents(await exported(empty))).toEqual(contents(file));
});

test('in the database that it came from, nothing is added', async () => {
	const plan = await planProject(db, operator, file, { ...nothingChosen, keepsDecisions: true });
	expect(plan.texts.map(({ fate }) => 'documentId' in fate && fate.documentId)).toEqual([made.first.id, made.second.id]);
	expect(await importProject(db, operator, plan, { coder: '', keepsDecisions: true }, async () => undefined)).toEqual({
		documents: 2,
		newDocuments: 0,
		pieces: 0,
		known: 6,
		memos: 0,
		left: 0
	});
	expect(contents(await exported(db))).toEqual(contents(file));
});

test('where a document was read anew since, codes are found by their words, and what has no place is listed', async () => {
	const [, arabic = 0, english = 0] = made.first.passages;
	await db
		.updateTable('passage')
		.set({ body: 'التحديات: تعوزنا  المعدات 🧪 في المختبر،\nولا تمويل لنا.' })
		.where('id', '=', arabic)
		.execute();
	await db.updateTable('passage').set({ body: 'Funds were found.' }).where('id', '=', english).execute();
	const plan = await planProject(db, operator, file, { ...nothingChosen, keepsDecisions: true });
	expect(plan.left).toEqual(
		['funds are lacking & <data>', 'data'].map((quote) => ({ text: plan.texts[0]?.name, quote, why: 'nowhere' as const }))
	);
	const found = plan.texts.flatMap(({ pieces, places, bodies: read }) =>
		pieces.flatMap(({ selection }) => (places[selection] ?? []).map(({ passage, start, end }) => read[passage]?.slice(start, end)))
	);
	expect(found).toEqual(['تعوزنا  المعدات 🧪', 'المعدات 🧪', 'لا تمويل لنا', '𠀋字']);
	await db.updateTable('passage').set({ body: bodies.ar }).where('id', '=', arabic).execute();
	await db.updateTable('passage').set({ body: bodies.en }).where('id', '=', english).execute();
});

test('a codebook comes back with its concepts known by their GUIDs', async () => {
	const codebook = readCodebook(new TextEncoder().encode(await codebookFile(db, 'ru')));
	expect(codebook.codes.filter(({ isCodable }) => isCodable).map(({ name }) => name)).toContain('challenge/finance ru');
});
