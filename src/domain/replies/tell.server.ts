import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import type { MessageKey, Slots } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { writeMail } from '../mail/write.server.ts';

/** Those of a Party who can object today: its confirmed focal point and its reviewers. */
export async function listRepliers(db: Db, parties: readonly string[]) {
	if (parties.length === 0) return [];
	return db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['office.party', 'person.id', 'person.email', 'person.language'])
		.distinct()
		.where('office.party', 'in', parties)
		.where('office.kind', 'in', ['focal-point', 'reviewer'])
		.where((is) => is.or([is('office.kind', '=', 'reviewer'), is('holding.motionId', 'is not', null)]))
		.where((is) => is.or([is('holding.until', 'is', null), is('holding.until', '>', sql<Date>`now()`)]))
		.where('holding.since', '<=', sql<Date>`now()`)
		.where('person.mergedInto', 'is', null)
		.where('person.erasedAt', 'is', null)
		.orderBy('person.id')
		.execute();
}
export type Replier = Awaited<ReturnType<typeof listRepliers>>[number];

type Letter = { subject: MessageKey; body: MessageKey; slots: (language: Language) => Slots };

/** Writes to each in their own language, or in `otherwise` where they have chosen none. What is said of passages stays on the platform. */
export async function tell(
	tx: Db,
	people: readonly Pick<Replier, 'email' | 'language'>[],
	otherwise: Language,
	letter: Letter
): Promise<void> {
	for (const { email, language } of people) {
		const spoken = language ?? otherwise;
		const slots = letter.slots(spoken);
		await writeMail(tx, {
			to: email,
			language: spoken,
			subject: say(spoken, letter.subject, slots),
			body: say(spoken, letter.body, slots)
		});
	}
}
