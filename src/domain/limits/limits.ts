import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { subscriber } from './address.ts';

/** How often something may be done in a window of so many seconds, by one address or one person. */
export const limits = {
	'sign-in address': { most: 20, seconds: 15 * 60 },
	'sign-in person': { most: 5, seconds: 15 * 60 },
	token: { most: 30, seconds: 15 * 60 },
	upload: { most: 60, seconds: 60 * 60 },
	write: { most: 600, seconds: 10 * 60 },
	search: { most: 120, seconds: 60 },
	export: { most: 60, seconds: 10 * 60 }
} as const;
export type Limited = keyof typeof limits;

const longest = Math.max(...Object.values(limits).map(({ seconds }) => seconds));
const byTheDatabase = sql<Date>`clock_timestamp()`;

/**
 * Counts one more, and refuses where that is too often. The count is kept by one statement, so that all processes share it. Not for use
 * inside a transaction: what is rolled back is not counted.
 *
 * A window is fixed, and opens with the first call. So the count is exact, one row is enough, and we can say when to come back. The price:
 * around the turn of a window twice as many may pass, still far too few to guess a secret.
 */
export async function mustBeWithin(
	db: Db,
	kind: Limited,
	whom: string,
	moment: Date | typeof byTheDatabase = byTheDatabase
): Promise<void> {
	const { most, seconds } = limits[kind];
	const window = sql`make_interval(secs => ${seconds})`;
	// A window that opens far ahead was left by a clock that has been set back since.
	const isOpen = sql`rate.window_start > excluded.window_start - ${window} and rate.window_start < excluded.window_start + ${window}`;
	const { rows } = await sql<{ count: number; left: number }>`
		insert into rate (key, window_start, count) values (${keyOf(kind, whom)}, ${moment}::timestamptz, 1)
		on conflict (key) do update set
			count = case when ${isOpen} then least(rate.count, ${most}::integer) + 1 else 1 end,
			window_start = case when ${isOpen} then rate.window_start else excluded.window_start end
		returning count, extract(epoch from window_start + ${window} - ${moment}::timestamptz)::float8 as left`.execute(db);
	const tooMany = rows.find(({ count }) => count > most);
	if (tooMany !== undefined) throw new Refusal('limits.too-many', { minutes: Math.max(1, Math.ceil(tooMany.left / 60)) });
}

/** Mail addresses and addresses of machines are kept only as a hash. */
function keyOf(kind: Limited, whom: string): string {
	const one = subscriber(whom.trim().normalize('NFKC').toLowerCase());
	return `${kind} ${createHash('sha256').update(`${kind} ${one}`).digest('base64url')}`;
}

/** Forgets every window that is over, whatever its kind. */
export async function forgetRates(db: Db): Promise<void> {
	await sql`delete from rate where window_start < clock_timestamp() - make_interval(secs => ${longest})`.execute(db);
}
