import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import { writeMail } from '../mail/write.server.ts';
import { forgetPerson } from './forget.server.ts';
import { noticeDays } from './retention.ts';

/** Where accounts are, and whether a mail server takes mail: nobody is erased who could not be told before. */
export type Notice = { origin: string; isMailed: boolean };

/** At most so many in one transaction. */
const most = 500;
const day = 24 * 60 * 60_000;

/** The last sign of a person: a visit, the end of an office, or the beginning of the account. */
const lastSign: RawBuilder<Date> = sql`greatest(person.seen_at, person.created_at,
	(select max(holding.until) from holding where holding.person_id = person.id))`;

/** People without an office, of whom there was no sign since the moment. */
function withoutOffice(tx: Db, before: Date) {
	return tx
		.selectFrom('person')
		.where('erasedAt', 'is', null)
		.where('mergedInto', 'is', null)
		.where((is) =>
			is.not(
				is.exists(
					is
						.selectFrom('holding')
						.select('holding.id')
						.whereRef('holding.personId', '=', 'person.id')
						.where((held) => held.or([held('until', 'is', null), held('until', '>', before)]))
				)
			)
		)
		.where(lastSign, '<', before)
		.orderBy('person.id')
		.limit(most);
}

async function forgetAll(tx: Db, people: { id: number }[]): Promise<number> {
	for (const { id } of people) await forgetPerson(tx, id);
	return people.length;
}

/** Forgets people who were given an office that has ended since, and who never came. */
export async function forgetInvited(tx: Db, before: Date): Promise<number> {
	return forgetAll(tx, await withoutOffice(tx, before).select('person.id').where('seenAt', 'is', null).execute());
}

/** Tells people who hold no office and have not been here for long that their account will be erased. */
export async function remindIdle(tx: Db, before: Date, now: Date, { origin, isMailed }: Notice): Promise<number> {
	if (!isMailed) return 0;
	const people = await withoutOffice(tx, before)
		.select(['person.id', 'email', 'language'])
		.where('seenAt', 'is not', null)
		.where((is) => is.or([is('remindedAt', 'is', null), is('remindedAt', '<', lastSign)]))
		.execute();
	for (const { id, email, language } of people) {
		const spoken = language ?? 'en';
		await writeMail(tx, {
			to: email,
			language: spoken,
			subject: say(spoken, 'privacy.reminder-subject'),
			body: say(spoken, 'privacy.reminder-body', { days: noticeDays, address: `${origin}/${spoken}/account` })
		});
		await tx.updateTable('person').set({ remindedAt: now }).where('id', '=', id).execute();
	}
	return people.length;
}

/** Forgets people who were told so, and did not come. */
export async function forgetIdle(tx: Db, before: Date, now: Date): Promise<number> {
	const told = new Date(now.getTime() - noticeDays * day);
	const people = await withoutOffice(tx, before)
		.select('person.id')
		.where('remindedAt', '>=', lastSign)
		.where('remindedAt', '<', told)
		.execute();
	return forgetAll(tx, people);
}
