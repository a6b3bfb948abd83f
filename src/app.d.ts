import type { Actor } from '#domain/actor.ts';
import type { Auth } from '#domain/people/auth.server.ts';
import type { SignedIn } from '#domain/people/session.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Outage } from '#db/outage.server.ts';
import type { MessageKey } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

declare global {
	namespace App {
		interface Locals {
			/** What the reader may see of the database: for pages. */
			db: Db;
			/** All of the database: for verbs, which check the actor. */
			store: Db;
			actor: Actor;
			/** Who is signed in, and how; undefined for a visitor. */
			signedIn: SignedIn | undefined;
			auth: Auth;
			/** The address under which people reach the site. */
			origin: string;
			/** The address of the machine that asks, as far as it can be told behind a proxy. */
			address: string;
			/** The request comes from this machine itself, and no proxy passed it on. */
			isLocal: boolean;
			language: Language;
			/** Cookies to be sent with the answer, as they stand in its header. */
			cookies: string[];
			/** The number under which this request is written down. */
			request: string;
			/** What kept the database from answering this request, if anything did. */
			outage?: Outage;
			/** Why the request was refused, for the log; there once it was. */
			refusal?: MessageKey;
		}
		interface Error {
			message: string;
			explained?: string;
			/** Under which number an error of ours was written down. */
			number?: string;
		}
	}
}
