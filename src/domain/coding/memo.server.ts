import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { reachOf } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { placeQuote } from '#domain/evidence/model.ts';
import { parsed } from '#domain/parsed.ts';
import { Refusal } from '#domain/refusal.ts';
import { isTrusted, mustMay } from '#domain/rights.ts';
import { newMemo } from './input.ts';
import type { NewMemo } from './input.ts';

/** What memos are asked for: those of a document and its passages, of one passage, of a concept, of a coding project, or all that one may read. */
export type MemoFilters = {
	documentId?: number | undefined;
	passageId?: number | undefined;
	conceptId?: string | undefined;
	projectId?: number | undefined;
	words?: string | undefined;
	before?: number | undefined;
};

export const memosOnPage = 50;

/** The memos that the reader may see, the newest first, so many on a page. */
export async function listMemos(
	db: Db,
	{ documentId, passageId, conceptId, projectId, words, before }: MemoFilters,
	most: number = memosOnPage
) {
	return db
		.selectFrom('memo')
		.leftJoin('passage', 'passage.id', 'memo.passageId')
		.leftJoin('document', 'document.id', 'memo.documentId')
		.$if(documentId !== undefined, (query) => query.where('memo.documentId', '=', documentId ?? 0))
		.$if(passageId !== undefined, (query) => query.where('memo.passageId', '=', passageId ?? 0))
		.$if(conceptId !== undefined, (query) => query.where('memo.conceptId', '=', conceptId ?? ''))
		.$if(projectId !== undefined, (query) => query.where('memo.projectId', '=', projectId ?? 0))
		.$if(words !== undefined, (query) => query.where('memo.body', 'ilike', `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`))
		.$if(before !== undefined, (query) => query.where('memo.id', '<', before ?? 0))
		.select([
			...(['memo.id', 'memo.documentId', 'memo.passageId', 'memo.startAt as start', 'memo.endAt as end'] as const),
			...(['memo.conceptId', 'memo.projectId', 'memo.language', 'memo.body', 'memo.writtenBy', 'memo.writtenAt'] as const),
			...(['document.title', 'document.language as titleLanguage', 'passage.body as passage'] as const),
			'passage.language as passageLanguage'
		])
		.orderBy('memo.id', 'desc')
		.limit(most)
		.execute();
}

/**
 * Writes a memo on a document, a passage or words of it, a concept or a coding project that the writer may see. It is read by the writer's
 * own people: those of the same Party or organisation, else the secretariat's. Returns its number.
 */
export async function writeMemo(db: Db, actor: Actor, sent: NewMemo): Promise<number> {
	const { documentId, passageId, quote, near, conceptId, projectId, language, body } = parsed(newMemo, sent);
	const office = actor.offices[0];
	const owner = { party: office?.party ?? null, organisationId: office?.organisationId ?? null };
	mustMay(actor, 'write', { kind: 'memo', ...owner });
	const seen = isTrusted(actor) ? db : readingAs(db, reachOf(actor));
	const passage =
		passageId === undefined
			? undefined
			: await seen.selectFrom('passage').select(['documentId', 'body']).where('id', '=', passageId).executeTakeFirst();
	if (passageId !== undefined && passage === undefined) throw new Refusal('refused.not-found');
	const about = passage?.documentId ?? documentId;
	if (about === undefined && conceptId === undefined && projectId === undefined) throw new Refusal('refused.incomplete');
	const place = quote === undefined || passage === undefined ? undefined : placeQuote(passage.body, quote, near);
	if (quote !== undefined && place === undefined) throw new Refusal('review.quote-not-found');
	await mustSee(seen, 'document', about);
	await mustSee(seen, 'concept', conceptId);
	await mustSee(seen, 'codingProject', projectId);
	return acting(db, actor, 'memo.write', async (tx) => {
		const { id } = await tx
			.insertInto('memo')
			.values({
				...{ documentId: about ?? null, passageId: passageId ?? null, conceptId: conceptId ?? null, projectId: projectId ?? null },
				...{ startAt: place?.start ?? null, endAt: place?.end ?? null },
				...{ ...owner, language, body, writtenBy: actor.key }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	});
}

async function mustSee(seen: Db, table: 'document' | 'concept' | 'codingProject', id: number | string | undefined): Promise<void> {
	if (id === undefined) return;
	const found = await seen
		.selectFrom(table)
		.select('id')
		.where('id', '=', id as never)
		.executeTakeFirst();
	if (found === undefined) throw new Refusal('refused.not-found');
}

/** Writes a memo anew. Only its writer does. */
export async function rewriteMemo(db: Db, actor: Actor, memoId: number, sent: string): Promise<void> {
	const body = parsed(newMemo.shape.body, sent);
	await acting(db, actor, 'memo.rewrite', async (tx) => {
		const done = await tx.updateTable('memo').set({ body }).where('id', '=', memoId).where('writtenBy', '=', actor.key).executeTakeFirst();
		if (done.numUpdatedRows === 0n) throw new Refusal('refused.not-found');
	});
}

/** Takes a memo away. Only its writer does. */
export async function removeMemo(db: Db, actor: Actor, memoId: number): Promise<void> {
	await acting(db, actor, 'memo.remove', async (tx) => {
		const done = await tx.deleteFrom('memo').where('id', '=', memoId).where('writtenBy', '=', actor.key).executeTakeFirst();
		if (done.numDeletedRows === 0n) throw new Refusal('refused.not-found');
	});
}
