import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import type { Stance } from '#text/particulars.ts';
import { coderId } from './coder.server.ts';
import { isAsked } from './model.ts';
import type { CodedScheme } from './model.ts';

export type FinalCode = { conceptId: string; stance: Stance; start: number; end: number; quote: string };

type Settlement = {
	passageId: number;
	/** Of other schemes nothing was asked, and what stands of them stays. */
	schemes: readonly CodedScheme[];
	codes: readonly FinalCode[];
};

/**
 * Makes evidence of what people settled on for a whole passage: what stands already and is among the codes is accepted, the rest is refused,
 * and a code that nobody has proposed is added, in place of the proposal that it corrects where there is one. Settling the same again
 * changes nothing. Must run inside `acting`, by an actor who was allowed to.
 */
export async function settleCodes(tx: Db, actor: Actor, { passageId, schemes, codes }: Settlement): Promise<void> {
	const standing = await tx
		.selectFrom('evidence')
		.where('passageId', '=', passageId)
		.select(['id', 'conceptId', 'stance', 'startAt', 'endAt', 'status'])
		.orderBy('id')
		.forUpdate()
		.execute();
	const asked = standing.filter(({ conceptId }) => isAsked(schemes, conceptId));
	type Piece = (typeof asked)[number];
	const isCode = (piece: Piece, code: FinalCode) =>
		piece.conceptId === code.conceptId && piece.stance === code.stance && piece.startAt === code.start && piece.endAt === code.end;
	const kept = new Map<FinalCode, Piece>();
	for (const code of codes) {
		const same = asked.filter((piece) => isCode(piece, code));
		const piece = same.find(({ status }) => status !== 'refused') ?? same[0];
		if (piece !== undefined) kept.set(code, piece);
	}
	const stays = new Set([...kept.values()].map(({ id }) => id));
	const reviewed = { reviewedBy: actor.key, reviewedAt: sql<Date>`now()` };
	const accepting = asked.filter(({ id, status }) => stays.has(id) && status !== 'accepted').map(({ id }) => id);
	const refusing = asked.filter(({ id, status }) => !stays.has(id) && status !== 'refused');
	if (accepting.length > 0)
		await tx
			.updateTable('evidence')
			.set({ status: 'accepted', ...reviewed })
			.where('id', 'in', accepting)
			.execute();
	if (refusing.length > 0)
		await tx
			.updateTable('evidence')
			.set({ status: 'refused', ...reviewed })
			.where(
				'id',
				'in',
				refusing.map(({ id }) => id)
			)
			.execute();
	const missing = codes.filter((code) => !kept.has(code));
	if (missing.length === 0) return;
	const by = await coderId(tx, { name: actor.key, version: '-', kind: 'person' });
	const corrected = new Set<number>();
	const corrects = (code: FinalCode): number | null => {
		const piece = refusing.find(
			({ id, conceptId, startAt, endAt }) => !corrected.has(id) && conceptId === code.conceptId && startAt < code.end && code.start < endAt
		);
		if (piece !== undefined) corrected.add(piece.id);
		return piece?.id ?? null;
	};
	await tx
		.insertInto('evidence')
		.values(
			missing.map((code) => ({
				...{ passageId, conceptId: code.conceptId, stance: code.stance, startAt: code.start, endAt: code.end, quote: code.quote },
				...{ confidence: 1, why: JSON.stringify({ rule: 'person' }), status: 'accepted' as const, coderId: by, ...reviewed },
				replaces: corrects(code)
			}))
		)
		.execute();
}
