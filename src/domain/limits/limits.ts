import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { subscriber } from './address.ts';

/**
 * How often something may be done in a window of so many seconds, by one address or one person. Whoever reviews by keyboard decides two or
 * three times a second for a while, and an office sends in a cycle of reports in one afternoon: neither must ever meet a limit.
 */
export const limits = {
	'sign-in address': { most: 20, seconds: 15 * 60 },
	'sign-in person': { most: 5, seconds: 15 * 60 },
	token: { most: 30, seconds: 15 * 60 },
	upload: { most: 300, seconds: 60 * 60 },
	write: { most: 2000, seconds: 10 * 60 },
	search: { most: 120, seconds: 60 },
	export: { most: 300, seconds: 10 * 60 },
	// What a stranger writes, somebody must read.
	ask: { most: 10, seconds: 60 * 60 },
	// What colleagues write, all who code read.
	post: { most: 60, seconds: 60 * 60 }
} as const;
export type Limited = keyof typeof limits;

const longest = Math.max(...Object.values(limits).map(({ seconds }) => seconds));
// Until the platform gives its own: one that nobody knows, and that no other process shares.
let secret: string | Buffer = randomBytes(32);

/** Gives the secret with which keys are hashed: the same in every process, or they would count apart. */
export function keyRatesWith(shared: string): void {
	secret = createHmac('sha256', shared).update('rates').digest();
}

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

/** Mail addresses and addresses of machines are kept only as a hash that nobody can try out without the platform's secret. */
function keyOf(kind: Limited, whom: string): string {
	const one = subscriber(whom.trim().normalize('NFKC').toLowerCase());
	return `${kind} ${createHmac('sha256', secret).update(`${kind} ${one}`).digest('base64url')}`;
}

/** Forgets every window that is over, whatever its kind. Returns how many there were. */
export async function forgetRates(db: Db, moment: Date | typeof byTheDatabase = byTheDatabase): Promise<number> {
	const { numAffectedRows } = await sql`
		delete from rate where window_start < ${moment}::timestamptz - make_interval(secs => ${longest})`.execute(db);
	return Number(numAffectedRows ?? 0);
}
