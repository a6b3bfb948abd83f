import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { isTrusted, mustMay } from '#domain/rights.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Addition, Change, Reopening, Review } from './input.ts';
import { coderId } from './coder.server.ts';
import { mustNotBeCoding } from './in-project.server.ts';
import type { Machine } from './machine.server.ts';
import { placeQuote } from './model.ts';
import { listSpoken, proposeIn, readWith } from './propose.server.ts';

/**
 * Proposes evidence in a document with a machine, in place of what machines proposed before. What a person settled stays
 * as it is, and is not proposed again. Returns how many proposals there are now.
 */
export async function codeDocument(db: Db, actor: Actor, machine: Machine, documentId: number): Promise<number> {
	if (!isTrusted(actor)) throw new Refusal('refused.not-allowed');
	// Before the transaction, where there is none yet: reading takes a while, and others wait for the embedded database.
	const read = await readWith(machine, await listSpoken(db, documentId));
	return together(db, (tx) => proposeIn(tx, machine, documentId, read));
}

/** Refuses where the actor may not settle evidence in the document of a passage. */
export async function mustReview(tx: Db, actor: Actor, passageId: number): Promise<void> {
	const document = await tx
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.select(['document.state', 'document.party', 'document.organisationId'])
		.where('passage.id', '=', passageId)
		.executeTakeFirst();
	if (document === undefined) throw new Refusal('refused.not-found');
	mustMay(actor, 'review', { kind: 'document', ...document });
	await mustNotBeCoding(tx, actor, passageId);
}

export async function passageOf(tx: Db, evidenceId: number): Promise<number> {
	const evidence = await tx.selectFrom('evidence').select('passageId').where('id', '=', evidenceId).executeTakeFirst();
	if (evidence === undefined) throw new Refusal('refused.not-found');
	return evidence.passageId;
}

/** Settles one proposal. `where status = 'proposed'` is what stops two reviewers from both winning. */
export async function reviewEvidence(db: Db, actor: Actor, { evidenceId, verdict }: Review): Promise<void> {
	await acting(db, actor, 'evidence.review', async (tx) => {
		await mustReview(tx, actor, await passageOf(tx, evidenceId));
		const settled = await tx
			.updateTable('evidence')
			.set({ status: verdict, reviewedBy: actor.key, reviewedAt: sql`now()` })
			.where('id', '=', evidenceId)
			.where('status', '=', 'proposed')
			.executeTakeFirst();
		if (settled.numUpdatedRows === 0n) throw await settledMeanwhile(tx, evidenceId);
	});
}

/** Tells the later of two reviewers what the earlier has decided. */
async function settledMeanwhile(tx: Db, evidenceId: number): Promise<Refusal> {
	const { status } = await tx.selectFrom('evidence').select('status').where('id', '=', evidenceId).executeTakeFirstOrThrow();
	return new Refusal('review.settled-meanwhile', { status });
}

/** Opens a settled piece again, as a proposal. What a person added or put in place of another is withdrawn by refusing it instead. */
export async function reopenEvidence(db: Db, actor: Actor, { evidenceId, seen }: Reopening): Promise<void> {
	await acting(db, actor, 'evidence.reopen', async (tx) => {
		await mustReview(tx, actor, await passageOf(tx, evidenceId));
		const reopened = await tx
			.updateTable('evidence')
			.set({ status: 'proposed', reviewedBy: null, reviewedAt: null })
			.where('id', '=', evidenceId)
			.where('status', '<>', 'proposed')
			.$if(seen !== undefined, (query) => query.where('status', '=', seen ?? 'proposed'))
			.executeTakeFirst();
		if (reopened.numUpdatedRows === 0n) throw await settledMeanwhile(tx, evidenceId);
	});
}

/** Refuses a piece of evidence and accepts in its place what the reviewer says instead. Returns the new piece's number. */
export async function changeEvidence(db: Db, actor: Actor, { evidenceId, seen, conceptId, stance, quote, near }: Change): Promise<number> {
	return acting(db, actor, 'evidence.change', async (tx) => {
		const old = await tx
			.selectFrom('evidence')
			.innerJoin('passage', 'passage.id', 'evidence.passageId')
			.select(['passageId', 'body', 'startAt', 'evidence.quote'])
			.where('evidence.id', '=', evidenceId)
			.executeTakeFirst();
		if (old === undefined) throw new Refusal('refused.not-found');
		await mustReview(tx, actor, old.passageId);
		const refused = await tx
			.updateTable('evidence')
			.set({ status: 'refused', reviewedBy: actor.key, reviewedAt: sql`now()` })
			.where('id', '=', evidenceId)
			.where('status', '<>', 'refused')
			.$if(seen !== undefined, (query) => query.where('status', '=', seen ?? 'proposed'))
			.executeTakeFirst();
		if (refused.numUpdatedRows === 0n) throw await settledMeanwhile(tx, evidenceId);
		return addAccepted(
			tx,
			actor,
			{ passageId: old.passageId, conceptId, stance, quote: quote ?? old.quote, near: near ?? old.startAt },
			old.body,
			evidenceId
		);
	});
}

/** Adds evidence that a person saw, accepted as it is added. Refuses words that are not in the passage, or are there more than once with no place given. */
export async function addEvidence(db: Db, actor: Actor, addition: Addition): Promise<number> {
	return acting(db, actor, 'evidence.add', async (tx) => {
		await mustReview(tx, actor, addition.passageId);
		const { body } = await tx.selectFrom('passage').select('body').where('id', '=', addition.passageId).executeTakeFirstOrThrow();
		return addAccepted(tx, actor, addition, body);
	});
}

async function addAccepted(
	tx: Db,
	actor: Actor,
	{ passageId, conceptId, stance, quote, near }: Addition,
	body: string,
	replaces?: number
): Promise<number> {
	const place = placeQuote(body, quote, near);
	if (place === undefined) throw new Refusal('review.quote-not-found');
	const concept = await tx.selectFrom('concept').select('retiredAt').where('id', '=', conceptId).executeTakeFirst();
	if (concept === undefined || concept.retiredAt !== null) throw new Refusal('review.no-such-concept');
	const by = await coderId(tx, { name: actor.key, version: '-', kind: 'person' });
	const added = await tx
		.insertInto('evidence')
		.values({
			passageId,
			conceptId,
			stance,
			startAt: place.start,
			endAt: place.end,
			quote,
			confidence: 1,
			why: JSON.stringify({ rule: 'person' }),
			status: 'accepted',
			coderId: by,
			reviewedBy: actor.key,
			reviewedAt: sql`now()`,
			...(replaces !== undefined && { replaces })
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return added.id;
}
