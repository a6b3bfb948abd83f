import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import { officeKinds, operator } from '#domain/actor.ts';
import type { OfficeKind } from '#domain/actor.ts';
import { authOf, linkLife } from '#domain/people/auth.server.ts';
import { seatPerson } from '#domain/offices/seat.server.ts';
import { linkInHand, livingAddress, mailAddress } from '#domain/people/sign-in.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { signInPlace } from '../sign-in-place.server.ts';
import { prepareFacts } from './prepare.ts';
import type { Command } from './command.ts';

/** Who has the machine before anyone has a name. */
const operatorMail = 'operator@cinnabar.invalid';
const operatorOffices: OfficeKind[] = ['secretariat-administrator', 'analyst'];

/** A link for the operator, where no one is an administrator of the secretariat yet; undefined where someone is and has been here. */
export async function firstLink(db: Db, { origin, language }: { origin: string; language: Language }): Promise<string | undefined> {
	const someone = await db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.where('office.kind', '=', 'secretariat-administrator')
		.where('person.seenAt', 'is not', null)
		.select('holding.id')
		.executeTakeFirst();
	if (someone !== undefined) return undefined;
	for (const kind of operatorOffices) await seatPerson(db, operator, { email: operatorMail, kind, party: null, organisationId: null });
	return linkInHand(authOf(db, { ...signInPlace(), origin }), { email: operatorMail, language, origin });
}

/** Gives a person an office and prints a link to sign in with, for whoever stands at the machine: the way in when no mail arrives. */
export const invite: Command = {
	usage: 'invite MAIL [--office OFFICE] [--party XXX]',
	run: async ({ words, database, language, talk }) => {
		const text = { type: 'string' } as const;
		const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: { office: text, party: text } });
		const email = mailAddress.safeParse(positionals[0]);
		const kind = z.enum(officeKinds).optional().safeParse(values.office);
		if (!email.success) throw new Refusal('refused.incomplete');
		if (!kind.success) throw new Refusal('cli.wrong-option', { option: '--office' });
		const db = await database();
		await prepareFacts(db);
		if (kind.data !== undefined)
			await seatPerson(db, operator, { email: email.data, kind: kind.data, party: values.party ?? null, organisationId: null });
		const place = signInPlace();
		talk(say(language, 'sign-in.sent', { minutes: linkLife / 60 }));
		return linkInHand(authOf(db, place), { email: await livingAddress(db, email.data), language, origin: place.origin });
	}
};
