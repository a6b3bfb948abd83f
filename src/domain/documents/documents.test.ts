import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeParty } from '#tests/make.ts';
import { operator, visitor } from '../actor.ts';
import { findDocument, findOriginal, listDocumentKeys, listDocuments, listPassages, listVersions } from './read.server.ts';
import { ingest } from './write.server.ts';

const db = await freshDatabase();
await makeParty(db, 'AAA');
await makeParty(db, 'BBB');
await makeParty(db, 'XXQ', { isSample: true });

let made = 0;
const file = (text = `Report number ${++made}. The laboratory has no spare parts and no trained staff.`) => ({
	name: 'report.txt',
	bytes: Buffer.from(text)
});
const report = { party: 'AAA', kind: 'national-report', cycle: '2025-full' } as const;
const add = (about: Partial<Parameters<typeof ingest>[2]> = {}) => ingest(db, operator, { ...file(), ...about });

test('a file becomes a document with its passages, and the original stays as it was', async () => {
	const sent = file('Heading\n\n1. Первый абзац доклада о ртути.\n\n2. The second paragraph is in English, and long enough to be told.');
	const { documentId, isNew, passages, needsOcr } = await ingest(db, operator, { ...sent, ...report, cycle: '2017' });
	expect({ isNew, passages, needsOcr }).toEqual({ isNew: true, passages: 3, needsOcr: false });
	const stored = await listPassages(db, documentId);
	expect(stored.map(({ position, kind, language, place }) => [position, kind, language, place])).toEqual([
		[0, 'heading', 'en', null],
		[1, 'paragraph', 'ru', '1'],
		[2, 'paragraph', 'en', '2']
	]);
	expect(await findDocument(db, documentId, 'fr')).toMatchObject({
		title: 'Heading',
		partyName: 'AAA fr',
		language: 'en',
		format: 'text',
		file: 'report.txt'
	});
	const original = await findOriginal(db, documentId);
	expect(Buffer.from(original.content).equals(sent.bytes)).toBe(true);
});

test('the same file twice is one document', async () => {
	const sent = file();
	const first = await ingest(db, operator, { ...sent, ...report, cycle: '2018' });
	const second = await ingest(db, operator, { ...sent, name: 'copy.txt', party: 'BBB' });
	expect(second).toEqual({ ...first, isNew: false });
	expect((await findDocument(db, first.documentId)).party).toBe('AAA');
});

test('the same file sent many times at once is one document', async () => {
	const sent = file();
	const all = await Promise.all(Array.from({ length: 6 }, () => ingest(db, operator, { ...sent, ...report, cycle: '2016' })));
	expect(new Set(all.map((one) => one.documentId)).size).toBe(1);
	expect(all.filter((one) => one.isNew)).toHaveLength(1);
});

test('a new version supersedes the newest of the same Party, kind, cycle and language, and the old one stays', async () => {
	const first = await add(report);
	const second = await add(report);
	const third = await add(report);
	expect((await listVersions(db, second.documentId)).map((one) => one.id)).toEqual([first, second, third].map((one) => one.documentId));
	expect(await findDocument(db, second.documentId)).toMatchObject({ supersedes: first.documentId, newer: third.documentId });
	expect(await listPassages(db, first.documentId)).toHaveLength(1);
});

test('versions that arrive at the same moment form one line', async () => {
	const all = await Promise.all(Array.from({ length: 5 }, () => add({ ...report, cycle: '2021-full' })));
	expect(await listVersions(db, all[0]!.documentId)).toHaveLength(5);
});

test('a report of another Party, kind, cycle or language is no new version', async () => {
	const base = { ...report, cycle: '2023-short' };
	await add(base);
	for (const other of [{ party: 'BBB' }, { kind: 'survey' as const }, { cycle: '2023-full' }, { language: 'fr' as const }]) {
		const { documentId } = await add({ ...base, ...other });
		expect((await findDocument(db, documentId)).supersedes).toBeNull();
	}
});

test('files of one sending do not supersede each other, but what was there before', async () => {
	const base = { ...report, cycle: '2019' };
	const before = await add(base);
	const first = await add(base);
	const second = await add({ ...base, besides: [first.documentId] });
	expect((await findDocument(db, first.documentId)).supersedes).toBe(before.documentId);
	expect((await findDocument(db, second.documentId)).supersedes).toBeNull();
});

test('a document may be named as the one that is superseded, once', async () => {
	const old = await add();
	const fresh = await add({ supersedes: old.documentId });
	expect((await findDocument(db, fresh.documentId)).supersedes).toBe(old.documentId);
	await expect(add({ supersedes: old.documentId })).rejects.toMatchObject({ code: 'documents.already-superseded' });
	await expect(add({ supersedes: 999_999 })).rejects.toMatchObject({ code: 'refused.not-found' });
});

test('a Party that is not there is refused', async () => {
	await expect(add({ party: 'QQQ' })).rejects.toMatchObject({ code: 'documents.unknown-party', slots: { party: 'QQQ' } });
});

test('a visitor may not add documents', async () => {
	await expect(ingest(db, visitor, file())).rejects.toMatchObject({ code: 'refused.not-allowed' });
});

test('a document of an invented Party is a sample', async () => {
	const { documentId } = await add({ party: 'XXQ' });
	expect((await findDocument(db, documentId)).isSample).toBe(true);
});

test('folders and control characters are left off a name, and a name that climbs is refused', async () => {
	const { documentId } = await add({ name: 'C:\\reports\\my\u0000 \u202ereport.txt' });
	expect((await findDocument(db, documentId)).file).toBe('my report.txt');
	for (const name of ['../../etc/passwd', '..\\report.txt', '', '...']) {
		await expect(add({ name })).rejects.toMatchObject({ code: 'documents.unsafe-name' });
	}
});

test('a list is narrowed down, and paged by key', async () => {
	const cycle = '2099';
	for (let at = 0; at < 52; at++) await add({ party: 'BBB', cycle, kind: 'other', language: at % 2 === 0 ? 'en' : 'fr' });
	const first = await listDocuments(db, 'en', { party: 'BBB', cycle });
	expect(first).toMatchObject({ total: 52 });
	expect(first.documents).toHaveLength(50);
	const second = await listDocuments(db, 'en', { party: 'BBB', cycle }, first.next);
	expect(second.documents).toHaveLength(2);
	expect(second.next).toBeUndefined();
	expect((await listDocuments(db, 'en', { party: 'BBB', cycle, language: 'fr' })).total).toBe(26);
	expect((await listDocuments(db, 'en', { party: 'AAA', cycle })).total).toBe(0);
	expect(first.documents[0]).toMatchObject({ partyName: 'BBB en', passages: 1, format: 'text' });
	const keys = await listDocumentKeys(db, 'ru');
	expect(keys.cycles[0]).toBe('2099');
	expect(keys.parties).toContainEqual({ iso3: 'BBB', name: 'BBB ru' });
});

test('passages are read on from where a page ended', async () => {
	const text = Array.from({ length: 30 }, (_, at) => `${at + 1}. Paragraph ${at} says something.`).join('\n');
	const { documentId } = await ingest(db, operator, file(text));
	const rest = await listPassages(db, documentId, 19, 5);
	expect(rest.map((one) => one.place)).toEqual(['21', '22', '23', '24', '25']);
});
