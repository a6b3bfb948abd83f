import type { Handle, ServerInit } from '@sveltejs/kit/hooks';
import { databasePlace } from '#config';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { localAdministrator, visitor } from '#domain/actor.ts';
import { compressed } from './compress.server.ts';
import { startWork } from './work.server.ts';
import { direction, isLanguage, preferredLanguage } from '#text/languages.ts';

let db: Db;

/** A reload in development runs this file again in the same process, which must not open the same folder twice. */
const kept = globalThis as { cinnabarDatabase?: Promise<Db> };

export const init: ServerInit = async () => {
	const place = databasePlace();
	const isFirst = kept.cinnabarDatabase === undefined;
	db = await (kept.cinnabarDatabase ??= connect(place));
	if (!isFirst) return;
	const stop = new AbortController();
	const work = startWork(db, { signal: stop.signal, isAlone: 'folder' in place, report: (problem) => console.error(problem) });
	process.once('sveltekit:shutdown', () => {
		stop.abort();
		void work.finally(() => db.destroy());
	});
};

export const handle: Handle = async ({ event, resolve }) => {
	const first = event.url.pathname.split('/')[1];
	const language = isLanguage(first) ? first : preferredLanguage(event.request.headers.get('accept-language'));
	event.locals.db = db;
	event.locals.language = language;
	event.locals.actor = isLocal(event.getClientAddress(), event.request.headers) ? localAdministrator : visitor;
	const answer = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%lang%', language).replace('%dir%', direction(language))
	});
	return compressed(event.request, answer);
};

/** A request made on this machine itself, not passed on by a proxy for someone elsewhere. */
function isLocal(address: string, headers: Headers): boolean {
	const isLoopback = /^(::ffff:)?127\.|^::1$/.test(address);
	return isLoopback && !headers.has('x-forwarded-for') && !headers.has('forwarded') && !headers.has('x-real-ip');
}
