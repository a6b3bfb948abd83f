import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import type { Specificity } from '#text/particulars.ts';
import { coderId } from './coder.server.ts';

export type ReviewedAs = {
	passageId: number;
	/** Whether chance, not its looks, put the passage before the reader. */
	byChance: boolean;
	projectId?: number | undefined;
	/** What the reader says of the whole passage; left out where the machine's account stands. */
	states?: boolean | undefined;
	particulars?: Omit<Specificity, 'score'> | undefined;
};

/**
 * Says that a person has read a passage whole, so that what stands accepted is all there is to code, and keeps what they say of its
 * specificity. Must run inside `acting`, by an actor who was allowed to. A passage that chance had put before a reader stays so.
 */
export async function markReviewed(
	tx: Db,
	actor: Actor,
	{ passageId, byChance, projectId, states, particulars }: ReviewedAs
): Promise<void> {
	await tx
		.insertInto('reviewedPassage')
		.values({ passageId, by: actor.key, byChance, projectId: projectId ?? null })
		.onConflict((clash) =>
			clash.column('passageId').doUpdateSet({
				by: actor.key,
				at: sql`now()`,
				byChance: sql<boolean>`reviewed_passage.by_chance or ${byChance}`,
				projectId: sql<number | null>`coalesce(${projectId ?? null}, reviewed_passage.project_id)`
			})
		)
		.execute();
	if (states === undefined && particulars === undefined) return;
	const by = await coderId(tx, { name: actor.key, version: '-', kind: 'person' });
	const standing = await tx.selectFrom('specificity').selectAll().where('passageId', '=', passageId).executeTakeFirst();
	const { kind = null, sector = null, item = null, quantity = null, place = null, time = null } = particulars ?? standing ?? {};
	const named = { kind, sector, item, quantity, place, time };
	const row = {
		...named,
		coderId: standing?.coderId ?? by,
		states: states ?? standing?.states ?? false,
		score: Object.values(named).filter((one) => one !== null).length,
		reviewedBy: actor.key,
		reviewedAt: sql<Date>`now()`
	};
	await tx
		.insertInto('specificity')
		.values({ passageId, ...row })
		.onConflict((clash) => clash.column('passageId').doUpdateSet(row))
		.execute();
}

/** Takes it back: the passage has not been read whole. Its codes stay as they were settled. */
export async function unmarkReviewed(tx: Db, passageId: number): Promise<void> {
	await tx.deleteFrom('reviewedPassage').where('passageId', '=', passageId).execute();
	await tx.updateTable('specificity').set({ reviewedBy: null, reviewedAt: null }).where('passageId', '=', passageId).execute();
}
