import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { date } from '#i18n/format.ts';
import type { Language } from '#text/languages.ts';
import { acting } from '../acting.server.ts';
import { platform, reachOf } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { callPost } from '../mail/call.server.ts';
import { officeFor } from '../offices/giving.server.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { isTrusted, mustMay } from '../rights.ts';
import { asking } from './input.ts';
import type { Asking } from './input.ts';
import { remindedDays } from './model.ts';
import { listRepliers, tell } from './tell.server.ts';

const today = sql<string>`(now() at time zone 'utc')::date`;
const subjectOf = (party: string) => ({ kind: 'objection' as const, party, organisationId: null });

/** What the actor may see: nobody asks about, or answers for, a document that they may not read. */
export const seenBy = (db: Db, actor: Actor): Db => (isTrusted(actor) ? db : readingAs(db, reachOf(actor)));

/** The documents of Parties that can be asked about: published, the latest of their kind, read, coded, and not being asked about already. */
function askable(db: Db) {
	return db
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('newer.id', 'is', null)
		.where('document.state', '=', 'published')
		.where('document.needsOcr', '=', false)
		.where('document.party', 'is not', null)
		.where(
			sql<SqlBool>`exists (select from evidence inner join passage on passage.id = evidence.passage_id
				where passage.document_id = document.id and evidence.status <> 'refused')`
		)
		.where(
			sql<SqlBool>`not exists (select from reply_period running where running.document_id = document.id and running.closed_at is null)`
		);
}

/**
 * Asks a Party what it says to the coding of one of its documents, or of all that can be asked about. Those who can object are told by mail;
 * where a Party has nobody who can, it is not asked, for it could not be heard. Returns how many documents it is asked about.
 */
export async function openPeriods(db: Db, actor: Actor, sent: Asking, origin: string): Promise<number> {
	const { documentId, party, cycle, days } = parsed(asking, sent);
	if ((documentId === undefined) === (party === undefined)) throw new Refusal('refused.incomplete');
	const found = await askable(seenBy(db, actor))
		.$if(documentId !== undefined, (query) => query.where('document.id', '=', documentId ?? 0))
		.$if(party !== undefined, (query) => query.where('document.party', '=', party ?? ''))
		.$if(cycle !== undefined, (query) => query.where('document.cycle', '=', cycle ?? ''))
		.select(['document.id', 'document.party', 'document.language'])
		.orderBy('document.id')
		.execute();
	const asked = found[0]?.party ?? party;
	// Whoever may ask no Party is told that, whatever there is to ask about.
	mustMay(actor, 'ask', subjectOf(asked ?? ''));
	if (asked === undefined || found.length === 0) throw new Refusal('replies.none-to-ask');
	const opened = await acting(
		db,
		actor,
		'reply.ask',
		async (tx) => {
			const people = await listRepliers(tx, [asked]);
			if (people.length === 0) throw new Refusal('replies.nobody-to-ask');
			const rows = await tx
				.insertInto('replyPeriod')
				.values(
					found.map(({ id }) => ({ documentId: id, party: asked, openedBy: actor.key, closesOn: sql<string>`${today} + ${days}::integer` }))
				)
				.onConflict((clash) => clash.doNothing())
				.returning('closesOn')
				.execute();
			const closesOn = rows[0]?.closesOn;
			if (closesOn === undefined) throw new Refusal('replies.none-to-ask');
			await tell(tx, people, found[0]?.language ?? 'en', {
				subject: 'replies.mail-ask-subject',
				body: 'replies.mail-ask',
				slots: (language) => ({ count: rows.length, date: date(language, closesOn), address: pageOf(origin, language, asked) })
			});
			return rows.length;
		},
		{ office: officeFor(actor, 'ask', subjectOf(asked)) }
	);
	callPost();
	return opened;
}

const pageOf = (origin: string, language: Language, party: string) => `${origin}/${language}/parties/${party}/coding`;

/** The running period of a document, held still until the transaction ends; refuses where its Party has nothing to say any more. */
export async function lockRunning(tx: Db, documentId: number) {
	const period = await tx
		.selectFrom('replyPeriod')
		.select(['id', 'party'])
		.where('documentId', '=', documentId)
		.where('closedAt', 'is', null)
		.where('closesOn', '>=', today)
		.forUpdate()
		.executeTakeFirst();
	if (period === undefined) throw new Refusal('replies.not-running');
	return period;
}

/** A Party agrees to all of the coding of a document, by its focal point. While it objects to something, it does not. */
export async function agree(db: Db, actor: Actor, documentId: number): Promise<void> {
	const party = await partyOf(seenBy(db, actor), documentId);
	mustMay(actor, 'speak', subjectOf(party));
	await acting(
		db,
		actor,
		'reply.agree',
		async (tx) => {
			const period = await lockRunning(tx, documentId);
			const open = await tx
				.selectFrom('objection')
				.select('id')
				.where('documentId', '=', documentId)
				.where('state', '=', 'open')
				.limit(1)
				.executeTakeFirst();
			if (open !== undefined) throw new Refusal('replies.objects-still');
			await tx
				.updateTable('replyPeriod')
				.set({ outcome: 'agreed', closedBy: actor.key, closedAt: sql<Date>`now()` })
				.where('id', '=', period.id)
				.execute();
		},
		{ office: officeFor(actor, 'speak', subjectOf(party)) }
	);
}

/** The Party of a document that the handle sees, or a refusal. */
export async function partyOf(seen: Db, documentId: number): Promise<string> {
	const row = await seen.selectFrom('document').select('party').where('id', '=', documentId).executeTakeFirst();
	if (row === undefined || row.party === null) throw new Refusal('refused.not-found');
	return row.party;
}

/**
 * What is due each day: periods whose last day is over end, and Parties are reminded of those that end within a week. Doing it twice, or in
 * two processes at once, ends and reminds once.
 */
export async function keepPeriods(db: Db, origin: string, moment?: Date): Promise<{ ended: number; reminded: number }> {
	const day = moment === undefined ? today : sql<string>`(${moment}::timestamptz at time zone 'utc')::date`;
	const { numUpdatedRows } = await acting(db, platform, 'reply.end', (tx) =>
		tx
			.updateTable('replyPeriod')
			.set({ outcome: 'ended', closedBy: platform.key, closedAt: sql<Date>`now()` })
			.where('closedAt', 'is', null)
			.where('closesOn', '<', day)
			.executeTakeFirst()
	);
	const reminded = await acting(db, platform, 'reply.remind', async (tx) => {
		const due = await tx
			.updateTable('replyPeriod')
			.set({ remindedAt: sql<Date>`now()` })
			.where('closedAt', 'is', null)
			.where('remindedAt', 'is', null)
			.where('closesOn', '<=', sql<string>`${day} + ${remindedDays}::integer`)
			.returning(['party', 'closesOn'])
			.execute();
		const people = await listRepliers(tx, [...new Set(due.map(({ party }) => party))]);
		for (const [key, periods] of Map.groupBy(due, ({ party, closesOn }) => `${party} ${closesOn}`)) {
			const [party = '', closesOn = ''] = key.split(' ');
			await tell(
				tx,
				people.filter((one) => one.party === party),
				'en',
				{
					subject: 'replies.mail-remind-subject',
					body: 'replies.mail-remind',
					slots: (language) => ({ count: periods.length, date: date(language, closesOn), address: pageOf(origin, language, party) })
				}
			);
		}
		return due.length;
	});
	if (reminded > 0) callPost();
	return { ended: Number(numUpdatedRows), reminded };
}
