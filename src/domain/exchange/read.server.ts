import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { codedSchemes } from '#domain/evidence/model.ts';
import type { EvidenceStatus } from '#domain/evidence/model.ts';
import { citedPassages, countedDocuments } from '#domain/findings/counted.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import type { ShownConcept } from './codes.ts';
import type { CarriedDocument, CarriedMemo, CarriedPassage, Piece, Scope } from './model.ts';

/** How many passages are read at once: what a file of 20,000 needs in memory is one such page. */
const pageSize = 500;

/** The passages that are asked for, as a query of their numbers. */
function passagesIn(db: Db, scope: Scope) {
	if ('cited' in scope) return citedPassages(db, scope.cited).select('passage.id');
	if ('documentId' in scope) return db.selectFrom('passage').where('passage.documentId', '=', scope.documentId).select('passage.id');
	return db.selectFrom('codingPassage').where('projectId', '=', scope.projectId).select('codingPassage.passageId as id');
}

/** The documents of which something is asked for; with the filters of findings, all that they let through. */
export async function listDocuments(db: Db, scope: Scope): Promise<CarriedDocument[]> {
	const ids =
		'cited' in scope
			? countedDocuments(db, scope.cited).select('document.id')
			: db.selectFrom('passage').where('passage.id', 'in', passagesIn(db, scope)).select('passage.documentId as id');
	const rows = await db
		.selectFrom('document')
		.innerJoin('original', 'original.sha256', 'document.original')
		.where('document.id', 'in', ids)
		.select(['document.id', 'title', 'party', 'document.kind', 'cycle', 'document.language', 'isSample', 'pageCount', 'needsOcr'])
		.select(['state', 'level', 'original.name', 'original.format', 'original.sha256'])
		.orderBy('document.id')
		.execute();
	return rows.map(({ name, format, sha256, ...document }) => ({ ...document, original: { name, format, sha256 } }));
}

const passageColumns = [
	'id',
	'documentId',
	'position',
	'kind',
	'language',
	'body',
	'page',
	'heading',
	'question',
	'place',
	'closedTo'
] as const;

/** The passages of one document that are asked for, in order, with all that was said of them. */
export async function passagesOf(db: Db, documentId: number, scope: Scope): Promise<CarriedPassage[]> {
	const passages = await db
		.selectFrom('passage')
		.where('documentId', '=', documentId)
		.$if('projectId' in scope, (query) => query.where('passage.id', 'in', passagesIn(db, scope)))
		.select(passageColumns)
		.orderBy('position')
		.execute();
	return withPieces(db, passages);
}

/** All passages that are asked for, page by page in the order of their numbers. */
export async function* passagePages(db: Db, scope: Scope, onlyReviewed = false): AsyncGenerator<CarriedPassage[]> {
	for (let after = 0; ;) {
		const page = await db
			.selectFrom('passage')
			.where('passage.id', 'in', passagesIn(db, scope))
			.$if(onlyReviewed, (query) => query.where('passage.id', 'in', db.selectFrom('reviewedPassage').select('passageId')))
			.where('passage.id', '>', after)
			.select(passageColumns)
			.orderBy('passage.id')
			.limit(pageSize)
			.execute();
		const last = page.at(-1);
		if (last === undefined) return;
		yield await withPieces(db, page);
		after = last.id;
	}
}

type PassageRow = Omit<CarriedPassage, 'particulars' | 'pieces' | 'reviewed'>;

async function withPieces(db: Db, passages: readonly PassageRow[]): Promise<CarriedPassage[]> {
	const ids = passages.map(({ id }) => id);
	const pieces = Map.groupBy(await listPieces(db, ids), ({ passageId }) => passageId);
	const particulars = new Map((await listParticulars(db, ids)).map((one) => [one.passageId, one]));
	const reviewed = new Map((await listReviewed(db, ids)).map(({ passageId, ...one }) => [passageId, one]));
	return passages.map((passage) => {
		const found = particulars.get(passage.id);
		return {
			...passage,
			pieces: pieces.get(passage.id) ?? [],
			particulars: found && particularsOf(found),
			reviewed: reviewed.get(passage.id)
		};
	});
}

const among = (ids: readonly number[]) => sql<number>`(select value::integer from json_array_elements_text(${JSON.stringify(ids)}::json))`;

async function listPieces(db: Db, passageIds: readonly number[]): Promise<Piece[]> {
	const rows = await db
		.selectFrom('evidence')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.where('passageId', 'in', among(passageIds))
		.select(['evidence.id', 'passageId', 'conceptId', 'stance', 'startAt as start', 'endAt as end', 'quote', 'confidence', 'why', 'status'])
		.select(['proposedAt', 'reviewedBy', 'reviewedAt', 'replaces', 'coder.name', 'coder.version', 'coder.kind'])
		.orderBy('passageId')
		.orderBy('startAt')
		.orderBy('evidence.id')
		.execute();
	return rows.map(({ name, version, kind, ...piece }) => ({ ...piece, coder: { name, version, kind } }));
}

async function listReviewed(db: Db, passageIds: readonly number[]) {
	return db
		.selectFrom('reviewedPassage')
		.where('passageId', 'in', among(passageIds))
		.select(['passageId', 'by', 'at', 'byChance'])
		.execute();
}

async function listParticulars(db: Db, passageIds: readonly number[]) {
	return db
		.selectFrom('specificity')
		.innerJoin('coder', 'coder.id', 'specificity.coderId')
		.where('passageId', 'in', among(passageIds))
		.select(['passageId', 'states', 'score', 'specificity.kind', 'sector', 'item', 'quantity', 'place', 'time'])
		.select(['coder.name', 'coder.version', 'coder.kind as coderKind', 'reviewedBy', 'reviewedAt'])
		.execute();
}

function particularsOf(row: Awaited<ReturnType<typeof listParticulars>>[number]) {
	const { name, version, coderKind, reviewedBy, reviewedAt, states, score, kind, sector, item, quantity, place, time } = row;
	const reviewed = reviewedBy === null || reviewedAt === null ? undefined : { by: reviewedBy, at: reviewedAt };
	return { coder: { name, version, kind: coderKind }, reviewed, states, score, kind, sector, item, quantity, place, time };
}

/** Titles and Parties of documents, for lines that name them. */
export async function documentsBy(db: Db, ids: readonly number[]) {
	const rows = await db
		.selectFrom('document')
		.where('id', 'in', among(ids))
		.select(['id', 'title', 'party', 'cycle', 'kind', 'isSample'])
		.execute();
	return new Map(rows.map((row) => [row.id, row]));
}

/** Every concept that passages are coded with, as codebooks show it. */
export async function listShown(db: Db, language: Language): Promise<ShownConcept[]> {
	return db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.where('conceptText.language', '=', language)
		.select(['concept.id', 'scheme', 'broader', 'label', 'definition', 'include', 'exclude'])
		.orderBy('concept.position')
		.execute();
}

/** The concepts that a code may be said to stand for: those in use, of the schemes that passages are coded with, and the stances. */
export async function listChoosable(db: Db, language: Language): Promise<{ id: string; scheme: string; label: string }[]> {
	return db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.where('conceptText.language', '=', language)
		.where('concept.retiredAt', 'is', null)
		.where('scheme', 'in', [...codedSchemes, 'stance'])
		.select(['concept.id', 'scheme', 'label'])
		.orderBy('concept.position')
		.execute();
}

/** The memos that the reader sees on these documents, on concepts, and on the coding project. */
export async function listMemos(db: Db, documentIds: readonly number[], projectId?: number): Promise<CarriedMemo[]> {
	return db
		.selectFrom('memo')
		.where(({ or, and, eb }) =>
			or([
				eb('documentId', 'in', among(documentIds)),
				and([eb('documentId', 'is', null), eb('projectId', 'is', null)]),
				...(projectId === undefined ? [] : [eb('projectId', '=', projectId)])
			])
		)
		.select(['id', 'documentId', 'passageId', 'startAt as start', 'endAt as end', 'conceptId', 'projectId', 'language', 'body'])
		.select(['writtenBy', 'writtenAt'])
		.orderBy('id')
		.execute();
}

/** What coders said in a coding project, task by task. */
export async function listTaskCodes(db: Db, projectId: number, passageIds: readonly number[]) {
	return db
		.selectFrom('taskCode')
		.innerJoin('codingTask', 'codingTask.id', 'taskCode.taskId')
		.where('codingTask.projectId', '=', projectId)
		.where('codingTask.passageId', 'in', among(passageIds))
		.select([
			'taskCode.id',
			'codingTask.passageId',
			'codingTask.personId',
			'verdict',
			'conceptId',
			'stance',
			'startAt as start',
			'endAt as end'
		])
		.select(['quote', 'madeAt'])
		.orderBy('taskCode.id')
		.execute();
}

export async function findCodingProject(db: Db, id: number) {
	const project = await db
		.selectFrom('codingProject')
		.where('id', '=', id)
		.select(['id', 'title', 'language', 'purpose', 'codebookVersion', 'rule', 'madeAt'])
		.executeTakeFirst();
	if (project === undefined) throw new Refusal('refused.not-found');
	return project;
}

/** Names of people by their keys, of those whom the reader may see. */
export async function visibleNames(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
	const ids = keys.flatMap((key) => {
		const id = /^person\/(\d{1,9})$/.exec(key)?.[1];
		return id === undefined ? [] : [Number(id)];
	});
	if (ids.length === 0) return new Map();
	const rows = await db.selectFrom('person').where('id', 'in', among(ids)).where('erasedAt', 'is', null).select(['id', 'name']).execute();
	return new Map(rows.map(({ id, name }) => [`person/${id}`, name]));
}

export const isCarried = (status: EvidenceStatus, basis: 'reviewed' | 'proposed', all: boolean): boolean =>
	status === 'accepted' || (basis === 'proposed' && (all || status === 'proposed'));

/** How many passages are asked for, of those that the reader may see. */
export async function countPassages(db: Db, scope: Scope): Promise<number> {
	const { count } = await db
		.selectFrom('passage')
		.where('passage.id', 'in', passagesIn(db, scope))
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}
