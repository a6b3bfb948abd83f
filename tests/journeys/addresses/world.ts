import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { prepareFacts } from '#cli/prepare.ts';
import { operator } from '#domain/actor.ts';
import { draftChange } from '#domain/concepts/drafts.server.ts';
import { confirmCodebook } from '#domain/evidence/codebook.server.ts';
import { makeParty } from '#tests/make.ts';
import { versionsOf } from './codebook-forms.ts';
import { makeWatchedCoding } from './coding-forms.ts';
import type { MadeCoding } from './coding-forms.ts';
import { makeDocuments } from './documents.ts';
import type { MadeDocument } from './documents.ts';
import { makeObjections } from './reply-forms.ts';
import type { MadeObjection } from './reply-forms.ts';
import { makeRequest } from './requests.ts';
import type { MadeRequest } from './requests.ts';
import { isOwn, isSecretariat, partyA, seatRoles } from './roles.ts';
import type { Role } from './roles.ts';
import { makeBareStudy, makeStudy } from './studies.ts';
import type { MadeStudy } from './studies.ts';
import { plant } from './words.ts';

export type World = {
	folder: string;
	roles: Role[];
	documents: MadeDocument[];
	studies: MadeStudy[];
	jobs: { id: number; askedBy: Role | undefined; party: string | null }[];
	motions: { id: number; hasNote: boolean }[];
	requests: MadeRequest[];
	objections: MadeObjection[];
	officeIds: number[];
	coding: MadeCoding;
	/** A version of files, the one in use that people made of it, and a change in draft and confirmed. */
	codebook: { versions: [string, string]; draft: number; confirmed: number };
};

const secret = 'a secret that only this test knows of, and no site';

/** Fills a new data folder with people of every office and records of every level and state, then with what `more` adds. */
export async function makeWorld(more: (db: Db, world: World) => Promise<void>): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-roles-'));
	writeFileSync(join(folder, 'secret'), secret);
	const db = await connect({ folder });
	try {
		await prepareFacts(db);
		const codebook = await makeChanges(db);
		for (const iso3 of ['QAA', 'QZZ']) await makeParty(db, iso3);
		for (const name of ['Partner One', 'Partner Two']) await db.insertInto('organisation').values({ name }).execute();
		const roles = await seatRoles(db, secret);
		const documents = await makeDocuments(db);
		const studies = [await makeStudy(db), await makeBareStudy(db, 'parties'), await makeBareStudy(db, 'secretariat')];
		const jobs = await makeJobs(db, roles);
		const motions = await makeMotions(db);
		await makeDeadlines(db);
		const requests = await makeRequests(db, documents);
		const objections = await makeObjections(db, documents);
		await db
			.insertInto('mail')
			.values({ recipient: 'someone@example.org', language: 'en', subject: plant('mail', ({ isHere }) => isHere), body: 'A link' })
			.execute();
		const coding = await makeWatchedCoding(db);
		const officeIds = (await db.selectFrom('office').select('id').orderBy('id').execute()).map(({ id }) => id);
		const world = { folder, roles, documents, studies, jobs, motions, requests, objections, officeIds, coding, codebook };
		await more(db, world);
		return world;
	} finally {
		await db.destroy();
	}
}

/** Before there are documents, since the machine proposes anew in them after a change. */
async function makeChanges(db: Db): Promise<World['codebook']> {
	const [first] = await versionsOf(db);
	const move = { kind: 'move', broader: 'challenge/data' };
	const confirmed = await draftChange(db, operator, 'challenge/finance', { ...move, on: first });
	const second = await confirmCodebook(db, operator, confirmed, { why: 'the rule says so' });
	const draft = await draftChange(db, operator, 'challenge/access', { ...move, on: second });
	return { versions: [first, second], draft, confirmed };
}

/** Work that people asked for: for their Party, or for none. Only they see how far it is, and the secretariat what is for no Party. */
async function makeJobs(db: Db, roles: Role[]) {
	const made: World['jobs'] = [];
	for (const role of roles.filter(({ offices, personId }) => personId !== null && offices.length === 1)) {
		const sees = (reader: Role) => reader === role || (role.party === null && isSecretariat(reader));
		const name = `${plant(`an upload by ${role.name}`, sees)}.txt`;
		const { id } = await db
			.insertInto('job')
			.values({
				...{ kind: 'read-uploads', state: 'done' as const, input: '{}', done: 1, total: 1, askedBy: `person/${role.personId}` },
				...{ party: role.party, outcome: JSON.stringify([{ name, refused: 'documents.unreadable', slots: {} }]) }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		made.push({ id, askedBy: role, party: role.party });
	}
	return made;
}

async function makeMotions(db: Db): Promise<World['motions']> {
	const input = JSON.stringify({
		kind: 'focal-point',
		...partyA,
		email: `${plant('whom a motion names', isSecretariat)}@example.org`,
		name: ''
	});
	const why = plant('why a motion was moved', isSecretariat);
	const note = Buffer.from(`%PDF-1.4 ${plant('a note verbale', isSecretariat)}`);
	const noted = { kind: 'give-office' as const, input, why, note, noteName: `${plant('the name of a note verbale', isSecretariat)}.pdf` };
	await db
		.insertInto('motion')
		.values([noted, { kind: 'give-office' as const, input, why }])
		.execute();
	const rows = await db.selectFrom('motion').select(['id', 'noteName']).orderBy('id').execute();
	return rows.map(({ id, noteName }) => ({ id, hasNote: noteName !== null }));
}

async function makeDeadlines(db: Db): Promise<void> {
	const offices = await db.selectFrom('office').select(['id', 'kind', 'party', 'organisationId']).execute();
	for (const { id, ...owner } of offices) {
		const sees = (role: Role) => isSecretariat(role) || isOwn(role, owner);
		await db
			.insertInto('deadline')
			.values({ officeId: id, what: plant(`a deadline of office ${id}`, sees), due: '2027-01-01' })
			.execute();
	}
}

/** Requests about a Party and about documents of every level, in every state in which others see them or not. */
async function makeRequests(db: Db, documents: readonly MadeDocument[]): Promise<MadeRequest[]> {
	const ofA = documents.filter(({ party, state }) => party === 'QAA' && (state === 'published' || state === 'draft'));
	const made: MadeRequest[] = [];
	for (const document of [undefined, ...ofA])
		for (const state of ['sent', 'settled', 'shown'] as const) made.push(await makeRequest(db, document, state));
	return made;
}
