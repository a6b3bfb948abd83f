import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustReview, passageOf } from './write.server.ts';

/**
 * Takes back what the actor themselves added to a passage, as if they had not; the history keeps it. What another has decided on since,
 * or what stands in its place, is not taken along.
 */
export async function withdrawEvidence(db: Db, actor: Actor, evidenceId: number): Promise<void> {
	await acting(db, actor, 'evidence.withdraw', async (tx) => {
		await mustReview(tx, actor, await passageOf(tx, evidenceId));
		const own = tx.selectFrom('coder').select('id').where('kind', '=', 'person').where('name', '=', actor.key);
		const replaced = tx.selectFrom('evidence').select('replaces').where('replaces', '=', evidenceId);
		const gone = await tx
			.deleteFrom('evidence')
			.where('id', '=', evidenceId)
			.where('status', '=', 'accepted')
			.where('reviewedBy', '=', actor.key)
			.where('coderId', 'in', own)
			.where('id', 'not in', replaced)
			.executeTakeFirst();
		if (gone.numDeletedRows === 0n) throw new Refusal('bench.not-yours');
	});
}
