import pg from 'pg';
import type { Place } from './connect.server.ts';

/** What is wrong with the database itself, not with what was asked of it: it does not answer, or has no room left. */
export type Outage = 'away' | 'full';

// By class of PostgreSQL's codes: connections, rollbacks that ask to be tried again, resources, locks, shutdown, the system beneath.
const awayCodes = /^(08|40|53|55P03|57P|58)/;
const networkCodes =
	/^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;
// What the driver itself says has no code.
const driverWords =
	/^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;

/** Tells an outage from every other error, which is undefined. */
export function outageOf(problem: unknown): Outage | undefined {
	if (!(problem instanceof Error)) return undefined;
	// Another server that cannot be reached is not ours.
	if (problem.message === 'fetch failed') return undefined;
	const code = 'code' in problem ? String(problem.code) : '';
	if (code === '53100' || code === 'ENOSPC') return 'full';
	const isState = /^[0-9A-Z]{5}$/.test(code) && 'severity' in problem;
	if (isState ? awayCodes.test(code) : networkCodes.test(code) || driverWords.test(problem.message)) return 'away';
	if (problem instanceof AggregateError) return problem.errors.map(outageOf).find((one) => one !== undefined);
	return outageOf(problem.cause);
}

const asked = new Map<string, Promise<boolean>>();

/** Whether the server answers a question on a connection of its own in so many milliseconds. All who ask at once share one question. */
export function answersNow(place: Place, milliseconds = 3000): Promise<boolean> {
	if ('folder' in place) return Promise.resolve(true);
	const known = asked.get(place.url);
	if (known !== undefined) return known;
	const question = askOnce(place.url, milliseconds).finally(() => asked.delete(place.url));
	asked.set(place.url, question);
	return question;
}

async function askOnce(connectionString: string, milliseconds: number): Promise<boolean> {
	const client = new pg.Client({ connectionString, connectionTimeoutMillis: milliseconds, query_timeout: milliseconds });
	client.on('error', () => {});
	const began = performance.now();
	try {
		await client.connect();
		await client.query('select 1');
		return true;
	} catch (problem) {
		// A server that refuses for another reason is there, and answers those who are in. And where our own clock strikes late, it is this
		// machine that is busy, which says nothing of the server.
		const isLate = performance.now() - began > milliseconds * 1.2;
		return isLate || (problem instanceof pg.DatabaseError && !String(problem.code).startsWith('57P'));
	} finally {
		void client.end().catch(() => undefined);
	}
}
