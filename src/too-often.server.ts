import type { RequestEvent } from '@sveltejs/kit';
import { mustBeWithin } from '#domain/limits/limits.ts';
import { countsAs } from '#domain/limits/requests.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';

/** What was asked, so that it can be asked again: the words of the form if it was one, and the names of its fields for files. */
export type Again = { minutes: number; address: string; words?: [name: string, text: string][]; files?: string[] };

/** The most that is read of a form that is refused. */
const mostWords = 1_000_000;
const secrets = /password|token/i;

/**
 * Counts what a request asks for, by person or, for a visitor, by address, and answers what is asked too often; undefined where it may go on.
 * Whoever sits at the machine itself has the database in hand, and is not counted.
 */
export async function tooOften(event: RequestEvent): Promise<Response | undefined> {
	const { request, route, url, locals } = event;
	const kind = countsAs(request.method, route.id, url.searchParams);
	if (kind === undefined || locals.isLocal || event.isSubRequest) return undefined;
	try {
		await mustBeWithin(locals.store, kind, locals.actor.personId === null ? locals.address : locals.actor.key);
		return undefined;
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		const minutes = Number(problem.slots.minutes);
		const headers = { 'retry-after': String(minutes * 60), 'cache-control': 'private, no-store' };
		const message = say(locals.language, problem.code, problem.slots);
		const { pathname } = url;
		if (/\.json(ld)?$/.test(pathname) || /^application\/json/.test(request.headers.get('accept') ?? ''))
			return Response.json({ message, minutes }, { status: 429, headers });
		if (kind === 'export' || !request.headers.get('accept')?.includes('text/html'))
			return new Response(message, { status: 429, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
		const page = await pageFor(event, minutes);
		return new Response(page, { status: 429, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
	}
}

/** The page that says so, as the site itself shows it. */
async function pageFor(event: RequestEvent, minutes: number): Promise<string> {
	const words = event.request.method === 'POST' ? await wordsOf(event.request) : undefined;
	const again: Again = { minutes, address: event.url.pathname + event.url.search, ...words };
	const form = new FormData();
	form.set('again', JSON.stringify(again));
	const answer = await event.fetch(`/${event.locals.language}/too-often`, { method: 'POST', body: form, headers: { accept: 'text/html' } });
	return answer.text();
}

/** The words of a form. One that is large, no form at all, or one with a secret in it is not sent back. */
async function wordsOf(request: Request): Promise<Pick<Again, 'words' | 'files'> | undefined> {
	if (!(Number(request.headers.get('content-length') ?? Infinity) <= mostWords)) return undefined;
	const fields = [...((await request.formData().catch(() => undefined)) ?? [])];
	if (fields.length === 0 || fields.some(([name]) => secrets.test(name))) return undefined;
	const words = fields.flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
	return { words, files: [...new Set(fields.flatMap(([name, value]) => (value instanceof File ? [name] : [])))] };
}
