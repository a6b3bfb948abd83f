import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { mustBeWithin } from '../limits/limits.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { mayDiscuss } from '../rights.ts';
import { post } from './input.ts';
import type { Post } from './input.ts';

function mustDiscuss(actor: Actor): void {
	if (!mayDiscuss(actor)) throw new Refusal('refused.not-allowed');
}

const pageSize = 25;

/**
 * The questions on a concept with all that was said to them, the newest question first. `db` is what the reader may see, of which the names
 * of people are taken; the posts themselves no reader's view holds, so they come from `store`.
 */
export async function listDiscussion(db: Db, store: Db, actor: Actor, conceptId: string, before?: number) {
	mustDiscuss(actor);
	const asked = await selectPosts(store)
		.where('conceptId', '=', conceptId)
		.where('replyTo', 'is', null)
		.$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
		.orderBy('id', 'desc')
		.limit(pageSize + 1)
		.execute();
	const questions = asked.slice(0, pageSize);
	const ids = questions.map(({ id }) => id);
	const replies = ids.length === 0 ? [] : await selectPosts(store).where('replyTo', 'in', ids).orderBy('id').execute();
	const names = await namesOf(db, [...questions, ...replies]);
	const named = (one: (typeof asked)[number]) => ({ ...one, name: names.get(one.postedBy) });
	return {
		questions: questions.map((one) => ({ ...named(one), replies: replies.filter(({ replyTo }) => replyTo === one.id).map(named) })),
		next: asked.length > pageSize ? questions.at(-1)?.id : undefined
	};
}

function selectPosts(store: Db) {
	return store.selectFrom('conceptPost').select(['id', 'replyTo', 'language', 'body', 'postedBy', 'postedAt', 'closedBy', 'closedAt']);
}

/** The names of those whose names the reader may see. */
async function namesOf(db: Db, posts: readonly { postedBy: string }[]): Promise<Map<string, string>> {
	const ids = [...new Set(posts.flatMap(({ postedBy }) => /^person\/(\d+)$/.exec(postedBy)?.[1] ?? []))].map(Number);
	if (ids.length === 0) return new Map();
	const people = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute();
	return new Map(people.flatMap(({ id, name }) => (name === '' ? [] : [[`person/${id}`, name] as const])));
}

/** How many questions on a concept are open, for who may read them; nothing for others. */
export async function countOpenQuestions(store: Db, actor: Actor, conceptId: string): Promise<number | undefined> {
	if (!mayDiscuss(actor)) return undefined;
	const { count } = await store
		.selectFrom('conceptPost')
		.where('conceptId', '=', conceptId)
		.where('replyTo', 'is', null)
		.where('closedAt', 'is', null)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** Says something of a concept: a question of its own, or a reply to one that is open. Returns the number of the question. */
export async function postOn(store: Db, actor: Actor, conceptId: string, sent: Post): Promise<number> {
	mustDiscuss(actor);
	const { replyTo, language, body } = parsed(post, sent);
	await mustBeWithin(store, 'post', actor.key);
	return acting(store, actor, 'concept.post', async (tx) => {
		const concept = await tx.selectFrom('concept').select('id').where('id', '=', conceptId).executeTakeFirst();
		if (concept === undefined) throw new Refusal('refused.not-found');
		if (replyTo !== undefined) await mustBeOpen(tx, conceptId, replyTo);
		const { id } = await tx
			.insertInto('conceptPost')
			.values({ conceptId, language, body, replyTo: replyTo ?? null, postedBy: actor.key })
			.returning('id')
			.executeTakeFirstOrThrow();
		return replyTo ?? id;
	});
}

async function mustBeOpen(tx: Db, conceptId: string, id: number): Promise<void> {
	const question = await tx
		.selectFrom('conceptPost')
		.select('closedAt')
		.where('id', '=', id)
		.where('conceptId', '=', conceptId)
		.where('replyTo', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (question === undefined) throw new Refusal('refused.not-found');
	if (question.closedAt !== null) throw new Refusal('versions.question-closed');
}

/** Closes a question, or opens it again. */
export async function closeQuestion(store: Db, actor: Actor, conceptId: string, id: number, isClosed: boolean): Promise<void> {
	mustDiscuss(actor);
	await acting(store, actor, isClosed ? 'concept.close-question' : 'concept.open-question', async (tx) => {
		const settled = await tx
			.updateTable('conceptPost')
			.set(isClosed ? { closedBy: actor.key, closedAt: sql<Date>`now()` } : { closedBy: null, closedAt: null })
			.where('id', '=', id)
			.where('conceptId', '=', conceptId)
			.where('replyTo', 'is', null)
			.executeTakeFirst();
		if (settled.numUpdatedRows === 0n) throw new Refusal('refused.not-found');
	});
}
