import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** The name under which better-auth keeps a link whose secret it hashes. */
const nameOf = (token: string) => `magic-link:${createHash('sha256').update(token).digest('base64url')}`;

/** Has the age of a new link count by the clock of the database, which all processes share; their own may jump, or differ. */
export async function dateLink(db: Db, token: string): Promise<void> {
	await db
		.updateTable('proof')
		.set({ createdAt: sql`clock_timestamp()` })
		.where('identifier', '=', nameOf(token))
		.execute();
}

/** Whether there is such a link, made less than so many seconds ago. */
export async function isLinkYoung(db: Db, token: string, seconds: number): Promise<boolean> {
	const link = await db
		.selectFrom('proof')
		.select('id')
		.where('identifier', '=', nameOf(token))
		.where('createdAt', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${seconds})`)
		.executeTakeFirst();
	return link !== undefined;
}
