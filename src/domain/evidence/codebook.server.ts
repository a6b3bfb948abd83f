import type { Db } from '#db/connect.server.ts';
import { platform } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { confirmChange } from '#domain/concepts/drafts.server.ts';
import { loadCodebook } from '#domain/concepts/write.server.ts';
import type { Afterwards, Loaded } from '#domain/concepts/write.server.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { followCodebook } from './follow.server.ts';
import { startRecoding } from './recode.server.ts';

/** Coded passages follow, and the machine proposes anew. */
const afterwardsBy =
	(actor: Actor): Afterwards =>
	async (tx, moves) => {
		await followCodebook(tx, moves);
		await startRecoding(tx, actor);
	};

/** Confirms a drafted change of the codebook, with all that it means for what is coded. Returns the version that came of it. */
export async function confirmCodebook(db: Db, actor: Actor, id: number, sent: { why: string }): Promise<string> {
	const version = await confirmChange(db, actor, id, sent, afterwardsBy(actor));
	callWorker();
	return version;
}

/** Loads the files that ship, with all that a new version means for what is coded. */
export async function loadShipped(db: Db, folder: string): Promise<Loaded> {
	return loadCodebook(db, folder, afterwardsBy(platform));
}
