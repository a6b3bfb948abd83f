import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { config, databasePlace } from '#config';
import { connect, readingAs } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { reachOf } from '#domain/actor.ts';
import { callerAddress } from '#domain/limits/address.ts';
import { keyRatesWith } from '#domain/limits/limits.ts';
import { authOf } from '#domain/people/auth.server.ts';
import type { Auth, Place } from '#domain/people/auth.server.ts';
import { findSignedIn } from '#domain/people/session.server.ts';
import { signInPlace } from './sign-in-place.server.ts';
import { say } from '#i18n/messages.ts';
import { compressed } from './compress.server.ts';
import { secured } from './headers.server.ts';
import { logError, logRequest, requestId, sessionChange } from './log.server.ts';
import { measured } from './metrics.server.ts';
import { noteOutage, unlessAway } from './outage.server.ts';
import { stopping } from './stop.server.ts';
import { tooOften } from './too-often.server.ts';
import { startWork } from './work.server.ts';
import { direction, isLanguage, preferredLanguage } from '#text/languages.ts';

let store: Db;
let auth: Auth;
let signIn: Place;

/** A reload in development runs this file again in the same process, which must not open the same folder twice. */
const kept = globalThis as { cinnabarDatabase?: Promise<Db> };

export const init: ServerInit = async () => {
	const place = databasePlace();
	const isFirst = kept.cinnabarDatabase === undefined;
	store = await (kept.cinnabarDatabase ??= connect(place));
	signIn = signInPlace();
	keyRatesWith(signIn.secret);
	auth = authOf(store, signIn);
	if (!isFirst) return;
	const work = startWork(store, {
		signal: stopping.signal,
		isAlone: 'folder' in place,
		report: (problem, job) => {
			if (!noteOutage(problem)) logError(problem, job && { job: job.id });
		}
	});
	process.once('sveltekit:shutdown', () => {
		stopping.abort();
		void work.finally(() => store.destroy());
	});
};

export const handle: Handle = (asked) => unlessAway(asked.event, async () => answered(asked));

const answered: Handle = async ({ event, resolve }) => {
	const started = performance.now();
	const request = requestId();
	const first = event.url.pathname.split('/')[1];
	const language = isLanguage(first) ? first : preferredLanguage(event.request.headers.get('accept-language'));
	const { actor, signedIn } = await findSignedIn(store, auth, event.request.headers, language, config.strength);
	Object.assign(event.locals, {
		store,
		auth,
		origin: signIn.origin,
		actor,
		signedIn,
		language,
		cookies: [],
		request
	} satisfies Partial<App.Locals>);
	event.locals.db = readingAs(store, reachOf(actor));
	const peer = event.getClientAddress();
	event.locals.address = callerAddress(peer, event.request.headers.get('x-forwarded-for'));
	event.locals.isLocal = isLocal(peer, event.request.headers);
	const refused = await tooOften(event);
	const answer =
		refused ??
		(await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', language).replace('%dir%', direction(language))
		}));
	const safe = secured(event.request, compressed(event.request, answer), signedIn !== undefined);
	// The pages for signing in refuse by themselves, and their windows are a quarter of an hour.
	if (safe.status === 429 && !safe.headers.has('retry-after')) safe.headers.set('retry-after', '900');
	for (const cookie of event.locals.cookies) safe.headers.append('set-cookie', cookie);
	const milliseconds = performance.now() - started;
	const [route, method, status] = [event.route.id, event.request.method, safe.status];
	measured(route, method, status, milliseconds / 1000);
	logRequest({ request, route, method, status, milliseconds, refusal: event.locals.refusal, session: sessionChange(safe.headers) });
	return safe;
};

/** An error of ours is shown with the number under which it was written down, and nothing of what it says. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return;
	// A body that is not the form it says it is: whoever sent it is wrong, not we.
	if (error instanceof TypeError && /form ?data|content-type/i.test(error.message))
		return { status: 400, message: say(event.locals.language ?? 'en', 'refused.incomplete') };
	const outage = noteOutage(error);
	if (outage !== undefined) {
		event.locals.outage = outage;
		return { status: 503 };
	}
	const number = event.locals.request ?? requestId();
	logError(error, { request: number, route: event.route.id });
	return { number };
};

/**
 * A request made on this machine itself, not passed on by a proxy for someone elsewhere. Where the site has an address of its own, none
 * is taken for one: a proxy need not say that it is one.
 */
function isLocal(address: string, headers: Headers): boolean {
	const isLoopback =
		/^(::ffff:)?127\.|^::1$/.test(address) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(signIn.origin).hostname);
	return isLoopback && !headers.has('x-forwarded-for') && !headers.has('forwarded') && !headers.has('x-real-ip');
}
