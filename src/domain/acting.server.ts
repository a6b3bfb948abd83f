import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor, HeldOffice } from './actor.ts';

/** The act by which something changes, as the history names it: `document.publish`, `evidence.review`. */
export type Act = `${string}.${string}`;

/** Does all of the work or none of it, and has the history say who did it, holding which office, by what act, and why. */
export function acting<T>(
	db: Db,
	actor: Actor,
	act: Act,
	work: (tx: Db) => Promise<T>,
	said: { why?: string | undefined; office?: HeldOffice | undefined } = {}
): Promise<T> {
	const office = said.office ?? (actor.offices.length === 1 ? actor.offices[0] : undefined);
	return together(db, async (tx) => {
		await sql`select set_config('cinnabar.by', ${actor.key}, true), set_config('cinnabar.person', ${String(actor.personId ?? '')}, true),
			set_config('cinnabar.office', ${String(office?.id ?? '')}, true), set_config('cinnabar.act', ${act}, true),
			set_config('cinnabar.why', ${said.why ?? ''}, true)`.execute(tx);
		return work(tx);
	});
}
