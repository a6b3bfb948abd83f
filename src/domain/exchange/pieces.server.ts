import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Stance } from '#domain/evidence/model.ts';
import type { Actor } from '../actor.ts';
import { isTrusted } from '../rights.ts';
import { importedPrefix } from './model.ts';
import type { Author } from './model.ts';
import type { Plan } from './plan.server.ts';
import type { PieceLine } from './refi/own.ts';
import type { FoundPiece } from './understand.ts';

/** A piece in its place, and what came beside it in a note of our own. */
export type NewPiece = FoundPiece & { passageId: number; start: number; end: number; quote: string; besides: PieceLine | undefined };

/** Coders by the GUIDs of users, and under which key and date a decision of theirs is taken over. */
export type Authors = {
	coder: (guid: string) => number;
	/** The operator puts back what a file holds; anyone else answers for what they take over, and today. */
	reviewer: (actor: Actor, guid: string) => string;
	moment: (actor: Actor, at: string | undefined) => Date;
};

const noUser = '00000000-0000-0000-0000-000000000000';

/**
 * Makes a coder of each user of the file. The operator gets our machines back as themselves; to everyone else whoever coded elsewhere is an
 * imported coder. Names of people do not come in, for everyone sees who coded: they are known under the name of the import, if it has one.
 */
export async function makeAuthors(tx: Db, actor: Actor, plan: Plan, name: string): Promise<Authors> {
	const used = new Set(plan.texts.flatMap(({ pieces }) => pieces.map(({ user }) => user)));
	for (const { own } of plan.texts) for (const { particulars } of own?.passages ?? []) if (particulars) used.add(particulars.coder);
	const ids = new Map<string, number>();
	for (const guid of used) {
		const user = plan.open.project.users.find((one) => one.guid === guid);
		ids.set(guid, await coderId(tx, authorOf(actor, plan.isOwn, guid || noUser, user, name)));
	}
	return {
		coder: (guid) => ids.get(guid) ?? 0,
		reviewer: (one, guid) => (isTrusted(one) ? `${importedPrefix}${guid || noUser}` : one.key),
		moment: (one, at) => (isTrusted(one) && at !== undefined && !Number.isNaN(Date.parse(at)) ? new Date(at) : new Date())
	};
}

function authorOf(actor: Actor, isOwn: boolean, guid: string, user: { name: string; id: string } | undefined, name: string): Author {
	const [, machine, version] = /^machine\/([^/]{1,100})\/(.{1,200})$/.exec(user?.id ?? '') ?? [];
	const isMachine = isOwn && (user?.id === 'machine' || machine !== undefined);
	if (isMachine && isTrusted(actor) && machine !== undefined && version !== undefined) return { name: machine, version, kind: 'machine' };
	const label = isMachine && user !== undefined ? user.name.slice(0, 100) : name;
	// What measures machines must not count what anyone may have written into a file.
	return { name: `${importedPrefix}${label}`, version: guid, kind: isMachine && isTrusted(actor) ? 'machine' : 'person' };
}

async function coderId(tx: Db, { name, version, kind }: Author): Promise<number> {
	const { id } = await tx
		.insertInto('coder')
		.values({ name, version, kind })
		.onConflict((clash) => clash.columns(['name', 'version']).doUpdateSet({ name }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

type Row = {
	passageId: number;
	conceptId: string;
	stance: Stance;
	startAt: number;
	endAt: number;
	quote: string;
	confidence: number;
	why: string;
	status: string;
	coderId: number;
	proposedAt: string;
	reviewedBy: string | null;
	reviewedAt: string | null;
};

/** Writes pieces that are not there yet. The same concept on the same words, refused or not, is there. */
export async function writePieces(
	tx: Db,
	pieces: readonly NewPiece[],
	{ actor, authors, keepsDecisions }: { actor: Actor; authors: Authors; keepsDecisions: boolean }
): Promise<{ written: number; known: number }> {
	const here = await keysHere(tx, [...new Set(pieces.map(({ passageId }) => passageId))]);
	const added = new Set<string>();
	const rows: { row: Row; guid: string; replaces: string | undefined }[] = [];
	for (const piece of pieces) {
		const key = keyOf({ ...piece, startAt: piece.start, endAt: piece.end });
		const coder = authors.coder(piece.user);
		if (here.has(key) || added.has(`${key} ${coder}`)) continue;
		added.add(`${key} ${coder}`);
		rows.push({ row: rowOf(piece, coder, actor, authors, keepsDecisions), guid: piece.guid, replaces: piece.besides?.replaces });
	}
	const chained = new Set(rows.flatMap(({ guid, replaces }) => (replaces === undefined ? [] : [guid, replaces])));
	const plain = rows.filter(({ guid }) => !chained.has(guid));
	for (let from = 0; from < plain.length; from += 2000)
		await insert(
			tx,
			plain.slice(from, from + 2000).map(({ row }) => row)
		);
	const ids = new Map<string, number>();
	for (const { row, guid } of rows.filter((one) => chained.has(one.guid))) ids.set(guid, (await insert(tx, [row]))[0] ?? 0);
	for (const { guid, replaces } of rows) {
		const [id, old] = [ids.get(guid), ids.get(replaces ?? '')];
		if (id !== undefined && old !== undefined && id !== old)
			await tx.updateTable('evidence').set({ replaces: old }).where('id', '=', id).execute();
	}
	return { written: rows.length, known: pieces.length - rows.length };
}

type Keyed = { passageId: number; conceptId: string; stance: string; startAt: number; endAt: number };
const keyOf = ({ passageId, conceptId, stance, startAt, endAt }: Keyed) => `${passageId} ${conceptId} ${stance} ${startAt} ${endAt}`;

async function keysHere(tx: Db, passageIds: readonly number[]): Promise<Set<string>> {
	const rows = await tx
		.selectFrom('evidence')
		.where('passageId', 'in', sql<number>`(select value::integer from json_array_elements_text(${JSON.stringify(passageIds)}::json))`)
		.select(['passageId', 'conceptId', 'stance', 'startAt', 'endAt'])
		.execute();
	return new Set(rows.map(keyOf));
}

function rowOf(piece: NewPiece, coder: number, actor: Actor, authors: Authors, keepsDecisions: boolean): Row {
	const { passageId, conceptId, stance, start, end, quote, status = 'proposed', besides } = piece;
	const isDecided = keepsDecisions && status !== 'proposed';
	const said = besides?.why;
	return {
		...{ passageId, conceptId, stance, startAt: start, endAt: end, quote, coderId: coder },
		confidence: besides?.confidence ?? 1,
		why: JSON.stringify(said !== null && typeof said === 'object' ? said : { rule: 'imported' }),
		status: isDecided ? status : 'proposed',
		proposedAt: authors.moment(actor, piece.at).toISOString(),
		reviewedBy: isDecided ? authors.reviewer(actor, piece.changedBy) : null,
		reviewedAt: isDecided ? authors.moment(actor, piece.changedAt).toISOString() : null
	};
}

async function insert(tx: Db, rows: readonly Row[]): Promise<number[]> {
	if (rows.length === 0) return [];
	const { rows: made } = await sql<{ id: number }>`
		insert into evidence (passage_id, concept_id, stance, start_at, end_at, quote, confidence, why, status, coder_id, proposed_at, reviewed_by, reviewed_at)
		select "passageId", "conceptId", stance::stance, "startAt", "endAt", quote, confidence, why::jsonb, status::evidence_status, "coderId",
			"proposedAt"::timestamptz, "reviewedBy", "reviewedAt"::timestamptz
		from json_to_recordset(${JSON.stringify(rows)}::json) as row("passageId" int, "conceptId" text, stance text, "startAt" int, "endAt" int,
			quote text, confidence real, why text, status text, "coderId" int, "proposedAt" text, "reviewedBy" text, "reviewedAt" text)
		returning id`.execute(tx);
	return made.map(({ id }) => id);
}
