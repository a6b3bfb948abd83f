import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { acting } from '../acting.server.ts';
import { mustMay } from '../rights.ts';
import type { DocumentState } from '../rights.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { bytesToStore } from './bytes.server.ts';
import { cleanName } from './extract/clean.ts';
import { extract, mustFit } from './extract/extract.server.ts';
import { cutPassages } from './extract/passages.ts';
import type { About } from './input.ts';
import type { Extracted, Passage } from './model.ts';

/** A file and what is said of it. */
export type Sent = { [K in keyof About]?: About[K] } & {
	name: string;
	bytes: Uint8Array;
	title?: string | undefined;
	isSample?: boolean | undefined;
	/** Published at once, or a draft that only its own Party or organisation sees. */
	state?: Extract<DocumentState, 'draft' | 'published'> | undefined;
	organisationId?: number | undefined;
	/** The document that this one is a new version of, where it is not to be found by Party, kind, cycle and language. */
	supersedes?: number | undefined;
	/** Documents that came together with this one: parts of one report, not versions of it. */
	besides?: readonly number[] | undefined;
};

export type Ingested = { documentId: number; isNew: boolean; passages: number; needsOcr: boolean };

/** Reads a file into a document with its passages: all of it, or nothing. The same file again is the same document. */
export async function ingest(db: Db, actor: Actor, sent: Sent): Promise<Ingested> {
	const read = await readSent(db, actor, sent);
	return 'documentId' in read ? read : acting(db, actor, 'document.add', (tx) => storeDocument(tx, sent, read));
}

type Read = { name: string; sha256: string; found: Extracted; passages: Passage[] };

/** The part that needs time and no transaction. A file that is there already is not read again. */
export async function readSent(db: Db, actor: Actor, sent: Sent): Promise<Ingested | Read> {
	const { name: given, bytes, language, state = 'published', party = null, organisationId = null } = sent;
	mustMay(actor, 'add', { kind: 'document', state, party, organisationId });
	const name = safeName(given);
	mustFit(bytes.length);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const known = await findByOriginal(db, sha256);
	if (known !== undefined) return known;
	const found = await extract(bytes, name);
	return { name, sha256, found, passages: cutPassages(found.blocks, language) };
}

/** Stores what was read, in the transaction of the caller. */
export async function storeDocument(tx: Db, sent: Sent, { name, sha256, found, passages }: Read): Promise<Ingested> {
	const isSampleParty = sent.party === undefined ? false : await lockParty(tx, sent.party);
	const { numInsertedOrUpdatedRows } = await tx
		.insertInto('original')
		.values({ sha256, name, format: found.format, size: sent.bytes.length, content: bytesToStore(sent.bytes) })
		.onConflict((conflict) => conflict.doNothing())
		.executeTakeFirst();
	if (numInsertedOrUpdatedRows === 0n) return mustBeKnown(await findByOriginal(tx, sha256));
	const language = sent.language ?? mainLanguage(passages);
	const isDraft = sent.state === 'draft';
	// A draft takes the place of what is published only when it is published itself.
	const supersedes = isDraft ? undefined : await findSuperseded(tx, sent, language);
	const { id } = await tx
		.insertInto('document')
		.values({
			title: (sent.title ?? found.title ?? name.replace(/\.[a-z0-9]{1,8}$/i, '')).slice(0, 500).toWellFormed(),
			party: sent.party ?? null,
			kind: sent.kind ?? 'other',
			cycle: sent.cycle ?? null,
			language: language ?? null,
			original: sha256,
			supersedes: supersedes ?? null,
			pageCount: found.pageCount ?? null,
			needsOcr: found.needsOcr,
			isSample: sent.isSample === true || isSampleParty,
			organisationId: sent.organisationId ?? null,
			...(isDraft && { state: 'draft', level: 'own' })
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await insertPassages(tx, id, passages);
	return { documentId: id, isNew: true, passages: passages.length, needsOcr: found.needsOcr };
}

/** A name that climbs out of its folder was made by someone who means harm; other folders are only left off. */
function safeName(given: string): string {
	if (/(^|[/\\])\.\.([/\\]|$)/.test(given)) throw new Refusal('documents.unsafe-name');
	const name = cleanName(given);
	if (name === '') throw new Refusal('documents.unsafe-name');
	return name;
}

async function findByOriginal(db: Db, sha256: string): Promise<Ingested | undefined> {
	const known = await db
		.selectFrom('document')
		.where('original', '=', sha256)
		.select(['id', 'needsOcr', sql<number>`(select count(*)::integer from passage where document_id = document.id)`.as('passages')])
		.executeTakeFirst();
	return known && { documentId: known.id, isNew: false, passages: known.passages, needsOcr: known.needsOcr };
}

function mustBeKnown(known: Ingested | undefined): Ingested {
	if (known === undefined) throw new Error('an original without a document');
	return known;
}

/** Holds the Party until the end of the transaction, so that two new versions of its report come one after the other. True for an invented one. */
async function lockParty(tx: Db, iso3: string): Promise<boolean> {
	const party = await tx.selectFrom('party').select('isSample').where('iso3', '=', iso3).forNoKeyUpdate().executeTakeFirst();
	if (party === undefined) throw new Refusal('documents.unknown-party', { party: iso3 });
	return party.isSample;
}

/**
 * The document that a new one takes the place of: the newest of the same Party, kind and cycle in the same language. A
 * report and its translation stand beside each other, and so do the files of one sending.
 */
export async function findSuperseded(
	tx: Db,
	{ party, kind, cycle, supersedes, besides = [] }: Pick<Sent, 'party' | 'kind' | 'cycle' | 'supersedes' | 'besides'>,
	language: Language | undefined
): Promise<number | undefined> {
	if (supersedes !== undefined) return mustBeNewest(tx, supersedes);
	if (party === undefined || kind === undefined || cycle === undefined) return undefined;
	const older = await tx
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('newer.id', 'is', null)
		.where('document.state', '=', 'published')
		.where('document.party', '=', party)
		.where('document.kind', '=', kind)
		.where('document.cycle', '=', cycle)
		.where('document.language', 'is not distinct from', language ?? null)
		.$if(besides.length > 0, (query) => query.where('document.id', 'not in', [...besides]))
		.select('document.id')
		.orderBy('document.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return older?.id;
}

async function mustBeNewest(tx: Db, id: number): Promise<number> {
	const older = await tx
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('document.id', '=', id)
		.select(['document.id', 'newer.id as newer'])
		.executeTakeFirst();
	if (older === undefined) throw new Refusal('refused.not-found');
	if (older.newer !== null) throw new Refusal('documents.already-superseded');
	return older.id;
}

/** The language of most of the text. */
function mainLanguage(passages: readonly Passage[]): Language | undefined {
	const lengths = new Map<Language, number>();
	for (const { language, body } of passages) if (language !== null) lengths.set(language, (lengths.get(language) ?? 0) + body.length);
	return [...lengths].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

const batch = 2000;

async function insertPassages(tx: Db, documentId: number, passages: readonly Passage[]): Promise<void> {
	for (let from = 0; from < passages.length; from += batch) {
		const rows = JSON.stringify(passages.slice(from, from + batch));
		await sql`
			insert into passage (document_id, position, kind, language, body, page, heading, question, place)
			select ${documentId}, position, kind::passage_kind, language::language, body, page, heading, question, place
			from jsonb_to_recordset(${rows}::jsonb)
				as row (position integer, kind text, language text, body text, page integer, heading text, question text, place text)`.execute(tx);
	}
}
