import type { Db } from '#db/connect.server.ts';
import { reachOf } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { discloses } from '../documents/disclosure.server.ts';

/** How many sentences of a study are not there for a reader, who is shown `shown` of them; `store` is the whole database. */
export async function countWithheld(store: Db, studyId: number, shown: number): Promise<number> {
	const { all } = await store
		.selectFrom('sentence')
		.where('studyId', '=', studyId)
		.select(({ fn }) => fn.countAll<number>().as('all'))
		.executeTakeFirstOrThrow();
	return Math.max(0, all - shown);
}

/** Writes down which closed passages the study shows to this reader: those under any sentence, or under one. */
export async function disclosesStudy(
	db: Db,
	store: Db,
	actor: Actor,
	{ way, studyId, position }: { way: 'study' | 'file'; studyId: number; position?: number }
): Promise<void> {
	if (reachOf(actor).level === 'public') return;
	const rows = await db
		.selectFrom('sentenceSource')
		.innerJoin('sentence', 'sentence.id', 'sentenceSource.sentenceId')
		.innerJoin('passage', 'passage.id', 'sentenceSource.passageId')
		.where('sentence.studyId', '=', studyId)
		.where('passage.level', '<>', 'public')
		.$if(position !== undefined, (query) => query.where('sentence.position', '=', position ?? 0))
		.select('passage.id')
		.distinct()
		.execute();
	await discloses(store, actor, way, { passages: rows.map(({ id }) => id) });
}
