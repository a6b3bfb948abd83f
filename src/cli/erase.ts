import { z } from 'zod';
import { operator } from '#domain/actor.ts';
import { eraseForThem } from '#domain/people/privacy.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { Command } from './command.ts';

const numbers = z.array(z.coerce.number().int().positive().max(2_147_483_647)).nonempty();

/** Erases the accounts of people who have asked for it and cannot do it themselves, by the number of the account. */
export const erase: Command = {
	usage: 'erase NUMBER…',
	run: async ({ words, database, language }) => {
		const ids = numbers.safeParse(words);
		if (!ids.success) throw new Refusal('refused.incomplete');
		const db = await database();
		for (const id of ids.data) await eraseForThem(db, operator, id);
		return say(language, 'privacy.erased', { count: ids.data.length });
	}
};
