import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import { acting } from '../acting.server.ts';
import { reachOf } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { mustBeWithin } from '../limits/limits.ts';
import { callPost } from '../mail/call.server.ts';
import { writeMail } from '../mail/write.server.ts';
import { officeFor } from '../offices/giving.server.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { isTrusted, mustMay } from '../rights.ts';
import { question, settlement } from './input.ts';
import type { Question, Settlement } from './input.ts';
import type { RecordKey } from './model.ts';
import { findRequest, hashOf, subjectOf } from './read.server.ts';
import { findConcerned } from './record.server.ts';

/** What the actor may see. Nobody asks about a record, or answers, who may not see it. */
const seenBy = (db: Db, actor: Actor): Db => (isTrusted(actor) ? db : readingAs(db, reachOf(actor)));

/**
 * Sends a request for a correction. Anyone may, so many times an hour from one address or as one person. The secret that is returned
 * opens the request to whoever sent it, and is kept nowhere.
 */
export async function askCorrection(
	db: Db,
	actor: Actor,
	about: RecordKey,
	sent: Question,
	address: string
): Promise<{ id: number; secret: string }> {
	const asked = parsed(question, sent);
	const {
		kind,
		id: aboutId,
		page,
		documentId,
		passageId,
		studyId,
		sentenceId
	} = await findConcerned(seenBy(db, actor), about, asked.language);
	await mustBeWithin(db, 'ask', actor.personId === null ? address : actor.key);
	const secret = randomBytes(16).toString('base64url');
	return acting(db, actor, 'correction.ask', async (tx) => {
		const { id } = await tx
			.insertInto('correctionRequest')
			.values({
				about: kind,
				aboutId,
				page,
				documentId,
				passageId,
				studyId,
				sentenceId,
				...asked,
				secret: hashOf(secret),
				askedBy: actor.key
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		return { id, secret };
	});
}

/** The request, and the office by which the actor may settle it; refuses whoever may not. */
async function mustSettle(db: Db, actor: Actor, id: number) {
	const seen = seenBy(db, actor);
	const subject = await subjectOf(seen, (await findRequest(seen, id)).documentId);
	if (subject === undefined) throw new Refusal('refused.not-found');
	mustMay(actor, 'settle', subject);
	return officeFor(actor, 'settle', subject);
}

/** Tells whoever asked, and colleagues, that someone looks at the request. */
export async function takeRequest(db: Db, actor: Actor, id: number): Promise<void> {
	const office = await mustSettle(db, actor, id);
	await acting(
		db,
		actor,
		'correction.take',
		async (tx) => {
			const taken = await tx
				.updateTable('correctionRequest')
				.set({ state: 'taken', takenBy: actor.key })
				.where('id', '=', id)
				.where('settledAt', 'is', null)
				.returning('id')
				.executeTakeFirst();
			if (taken === undefined) throw new Refusal('corrections.settled-already');
		},
		{ office }
	);
}

/** Settles a request once, with an answer. It goes by mail to whoever left an address, which is forgotten then. */
export async function settleRequest(db: Db, actor: Actor, id: number, sent: Settlement, origin: string): Promise<void> {
	const { verdict, answer, answerLanguage, shown } = parsed(settlement, sent);
	const office = await mustSettle(db, actor, id);
	await acting(
		db,
		actor,
		'correction.settle',
		async (tx) => {
			const request = await tx
				.selectFrom('correctionRequest')
				.select(['email', 'language', 'page'])
				.where('id', '=', id)
				.where('settledAt', 'is', null)
				.forUpdate()
				.executeTakeFirst();
			if (request === undefined) throw new Refusal('corrections.settled-already');
			await tx
				.updateTable('correctionRequest')
				.set({ state: verdict, answer, answerLanguage, settledBy: actor.key, settledAt: sql`now()`, email: null })
				.set({ shownAt: shown === undefined ? null : sql<Date>`now()` })
				.where('id', '=', id)
				.execute();
			const { email, language, page } = request;
			if (email === null) return;
			await writeMail(tx, {
				to: email,
				language,
				subject: say(language, 'corrections.mail-subject', { number: id }),
				body: say(language, `corrections.mail-${verdict}`, { number: id, answer, address: `${origin}/${language}/${page}` })
			});
		},
		{ office }
	);
	callPost();
}

/** Shows a settled request with its answer to everyone who may read the record, or shows it no longer. */
export async function showRequest(db: Db, actor: Actor, id: number, isShown: boolean): Promise<void> {
	const office = await mustSettle(db, actor, id);
	await acting(
		db,
		actor,
		'correction.show',
		async (tx) => {
			const changed = await tx
				.updateTable('correctionRequest')
				.set({ shownAt: isShown ? sql<Date>`now()` : null })
				.where('id', '=', id)
				.where('settledAt', 'is not', null)
				.returning('id')
				.executeTakeFirst();
			if (changed === undefined) throw new Refusal('corrections.not-settled');
		},
		{ office }
	);
}
