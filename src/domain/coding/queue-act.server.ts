import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { placeQuote } from '#domain/evidence/model.ts';
import { withdrawEvidence } from '#domain/evidence/withdraw.server.ts';
import { addEvidence, changeEvidence, reopenEvidence, reviewEvidence } from '#domain/evidence/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { placeToken } from './bench-act.ts';
import type { ActOf, BenchAct, Done } from './bench-act.ts';
import { finishPassage, passOver, unfinishPassage } from './whole.server.ts';

type QueueAct = Exclude<BenchAct, ActOf<'undo' | 'memo'>>;

/** Does an act of the bench to evidence in a passage of the common queue. */
export async function doInQueue(db: Db, actor: Actor, passageId: number, act: QueueAct): Promise<Done> {
	if ('evidenceId' in act && act.evidenceId !== undefined) await mustStandIn(db, passageId, [act.evidenceId]);
	switch (act.verb) {
		case 'settle':
			return settle(db, actor, act.evidenceId, act.verdict);
		case 'accept-all':
			await mustStandIn(db, passageId, act.evidenceIds);
			return acting(db, actor, 'evidence.review', async (tx) => {
				const done: Done = { undo: [], pieces: [] };
				for (const evidenceId of act.evidenceIds) done.undo.unshift(...(await settle(tx, actor, evidenceId, 'accepted')).undo);
				return done;
			});
		case 'reopen':
			return reopen(db, actor, pieceOf(act), act.seen);
		case 'remove':
			return remove(db, actor, pieceOf(act));
		case 'add':
			return add(db, actor, passageId, act);
		case 'change':
			return change(db, actor, pieceOf(act), act);
		case 'skip':
			await passOver(db, actor, passageId);
			return { undo: [`skip.${passageId}`], pieces: [] };
		case 'finish':
			return finish(db, actor, passageId, act);
		case 'unfinish':
			await unfinishPassage(db, actor, passageId);
			return { undo: [], pieces: [] };
	}
}

function pieceOf({ evidenceId }: { evidenceId?: number | undefined }): number {
	if (evidenceId === undefined) throw new Refusal('refused.incomplete');
	return evidenceId;
}

async function mustStandIn(db: Db, passageId: number, evidenceIds: readonly number[]): Promise<void> {
	if (evidenceIds.length === 0) return;
	const found = await db.selectFrom('evidence').select('id').where('passageId', '=', passageId).where('id', 'in', evidenceIds).execute();
	if (found.length < new Set(evidenceIds).size) throw new Refusal('refused.not-found');
}

const findPiece = (db: Db, evidenceId: number) =>
	db
		.selectFrom('evidence')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.select(['passageId', 'conceptId', 'stance', 'startAt', 'endAt', 'status', 'reviewedBy', 'coder.name as coder'])
		.where('evidence.id', '=', evidenceId)
		.executeTakeFirstOrThrow();

async function tokenOf(db: Db, evidenceId: number): Promise<string> {
	const { passageId, conceptId, stance, startAt, endAt } = await findPiece(db, evidenceId);
	return placeToken(passageId, { conceptId, stance, start: startAt, end: endAt });
}

/** Whether a refusal only says that the actor has already done what they ask for. */
async function unlessDone(work: Promise<void>, isDone: () => Promise<boolean>): Promise<void> {
	try {
		await work;
	} catch (problem) {
		if (!(problem instanceof Refusal) || problem.code !== 'review.settled-meanwhile' || !(await isDone())) throw problem;
	}
}

async function settle(db: Db, actor: Actor, evidenceId: number, verdict: 'accepted' | 'refused'): Promise<Done> {
	await unlessDone(reviewEvidence(db, actor, { evidenceId, verdict }), async () => {
		const { status, reviewedBy } = await findPiece(db, evidenceId);
		return status === verdict && reviewedBy === actor.key;
	});
	return { undo: [`open.${verdict}.${evidenceId}`], pieces: [evidenceId] };
}

async function reopen(db: Db, actor: Actor, evidenceId: number, seen: ActOf<'reopen'>['seen']): Promise<Done> {
	const before = await findPiece(db, evidenceId);
	await reopenEvidence(db, actor, { evidenceId, seen });
	return { undo: [`settle.${before.status}.${evidenceId}`], pieces: [evidenceId] };
}

async function remove(db: Db, actor: Actor, evidenceId: number): Promise<Done> {
	const { passageId, conceptId, stance, startAt, endAt } = await findPiece(db, evidenceId);
	await withdrawEvidence(db, actor, evidenceId);
	return { undo: [`put.${placeToken(passageId, { conceptId, stance, start: startAt, end: endAt })}`], pieces: [] };
}

async function add(db: Db, actor: Actor, passageId: number, { conceptId, stance, quote, near }: ActOf<'add'>): Promise<Done> {
	const passage = await db.selectFrom('passage').select('body').where('id', '=', passageId).executeTakeFirst();
	const place = passage && placeQuote(passage.body, quote, near);
	const same =
		place &&
		(await db
			.selectFrom('evidence')
			.select('id')
			.where(({ and }) => and({ passageId, conceptId, stance, startAt: place.start, endAt: place.end, status: 'accepted' }))
			.where('reviewedBy', '=', actor.key)
			.executeTakeFirst());
	const id = same?.id ?? (await addEvidence(db, actor, { passageId, conceptId, stance, quote, near }));
	return { undo: [`add.${id}.${await tokenOf(db, id)}`], pieces: [id] };
}

async function change(db: Db, actor: Actor, evidenceId: number, { seen, conceptId, stance, quote, near }: ActOf<'change'>): Promise<Done> {
	const before = await findPiece(db, evidenceId);
	const { body } = await db.selectFrom('passage').select('body').where('id', '=', before.passageId).executeTakeFirstOrThrow();
	const place = placeQuote(body, quote, near ?? before.startAt);
	const mine = await db
		.selectFrom('evidence')
		.select('id')
		.where('replaces', '=', evidenceId)
		.where('conceptId', '=', conceptId)
		.where('stance', '=', stance)
		.where('status', '=', 'accepted')
		.where('reviewedBy', '=', actor.key)
		.where('startAt', '=', place?.start ?? -1)
		.where('endAt', '=', place?.end ?? -1)
		.executeTakeFirst();
	const former = before.status === 'refused' ? (seen ?? 'proposed') : before.status;
	const id = mine?.id ?? (await changeEvidence(db, actor, { evidenceId, seen, conceptId, stance, quote, near }));
	return { undo: [`change.${former}.${evidenceId}.${id}.${await tokenOf(db, id)}`], pieces: [id] };
}

async function finish(db: Db, actor: Actor, passageId: number, act: ActOf<'finish'>): Promise<Done> {
	const { byChance, wasRead, states, corrected, kind, sector, item, quantity, place, time } = act;
	const read = await db.selectFrom('reviewedPassage').select('by').where('passageId', '=', passageId).executeTakeFirst();
	if (read !== undefined && read.by !== actor.key && !wasRead) throw new Refusal('bench.read-meanwhile');
	await finishPassage(db, actor, passageId, {
		byChance,
		states,
		particulars: corrected ? { kind, sector, item, quantity, place, time } : undefined
	});
	// That another had read it is not taken back with it.
	return { undo: read === undefined || read.by === actor.key ? [`finish.${passageId}`] : ['stay'], pieces: [] };
}
