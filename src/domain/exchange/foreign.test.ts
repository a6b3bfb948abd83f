import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { operator } from '../actor.ts';
import type { Actor, HeldOffice } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { compareCodebook } from './codebook.server.ts';
import { importProject } from './import.server.ts';
import { nothingChosen } from './input.ts';
import { planProject } from './plan.server.ts';
import type { Choices } from './plan.server.ts';
import { openProject } from './refi/archive.server.ts';
import { readCodebook } from './refi/read.server.ts';
import { dropSent, findSent, importSent, takeProject } from './sent.server.ts';

const db = await freshDatabase();
await makeParty(db, 'QAA');
for (const id of ['challenge/finance', 'challenge/data', 'need/finance', 'sector/waste']) await makeConcept(db, id);
const relabel = (conceptId: string, language: 'en' | 'ar' | 'fr', label: string) =>
	db.updateTable('conceptText').set({ label }).where('conceptId', '=', conceptId).where('language', '=', language).execute();
await relabel('challenge/finance', 'en', 'Finance');
await relabel('need/finance', 'en', 'Finance');
await relabel('sector/waste', 'ar', 'النفايات');

const bytesOf = (text: string) => new TextEncoder().encode(text);
const zip = (parts: Record<string, string | Uint8Array>) =>
	zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? bytesOf(part) : part])));

const guid = (n: number) => `0000000${n}-0000-4000-8000-000000000000`;
const codes = `<CodeBook><Codes>
	<Code guid="${guid(1)}" name="Challenges" isCodable="false"><Code guid="{${guid(2).toUpperCase()}}" name="finance" isCodable="true" color="#F00"/></Code>
	<Code guid="${guid(3)}" name="النفايات" isCodable="true"/><Code guid="${guid(4)}" name="Surprise" isCodable="true"/></Codes></CodeBook>`;
const users = `<Users><User guid="${guid(8)}" name="Ms Coder"/><User guid="${guid(9)}" name="Mr Other"/></Users>`;
const project = (sources: string, more = '') =>
	`\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="Fieldwork" origin="QualCoder 3.5">${users}${codes}<Sources>${sources}</Sources>${more}</Project>`;

const text =
	'Report on mercury\r\n\r\nFunds are lacking 💧 for the collection of waste in all districts.\r\n\r\nNobody was trained in the handling of old lamps, and the store is full.\r\n';
const folded = text.replaceAll('\r\n', '\n');

/** A selection as a program would write it that counts in its own way. */
function selection(words: string, code: number, count: (text: string) => number, more = '', named = true) {
	const from = text.indexOf(words);
	const [start, end] = [count(text.slice(0, from)), count(text.slice(0, from + words.length))];
	return `<PlainTextSelection guid="${crypto.randomUUID()}" ${named ? `name="${words}"` : ''} startPosition="${start}" endPosition="${end}" creatingUser="${guid(8)}">${more}
		<Coding guid="${crypto.randomUUID()}" creatingUser="${guid(8)}" creationDateTime="2026-01-01T00:00:00"><CodeRef targetGUID="${guid(code)}"/></Coding></PlainTextSelection>`;
}
const points = (said: string) => [...said].length;
const unixPoints = (said: string) => points(said.replaceAll('\r\n', '\n'));
const units = (said: string) => said.length;

const choices: Choices = { ...nothingChosen, about: { party: 'QAA', kind: 'national-report', language: 'en' } };
const actorOf = (office: Partial<HeldOffice> | undefined, personId = 5): Actor => ({
	...{ key: `person/${personId}`, personId },
	offices: office === undefined ? [] : [{ id: 1, kind: 'analyst', party: null, organisationId: null, isProvisional: false, ...office }]
});

test.each([
	['QualCoder: line feeds counted, words as names', folded, unixPoints, true],
	['MAXQDA: the file as it is, with the line ends of Windows', text, points, false],
	['line ends counted as one in a file that has two', text, unixPoints, false],
	['UTF-16 code units', text, units, true]
])('codes of another program are found in the passages (%s)', async (_, content, count, named) => {
	const name = crypto.randomUUID();
	const source = `<TextSource guid="${guid(5)}" name="${name}.docx" plainTextPath="internal://${name}.txt">
		${selection('Funds are lacking 💧', 2, count, '', named)}${selection('collection of waste', 3, count, '', named)}${selection('old lamps', 4, count, '', named)}</TextSource>`;
	const unique = `${content}${name} report.\n`;
	const file = zip({ 'project.qde': project(source), [`Sources/${name}.txt`]: `\uFEFF${unique}` });
	const plan = await planProject(db, operator, file, choices);
	expect(plan.codes.map(({ name: code, conceptId }) => [code, conceptId])).toEqual([
		['finance', 'challenge/finance'],
		['النفايات', 'sector/waste'],
		['Surprise', undefined]
	]);
	const imported = await importProject(db, operator, plan, choices, async () => undefined);
	expect(imported).toMatchObject({ newDocuments: 1, pieces: 2, left: 0 });
	const rows = await db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.where('document.title', '=', `${name}.docx`)
		.select(['quote', 'conceptId', 'stance', 'status', 'coder.name', 'coder.kind', 'body', 'startAt', 'endAt'])
		.orderBy('startAt')
		.execute();
	expect(rows).toMatchObject([
		{
			quote: 'Funds are lacking 💧',
			conceptId: 'challenge/finance',
			stance: 'challenge',
			status: 'proposed',
			name: 'imported/Fieldwork',
			kind: 'person'
		},
		{ quote: 'collection of waste', conceptId: 'sector/waste', stance: 'none', status: 'proposed' }
	]);
	for (const { body, startAt, endAt, quote } of rows) expect(body.slice(startAt, endAt)).toBe(quote);
	expect(JSON.stringify(rows)).not.toContain('Ms Coder');
});

test('a code that is unknown is taken in once someone has said what it stands for, and another can be left out', async () => {
	const source = `<TextSource guid="${guid(5)}" name="mapped" ><PlainTextContent>${text.replaceAll('\r\n', '\n')}</PlainTextContent>
		${selection('Funds are lacking 💧', 2, unixPoints)}${selection('old lamps', 4, unixPoints)}</TextSource>`;
	const mapping = new Map([
		[guid(4), 'challenge/data'],
		[guid(2), '']
	]);
	const plan = await planProject(db, operator, zip({ 'project.qde': project(source) }), { ...choices, mapping });
	expect(plan.texts[0]?.pieces.map(({ conceptId }) => conceptId)).toEqual(['challenge/data']);
});

test('what has no place is listed, and what is no text is counted', async () => {
	const source = `<TextSource guid="${guid(5)}" name="lost" plainTextPath="internal://lost.txt">
		<PlainTextSelection guid="${guid(6)}" name="words that are nowhere" startPosition="9000" endPosition="9022"><Coding guid="${guid(7)}"><CodeRef targetGUID="${guid(3)}"/></Coding></PlainTextSelection>
		<Coding guid="${guid(7)}"><CodeRef targetGUID="${guid(3)}"/></Coding></TextSource>
		<TextSource guid="${guid(7)}" name="absent" plainTextPath="internal://absent.txt"/><VideoSource guid="${guid(8)}" name="film"/>
		<PDFSource guid="${guid(9)}" name="scan.pdf"><PDFSelection guid="${guid(1)}" page="1"/><Representation guid="${guid(2)}"><PlainTextContent>A page about waste.</PlainTextContent></Representation></PDFSource>`;
	const plan = await planProject(
		db,
		operator,
		zip({ 'project.qde': project(source), 'sources/lost.txt': 'A short text about lamps.' }),
		choices
	);
	expect(plan.left).toEqual([
		{ text: 'lost', quote: 'sector/waste', why: 'whole' },
		{ text: 'lost', quote: 'words that are nowhere', why: 'nowhere' }
	]);
	expect(plan.missing).toEqual(['absent']);
	expect(plan.texts.map(({ name }) => name)).toEqual(['lost', 'scan.pdf']);
	expect(plan.open.project.passedOver).toEqual({ VideoSource: 1, PDFSelection: 1 });
});

test('a file that only says that it is ours has nothing accepted by that', async () => {
	const source = `<TextSource guid="${guid(5)}" name="forged"><PlainTextContent>Funds are lacking 💧 in the districts of the north.</PlainTextContent>
		<PlainTextSelection guid="${guid(6)}" startPosition="0" endPosition="17" modifyingUser="${guid(8)}"><Coding guid="${guid(7)}"><CodeRef targetGUID="${guid(2)}"/></Coding></PlainTextSelection></TextSource>`;
	const file = zip({ 'project.qde': project(source).replace('QualCoder 3.5', 'Cinnabar') });
	const plan = await planProject(db, operator, file, { ...choices, keepsDecisions: true });
	expect(plan).toMatchObject({ isOwn: false, counts: { proposed: 1, accepted: 0, refused: 0 } });
});

const refusalOf = async (work: () => unknown) => {
	try {
		await work();
	} catch (problem) {
		if (problem instanceof Refusal) return problem.code;
		throw problem;
	}
	return undefined;
};

const deep = `${'<Code guid="a" name="a" isCodable="true">'.repeat(400)}${'</Code>'.repeat(400)}`;
test.each<[string, Uint8Array, string]>([
	['a path out of the archive', zip({ 'project.qde': project(''), '../evil.txt': 'x' }), 'documents.unsafe-entry'],
	['a bomb', zip({ 'project.qde': new Uint8Array(200 * 1024 * 1024) }), 'documents.zip-bomb'],
	[
		'entities',
		zip({ 'project.qde': `<!DOCTYPE P [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project>&e;</Project>` }),
		'documents.xml-entities'
	],
	[
		'elements inside each other',
		zip({ 'project.qde': `<Project><CodeBook><Codes>${deep}</Codes></CodeBook></Project>` }),
		'documents.too-deep'
	],
	['broken XML', zip({ 'project.qde': '<Project><Users></Project>' }), 'documents.damaged'],
	['another archive', zip({ 'word/document.xml': '<x/>' }), 'exchange.no-project'],
	['another kind of XML', zip({ 'project.qde': '<html/>' }), 'exchange.not-refi'],
	['no archive', bytesOf('<Project/>'), 'exchange.not-refi'],
	['half an archive', zip({ 'project.qde': project('') }).slice(0, 200), 'documents.truncated']
])('%s is refused', async (_, bytes, code) => {
	expect(await refusalOf(() => openProject(bytes))).toBe(code);
});

test('a path of a source that leads elsewhere finds nothing', () => {
	const paths = [
		'internal://../project.qde',
		'absolute:///etc/passwd',
		'relative://x.txt',
		'internal://sources/../../x',
		'file:///etc/passwd'
	];
	const sources = paths.map((path, at) => `<TextSource guid="${guid(at + 1)}" plainTextPath="${path}"/>`).join('');
	const { project: read, textOf } = openProject(zip({ 'project.qde': project(sources), 'sources/x.txt': 'x' }));
	expect(read.texts.map(textOf)).toEqual(paths.map(() => undefined));
});

test('who may not add and review documents imports nothing, and nothing half is left behind', async () => {
	const source = `<TextSource guid="${guid(5)}" name="theirs"><PlainTextContent>Nothing was collected in the islands this year.</PlainTextContent></TextSource>`;
	const file = zip({ 'project.qde': project(source) });
	for (const actor of [actorOf(undefined), actorOf({ kind: 'editor' }), actorOf({ kind: 'contributor', party: 'QBB' })])
		expect(await refusalOf(() => planProject(db, actor, file, choices))).toBe('refused.not-allowed');
	const plan = await planProject(db, actorOf({ kind: 'contributor', party: 'QAA' }), file, choices);
	const before = await db.selectFrom('document').select('id').execute();
	await expect(importProject(db, operator, plan, choices, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await db.selectFrom('document').select('id').execute()).toEqual(before);
});

test('codes for a document that another Party owns are refused', async () => {
	await makeParty(db, 'QBB');
	const { id } = await makeDocument(db, { party: 'QBB', passages: ['Waste is a burden.'] });
	await db.updateTable('document').set({ state: 'draft', level: 'own' }).where('id', '=', id).execute();
	const content = 'Waste is a burden in every harbour of the country.';
	const file = zip({
		'project.qde': project(`<TextSource guid="${guid(5)}" name="theirs"><PlainTextContent>${content}</PlainTextContent></TextSource>`)
	});
	const their = actorOf({ kind: 'contributor', party: 'QBB' });
	await importProject(
		db,
		their,
		await planProject(db, their, file, { ...choices, about: { party: 'QBB' } }),
		choices,
		async () => undefined
	);
	expect(await refusalOf(() => planProject(db, actorOf({ kind: 'contributor', party: 'QAA' }), file, choices))).toBe('refused.not-allowed');
});

test('a project that was sent waits for its sender, is carried out once, and can be dropped', async () => {
	const analyst = actorOf({ kind: 'analyst' });
	const source = `<TextSource guid="${guid(5)}" name="sent"><PlainTextContent>${folded}\nSent by an analyst.</PlainTextContent>${selection('collection of waste', 3, unixPoints)}</TextSource>`;
	const bytes = zip({ 'project.qde': project(source) });
	const file = () => new File([bytes.slice()], 'x.qdpx');
	const id = await takeProject(db, analyst, file());
	expect(await refusalOf(() => findSent(db, actorOf({ kind: 'analyst' }, 6), id))).toBe('refused.not-found');
	expect(await refusalOf(() => takeProject(db, actorOf(undefined), file()))).toBe('refused.not-allowed');
	expect(await importSent(db, analyst, id, choices, async () => undefined)).toMatchObject({ pieces: 1 });
	expect(await refusalOf(() => importSent(db, analyst, id, choices, async () => undefined))).toBe('exchange.imported-already');
	expect((await findSent(db, analyst, id)).imported).toMatchObject({ pieces: 1 });
	const dropped = await takeProject(db, analyst, file());
	await dropSent(db, analyst, dropped);
	expect(await findSent(db, analyst, dropped)).toMatchObject({ bytes: undefined, imported: undefined });
});

test('a codebook of another program stands beside ours, whichever namespace it writes', async () => {
	const written = codes.replace('<CodeBook>', '<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="NVivo 12">');
	expect(readCodebook(bytesOf(written))).toMatchObject({ origin: 'NVivo 12', codes: { length: 4 } });
	const compared = await compareCodebook(db, 'en', new File([written], 'x.qdc'));
	expect(compared.codes.map(({ name, depth, ours }) => [name, depth, ours?.id])).toEqual([
		['Challenges', 0, undefined],
		['finance', 1, 'challenge/finance'],
		['النفايات', 0, 'sector/waste'],
		['Surprise', 0, undefined]
	]);
	expect(compared.missing.map(({ id }) => id)).toEqual(['challenge/data', 'need/finance']);
	expect(await refusalOf(() => compareCodebook(db, 'en', undefined))).toBe('documents.no-files');
});
