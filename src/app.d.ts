import type { Actor } from '#domain/actor.ts';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';

declare global {
	namespace App {
		interface Locals {
			db: Db;
			actor: Actor;
			language: Language;
		}
		interface Error {
			message: string;
			explained?: string;
		}
	}
}
