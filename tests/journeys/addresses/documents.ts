import { createHash } from 'node:crypto';
import type { Db } from '#db/connect.server.ts';
import type { Level } from '#domain/level.ts';
import type { DocumentState } from '#domain/rights.ts';
import { isNational, isOwn, isSecretariat, nobody, partnerOne, partnerTwo, partyA, partyB } from './roles.ts';
import type { Owner, Role } from './roles.ts';
import { plant } from './words.ts';

/** A record with a level, and whose it is. */
export type Leveled = Owner & { level: Level };
export type MadePassage = Leveled & { id: number; evidenceId: number };
export type MadeDocument = Leveled & { id: number; state: DocumentState; title: string; cycle: string; passages: MadePassage[] };

/** The first passage of a document; each of ours has one. */
export function firstOf({ passages: [first] }: MadeDocument): MadePassage {
	if (first === undefined) throw new Error('a document without passages');
	return first;
}

/** Public for everyone, then for Parties, then for the secretariat; and always for those whose it is. */
export function mayRead(role: Role, { level, ...owner }: Leveled): boolean {
	if (level === 'public' || isOwn(role, owner)) return true;
	return (level === 'parties' && isNational(role)) || (level !== 'own' && isSecretariat(role));
}

const severity: readonly Level[] = ['public', 'parties', 'secretariat', 'own'];
const stricter = (one: Level, other: Level) => (severity.indexOf(one) > severity.indexOf(other) ? one : other);
const of = ({ party, organisationId }: Owner) => party ?? (organisationId === null ? 'nobody' : `partner ${organisationId}`);

let count = 0;

/** A document with passages as far closed as is said, each word of it planted. */
export async function makeDocument(
	db: Db,
	{ owner, level, state, closings = ['public'] }: { owner: Owner; level: Level; state: DocumentState; closings?: readonly Level[] }
): Promise<MadeDocument> {
	const what = `a ${state} document of ${of(owner)}, ${level}`;
	const record: Leveled & { passages: MadePassage[] } = { ...owner, level, passages: [] };
	const word = plant(what, (role) => mayRead(role, record));
	const file = plant(`the file of ${what}`, (role) => [record, ...record.passages].every((one) => mayRead(role, one)));
	const number = ++count;
	const cycle = String(3000 + number);
	const content = Buffer.from(`${file} ${number}`);
	const sha256 = createHash('sha256').update(content).digest('hex');
	await db
		.insertInto('original')
		.values({ sha256, name: `${word}.txt`, format: 'text', size: content.length, content })
		.execute();
	const { id } = await db
		.insertInto('document')
		.values({
			...{ title: word, kind: 'national-report', cycle, original: sha256, state, level, language: 'en' },
			...owner
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [position, closedTo] of closings.entries()) {
		const passage = { documentId: id, position, closedTo, record: { ...owner, level: stricter(level, closedTo) }, what };
		record.passages.push(await makePassage(db, passage));
	}
	return Object.assign(record, { id, state, title: word, cycle });
}

async function makePassage(
	db: Db,
	{ documentId, position, closedTo, record, what }: { documentId: number; position: number; closedTo: Level; record: Leveled; what: string }
): Promise<MadePassage> {
	const quote = plant(`a passage closed to ${closedTo} in ${what}`, (role) => mayRead(role, record));
	const { id } = await db
		.insertInto('passage')
		.values({
			...{ documentId, position, kind: 'paragraph', language: 'en', closedTo },
			...{ body: `${quote} is lacking and needed.`, heading: quote, question: quote, place: quote, page: 1 }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: coderId } = await db
		.insertInto('coder')
		.values({ name: 'rules', version: 'made', kind: 'machine' })
		.onConflict((clash) => clash.columns(['name', 'version']).doUpdateSet({ name: 'rules' }))
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id: evidenceId } = await db
		.insertInto('evidence')
		.values({
			...{ passageId: id, conceptId: 'challenge/finance', stance: 'challenge', startAt: 0, endAt: quote.length, quote },
			...{ confidence: 0.5, why: JSON.stringify({ rule: 'alternative', wording: quote }), coderId }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const specifics = { kind: quote, sector: quote, item: quote, quantity: quote, place: quote, time: quote };
	await db
		.insertInto('specificity')
		.values({ passageId: id, coderId, states: true, score: 6, ...specifics })
		.execute();
	return Object.assign(record, { id, evidenceId });
}

const everyLevel: readonly Level[] = ['public', 'parties', 'secretariat'];

/** Documents of every owner, level and state that there can be. */
export async function makeDocuments(db: Db): Promise<MadeDocument[]> {
	const made: MadeDocument[] = [];
	const add = async (owner: Owner, level: Level, state: DocumentState, closings?: readonly Level[]) =>
		made.push(await makeDocument(db, { owner, level, state, ...(closings && { closings }) }));
	for (const owner of [partyA, partyB, partnerOne, nobody]) for (const level of everyLevel) await add(owner, level, 'published');
	for (const owner of [partyA, partyB, partnerOne, partnerTwo]) await add(owner, 'own', 'draft');
	for (const owner of [partyA, partnerOne]) {
		await add(owner, 'own', 'submitted');
		await add(owner, 'secretariat', 'withdrawn');
		await add(owner, 'public', 'published', [...everyLevel, 'own']);
	}
	await add(nobody, 'public', 'published', everyLevel);
	return made;
}
