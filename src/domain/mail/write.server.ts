import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { callPost } from './call.server.ts';
import { isAddress, isLine } from './model.ts';

const aWeekAgo = sql<Date>`now() - interval '7 days'`;

export type Mail = { to: string; language: Language; subject: string; body: string };

/**
 * Puts a mail down to be sent, with the transaction of the caller: what is rolled back is not sent. It is sent later, so that the
 * time of an answer tells nobody whether an address is known. A caller with a transaction calls `callPost` once it is committed.
 */
export async function writeMail(db: Db, { to, language, subject, body }: Mail): Promise<void> {
	if (!isAddress(to) || !isLine(subject)) throw new Refusal('mail.bad-address');
	await db.insertInto('mail').values({ recipient: to, language, subject, body }).execute();
	if (!db.isTransaction) callPost();
}

/** Erases the words of what was sent, or given up, a week ago: they hold what only the recipient should know. Returns how many there were. */
export async function forgetMail(db: Db, before: Date | typeof aWeekAgo = aWeekAgo): Promise<number> {
	const { numUpdatedRows } = await db
		.updateTable('mail')
		.set({ body: '' })
		.where('state', '<>', 'waiting')
		.where('body', '<>', '')
		.where(sql<Date>`coalesce(sent_at, next_try_at)`, '<', before)
		.executeTakeFirst();
	return Number(numUpdatedRows);
}
