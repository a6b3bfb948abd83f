import type { Level } from '#domain/level.ts';
import { levels } from '#domain/level.ts';
import { nationalOffices, officeKinds, partnerOffices, secretariatOffices, visitor } from '#domain/actor.ts';
import type { Actor, OfficeKind } from '#domain/actor.ts';
import type { Db } from '#db/connect.server.ts';
import { makeConcept, makeParty } from './make.ts';

let db: Db;

type Owner = { party: string | null; organisationId: number | null };
/** What was made, with all that the rules below need to know of it. */
type Row = Owner & { id: number; level: Level };
export const made = {
	document: [] as (Row & { original: string })[],
	passage: [] as (Row & { documentId: number; closedTo: Level })[],
	evidence: [] as { id: number; passageId: number }[],
	flag: [] as { id: number; passageId: number }[],
	machineCode: [] as { id: number; passageId: number }[],
	study: [] as { id: number; level: Level }[],
	sentence: [] as { id: number; studyId: number }[],
	source: [] as { sentenceId: number; passageId: number }[],
	job: [] as { id: number; askedBy: string; party: string | null }[],
	upload: [] as { id: number; jobId: number }[],
	office: [] as (Owner & { id: number; kind: OfficeKind })[],
	person: [] as { id: number; kind: OfficeKind | null; owner: Owner }[],
	holding: [] as { id: number; personId: number; officeId: number }[],
	deadline: [] as { id: number; officeId: number }[],
	motion: [] as { id: number }[],
	request: [] as {
		id: number;
		askedBy: string;
		isShown: boolean;
		passageId: number | null;
		studyId: number | null;
		sentenceId: number | null;
	}[],
	disclosure: [] as { id: number; documentId: number }[]
};
const nobody: Owner = { party: null, organisationId: null };
const owners: Owner[] = [
	{ ...nobody, party: 'AAA' },
	{ ...nobody, party: 'BBB' },
	{ ...nobody, organisationId: 1 },
	{ ...nobody, organisationId: 2 },
	nobody
];
const severity = (level: Level) => levels.indexOf(level);
export const stricter = (a: Level, b: Level): Level => (severity(a) > severity(b) ? a : b);
export const first = <T>(rows: T[]): T => rows[0]!;
let coderId = 0;

async function makeOwned(owner: Owner, level: Level, state: 'published' | 'draft' = 'published') {
	const sha256 = (made.document.length + 1).toString(16).padStart(64, 'f');
	await db
		.insertInto('original')
		.values({ sha256, name: 'a.txt', format: 'text', size: 1, content: Buffer.from('a') })
		.execute();
	const { id } = await db
		.insertInto('document')
		.values({ title: `${level} ${JSON.stringify(owner)}`, kind: 'other', original: sha256, state, level, language: 'en', ...owner })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.document.push({ ...owner, id, level, original: sha256 });
	const closings =
		level === 'own' || owner.party !== null || owner.organisationId !== null ? levels : levels.filter((one) => one !== 'own');
	for (const [position, closedTo] of closings.entries()) {
		const passage = await db
			.insertInto('passage')
			.values({ documentId: id, position, kind: 'paragraph', language: 'en', body: `${closedTo} of ${id}`, closedTo })
			.returning('id')
			.executeTakeFirstOrThrow();
		made.passage.push({ ...owner, id: passage.id, documentId: id, closedTo, level: stricter(level, closedTo) });
		const evidence = await db
			.insertInto('evidence')
			.values({ ...mark(passage.id), why: '{}' })
			.returning('id')
			.executeTakeFirstOrThrow();
		made.evidence.push({ id: evidence.id, passageId: passage.id });
		const flag = await db
			.insertInto('evidenceFlag')
			.values({ evidenceId: evidence.id, reason: 'retired', conceptId: 'challenge/data' })
			.returning('id')
			.executeTakeFirstOrThrow();
		made.flag.push({ id: flag.id, passageId: passage.id });
		await db.insertInto('machinePassage').values({ passageId: passage.id, coderId, states: true, score: 1 }).execute();
		const code = await db
			.insertInto('machineCode')
			.values({ ...mark(passage.id), why: '{}' })
			.returning('id')
			.executeTakeFirstOrThrow();
		made.machineCode.push({ id: code.id, passageId: passage.id });
		await db.insertInto('specificity').values({ passageId: passage.id, coderId, states: true, score: 1 }).execute();
	}
	const disclosure = await db
		.insertInto('disclosure')
		.values({ documentId: id, passages: 1, way: 'page' })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.disclosure.push({ id: Number(disclosure.id), documentId: id });
	return id;
}

export const mark = (passageId: number) => ({
	...{ passageId, conceptId: 'challenge/data', stance: 'challenge' as const, startAt: 0, endAt: 3, quote: 'abc' },
	...{ confidence: 0.5, coderId }
});

async function makePerson(kind: OfficeKind | null, owner: Owner) {
	const count = made.person.length;
	const { id } = await db
		.insertInto('person')
		.values({ name: `Person ${count}`, email: `person-${count}@example.org` })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.person.push({ id, kind, owner });
	if (kind === null) return id;
	const office = await db
		.insertInto('office')
		.values({ kind, ...owner })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.office.push({ id: office.id, kind, ...owner });
	const holding = await db.insertInto('holding').values({ officeId: office.id, personId: id }).returning('id').executeTakeFirstOrThrow();
	made.holding.push({ id: holding.id, personId: id, officeId: office.id });
	const deadline = await db
		.insertInto('deadline')
		.values({ officeId: office.id, what: 'a report', due: '2027-01-01' })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.deadline.push({ id: deadline.id, officeId: office.id });
	return id;
}

/** Who holds an office, as sessions make an actor of it. */
export function actorOf(kind: OfficeKind | null, owner: Owner = nobody): Actor {
	const person = made.person.find(
		(one) => one.kind === kind && one.owner.party === owner.party && one.owner.organisationId === owner.organisationId
	)!;
	const office = made.office.find(({ id }) => made.holding.some((one) => one.personId === person.id && one.officeId === id));
	return { key: `person/${person.id}`, personId: person.id, offices: office === undefined ? [] : [{ ...office, isProvisional: false }] };
}

/** Makes one of everything for every owner, level and office. */
export async function makeLevels(given: Db): Promise<void> {
	db = given;
	await makeParty(db, 'AAA');
	await makeParty(db, 'BBB');
	await makeConcept(db, 'challenge/data');
	await db
		.insertInto('organisation')
		.values([{ name: 'One' }, { name: 'Two' }])
		.execute();
	({ id: coderId } = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow());
	for (const owner of owners) for (const level of levels) if (owner !== nobody || level !== 'own') await makeOwned(owner, level);
	for (const owner of owners) if (owner !== nobody) await makeOwned(owner, 'own', 'draft');
	for (const [index, level] of levels.entries()) {
		const study = await db
			.insertInto('study')
			.values({ language: 'en', filters: '{}', draftedBy: 'person/1', level })
			.returning('id')
			.executeTakeFirstOrThrow();
		made.study.push({ id: study.id, level });
		// One sentence rests on everything, one on what is public, and one on what is the second Party's besides.
		const grounds = [() => true, (one: Row) => one.level === 'public', (one: Row) => one.level === 'public' || one.party === 'BBB'];
		for (const [place, isGround] of grounds.entries()) {
			const sentence = await db
				.insertInto('sentence')
				.values({ studyId: study.id, position: index * 3 + place, section: 'method', said: 'x', body: 'x', recipe: '{}', paragraph: 1 })
				.returning('id')
				.executeTakeFirstOrThrow();
			made.sentence.push({ id: sentence.id, studyId: study.id });
			for (const { id } of made.passage.filter(isGround)) made.source.push({ sentenceId: sentence.id, passageId: id });
		}
	}
	await db.insertInto('sentenceSource').values(made.source).execute();
	for (const kind of officeKinds) {
		const possible = nationalOffices.some((one) => one === kind)
			? owners.slice(0, 2)
			: partnerOffices.some((one) => one === kind)
				? owners.slice(2, 4)
				: [nobody];
		for (const owner of possible) await makePerson(kind, owner);
	}
	await makePerson(null, nobody);
	for (const { id } of made.person) {
		await db
			.insertInto('session')
			.values({ personId: id, token: `t${id}`, means: 'link', expiresAt: new Date() })
			.execute();
		for (const party of [null, 'AAA', 'BBB']) {
			const askedBy = `person/${id}`;
			const job = await db
				.insertInto('job')
				.values({ kind: 'reading', input: '{}', askedBy, party })
				.returning('id')
				.executeTakeFirstOrThrow();
			made.job.push({ id: job.id, askedBy, party });
			const upload = await db
				.insertInto('upload')
				.values({ jobId: job.id, name: 'a', content: Buffer.from('a') })
				.returning('id')
				.executeTakeFirstOrThrow();
			made.upload.push({ id: upload.id, jobId: job.id });
		}
	}
	const motion = await db
		.insertInto('motion')
		.values({ kind: 'give-office', input: '{}', why: 'a note' })
		.returning('id')
		.executeTakeFirstOrThrow();
	made.motion.push(motion);
	await makeRequests();
}

/** Requests for corrections by a visitor and by two people, shown and not, on everything that was made above. */
async function makeRequests() {
	const nowhere = { documentId: null, passageId: null, studyId: null, sentenceId: null };
	const grounds = [
		nowhere,
		...made.passage.map(({ id, documentId }) => ({ ...nowhere, documentId, passageId: id })),
		...made.study.map(({ id }) => ({ ...nowhere, studyId: id })),
		...made.sentence.map(({ id, studyId }) => ({ ...nowhere, studyId, sentenceId: id }))
	];
	const askers = ['visitor', ...[actorOf(null), actorOf('contributor', owners[1])].map((one) => one.key)];
	const rows = grounds.flatMap((ground) =>
		askers.flatMap((askedBy) =>
			[true, false].map((isShown) => ({ ...ground, askedBy, isShown, about: 'concept', aboutId: 'x', page: 'x' }))
		)
	);
	const settled = { state: 'refused' as const, answer: 'No.', answerLanguage: 'en' as const, settledBy: 'person/1', settledAt: new Date() };
	const values = rows.map(({ isShown, ...row }, index) => ({
		...{ ...row, ...settled, language: 'en' as const, wrong: 'x', secret: `s${index}` },
		shownAt: isShown ? new Date() : null
	}));
	const ids = await db.insertInto('correctionRequest').values(values).returning('id').execute();
	made.request.push(...rows.map((row, index) => ({ ...row, id: ids[index]!.id })));
}

export type Reader = { name: string; actor: Actor; isSecretariat: boolean; party: string | null; organisationId: number | null };
export function readers(): Reader[] {
	const of = (name: string, actor: Actor): Reader => ({
		name,
		actor,
		isSecretariat: actor.offices.some(({ kind }) => secretariatOffices.some((one) => one === kind)),
		party: actor.offices[0]?.party ?? null,
		organisationId: actor.offices[0]?.organisationId ?? null
	});
	const [a, b, one, two] = owners;
	return [
		of('visitor', visitor),
		of('learner', actorOf(null)),
		of("AAA's contributor", actorOf('contributor', a)),
		of("AAA's focal point", actorOf('focal-point', a)),
		of("BBB's contributor", actorOf('contributor', b)),
		of('partner 1', actorOf('partner', one)),
		of('partner 2', actorOf('partner-editor', two)),
		of('analyst', actorOf('analyst')),
		of('translator', actorOf('translator'))
	];
}

/** The rule of reading in words: everyone, then Parties, then the secretariat; and always whose it is. */
export function sees({ isSecretariat, party, organisationId }: Reader, { level, ...owner }: Owner & { level: Level }): boolean {
	const isOwn = (party !== null && owner.party === party) || (organisationId !== null && owner.organisationId === organisationId);
	if (isOwn || level === 'public') return true;
	if (level === 'parties') return party !== null || isSecretariat;
	return level === 'secretariat' && isSecretariat;
}

const contacts: readonly (OfficeKind | null)[] = ['focal-point', 'secretariat-administrator', 'analyst', 'partner'];

/** What each table shows to a reader, by a name of each row. */
export function expected(reader: Reader): Record<string, string[]> {
	const { actor, isSecretariat, party } = reader;
	const documents = made.document.filter((one) => sees(reader, one));
	const passages = new Set(made.passage.filter((one) => sees(reader, one)).map(({ id }) => id));
	const studies = new Set(made.study.filter((one) => sees(reader, { ...one, ...nobody })).map(({ id }) => id));
	const withheld = new Set(made.source.filter(({ passageId }) => !passages.has(passageId)).map(({ sentenceId }) => sentenceId));
	const sentences = new Set(made.sentence.filter(({ id, studyId }) => studies.has(studyId) && !withheld.has(id)).map(({ id }) => id));
	const jobs = new Set(made.job.filter((one) => one.askedBy === actor.key || (isSecretariat && one.party === null)).map(({ id }) => id));
	const persons = new Set(
		made.person
			.filter(
				({ id, kind, owner }) =>
					isSecretariat || id === actor.personId || (party !== null && (contacts.includes(kind) || owner.party === party))
			)
			.map(({ id }) => id)
	);
	const officeOwner = (officeId: number) => made.office.find(({ id }) => id === officeId)!.party;
	const isOwner = (documentId: number) =>
		sees({ ...reader, isSecretariat: false }, { ...made.document.find(({ id }) => id === documentId)!, level: 'own' });
	const seenDocuments = new Set(documents.map(({ id }) => id));
	const names = (rows: (number | string)[]) => rows.map(String).toSorted();
	return {
		document: names([...seenDocuments]),
		original: names(documents.map(({ original }) => original)),
		passage: names([...passages]),
		evidence: names(made.evidence.filter(({ passageId }) => passages.has(passageId)).map(({ id }) => id)),
		evidence_flag: names(made.flag.filter(({ passageId }) => passages.has(passageId)).map(({ id }) => id)),
		machine_passage: names([...passages]),
		machine_code: names(made.machineCode.filter(({ passageId }) => passages.has(passageId)).map(({ id }) => id)),
		specificity: names([...passages]),
		study: names([...studies]),
		sentence: names([...sentences]),
		sentence_source: names(
			made.source
				.filter(({ sentenceId, passageId }) => sentences.has(sentenceId) && passages.has(passageId))
				.map(({ sentenceId, passageId }) => `${sentenceId} ${passageId}`)
		),
		job: names([...jobs]),
		upload: names(made.upload.filter(({ jobId }) => jobs.has(jobId)).map(({ id }) => id)),
		person: names([...persons]),
		holding: names(made.holding.filter(({ personId }) => isSecretariat || (party !== null && persons.has(personId))).map(({ id }) => id)),
		deadline: names(
			made.deadline.filter(({ officeId }) => isSecretariat || (party !== null && officeOwner(officeId) === party)).map(({ id }) => id)
		),
		motion: names(isSecretariat ? made.motion.map(({ id }) => id) : []),
		disclosure: names(
			made.disclosure.filter(({ documentId }) => (isSecretariat ? seenDocuments.has(documentId) : isOwner(documentId))).map(({ id }) => id)
		),
		correction_request: names(
			made.request
				.filter(({ askedBy, isShown, passageId, studyId, sentenceId }) => {
					const passage = made.passage.find(({ id }) => id === passageId);
					const stands =
						(passage === undefined || passages.has(passage.id)) &&
						(studyId === null || studies.has(studyId)) &&
						(sentenceId === null || sentences.has(sentenceId));
					const isOwn =
						passage !== undefined &&
						((party !== null && passage.party === party) ||
							(reader.organisationId !== null && passage.organisationId === reader.organisationId));
					const isMine = actor.personId !== null && askedBy === actor.key;
					return stands && (isSecretariat || isShown || isOwn || isMine);
				})
				.map(({ id }) => id)
		),
		...Object.fromEntries(secrets.map((table) => [table, []]))
	};
}

const secrets = ['session', 'credential', 'proof', 'passkey', 'consent', 'edit', 'history', 'unsealed', 'seal'];
