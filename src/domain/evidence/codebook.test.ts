import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readingAs } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept, makeDocument, makeParty } from '#tests/make.ts';
import { operator, reachOf, visitor } from '../actor.ts';
import type { Actor, OfficeKind } from '../actor.ts';
import { closeQuestion, countOpenQuestions, listDiscussion, postOn } from '../concepts/discussion.server.ts';
import { draftAdoption, draftChange, dropChange, findChange, leaveOffer, planOf, renewChange } from '../concepts/drafts.server.ts';
import { compareVersions, listDrafts, listOffers, listVersions, listVersionsOf } from '../concepts/history.server.ts';
import { findCodebook, findConcept, listWholeConcepts, listWordings } from '../concepts/read.server.ts';
import { contentOf, readVersion } from '../concepts/snapshot.server.ts';
import { countAfterChange } from '../findings/after-change.server.ts';
import { takeJob } from '../jobs/write.server.ts';
import { confirmCodebook, loadShipped } from './codebook.server.ts';
import { countFlags, listFlags, settleFlag } from './flags.server.ts';
import { countTouched, tryChange } from './preview.server.ts';
import { findRecoding, recode, recodeAgain, recoding, stopRecoding } from './recode.server.ts';
import { addEvidence, reviewEvidence } from './write.server.ts';

const db = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'cinnabar-history-'));
afterAll(() => rmSync(folder, { recursive: true }));

let offices = 0;
const holder = (personId: number, kind: OfficeKind, party: string | null = null): Actor => ({
	key: `person/${personId}`,
	personId,
	offices: [{ id: ++offices, kind, party, organisationId: null, isProvisional: false }]
});
const people = await db
	.insertInto('person')
	.values(['Amina', 'Bo', 'Carla'].map((name) => ({ name, email: `${name.toLowerCase()}@example.org` })))
	.returning('id')
	.execute();
const [amina, bo, carla] = people.map(({ id }) => id) as [number, number, number];
const analyst: Actor = { ...holder(amina, 'analyst'), offices: [] };
const other: Actor = { ...holder(bo, 'secretariat-administrator'), offices: [] };
for (const [actor, kind] of [
	[analyst, 'analyst'],
	[other, 'secretariat-administrator']
] as const) {
	const office = await db.insertInto('office').values({ kind }).returning('id').executeTakeFirstOrThrow();
	actor.offices = [{ id: office.id, kind, party: null, organisationId: null, isProvisional: false }];
}
const translator = holder(carla, 'translator');

const texts = (said: string) => Object.fromEntries(languages.map((language) => [language, `${said} ${language}`]));
const lists = (...some: string[]) => Object.fromEntries(languages.map((language) => [language, some]));
function put(id: string, wordings: string[], given: object = {}): void {
	const file = {
		...{ id, label: texts(id), definition: texts('a definition'), include: texts('in'), exclude: texts('out') },
		...{ examples: lists('an example'), wordings: lists(...wordings) },
		...given
	};
	mkdirSync(join(folder, id.split('/')[0]!), { recursive: true });
	writeFileSync(join(folder, `${id}.json`), JSON.stringify(file));
}
put('sector/lamps', ['street lamp', 'lamp post']);
put('sector/lighting', ['lighting', 'luminaire']);
put('sector/dental', ['dental amalgam', 'tooth filling']);
put('sector/waste', ['waste dump']);
put('stance/need', ['we need']);
const first = await loadShipped(db, folder);

for (const iso3 of ['AAA', 'BBB']) await makeParty(db, iso3);
const passages: Record<string, number> = {};
const bodies = {
	both: 'Here is a street lamp.',
	lamp: 'A lamp post stands there.',
	light: 'A luminaire hangs there.',
	fill: 'A tooth filling of dental amalgam.',
	amalgam: 'Of dental amalgam only.',
	tooth: 'Of a tooth filling only.'
};
const a = await makeDocument(db, { party: 'AAA', passages: [bodies.both, bodies.lamp, bodies.fill] });
const b = await makeDocument(db, { party: 'BBB', passages: [bodies.light, bodies.amalgam, bodies.tooth] });
for (const [at, name] of (['both', 'lamp', 'fill'] as const).entries()) passages[name] = a.passages[at]!;
for (const [at, name] of (['light', 'amalgam', 'tooth'] as const).entries()) passages[name] = b.passages[at]!;
const add = (name: string, conceptId: string, quote: string) =>
	addEvidence(db, operator, { passageId: passages[name]!, conceptId, stance: 'need', quote });

const version = async () => (await findCodebook(db)).version;
const evidenceIn = (name: string) =>
	db
		.selectFrom('evidence')
		.select(['id', 'conceptId', 'status'])
		.where('passageId', '=', passages[name]!)
		.orderBy('conceptId')
		.orderBy('id')
		.execute();
const saying = async (name: string) => (await evidenceIn(name)).map(({ conceptId, status }) => `${conceptId} ${status}`);
const draft = async (concept: string, fields: Record<string, string>, actor = analyst) =>
	draftChange(db, actor, concept, { on: await version(), ...fields });
const confirm = (id: number, actor = analyst) => confirmCodebook(db, actor, id, { why: 'as agreed' });
/** All words of a concept in English, as the form for rewording sends them. */
async function wordsOf(id: string, changes: Record<string, string>): Promise<Record<string, string>> {
	const { label, definition, include, exclude, examples, wordings } = await findConcept(db, id, 'en');
	const some = Object.fromEntries(Object.entries(wordings).map(([kind, all]) => [kind, all.en.join('\n')]));
	const said = { label: label.en, definition: definition.en, include: include.en, exclude: exclude.en, examples: examples.en.join('\n') };
	return { kind: 'reword', language: 'en', ...said, ...some, ...changes };
}

/** Does the job that proposes anew, as the worker would. */
async function work(signal = new AbortController().signal) {
	const job = await takeJob(db, [recoding]);
	if (job === undefined) return;
	await recode(db, job, signal);
	await db.updateTable('job').set({ state: 'done' }).where('id', '=', job.id).where('state', '=', 'running').execute();
}

test('what is loaded is kept as a version, whole', async () => {
	expect(await readVersion(db, first.version)).toEqual(await listWholeConcepts(db));
	expect((await listVersions(db)).versions).toMatchObject([
		{ version: first.version, origin: 'files', parent: null, concepts: 5, retired: 0, changed: 5 }
	]);
	await expect(db.updateTable('codebookVersion').set({ why: 'x' }).execute()).rejects.toThrow('never changes');
	await expect(db.deleteFrom('conceptSnapshot').execute()).rejects.toThrow('never changes');
	await expect(db.updateTable('codebookMember').set({ position: 0 }).execute()).rejects.toThrow('never changes');
});

test('only who holds the right drafts, drops or confirms a change', async () => {
	for (const actor of [visitor, translator, holder(carla, 'focal-point', 'AAA')]) {
		await expect(draft('sector/lamps', { kind: 'retire', replacement: '' }, actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
		await expect(confirm(1, actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
		await expect(recodeAgain(db, actor)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	}
});

test('a draft changes nothing, and its preview says what it would do', async () => {
	await db.transaction().execute((tx) => loadShipped(tx, folder));
	await recodeAgain(db, analyst);
	await work();
	expect(await saying('both')).toEqual(['sector/lamps proposed']);
	await add('both', 'sector/lighting', 'street lamp');
	const before = await listWholeConcepts(db);
	const id = await draft('sector/lamps', { kind: 'merge', into: 'sector/lighting' });
	expect(await listWholeConcepts(db)).toEqual(before);
	await expect(findChange(db, visitor, id)).rejects.toMatchObject({ code: 'refused.not-allowed' });
	const plan = await planOf(db, await findChange(db, analyst, id));
	expect(plan.moves.follow).toEqual([{ from: 'sector/lamps', to: 'sector/lighting' }]);
	const { rows, unseen } = await countTouched(db, db, plan.moves);
	expect(rows).toEqual([{ concept: 'sector/lamps', language: 'en', party: 'AAA', accepted: 0, proposed: 2, refused: 0 }]);
	expect(unseen).toBe(0);
	expect((await countTouched(readingAs(db, reachOf(visitor)), db, plan.moves)).rows).toEqual(rows);
	// A merger of wordings is no gain and no loss.
	expect(await tryChange(db, plan.before, plan.after)).toEqual({ passages: 6, concepts: [] });
	await dropChange(db, other, id);
	expect((await findChange(db, analyst, id)).state).toBe('dropped');
	await expect(confirm(id)).rejects.toMatchObject({ code: 'versions.settled-already' });
	expect(await version()).toBe(first.version);
});

test('what a preview says of figures is what they are afterwards, and merging folds what says the same', async () => {
	const [lamp] = await evidenceIn('lamp');
	await reviewEvidence(db, operator, { evidenceId: lamp!.id, verdict: 'accepted' });
	const moved = await add('both', 'sector/lamps', 'street lamp');
	const [there] = (await evidenceIn('both')).filter(({ conceptId }) => conceptId === 'sector/lighting');
	const later = await db
		.insertInto('evidence')
		.values({
			...{ passageId: passages['both']!, conceptId: 'sector/lighting', stance: 'plan', startAt: 0, endAt: 4, quote: 'Here' },
			...{ confidence: 1, why: '{}', coderId: 1, replaces: moved }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const id = await draft('sector/lamps', { kind: 'merge', into: 'sector/lighting' });
	const plan = await planOf(db, await findChange(db, analyst, id));
	const figures = await countAfterChange(db, plan.moves);
	const made = await confirm(id);
	expect(made).toBe(await version());
	expect(made).toBe(contentOf(plan.after).slice(0, 12));
	expect(await readVersion(db, made)).toEqual(await listWholeConcepts(db));
	// The accepted duplicate is one with what stood there, and is kept whole beside it; what named it names that.
	expect(await saying('lamp')).toEqual(['sector/lighting accepted']);
	expect((await saying('both')).toSorted()).toEqual(['sector/lighting accepted', 'sector/lighting proposed', 'sector/lighting proposed']);
	const fold = await db.selectFrom('evidenceFold').selectAll().where('foldedId', '=', moved).executeTakeFirstOrThrow();
	expect(fold).toMatchObject({ evidenceId: there!.id, content: { concept_id: 'sector/lamps', status: 'accepted', quote: 'street lamp' } });
	expect(await db.selectFrom('evidence').select('replaces').where('id', '=', later.id).executeTakeFirst()).toEqual({ replaces: there!.id });
	// Who moved it, when and why stands in the history.
	const line = await db
		.selectFrom('history')
		.selectAll()
		.where('record', '=', 'evidence')
		.where('recordId', '=', String(lamp!.id))
		.orderBy('id', 'desc')
		.executeTakeFirstOrThrow();
	expect(line).toMatchObject({ by: analyst.key, act: 'codebook.confirm', why: 'as agreed', after: { concept_id: 'sector/lighting' } });
	const now = await countAfterChange(db, { follow: [], left: [{ from: 'sector/lighting', parts: [] }], back: [] });
	const of = (some: typeof figures, key: 'before' | 'after') =>
		some.find(({ conceptId, basis }) => conceptId === 'sector/lighting' && basis === 'proposed')?.[key];
	expect(of(figures, 'after')).toEqual(of(now, 'before'));
	await work();
	expect((await saying('both')).toSorted()).toEqual(['sector/lighting accepted']);
	const retired = await findConcept(db, 'sector/lamps', 'ar');
	expect(retired.replacements).toEqual([{ id: 'sector/lighting', label: 'sector/lighting ar' }]);
	expect(retired.retiredAt).not.toBeNull();
	expect((await listWordings(db)).en.filter(({ conceptId }) => conceptId === 'sector/lamps')).toEqual([]);
	await expect(add('both', 'sector/lamps', 'street lamp')).rejects.toMatchObject({ code: 'review.no-such-concept' });
});

test('of two editors the later learns what changed meanwhile, and loses nothing', async () => {
	const on = await version();
	const mine = await draft('sector/waste', await wordsOf('sector/waste', { label: 'Waste, mine' }));
	const theirs = await draft('sector/waste', await wordsOf('sector/waste', { definition: 'Theirs' }), other);
	const made = await confirm(theirs, other);
	await expect(confirm(mine)).rejects.toMatchObject({ code: 'versions.changed-meanwhile' });
	expect(await version()).toBe(made);
	expect((await compareVersions(db, on, made)).difference.reworded).toMatchObject([
		{ id: 'sector/waste', texts: [{ part: 'definition', to: 'Theirs' }] }
	]);
	await renewChange(db, analyst, mine);
	await confirm(mine);
	const { label, definition } = await findConcept(db, 'sector/waste', 'en');
	expect([label.en, definition.en]).toEqual(['Waste, mine', 'Theirs']);
	expect((await listVersionsOf(db, 'sector/waste')).map(({ madeBy }) => madeBy)).toEqual([analyst.key, other.key, 'cinnabar']);
	expect(await listDrafts(db)).toEqual([]);
	const both = [
		await draft('sector/waste', await wordsOf('sector/waste', { label: 'One' })),
		await draft('sector/waste', await wordsOf('sector/waste', { label: 'Two' }), other)
	];
	const answers = await Promise.allSettled([confirm(both[0]!), confirm(both[1]!, other)]);
	expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
	expect(answers.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'versions.changed-meanwhile' });
	for (const { id } of await listDrafts(db)) await dropChange(db, analyst, id);
	await confirm(await draft('sector/waste', await wordsOf('sector/waste', { label: 'Waste, mine' })));
});

test('a version that was in use before versions were kept is kept too', async () => {
	const old = await freshDatabase();
	await makeConcept(old, 'sector/old', 'en', { alternative: ['old'] });
	await old.insertInto('codebook').values({ version: 'aaaaaaaaaaaa' }).execute();
	expect(await loadShipped(old, folder)).toMatchObject({ isNew: true });
	expect((await listVersions(old)).versions.map((one) => [one.version, one.parent, one.concepts])).toEqual([
		[first.version, 'aaaaaaaaaaaa', 5],
		['aaaaaaaaaaaa', null, 1]
	]);
	expect((await compareVersions(old, 'aaaaaaaaaaaa', first.version)).difference).toMatchObject({ removed: [{ id: 'sector/old' }] });
});

test('a split asks about what was accepted, and suggests where the words say it', async () => {
	const [fill, amalgam, tooth] = [
		await add('fill', 'sector/dental', 'A tooth filling of dental amalgam'),
		await add('amalgam', 'sector/dental', 'dental amalgam'),
		await add('tooth', 'sector/dental', 'tooth filling')
	];
	const labels = Object.fromEntries(languages.flatMap((one) => [1, 2].map((part) => [`label-${part}-${one}`, `part ${part} ${one}`])));
	const deal = Object.fromEntries(languages.flatMap((one) => ['1', '2'].map((part, at) => [`deal-${one}-alternative-${at}`, part])));
	const id = await draft('sector/dental', { kind: 'split', 'id-1': 'amalgam', 'id-2': 'fillings', ...labels, ...deal });
	await confirm(id);
	const { flags } = await listFlags(db, analyst, 'en', { concept: 'sector/dental' });
	expect(flags.map(({ evidenceId, reason, suggestion, maySettle }) => [evidenceId, reason, suggestion, maySettle])).toEqual([
		[fill, 'split', null, true],
		[amalgam, 'split', 'sector/amalgam', true],
		[tooth, 'split', 'sector/fillings', true]
	]);
	await work();
	const flagOf = (evidenceId: number) => flags.find((one) => one.evidenceId === evidenceId)!.id;
	await expect(settleFlag(db, translator, { flagId: flagOf(amalgam), choice: 'suggestion' })).rejects.toMatchObject({
		code: 'refused.not-allowed'
	});
	await settleFlag(db, other, { flagId: flagOf(amalgam), choice: 'suggestion' });
	await expect(settleFlag(db, analyst, { flagId: flagOf(amalgam), choice: 'keep' })).rejects.toMatchObject({
		code: 'versions.settled-already'
	});
	await expect(settleFlag(db, analyst, { flagId: flagOf(fill), choice: 'concept', conceptId: 'sector/lamps' })).rejects.toMatchObject({
		code: 'review.no-such-concept'
	});
	await settleFlag(db, analyst, { flagId: flagOf(fill), choice: 'concept', conceptId: 'sector/fillings' });
	await settleFlag(db, analyst, { flagId: flagOf(tooth), choice: 'refuse' });
	// What the machine had proposed on the same words is gone with it.
	expect(await saying('amalgam')).toEqual(['sector/amalgam accepted']);
	expect((await saying('fill')).filter((one) => one.endsWith('accepted'))).toEqual(['sector/fillings accepted']);
	expect(await saying('tooth')).toContain('sector/dental refused');
	const settled = await db.selectFrom('evidenceFlag').select(['outcome', 'settledBy']).orderBy('id').execute();
	expect(settled).toEqual([
		{ outcome: 'moved', settledBy: analyst.key },
		{ outcome: 'moved', settledBy: other.key },
		{ outcome: 'refused', settledBy: analyst.key }
	]);
	expect((await countFlags(db)).size).toBe(0);
});

test('what retires without anything in its place keeps what was accepted, flagged until it comes back', async () => {
	const dump = await add('light', 'sector/waste', 'luminaire');
	await confirm(await draft('sector/waste', { kind: 'retire', replacement: '' }));
	expect((await listFlags(db, analyst, 'fr', {})).flags).toMatchObject([{ evidenceId: dump, reason: 'retired', suggestion: null }]);
	expect(await saying('light')).toContain('sector/waste accepted');
	await confirm(await draft('sector/waste', { kind: 'restore' }));
	expect((await listFlags(db, analyst, 'fr', {})).flags).toEqual([]);
	expect((await listFlags(db, analyst, 'fr', { isSettled: true })).flags.at(-1)).toMatchObject({ evidenceId: dump, outcome: 'restored' });
	expect((await findConcept(db, 'sector/waste', 'en')).retiredAt).toBeNull();
});

test('files never overwrite what people changed: they are kept and offered, and taken or left by a person', async () => {
	const ours = await version();
	expect(await loadShipped(db, folder)).toMatchObject({ version: first.version, isNew: false, isOffered: false });
	put('sector/waste', ['waste dump', 'landfill']);
	put('sector/cement', ['cement kiln']);
	const shipped = await loadShipped(db, folder);
	expect(shipped).toMatchObject({ isNew: false, isOffered: true });
	expect(await loadShipped(db, folder)).toMatchObject({ isNew: false, isOffered: false });
	expect(await version()).toBe(ours);
	expect((await listOffers(db)).map((one) => one.version)).toEqual([shipped.version]);
	await leaveOffer(db, analyst, shipped.version);
	await expect(leaveOffer(db, analyst, shipped.version)).rejects.toMatchObject({ code: 'versions.settled-already' });
	expect(await listOffers(db)).toEqual([]);
	const made = await confirm(await draftAdoption(db, analyst, shipped.version));
	expect((await findConcept(db, 'sector/cement', 'en')).label.en).toBe('sector/cement en');
	// What only people had made retires, and what they accepted for it is asked about.
	expect((await findConcept(db, 'sector/amalgam', 'en')).retiredAt).not.toBeNull();
	expect((await countFlags(db)).get('sector/amalgam')).toBe(1);
	expect(await readVersion(db, ours)).not.toEqual(await readVersion(db, made));
	// And back again: the same content has the same name.
	const back = await confirm(await draftAdoption(db, analyst, ours));
	expect((await compareVersions(db, ours, back)).difference).toMatchObject({ added: [{ id: 'sector/cement' }], reworded: [] });
	expect((await countFlags(db)).get('sector/amalgam')).toBeUndefined();
});

test('the machine proposes anew document by document; that can be stopped, and goes on where it was', async () => {
	await recodeAgain(db, analyst);
	const signal = AbortSignal.abort();
	const job = await takeJob(db, [recoding]);
	await recode(db, job!, signal);
	expect(await findRecoding(db)).toMatchObject({ state: 'running', done: 0, total: 2 });
	await db
		.updateTable('job')
		.set({ input: JSON.stringify({ after: a.id }), done: 1 })
		.where('id', '=', job!.id)
		.execute();
	await recode(db, job!, new AbortController().signal);
	expect(await findRecoding(db)).toMatchObject({ done: 2, total: 2 });
	await stopRecoding(db, analyst);
	expect(await findRecoding(db)).toMatchObject({ state: 'stopped' });
	await recodeAgain(db, analyst);
	await recodeAgain(db, other);
	expect((await db.selectFrom('job').select('state').where('kind', '=', recoding).where('state', '=', 'waiting').execute()).length).toBe(1);
	await work();
	const proposals = await db
		.selectFrom('evidence')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.select('version')
		.where('status', '=', 'proposed')
		.distinct()
		.execute();
	expect(proposals.map((one) => one.version.slice(-12))).toEqual([await version()]);
});

test('who may review speaks of a concept, and names are for those who may see them', async () => {
	const asked = await postOn(db, analyst, 'sector/waste', { language: 'ar', body: '  هل تدخل المطامر؟  ', replyTo: '' });
	const focal = holder(carla, 'focal-point', 'AAA');
	await postOn(db, focal, 'sector/waste', { language: 'en', body: 'Yes.', replyTo: asked });
	await expect(postOn(db, translator, 'sector/waste', { language: 'en', body: 'x' })).rejects.toMatchObject({
		code: 'refused.not-allowed'
	});
	await expect(postOn(db, visitor, 'sector/waste', { language: 'en', body: 'x' })).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(postOn(db, analyst, 'sector/waste', { language: 'en', body: ' ' })).rejects.toMatchObject({ code: 'refused.incomplete' });
	await expect(postOn(db, analyst, 'sector/none', { language: 'en', body: 'x' })).rejects.toMatchObject({ code: 'refused.not-found' });
	await expect(postOn(db, analyst, 'sector/lamps', { language: 'en', body: 'x', replyTo: asked })).rejects.toMatchObject({
		code: 'refused.not-found'
	});
	const secretariat = readingAs(db, reachOf(analyst));
	const { questions } = await listDiscussion(secretariat, db, analyst, 'sector/waste');
	expect(questions).toMatchObject([
		{ body: 'هل تدخل المطامر؟', language: 'ar', name: 'Amina', replies: [{ body: 'Yes.', name: 'Carla' }] }
	]);
	await expect(listDiscussion(secretariat, db, visitor, 'sector/waste')).rejects.toMatchObject({ code: 'refused.not-allowed' });
	expect(await countOpenQuestions(db, focal, 'sector/waste')).toBe(1);
	expect(await countOpenQuestions(db, visitor, 'sector/waste')).toBeUndefined();
	await closeQuestion(db, focal, 'sector/waste', asked, true);
	await expect(postOn(db, analyst, 'sector/waste', { language: 'en', body: 'x', replyTo: asked })).rejects.toMatchObject({
		code: 'versions.question-closed'
	});
	expect(await countOpenQuestions(db, focal, 'sector/waste')).toBe(0);
	await closeQuestion(db, analyst, 'sector/waste', asked, false);
	const kept = await db.selectFrom('history').select('after').where('record', '=', 'concept_post').orderBy('id').executeTakeFirstOrThrow();
	expect(kept.after).toMatchObject({ body: '*' });
});
