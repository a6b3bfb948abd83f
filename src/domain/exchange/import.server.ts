import type { Db } from '#db/connect.server.ts';
import { storeDocument } from '#domain/documents/write.server.ts';
import { mustNotBeCoding } from '#domain/evidence/in-project.server.ts';
import { isStricter } from '#domain/level.ts';
import type { Level } from '#domain/level.ts';
import { isLanguage } from '#text/languages.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { makeAuthors, writePieces } from './pieces.server.ts';
import type { Authors, NewPiece } from './pieces.server.ts';
import type { Plan, TextPlan } from './plan.server.ts';
import type { OwnNote } from './refi/own.ts';

export type Imported = { documents: number; newDocuments: number; pieces: number; known: number; memos: number; left: number };

/** What is done with each new document that was not ours, such as coding it with the machine. */
export type Afterwards = (tx: Db, documentId: number) => Promise<unknown>;

type Deciding = { coder: string; keepsDecisions: boolean };

/** Does what a plan says: all of it, or nothing. */
export async function importProject(
	db: Db,
	actor: Actor,
	plan: Plan,
	{ coder, keepsDecisions }: Deciding,
	afterwards: Afterwards
): Promise<Imported> {
	return acting(db, actor, 'exchange.import', async (tx) => {
		const name = coder || (plan.isOwn ? '' : plan.open.project.name || plan.open.project.origin || 'REFI-QDA');
		const authors = await makeAuthors(tx, actor, plan, name.trim().slice(0, 100));
		const imported: Imported = { documents: 0, newDocuments: 0, pieces: 0, known: 0, memos: 0, left: plan.left.length };
		const besides: number[] = [];
		for (const text of plan.texts) {
			const { passageIds, documentId, isNew } = await place(tx, text, besides, afterwards);
			besides.push(documentId);
			imported.documents++;
			if (isNew) imported.newDocuments++;
			if (isNew && text.own !== undefined) await carryOver(tx, actor, text.own, documentId, passageIds, { authors, keepsDecisions });
			const pieces = piecesIn(text, passageIds);
			if (keepsDecisions && !isNew) await mustSettle(tx, actor, pieces);
			const { written, known } = await writePieces(tx, pieces, { actor, authors, keepsDecisions });
			imported.pieces += written;
			imported.known += known;
			if (text.own !== undefined) imported.memos += await writeMemos(tx, actor, plan, text, documentId, passageIds, authors);
		}
		if (plan.isOwn) imported.memos += await writeConceptMemos(tx, actor, plan, authors);
		return imported;
	});
}

/** The document of a text and the numbers of its passages, in order; made where it is new. */
async function place(tx: Db, { fate, own }: TextPlan, besides: readonly number[], afterwards: Afterwards) {
	if ('documentId' in fate) return { ...fate, isNew: false };
	const { documentId, isNew } = await storeDocument(tx, { ...fate.sent, besides }, fate.read);
	if (isNew && own === undefined) await afterwards(tx, documentId);
	const rows = await tx.selectFrom('passage').where('documentId', '=', documentId).select('id').orderBy('position').execute();
	return { documentId, isNew, passageIds: rows.map(({ id }) => id) };
}

/** What stands beside the passages of our own texts: how far they are closed, and what they name in particular. */
async function carryOver(
	tx: Db,
	actor: Actor,
	own: OwnNote,
	documentId: number,
	passageIds: readonly number[],
	{ authors, keepsDecisions }: { authors: Authors; keepsDecisions: boolean }
): Promise<void> {
	const { level, party, organisationId } = await tx
		.selectFrom('document')
		.where('id', '=', documentId)
		.select(['level', 'party', 'organisationId'])
		.executeTakeFirstOrThrow();
	const wanted = closable(own.document.level, party !== null || organisationId !== null);
	if (isStricter(wanted, level)) await tx.updateTable('document').set({ level: wanted }).where('id', '=', documentId).execute();
	for (const [at, line] of own.passages.entries()) {
		const id = passageIds[at];
		if (id === undefined) continue;
		if (line.closedTo !== undefined && line.closedTo !== 'public')
			await tx
				.updateTable('passage')
				.set({ closedTo: closable(line.closedTo, party !== null || organisationId !== null) })
				.where('id', '=', id)
				.execute();
		if (line.particulars !== undefined) {
			const {
				coder,
				reviewed,
				kind = null,
				sector = null,
				item = null,
				quantity = null,
				place: where = null,
				time = null,
				states,
				score
			} = line.particulars;
			const said = { states, score, kind, sector, item, quantity, place: where, time };
			const by =
				reviewed !== undefined && keepsDecisions
					? { reviewedBy: authors.reviewer(actor, reviewed.by), reviewedAt: authors.moment(actor, reviewed.at) }
					: {};
			await tx
				.insertInto('specificity')
				.values({ passageId: id, coderId: authors.coder(coder), ...said, ...by })
				.execute();
		}
		if (line.reviewed !== undefined && keepsDecisions) {
			const { by, at: when, byChance } = line.reviewed;
			await tx
				.insertInto('reviewedPassage')
				.values({ passageId: id, by: authors.reviewer(actor, by), at: authors.moment(actor, when), byChance })
				.execute();
		}
	}
}

/** What is a Party's or an organisation's own can be closed to it; what is nobody's, to the secretariat. */
const closable = (level: Level, isSomeones: boolean): Level => (level === 'own' && !isSomeones ? 'secretariat' : level);

/** Whoever codes a passage blind with another does not settle it by a file either. */
async function mustSettle(tx: Db, actor: Actor, pieces: readonly NewPiece[]): Promise<void> {
	if (actor.personId === null) return;
	const mine = await tx.selectFrom('codingTask').where('personId', '=', actor.personId).select('passageId').execute();
	const coding = new Set(mine.map(({ passageId }) => passageId));
	const settled = new Set(pieces.flatMap(({ passageId, status }) => (status !== 'proposed' && coding.has(passageId) ? [passageId] : [])));
	for (const passageId of settled) await mustNotBeCoding(tx, actor, passageId);
}

function piecesIn({ pieces, places, bodies, own }: TextPlan, passageIds: readonly number[]): NewPiece[] {
	return pieces.flatMap((piece) =>
		(places[piece.selection] ?? []).flatMap(({ passage, start, end }): NewPiece[] => {
			const passageId = passageIds[passage];
			const quote = bodies[passage]?.slice(start, end) ?? '';
			if (passageId === undefined || quote === '') return [];
			return [{ ...piece, passageId, start, end, quote, besides: own?.pieces.get(piece.guid) }];
		})
	);
}

/** Memos come back as the importer's own, for the same readers as theirs. */
async function writeMemos(
	tx: Db,
	actor: Actor,
	plan: Plan,
	{ text, places, bodies }: TextPlan,
	documentId: number,
	passageIds: readonly number[],
	authors: Authors
): Promise<number> {
	const on = [
		...text.notes.map((guid) => ({ guid, place: undefined })),
		...text.selections.flatMap((selection, at) => selection.notes.map((guid) => ({ guid, place: places[at]?.[0] })))
	];
	let written = 0;
	for (const { guid, place } of on) {
		const passageId = place === undefined ? null : (passageIds[place.passage] ?? null);
		const isWhole = place === undefined || (place.start === 0 && place.end === bodies[place.passage]?.length);
		const words = isWhole || passageId === null ? {} : { startAt: place.start, endAt: place.end };
		if (await writeMemo(tx, actor, plan, authors, guid, { documentId, passageId, conceptId: null, ...words })) written++;
	}
	return written;
}

async function writeConceptMemos(tx: Db, actor: Actor, plan: Plan, authors: Authors): Promise<number> {
	let written = 0;
	for (const code of plan.open.project.codes) {
		const conceptId = plan.meanings.get(code.guid)?.conceptId;
		for (const guid of conceptId === undefined ? [] : code.notes)
			if (await writeMemo(tx, actor, plan, authors, guid, { documentId: null, passageId: null, conceptId: conceptId ?? null })) written++;
	}
	return written;
}

type About = { documentId: number | null; passageId: number | null; conceptId: string | null; startAt?: number; endAt?: number };

/** False where the note is no memo of ours, or the memo is there already. */
async function writeMemo(tx: Db, actor: Actor, plan: Plan, authors: Authors, guid: string, about: About): Promise<boolean> {
	const note = plan.open.project.notes.find((one) => one.guid === guid && one.name === 'memo');
	const body = note === undefined ? '' : (plan.open.textOf(note)?.trim().slice(0, 10_000) ?? '');
	if (note === undefined || body === '' || !isLanguage(note.description)) return false;
	const known = await tx
		.selectFrom('memo')
		.where('documentId', 'is not distinct from', about.documentId)
		.where('passageId', 'is not distinct from', about.passageId)
		.where('conceptId', 'is not distinct from', about.conceptId)
		.where('body', '=', body)
		.select('id')
		.executeTakeFirst();
	if (known !== undefined) return false;
	const [office] = actor.offices;
	const readers = { party: office?.party ?? null, organisationId: office?.organisationId ?? null };
	const by = { writtenBy: authors.reviewer(actor, note.user), writtenAt: authors.moment(actor, note.at) };
	await tx
		.insertInto('memo')
		.values({ ...about, ...readers, ...by, language: note.description, body })
		.execute();
	return true;
}
