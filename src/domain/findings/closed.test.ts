import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { operator, reachOf, visitor } from '#domain/actor.ts';
import type { Actor, OfficeKind } from '#domain/actor.ts';
import { findOriginal } from '#domain/documents/read.server.ts';
import type { Level } from '#domain/level.ts';
import { countByNote, countSources, findSentence, findStudy, listSourceIds, listStudies } from '#domain/studies/read.server.ts';
import { compareStudy, showSentence, showStudies, showStudy } from '#domain/studies/shown.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { say } from '#i18n/messages.ts';
import { freshDatabase } from '#tests/database.ts';
import { cement, finance, makeReports, skills } from '#tests/make-reports.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { countWithheld, disclosesStudy } from '#domain/studies/withheld.server.ts';
import { countClosed } from './closed.server.ts';
import { defaultSamples } from './read.server.ts';
import { answer, readAll } from '#tests/read-all.ts';

const at = new Date('2026-06-01');

/** A passage that speaks loudly: of finance, of cement and of training, with a specificity. */
async function speak(db: Db, passageId: number, status: 'accepted' | 'proposed' = 'accepted') {
	const { id: coderId } = await db.selectFrom('coder').select('id').executeTakeFirstOrThrow();
	const settled = status === 'accepted' ? { reviewedBy: 'person/1', reviewedAt: at } : {};
	for (const [conceptId, stance] of [
		[finance, 'challenge'],
		[cement, 'challenge'],
		[skills, 'need']
	] as const) {
		await db
			.insertInto('evidence')
			.values({ passageId, conceptId, stance, startAt: 0, endAt: 4, quote: 'Only', confidence: 1, why: '{}', status, coderId, ...settled })
			.execute();
	}
	await db.insertInto('specificity').values({ passageId, coderId, states: true, score: 1 }).execute();
}

type About = Parameters<typeof makeDocument>[1] & { level?: Level; state?: 'draft' | 'published' };

/** Reports between which closed ones stand: newer versions, whole documents, single passages, drafts, studies, jobs. */
async function makeMixed(db: Db) {
	const { kenya } = await makeReports(db);
	await makeParty(db, 'ZMB', { unGroup: 'eastern-europe' });
	await makeParty(db, 'MEX', { unGroup: 'grulac' });
	const add = async ({ level = 'public', state = 'published', ...about }: About, ...closings: Level[]) => {
		const made = await makeDocument(db, {
			...about,
			passages: closings.map((one) => `Only ${level} and ${one} can read that money is lacking here.`)
		});
		await db.updateTable('document').set({ level, state }).where('id', '=', made.id).execute();
		for (const [index, id] of made.passages.entries()) {
			await db.updateTable('passage').set({ closedTo: closings[index]! }).where('id', '=', id).execute();
			await speak(db, id, index % 2 === 0 ? 'accepted' : 'proposed');
		}
		return made;
	};
	await add({ party: 'KEN', cycle: '2027-full', supersedes: kenya.id, language: 'fr', level: 'own' }, 'public', 'public');
	await add({ party: 'FRA', cycle: '2029-full', level: 'parties' }, 'public', 'own');
	await add({ party: 'ZMB', cycle: '2025-full', level: 'secretariat' }, 'public');
	await add({ party: 'ZMB', cycle: '2031-full', level: 'own', state: 'draft' }, 'public');
	await add({ level: 'secretariat' }, 'public');
	await add({ party: 'XXA', isSample: true, level: 'secretariat', language: 'ru' }, 'public');
	// One Party's open report of which some is closed, and another of which all is.
	const part = await add({ party: 'PER', cycle: '2025-full', language: 'zh' }, 'public', 'own', 'parties', 'public', 'secretariat');
	await add({ party: 'MEX', cycle: '2033-full', language: 'ar' }, 'own', 'secretariat');
	await add({ party: 'MEX', cycle: '2025-full' }, 'public', 'secretariat');
	await db
		.insertInto('study')
		.values({ language: 'en', filters: '{"basis":"proposed","samples":false}', draftedBy: 'person/1', level: 'secretariat' })
		.execute();
	await db.insertInto('job').values({ kind: 'reading', input: '{}', askedBy: 'person/1', party: 'FRA' }).execute();
	await db
		.insertInto('upload')
		.values({ jobId: 1, name: 'a', content: Buffer.from('a') })
		.execute();
	// Names and contents that come from how many were made before would differ between two databases.
	const rows = await db.selectFrom('document').select(['id', 'original']).execute();
	for (const { id, original } of rows) {
		await db
			.updateTable('document')
			.set({ title: `Title ${id}`, ingestedAt: at })
			.where('id', '=', id)
			.execute();
		await db
			.updateTable('original')
			.set({ name: `${id}.txt`, content: Buffer.from('x') })
			.where('sha256', '=', original)
			.execute();
	}
	return { kenya, part };
}

/** Takes away what a reader of these levels, with no Party's own, may not read. */
async function removeClosed(db: Db, open: Level[]) {
	for (const table of ['evidence', 'specificity', 'passage', 'study'] as const)
		await db.deleteFrom(table).where('level', 'not in', open).execute();
	await db.deleteFrom('document').where('level', 'not in', open).execute();
	await db.deleteFrom('job').execute();
}

const held = (kind: OfficeKind, party: string | null): Actor => ({
	key: `person/${kind} ${party ?? ''}`,
	personId: null,
	offices: [{ id: 1, kind, party, organisationId: null, isProvisional: false }]
});
const member = held('contributor', 'GHA');

const whole = await freshDatabase();
const forVisitor = await freshDatabase();
const forMember = await freshDatabase();
const { part } = await makeMixed(whole);
// The office that all who are made up here hold.
await whole.insertInto('office').values({ kind: 'analyst' }).execute();
for (const [db, open] of [
	[forVisitor, ['public']],
	[forMember, ['public', 'parties']]
] as [Db, Level[]][]) {
	await makeMixed(db);
	await removeClosed(db, open);
}
const partlyClosed = (await whole.selectFrom('passage').where('closedTo', '<>', 'public').select('documentId').distinct().execute()).map(
	({ documentId }) => documentId
);
// A study is drafted for everyone, whoever asks for it.
const study = await draftStudy(whole, operator, { language: 'en', filters: { basis: 'proposed', samples: false } });
const same = await draftStudy(forVisitor, operator, { language: 'en', filters: { basis: 'proposed', samples: false } });

const readEverything = (db: Db) => readAll(db, partlyClosed);

let turns = 0;
/** A handle that nothing has been asked through yet, so that nothing can be remembered by it. */
const fresh = (db: Db, actor: Actor) => readingAs(db, { ...reachOf(actor), key: `nobody/${++turns}` });

async function readStudies(db: Db): Promise<Record<string, unknown>> {
	const answers: Record<string, unknown> = { listStudies: await answer(listStudies(db)), showStudies: await answer(showStudies(db, 'en')) };
	for (const id of [1, study]) {
		const asked = {
			findStudy: () => findStudy(db, id),
			countSources: () => countSources(db, id),
			countByNote: () => countByNote(db, id),
			listSourceIds: () => listSourceIds(db, id),
			showStudy: () => showStudy(db, id, 'fr'),
			compareStudy: () => compareStudy(db, id)
		};
		for (const [name, one] of Object.entries(asked)) answers[`${name} ${id}`] = await answer(one());
		for (let position = 1; position < 12; position++) {
			answers[`findSentence ${id} ${position}`] = await answer(findSentence(db, id, position, 'en'));
			answers[`showSentence ${id} ${position}`] = await answer(showSentence(db, id, position, 'en', 0));
		}
	}
	return answers;
}

function differences(
	one: Record<string, unknown>,
	other: Record<string, unknown>
): { asked: string; answered: unknown; without: unknown }[] {
	return Object.keys({ ...one, ...other })
		.filter((asked) => JSON.stringify(one[asked]) !== JSON.stringify(other[asked]))
		.map((asked) => ({ asked, answered: one[asked], without: other[asked] }));
}
const brokenOf = (answers: Record<string, unknown>) =>
	Object.entries(answers).filter(([, one]) => typeof one === 'object' && one !== null && 'broken' in one);

test('every question gets an answer through a reader’s handle, also those that group and sort', async () => {
	for (const actor of [visitor, member, held('analyst', null)]) {
		const seen = readingAs(whole, reachOf(actor));
		expect(brokenOf({ ...(await readEverything(seen)), ...(await readStudies(seen)) }), actor.key).toEqual([]);
	}
});

test('what is closed changes the answers of who may read it, so that the tests below compare something', async () => {
	const all = await readEverything(readingAs(whole, reachOf(held('analyst', null))));
	const open = await readEverything(readingAs(whole, reachOf(visitor)));
	const changed = new Set(differences(all, open).map(({ asked }) => asked.split(' ')[0]));
	for (const name of [
		'coverage',
		'homeFigures',
		'crossTable',
		'genericShare',
		'keyLabels',
		'listPassages',
		'listCycles',
		'listPartiesOf',
		'askFigures'
	])
		expect(changed).toContain(name);
});

test('a visitor is answered as if nothing closed were there, after readers of more have asked and again', async () => {
	const without = await readEverything(fresh(forVisitor, visitor));
	for (const actor of [undefined, held('analyst', null)]) {
		await readEverything(actor === undefined ? whole : readingAs(whole, reachOf(actor)));
		expect(differences(await readEverything(readingAs(whole, reachOf(visitor))), without)).toEqual([]);
	}
});

test('the people of a Party are answered as if only what Parties may read were there', async () => {
	const without = await readEverything(fresh(forMember, member));
	expect(differences(await readEverything(readingAs(whole, reachOf(member))), without)).toEqual([]);
});

test('readers who ask at the same time are each answered as if alone', async () => {
	const alone = [await readEverything(fresh(whole, visitor)), await readEverything(fresh(whole, held('analyst', null)))];
	const together = await Promise.all([visitor, held('analyst', null)].map((actor) => readEverything(fresh(whole, actor))));
	for (const [index, one] of together.entries()) expect(differences(one, alone[index]!)).toEqual([]);
});

test('a study is drafted, shown and compared as if nothing closed were there', async () => {
	expect(same).toBe(study);
	expect(differences(await readStudies(readingAs(whole, reachOf(visitor))), await readStudies(fresh(forVisitor, visitor)))).toEqual([]);
	expect((await wordOf(readingAs(whole, reachOf(visitor)), study)).length).toBeGreaterThan(1000);
	expect((await compareStudy(readingAs(whole, reachOf(visitor)), study)).changed).toEqual([]);
});

test('a file of which a passage is closed to a reader is closed to that reader', async () => {
	const mayRead = await findOriginal(readingAs(whole, reachOf(held('contributor', 'PER'))), part.id);
	expect(mayRead.content).toHaveLength(1);
	expect(await answer(findOriginal(readingAs(whole, reachOf(visitor)), part.id))).toEqual({ refused: 'refused.not-found' });
});

test('where only closed documents are held, a visitor is shown the samples', async () => {
	const db = await freshDatabase();
	await makeParty(db, 'PER', { unGroup: 'grulac' });
	const { id } = await makeDocument(db, { party: 'PER', passages: ['Money is lacking.'] });
	expect(await defaultSamples(readingAs(db, reachOf(visitor)))).toBe(false);
	await db.updateTable('document').set({ level: 'own' }).where('id', '=', id).execute();
	expect(await defaultSamples(readingAs(db, reachOf(visitor)))).toBe(true);
	expect(await defaultSamples(db)).toBe(false);
});

test('what is closed after a reader has asked is gone from the next answers, and back when it is opened', async () => {
	const seen = readingAs(whole, reachOf(visitor));
	const before = await readEverything(seen);
	const closed = 3;
	await whole.updateTable('document').set({ level: 'own' }).where('id', '=', closed).execute();
	const after = await readEverything(seen);
	expect(after['findDocument 3']).toEqual({ refused: 'refused.not-found' });
	expect(differences(after, await readEverything(fresh(whole, visitor)))).toEqual([]);
	await whole.updateTable('document').set({ level: 'public' }).where('id', '=', closed).execute();
	expect(differences(await readEverything(seen), before)).toEqual([]);
});

const filters = { basis: 'proposed' as const, samples: false };
const written = () => whole.selectFrom('disclosure').select(['documentId', 'passageId', 'way', 'passages']).orderBy('documentId').execute();

test('who sees more than the public is told how many documents their figures count beyond it, and that is written down', async () => {
	const count = (actor: Actor, more = {}) =>
		countClosed(readingAs(whole, reachOf(actor)), whole, actor, { way: 'figures', filters: { ...filters, ...more } });
	expect([await count(visitor), await count({ ...visitor, key: 'person/9', personId: null })]).toEqual([0, 0]);
	expect(await written()).toEqual([]);
	// What all Parties may read of the closed reports: one of FRA whole, and a passage in one of PER.
	expect(await count(member)).toBe(2);
	expect(await count(member, { party: 'PER', sector: cement })).toBe(1);
	expect((await written()).map(({ way, passages }) => [way, passages])).toEqual([
		['figures', 2],
		['figures', 3]
	]);
	expect(await count(held('contributor', 'ZMB'))).toBe(3);
	expect(await count(held('analyst', null))).toBeGreaterThan(3);
	await whole.deleteFrom('disclosure').execute();
});

test('a reader is told how many sentences of a study are withheld, and not which; who may read what they rest on gets them', async () => {
	const { passageId } = await whole
		.selectFrom('sentenceSource')
		.innerJoin('sentence', 'sentence.id', 'sentenceId')
		.where('studyId', '=', study)
		.where('said', 'like', '%quote%')
		.select('passageId')
		.executeTakeFirstOrThrow();
	const resting = await whole.selectFrom('sentenceSource').where('passageId', '=', passageId).select('sentenceId').distinct().execute();
	const shown = async (actor: Actor) => (await findStudy(readingAs(whole, reachOf(actor)), study)).sentences.length;
	const all = await shown(visitor);
	expect(await countWithheld(whole, study, all)).toBe(0);
	await whole.updateTable('passage').set({ closedTo: 'parties' }).where('id', '=', passageId).execute();
	expect(await countWithheld(whole, study, await shown(visitor))).toBe(resting.length);
	expect(await countWithheld(whole, study, await shown(member))).toBe(0);
	for (const actor of [visitor, member])
		await disclosesStudy(readingAs(whole, reachOf(actor)), whole, actor, { way: 'study', studyId: study });
	expect((await written()).map((one) => [one.passageId, one.way])).toEqual([[passageId, 'study']]);
	const word = async (withheld: number) =>
		strFromU8(unzipSync(await wordOf(readingAs(whole, reachOf(visitor)), study, '', withheld))['word/document.xml']!);
	const told = say('en', 'study.withheld', { count: resting.length });
	expect([(await word(resting.length)).includes(told), (await word(0)).includes(told)]).toEqual([true, false]);
	await whole.updateTable('passage').set({ closedTo: 'public' }).where('id', '=', passageId).execute();
});
