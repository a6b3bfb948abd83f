import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { markReviewed, unmarkReviewed } from '#domain/evidence/reviewed.server.ts';
import { mustReview } from '#domain/evidence/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { GivenParticulars } from './input.ts';
import { isByChance } from './queue.server.ts';

/**
 * Says that the actor has read a passage of the common queue whole. Refuses as long as a proposal is open, so that silence is never taken for
 * a verdict. `byChance` where the queue served it by chance; a passage that chance does not serve never counts as such.
 */
export async function finishPassage(
	db: Db,
	actor: Actor,
	passageId: number,
	said: { byChance: boolean; states?: boolean | undefined; particulars?: GivenParticulars | undefined }
): Promise<void> {
	await acting(db, actor, 'passage.finish', async (tx) => {
		await mustReview(tx, actor, passageId);
		const { count } = await tx
			.selectFrom('evidence')
			.where('passageId', '=', passageId)
			.where('status', '=', 'proposed')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		if (count > 0) throw new Refusal('coding.proposals-open', { count });
		const chance = await tx.selectFrom('passage').select(isByChance.as('is')).where('passage.id', '=', passageId).executeTakeFirstOrThrow();
		await markReviewed(tx, actor, { passageId, ...said, byChance: said.byChance && chance.is });
		if (actor.personId !== null)
			await tx.deleteFrom('passedOver').where('passageId', '=', passageId).where('personId', '=', actor.personId).execute();
	});
}

/** Takes it back, by whoever may review the passage. */
export async function unfinishPassage(db: Db, actor: Actor, passageId: number): Promise<void> {
	await acting(db, actor, 'passage.unfinish', async (tx) => {
		await mustReview(tx, actor, passageId);
		await unmarkReviewed(tx, passageId);
	});
}

/** Skips a passage of the common queue: it comes last for this person. */
export async function passOver(db: Db, actor: Actor, passageId: number): Promise<void> {
	const { personId } = actor;
	if (personId === null) throw new Refusal('refused.not-allowed');
	await mustReview(db, actor, passageId);
	await db
		.insertInto('passedOver')
		.values({ passageId, personId })
		.onConflict((clash) => clash.doNothing())
		.execute();
}

/** Takes back that the actor skipped a passage. */
export async function takeUp(db: Db, actor: Actor, passageId: number): Promise<void> {
	await db
		.deleteFrom('passedOver')
		.where('passageId', '=', passageId)
		.where('personId', '=', actor.personId ?? 0)
		.execute();
}
