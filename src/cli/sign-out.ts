import { parseArgs } from 'node:util';
import { operator } from '#domain/actor.ts';
import { endSessionsOf } from '#domain/people/account.server.ts';
import { mailAddress } from '#domain/people/sign-in.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { Command } from './command.ts';

/** Ends every session of a person, or of everyone. */
export const signOut: Command = {
	usage: 'sign-out MAIL | sign-out --all',
	run: async ({ words, database, language, talk }) => {
		const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: { all: { type: 'boolean' } } });
		const email = mailAddress.safeParse(positionals[0]);
		if (values.all !== true && !email.success) throw new Refusal('refused.incomplete');
		const whose = email.success && values.all !== true ? { email: email.data } : 'everyone';
		const count = await endSessionsOf(await database(), operator, whose);
		talk(say(language, 'sign-in.ended', { count }));
		return undefined;
	}
};
