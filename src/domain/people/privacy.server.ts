import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';

/** Everything that is held about a person, for that person: what they are called, where they hold an office, how they sign in, what they did. */
export async function exportPerson(db: Db, actor: Actor): Promise<Record<string, unknown>> {
	const id = actor.personId;
	if (id === null) throw new Refusal('refused.not-allowed');
	const person = await db
		.selectFrom('person')
		.select(['id', 'name', 'email', 'language', 'needsPasskey', 'seenAt', 'createdAt'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const holdings = await db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.select(['office.kind', 'office.party', 'office.organisationId', 'holding.since', 'holding.until'])
		.where('personId', '=', id)
		.orderBy('holding.id')
		.execute();
	const sessions = await db
		.selectFrom('session')
		.select(['means', 'createdAt', 'expiresAt', 'userAgent'])
		.where('personId', '=', id)
		.execute();
	const passkeys = await db.selectFrom('passkey').select(['name', 'createdAt']).where('personId', '=', id).execute();
	const credentials = await db.selectFrom('credential').select(['providerId', 'createdAt']).where('personId', '=', id).execute();
	const history = await db
		.selectFrom('history')
		.select(['id', 'at', 'act', 'record', 'recordId', 'why'])
		.where('personId', '=', id)
		.orderBy('id')
		.execute();
	const disclosures = await db
		.selectFrom('disclosure')
		.select(['at', 'documentId', 'passages', 'way'])
		.where('personId', '=', id)
		.execute();
	return { person, holdings, sessions, passkeys, credentials, history, disclosures };
}

/**
 * Erases a person's name, address and ways to sign in. What they did stays, by a number that names no one. Refuses the last
 * administrator of the secretariat, for nobody could then give an office.
 */
export async function erasePerson(db: Db, actor: Actor): Promise<void> {
	const id = actor.personId;
	if (id === null) throw new Refusal('refused.not-allowed');
	await acting(db, actor, 'person.erase', async (tx) => {
		const others = await tx
			.selectFrom('holding')
			.innerJoin('office', 'office.id', 'holding.officeId')
			.select('holding.id')
			.where('office.kind', '=', 'secretariat-administrator')
			.where('personId', '<>', id)
			.where(sql<boolean>`until is null or until > now()`)
			.forUpdate('holding')
			.executeTakeFirst();
		const isAdministrator = actor.offices.some(({ kind }) => kind === 'secretariat-administrator');
		if (isAdministrator && others === undefined) throw new Refusal('account.last-administrator');
		await tx
			.updateTable('holding')
			.set({ until: sql`now()` })
			.where('personId', '=', id)
			.where('until', 'is', null)
			.execute();
		for (const table of ['session', 'passkey', 'credential'] as const) await tx.deleteFrom(table).where('personId', '=', id).execute();
		const { email } = await tx.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow();
		await tx.deleteFrom('mail').where('recipient', '=', email).execute();
		await tx
			.deleteFrom('proof')
			.where('value', 'like', `%${JSON.stringify(email).replace(/[\\%_]/g, '\\$&')}%`)
			.execute();
		await tx
			.updateTable('person')
			.set({ name: '', email: `erased-${id}@invalid`, image: null, language: null, needsPasskey: false, erasedAt: sql`now()` })
			.where('id', '=', id)
			.execute();
	});
}
