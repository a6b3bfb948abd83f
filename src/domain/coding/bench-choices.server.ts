import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';

/** By what the common queue can be narrowed: the Parties of documents that the reader may see, the coders whose proposals are open, one document. */
export async function queueChoices(db: Db, samples: boolean, documentId: number | undefined) {
	const [parties, coders, document] = await Promise.all([
		db
			.selectFrom('document')
			.select('party')
			.distinct()
			.where('party', 'is not', null)
			.where('isSample', '=', samples)
			.orderBy('party')
			.execute(),
		db
			.selectFrom('coder')
			.select('name')
			.distinct()
			.where(({ exists, selectFrom }) =>
				exists(selectFrom('evidence').select('evidence.id').whereRef('coderId', '=', 'coder.id').where('status', '=', 'proposed'))
			)
			.orderBy('name')
			.execute(),
		documentId === undefined
			? undefined
			: db.selectFrom('document').select(['id', 'title', 'language']).where('id', '=', documentId).executeTakeFirst()
	]);
	return { parties: parties.flatMap(({ party }) => party ?? []), coders: coders.map(({ name }) => name), document };
}

/** How many passages the actor has read whole within the hour. */
export async function readWithinHour(db: Db, actor: Actor, projectId?: number): Promise<number> {
	const since = sql<Date>`now() - interval '1 hour'`;
	const { count } =
		projectId === undefined
			? await db
					.selectFrom('reviewedPassage')
					.where('by', '=', actor.key)
					.where('at', '>', since)
					.select(({ fn }) => fn.countAll<number>().as('count'))
					.executeTakeFirstOrThrow()
			: await db
					.selectFrom('codingTask')
					.where('projectId', '=', projectId)
					.where('personId', '=', actor.personId ?? 0)
					.where('doneAt', '>', since)
					.select(({ fn }) => fn.countAll<number>().as('count'))
					.executeTakeFirstOrThrow();
	return count;
}
