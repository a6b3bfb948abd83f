import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { checkCodebook } from './check.ts';
import { readCodebook } from './codebook.server.ts';
import { inOrder, wordingsByLanguage } from './model.ts';
import { conceptLabels, findCodebook, findConcept, listConcepts, listSchemes, listWholeConcepts, listWordings } from './read.server.ts';
import { loadCodebook } from './write.server.ts';

const db = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'cinnabar-codebook-'));
afterAll(() => rmSync(folder, { recursive: true }));

const texts = (said: string) => Object.fromEntries(languages.map((language) => [language, `${said} ${language}`]));
const lists = (...some: string[]) => Object.fromEntries(languages.map((language) => [language, some]));

/** A file of the codebook, with quiet defaults. */
function put(id: string, given: object = {}, inFolder = folder): void {
	const file = {
		id,
		label: texts(id),
		definition: texts('a definition'),
		include: texts('included'),
		exclude: texts('excluded'),
		examples: lists('an example'),
		wordings: lists(`${id.replace(/\W/g, ' ')} wording`),
		...given
	};
	mkdirSync(join(inFolder, id.split('/')[0]!), { recursive: true });
	writeFileSync(join(inFolder, `${id}.json`), JSON.stringify(file));
}

put('challenge/data', { governed: lists('inventory', 'laboratory'), exclusions: lists('inventory of fixed assets') });
put('challenge/finance', { governed: lists('budget') });
put('challenge/laboratories', { broader: 'challenge/data', notation: '2', mark: 'GK' });
put('need/equipment', { wordings: lists('equipment', 'spectrometer'), generic: lists('equipment') });
const first = await loadCodebook(db, folder);

test('the version is that of the files, wherever they lie', () => {
	const elsewhere = join(folder, '..', `${folder.split('/').at(-1)}-copy`);
	cpSync(folder, elsewhere, { recursive: true });
	expect(readCodebook(elsewhere).version).toBe(first.version);
	expect(first.version).toMatch(/^[0-9a-f]{12}$/);
	put('need/skills', {}, elsewhere);
	expect(readCodebook(elsewhere).version).not.toBe(first.version);
	rmSync(elsewhere, { recursive: true });
});

test('what is loaded is read again whole', async () => {
	expect(await listWholeConcepts(db)).toEqual(readCodebook(folder).concepts);
	expect((await findCodebook(db)).version).toBe(first.version);
});

test('the lexicon takes the same wordings from the files and from the database', async () => {
	const sorted = (wordings: Awaited<ReturnType<typeof listWordings>>) =>
		Object.fromEntries(languages.map((one) => [one, wordings[one].map((all) => JSON.stringify(all)).toSorted()]));
	expect(sorted(await listWordings(db))).toEqual(sorted(wordingsByLanguage(readCodebook(folder).concepts)));
});

test('labels are not wordings', () => {
	expect(wordingsByLanguage(readCodebook(folder).concepts).en.map(({ body }) => body)).not.toContain('challenge/data en');
});

test('loading again writes nothing', async () => {
	expect(await loadCodebook(db, folder)).toEqual({ ...first, isNew: false });
});

test('fixed concepts stand first, narrower ones under theirs', () => {
	expect(readCodebook(folder).concepts.map(({ id }) => id)).toEqual([
		'challenge/finance',
		'challenge/data',
		'challenge/laboratories',
		'need/equipment'
	]);
});

test('concepts are listed by scheme with labels, depth, and wordings counted by language', async () => {
	expect((await listSchemes(db)).map(({ scheme, concepts, wordings }) => [scheme, concepts, wordings.ar])).toEqual([
		['challenge', 3, 7],
		['need', 1, 2]
	]);
	expect((await listConcepts(db, 'challenge', 'fr')).map(({ label, depth }) => [label, depth])).toEqual([
		['challenge/finance fr', 0],
		['challenge/data fr', 0],
		['challenge/laboratories fr', 1]
	]);
	expect((await listConcepts(db, undefined, 'fr')).length).toBe(4);
	expect((await conceptLabels(db, 'zh')).get('need/equipment')).toBe('need/equipment zh');
});

test('a concept knows what is above and below it', async () => {
	const data = await findConcept(db, 'challenge/data', 'ru');
	expect(data.narrower).toEqual([{ id: 'challenge/laboratories', label: 'challenge/laboratories ru' }]);
	expect(data.above).toBeUndefined();
	expect(data.wordings.governed.ar).toEqual(['inventory', 'laboratory']);
	const below = await findConcept(db, 'challenge/laboratories', 'ru');
	expect(below.above?.id).toBe('challenge/data');
	expect(below.mark).toBe('GK');
	await expect(findConcept(db, 'challenge/none', 'ru')).rejects.toMatchObject({ code: 'refused.not-found' });
});

test('a concept that evidence speaks of cannot be removed, and then nothing changes', async () => {
	const original = await db
		.insertInto('original')
		.values({ sha256: '0'.repeat(64), name: 'x', format: 'text', size: 1, content: Buffer.from('x') })
		.returning('sha256')
		.executeTakeFirstOrThrow();
	const document = await db
		.insertInto('document')
		.values({ title: 'x', kind: 'other', original: original.sha256 })
		.returning('id')
		.executeTakeFirstOrThrow();
	const passage = await db
		.insertInto('passage')
		.values({ documentId: document.id, position: 0, kind: 'paragraph', body: 'no budget' })
		.returning('id')
		.executeTakeFirstOrThrow();
	const coder = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('evidence')
		.values({
			passageId: passage.id,
			conceptId: 'challenge/finance',
			stance: 'challenge',
			startAt: 0,
			endAt: 9,
			quote: 'no budget',
			confidence: 1,
			why: '{}',
			coderId: coder.id
		})
		.execute();
	const before = await listWholeConcepts(db);
	const kept = readFileSync(join(folder, 'challenge/finance.json'));
	rmSync(join(folder, 'challenge/finance.json'));
	put('need/skills');
	await expect(loadCodebook(db, folder)).rejects.toMatchObject({ code: 'concepts.has-evidence', slots: { concept: 'challenge/finance' } });
	expect(await listWholeConcepts(db)).toEqual(before);
	expect((await findCodebook(db)).version).toBe(first.version);
	writeFileSync(join(folder, 'challenge/finance.json'), kept);
});

test('a concept without evidence is removed, even where others stood below it', async () => {
	rmSync(join(folder, 'challenge/data.json'));
	put('challenge/laboratories');
	const second = await loadCodebook(db, folder);
	expect(second).toMatchObject({ concepts: 4, isNew: true });
	await expect(findConcept(db, 'challenge/data', 'en')).rejects.toMatchObject({ code: 'refused.not-found' });
	expect((await listWordings(db)).en.some(({ conceptId }) => conceptId === 'challenge/data')).toBe(false);
	put('challenge/data');
	await loadCodebook(db, folder);
});

test.each([
	['an unknown key', 'need/finance', { colour: 'red' }, /colour/],
	['a missing language', 'need/finance', { label: { en: 'Finance' } }, /label\.ar/],
	['another identifier', 'need/finance', { id: 'need/money' }, /its id is need\/money/],
	['an unknown scheme', 'colour/red', {}, /unknown scheme/],
	['an unknown mark', 'need/finance', { mark: 'sure' }, /mark/]
])('a file with %s stops with its name', (_, id, given, problem) => {
	put(id, given);
	expect(() => readCodebook(folder)).toThrow(problem);
	expect(() => readCodebook(folder)).toThrow(id);
	rmSync(join(folder, `${id}.json`));
});

test('the check finds each kind of fault and names where it is', () => {
	const wrong = mkdtempSync(join(tmpdir(), 'cinnabar-wrong-'));
	put(
		'need/equipment',
		{
			wordings: { ...lists('spectrometer', 'pump', 'retort'), zh: ['泵'] },
			generic: lists('equipment'),
			exclusions: lists('training course')
		},
		wrong
	);
	put('need/skills', { wordings: { ...lists('Spectrometer'), ar: [] }, examples: { ...lists('x'), fr: [] } }, wrong);
	put('need/rules', { broader: 'need/data' }, wrong);
	put('need/data', { broader: 'need/rules' }, wrong);
	put('need/access', { broader: 'need/nothing' }, wrong);
	put('sector/cement', { broader: 'need/access' }, wrong);
	const faults = checkCodebook(readCodebook(wrong).concepts);
	rmSync(wrong, { recursive: true });
	const found = (fault: string) =>
		faults.filter((one) => one.fault === fault).map(({ conceptId, language }) => [conceptId, language].filter(Boolean).join(' '));
	expect(found('no-wording')).toEqual(['need/skills ar']);
	expect(found('no-example')).toEqual(['need/skills fr']);
	expect(found('few-wordings')).toContain('need/equipment zh');
	expect(found('same-wording')).toContain('need/skills en');
	expect(found('generic-not-listed')).toHaveLength(6);
	expect(found('idle-exclusion')).toContain('need/equipment fr');
	expect(found('circle').toSorted()).toEqual(['need/data', 'need/rules']);
	expect(found('unknown-broader')).toEqual(['need/access']);
	expect(found('other-scheme')).toEqual(['sector/cement']);
});

test('a circle loses no concept', () => {
	const [one] = readCodebook(folder).concepts;
	const circle = [
		{ ...one!, id: 'need/a', scheme: 'need' as const, broader: 'need/b' },
		{ ...one!, id: 'need/b', scheme: 'need' as const, broader: 'need/a' }
	];
	expect(inOrder(circle)).toHaveLength(2);
});
