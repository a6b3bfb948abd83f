import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { storedBytes, toBytes } from './bytes.server.ts';
import type { DocumentFilters } from './input.ts';

/** One document; with the name of its Party as readers of `reader` write it. */
export async function findDocument(db: Db, id: number, reader: Language = 'en') {
	const document = await db
		.selectFrom('document')
		.innerJoin('original', 'original.sha256', 'document.original')
		.leftJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'document.party').on('partyName.language', '=', reader))
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('document.id', '=', id)
		.select([
			'document.id',
			'document.title',
			'document.party',
			'partyName.name as partyName',
			'document.kind',
			'document.cycle',
			'document.language',
			'document.supersedes',
			'newer.id as newer',
			'document.pageCount',
			'document.needsOcr',
			'document.isSample',
			'document.state',
			'document.level',
			'document.organisationId',
			'document.ingestedAt',
			'original.name as file',
			'original.format',
			'original.size',
			'original.sha256'
		])
		.executeTakeFirst();
	if (document === undefined) throw new Refusal('refused.not-found');
	return document;
}

const pageSize = 50;

/** A page of documents, newest first, and the number of all that the filters let through. `after` is the number that the page before ended with. */
export async function listDocuments(db: Db, reader: Language, filters: DocumentFilters, after?: number) {
	const matching = db
		.selectFrom('document')
		.where((is) =>
			is.and([
				...(filters.party === undefined ? [] : [is('document.party', '=', filters.party)]),
				...(filters.kind === undefined ? [] : [is('document.kind', '=', filters.kind)]),
				...(filters.cycle === undefined ? [] : [is('document.cycle', '=', filters.cycle)]),
				...(filters.language === undefined ? [] : [is('document.language', '=', filters.language)])
			])
		);
	const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
	const page = await matching
		.innerJoin('original', 'original.sha256', 'document.original')
		.leftJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'document.party').on('partyName.language', '=', reader))
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.$if(after !== undefined, (query) => query.where('document.id', '<', after ?? 0))
		.select([
			'document.id',
			'document.title',
			'document.party',
			'partyName.name as partyName',
			'document.kind',
			'document.cycle',
			'document.language',
			'document.needsOcr',
			'document.isSample',
			'document.state',
			'document.level',
			'document.ingestedAt',
			'newer.id as newer',
			'original.format',
			sql<number>`(select count(*)::integer from passage where document_id = document.id)`.as('passages')
		])
		.orderBy('document.id', 'desc')
		.limit(pageSize + 1)
		.execute();
	const documents = page.slice(0, pageSize);
	return { documents, total: Number(total), next: page.length > pageSize ? documents.at(-1)?.id : undefined };
}

/** What the documents that are there may be narrowed down by: Parties by name, and cycles, newest first. */
export async function listDocumentKeys(db: Db, reader: Language) {
	const parties = await db
		.selectFrom('document')
		.innerJoin('partyName', (join) => join.onRef('partyName.iso3', '=', 'document.party').on('partyName.language', '=', reader))
		.select(['partyName.iso3', 'partyName.name'])
		.distinct()
		.execute();
	const cycles = await db
		.selectFrom('document')
		.select('cycle')
		.where('cycle', 'is not', null)
		.distinct()
		.orderBy('cycle', 'desc')
		.execute();
	return { parties, cycles: cycles.flatMap(({ cycle }) => (cycle === null ? [] : [cycle])) };
}

/** The Parties that a report may be of, by code and name. */
export async function listPartyNames(db: Db, reader: Language) {
	return db
		.selectFrom('party')
		.innerJoin('partyName', 'partyName.iso3', 'party.iso3')
		.where('partyName.language', '=', reader)
		.select(['party.iso3', 'partyName.name', 'party.isSample'])
		.execute();
}

/** Passages in the order of the document, after the given position; positions count from 0. */
export async function listPassages(db: Db, documentId: number, after = -1, limit = 100_000) {
	return db
		.selectFrom('passage')
		.where('documentId', '=', documentId)
		.where('position', '>', after)
		.select(['id', 'documentId', 'position', 'kind', 'language', 'body', 'page', 'heading', 'question', 'place', 'level', 'closedTo'])
		.orderBy('position')
		.limit(limit)
		.execute();
}

/** The file as it was received. */
export async function findOriginal(db: Db, documentId: number) {
	const original = await db
		.selectFrom('document')
		.innerJoin('original', 'original.sha256', 'document.original')
		.where('document.id', '=', documentId)
		.select(['original.name', 'original.format', 'original.size', 'original.sha256', storedBytes.as('content')])
		.executeTakeFirst();
	// A file in which something is closed to the reader has no content for them.
	if (original === undefined || (original.content as string | null) === null) throw new Refusal('refused.not-found');
	return { ...original, content: toBytes(original.content) };
}

/** All versions of a document, from the first to the newest. */
export async function listVersions(db: Db, documentId: number) {
	const { rows } = await sql<{ id: number; title: string; ingestedAt: Date }>`
		with recursive older as (
			select id, supersedes from document where id = ${documentId}
			union all
			select document.id, document.supersedes from document join older on document.id = older.supersedes
		), newer as (
			select id from document where id = ${documentId}
			union all
			select document.id from document join newer on document.supersedes = newer.id
		)
		select id, title, ingested_at from document
		where id in (select id from older union select id from newer)
		order by id`.execute(db);
	return rows;
}

/** The files of a job that nobody has read yet. */
export async function listUploads(db: Db, jobId: number) {
	return db.selectFrom('upload').select(['id', 'name']).where('jobId', '=', jobId).orderBy('id').execute();
}
