import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { placeQuote } from '../evidence/model.ts';
import { officeFor } from '../offices/giving.server.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { objection, rejoinderForm } from './input.ts';
import type { ObjectionInput, RejoinderInput } from './input.ts';
import { lockRunning, partyOf, seenBy } from './period.server.ts';

export const subjectOf = (party: string) => ({ kind: 'objection' as const, party, organisationId: null });

/** Objects, for a Party, to a code of one of its passages, or to there being none. Returns the number of the objection. */
export async function makeObjection(db: Db, actor: Actor, sent: ObjectionInput): Promise<number> {
	const asked = parsed(objection, sent);
	const seen = seenBy(db, actor);
	const { passageId, documentId, code } =
		'evidenceId' in asked ? await findCode(seen, asked.evidenceId) : await findGap(seen, asked.passageId);
	const party = await partyOf(seen, documentId);
	mustMay(actor, 'object', subjectOf(party));
	await mustBeThere(seen, asked, passageId);
	return acting(
		db,
		actor,
		'objection.make',
		async (tx) => {
			const period = await lockRunning(tx, documentId);
			const made = await tx
				.insertInto('objection')
				.values({
					...{ periodId: period.id, documentId, passageId, party, ...code, kind: 'kind' in asked ? asked.kind : 'missing' },
					...{ wantedConceptId: asked.conceptId ?? null, wantedStance: asked.stance ?? null, wantedQuote: asked.quote ?? null },
					...{ language: asked.language, reason: asked.reason, madeBy: actor.key }
				})
				.onConflict((clash) => clash.column('evidenceId').where('state', '=', 'open').doNothing())
				.returning('id')
				.executeTakeFirst();
			if (made === undefined) throw new Refusal('replies.objected-already');
			return made.id;
		},
		{ office: officeFor(actor, 'object', subjectOf(party)) }
	);
}

/** A code that stands, as it stands, and who settled it. */
async function findCode(seen: Db, evidenceId: number) {
	const row = await seen
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.select(['passageId', 'passage.documentId', 'conceptId', 'stance', 'startAt', 'endAt', 'quote', 'reviewedBy'])
		.where('evidence.id', '=', evidenceId)
		.where('status', '<>', 'refused')
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	const { passageId, documentId, reviewedBy: decidedBy, ...code } = row;
	return { passageId, documentId, code: { evidenceId, decidedBy, ...code } };
}

/** A passage in which something is missing, and who has read it whole. */
async function findGap(seen: Db, passageId: number) {
	const row = await seen
		.selectFrom('passage')
		.leftJoin('reviewedPassage', 'reviewedPassage.passageId', 'passage.id')
		.select(['passage.documentId', 'reviewedPassage.by'])
		.where('passage.id', '=', passageId)
		.executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return { passageId, documentId: row.documentId, code: { decidedBy: row.by } };
}

/** What should stand instead must be words of the passage and a concept that is in use. */
async function mustBeThere(
	seen: Db,
	{ quote, conceptId }: { quote?: string | undefined; conceptId?: string | undefined },
	passageId: number
) {
	if (quote !== undefined) {
		const { body } = await seen.selectFrom('passage').select('body').where('id', '=', passageId).executeTakeFirstOrThrow();
		if (!body.includes(quote)) throw new Refusal('review.quote-not-found');
		// Whoever settles it must not have to guess which of them are meant.
		if (placeQuote(body, quote) === undefined) throw new Refusal('replies.quote-twice');
	}
	if (conceptId === undefined) return;
	const concept = await seen.selectFrom('concept').select('retiredAt').where('id', '=', conceptId).executeTakeFirst();
	if (concept === undefined || concept.retiredAt !== null) throw new Refusal('review.no-such-concept');
}

type Step = { act: 'objection.withdraw' | 'objection.rejoin' | 'objection.show'; right: 'object' | 'speak' };

/** Lets a Party change its own objection in one way, by one statement that says in which state that can be done. */
async function change(
	db: Db,
	actor: Actor,
	id: number,
	{ act, right }: Step,
	work: (tx: Db) => Promise<{ id: number } | undefined>,
	late: Refusal
) {
	const found = await seenBy(db, actor).selectFrom('objection').select('party').where('id', '=', id).executeTakeFirst();
	if (found === undefined) throw new Refusal('refused.not-found');
	mustMay(actor, right, subjectOf(found.party));
	const office = officeFor(actor, right, subjectOf(found.party));
	await acting(
		db,
		actor,
		act,
		async (tx) => {
			if ((await work(tx)) === undefined) throw late;
		},
		{ office }
	);
}

/** The Party takes back an objection that nobody has settled. */
export async function withdrawObjection(db: Db, actor: Actor, id: number): Promise<void> {
	const settled = { state: 'withdrawn' as const, settledBy: actor.key, settledAt: sql<Date>`now()` };
	await change(
		db,
		actor,
		id,
		{ act: 'objection.withdraw', right: 'object' },
		(tx) => tx.updateTable('objection').set(settled).where('id', '=', id).where('state', '=', 'open').returning('id').executeTakeFirst(),
		new Refusal('replies.settled-already')
	);
}

/** The Party answers the answer, once. Where it was not given all that it asked for, this is its dissent. */
export async function rejoin(db: Db, actor: Actor, id: number, sent: RejoinderInput): Promise<void> {
	const { rejoinder, language } = parsed(rejoinderForm, sent);
	await change(
		db,
		actor,
		id,
		{ act: 'objection.rejoin', right: 'object' },
		(tx) =>
			tx
				.updateTable('objection')
				.set({ rejoinder, rejoinderLanguage: language, rejoinedBy: actor.key, rejoinedAt: sql<Date>`now()` })
				.where('id', '=', id)
				.where('answer', 'is not', null)
				.where('rejoinder', 'is', null)
				.returning('id')
				.executeTakeFirst(),
		new Refusal('replies.no-rejoinder')
	);
}

/** The Party shows what was said of a settled objection to everyone who may read the passage, or shows it no longer. */
export async function showObjection(db: Db, actor: Actor, id: number, isShown: boolean): Promise<void> {
	await change(
		db,
		actor,
		id,
		{ act: 'objection.show', right: 'speak' },
		(tx) =>
			tx
				.updateTable('objection')
				.set({ shownAt: isShown ? sql<Date>`now()` : null })
				.where('id', '=', id)
				.where('answer', 'is not', null)
				.returning('id')
				.executeTakeFirst(),
		new Refusal('replies.not-settled')
	);
}
