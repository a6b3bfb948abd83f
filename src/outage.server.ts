import { setTimeout as wait } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import { databasePlace } from '#config';
import { answersNow, outageOf } from '#db/outage.server.ts';
import type { Outage } from '#db/outage.server.ts';
import { say } from '#i18n/messages.ts';
import { direction, isLanguage, preferredLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { secured } from './headers.server.ts';
import { logError } from './log.server.ts';
import { measured } from './metrics.server.ts';

/** So many seconds later a reader should try again. */
const retryAfter = 15;
/** An answer that takes longer than this many milliseconds may be waiting for a database that does not answer anybody. */
const patience = 3000;

const minute = 60_000;
let notedAt = -minute;

/** Writes down an outage, not each of the many errors that come of it. Undefined where the problem is none. */
export function noteOutage(problem: unknown): Outage | undefined {
	const outage = outageOf(problem);
	if (outage !== undefined && performance.now() - notedAt > minute) {
		notedAt = performance.now();
		logError(problem);
	}
	return outage;
}

/** Answers; or, where the database is the reason why that cannot be, says so in the reader's language, and soon. */
export async function unlessAway(event: RequestEvent, answer: () => Promise<Response>): Promise<Response> {
	const stop = new AbortController();
	const answered = answer().catch((problem: unknown) => {
		const outage = noteOutage(problem);
		if (outage === undefined) throw problem;
		return outage;
	});
	const found = await Promise.race([answered, silence(stop.signal)]).finally(() => stop.abort());
	const outage = found instanceof Response ? event.locals.outage : found;
	if (found instanceof Response && outage === undefined) return found;
	if (!(found instanceof Response)) measured(event.route.id, event.request.method, 503, patience / 1000);
	return secured(event.request, outageAnswer(event, outage ?? 'away'), false);
}

/** Ends when the database has not answered a question of our own either. */
async function silence(signal: AbortSignal): Promise<Outage> {
	const place = databasePlace();
	do await wait(patience, undefined, { signal, ref: false }).catch(() => new Promise<never>(() => {}));
	while (await answersNow(place));
	noteOutage(Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' }));
	return 'away';
}

function outageAnswer({ url, request }: RequestEvent, outage: Outage): Response {
	const first = url.pathname.split('/')[1];
	const language = isLanguage(first) ? first : preferredLanguage(request.headers.get('accept-language'));
	const isRead = request.method === 'GET' || request.method === 'HEAD';
	const message = say(language, outage === 'full' ? 'outage.full' : isRead ? 'outage.away' : 'outage.unsure');
	const headers = { 'retry-after': String(retryAfter), 'cache-control': 'no-store' };
	if (/^application\/json/.test(request.headers.get('accept') ?? '')) return Response.json({ message }, { status: 503, headers });
	const isPage = request.headers.get('accept')?.includes('text/html') === true;
	return new Response(isPage ? page(language, message, isRead) : message, {
		status: 503,
		headers: { ...headers, 'content-type': `text/${isPage ? 'html' : 'plain'}; charset=utf-8` }
	});
}

/** A page that needs nothing but itself. One that was only read comes back by itself; a form is not sent twice. */
function page(language: Language, message: string, isRead: boolean): string {
	const title = say(language, 'outage.title');
	return `<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${isRead ? `<meta http-equiv="refresh" content="${retryAfter}">` : ''}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
<title>${title} – Cinnabar</title>
</head>
<body><main>
<h1>${title}</h1>
<p>${message}</p>
<p><a href="${isRead ? '' : `/${language}`}">${say(language, isRead ? 'outage.again' : 'site.error-back')}</a></p>
</main></body>
</html>
`;
}
