import { randomUUID } from 'node:crypto';

const isJson = process.env.LOG === 'json';

export type Logged = {
	/** The number that `requestId` gave. */
	request: string;
	/** The pattern of the route, never the address: addresses hold numbers and secrets. */
	route: string | null;
	method: string;
	status: number;
	milliseconds: number;
	/** Why it was refused. */
	refusal?: string | undefined;
	/** Whether someone signed in or out by it; the route tells by what. */
	session?: 'begun' | 'ended' | undefined;
};

/** The number of one request, under which its line and its error are found. */
export function requestId(): string {
	return randomUUID();
}

/** Writes one line for a request where LOG=json asks for it. Nothing in it tells who asked. */
export function logRequest({ milliseconds, ...told }: Logged): void {
	if (isJson) write({ level: 'info', ...told, milliseconds: Math.round(milliseconds) });
}

/** What the cookies of an answer do to the reader's session, if anything. */
export function sessionChange(headers: Headers): 'begun' | 'ended' | undefined {
	const cookie = headers.getSetCookie().find((one) => /^[\w-]*cinnabar\.session_token=/.test(one));
	if (cookie === undefined) return undefined;
	return /=;|max-age=0/i.test(cookie) ? 'ended' : 'begun';
}

/** Writes down an error that is our bug, with its number and its stack. */
export function logError(problem: unknown, where: { request?: string; route?: string | null; job?: number } = {}): void {
	const stack = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
	if (isJson) write({ level: 'error', ...where, stack });
	else
		console.error([where.request, where.route, where.job === undefined ? undefined : `job ${where.job}`, stack].filter(Boolean).join(' '));
}

function write(line: Record<string, unknown>): void {
	process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}
