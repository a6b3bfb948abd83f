import { config } from '#config';
import type { Db } from '#db/connect.server.ts';

/** Only where no mail server is set, and only on the machine itself: whoever reads mail here can sign in as anyone. */
export function mayReadMail(isLocal: boolean): boolean {
	return isLocal && config.smtpUrl === undefined;
}

/** The latest mail, for the page that stands in for a mailbox while no mail server is set. */
export async function listMail(db: Db) {
	return db
		.selectFrom('mail')
		.select(['id', 'recipient', 'language', 'subject', 'body', 'askedAt', 'state'])
		.orderBy('id', 'desc')
		.limit(50)
		.execute();
}
