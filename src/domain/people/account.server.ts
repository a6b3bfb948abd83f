import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { isTrusted } from '../rights.ts';
import { hashPassword, verifyPassword } from './auth.server.ts';
import { mustBeGoodPassword } from './password.ts';
import type { SignedIn } from './session.server.ts';

/** Only a person has an account. */
function personOf({ personId }: Actor): number {
	if (personId === null) throw new Refusal('refused.not-allowed');
	return personId;
}

/** What a person's own page shows: name, sessions, passkeys, whether a password is set. Nothing of it can be used to sign in. */
export async function findAccount(db: Db, actor: Actor) {
	const id = personOf(actor);
	const person = await db
		.selectFrom('person')
		.select(['name', 'email', 'needsPasskey', 'createdAt'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const sessions = await db
		.selectFrom('session')
		.select(['id', 'means', 'createdAt', 'userAgent'])
		.where('personId', '=', id)
		.where('expiresAt', '>', sql<Date>`now()`)
		.orderBy('id', 'desc')
		.execute();
	const passkeys = await db.selectFrom('passkey').select(['id', 'name', 'createdAt']).where('personId', '=', id).orderBy('id').execute();
	const password = await db
		.selectFrom('credential')
		.select('id')
		.where('personId', '=', id)
		.where('providerId', '=', 'credential')
		.executeTakeFirst();
	return { ...person, sessions, passkeys, hasPassword: password !== undefined };
}

/** Changes the name by which others know a person. */
export async function rename(db: Db, actor: Actor, name: string): Promise<void> {
	const id = personOf(actor);
	await acting(db, actor, 'person.change', (tx) => tx.updateTable('person').set({ name }).where('id', '=', id).execute());
}

/** Ends one of the person's own sessions, or all but one. */
export async function endSession(db: Db, actor: Actor, which: { id: number } | { allBut: number }): Promise<void> {
	await db
		.deleteFrom('session')
		.where('personId', '=', personOf(actor))
		.where('id', 'id' in which ? '=' : '<>', 'id' in which ? which.id : which.allBut)
		.execute();
}

/** Ends every session of whoever has the mail address, or of everyone: for the operator. Returns how many there were. */
export async function endSessionsOf(db: Db, actor: Actor, whose: { email: string } | 'everyone'): Promise<number> {
	if (!isTrusted(actor)) throw new Refusal('refused.not-allowed');
	const { numDeletedRows } = await db
		.deleteFrom('session')
		.$if(whose !== 'everyone', (query) =>
			query.where('personId', 'in', (from) =>
				from
					.selectFrom('person')
					.select('id')
					.where('email', '=', whose === 'everyone' ? '' : whose.email)
			)
		)
		.executeTakeFirst();
	return Number(numDeletedRows);
}

/** Whether the person may add a passkey by what they signed in with: where one is required and there, only by one. */
export async function mustBeAbleToAddPasskey(db: Db, { personId, isWeak }: Pick<SignedIn, 'personId' | 'isWeak'>): Promise<void> {
	if (!isWeak) return;
	const one = await db.selectFrom('passkey').select('id').where('personId', '=', personId).executeTakeFirst();
	if (one !== undefined) throw new Refusal('account.weak');
}

/** Takes away one of the person's own passkeys. The last one stays while the person has asked that only a passkey counts. */
export async function removePasskey(db: Db, actor: Actor, passkeyId: number): Promise<void> {
	const id = personOf(actor);
	await acting(db, actor, 'person.change', async (tx) => {
		await tx.selectFrom('person').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
		await tx.deleteFrom('passkey').where('id', '=', passkeyId).where('personId', '=', id).execute();
		const { needsPasskey, left } = await tx
			.selectFrom('person')
			.select(['needsPasskey', sql<number>`(select count(*)::integer from passkey where person_id = person.id)`.as('left')])
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		if (needsPasskey && left === 0) throw new Refusal('account.strong-needs-passkey');
	});
}

/** Whether a link by mail alone gives this person rights. */
export async function requirePasskey(db: Db, actor: Actor, needsPasskey: boolean): Promise<void> {
	const id = personOf(actor);
	await acting(db, actor, 'person.change', async (tx) => {
		const passkey = await tx.selectFrom('passkey').select('id').where('personId', '=', id).executeTakeFirst();
		if (needsPasskey && passkey === undefined) throw new Refusal('account.strong-needs-passkey');
		await tx.updateTable('person').set({ needsPasskey }).where('id', '=', id).execute();
	});
}

/**
 * Sets or takes away the password. Who is in by the password itself must give it again; who has just come in by a link, a passkey or the
 * provider need not, for so a forgotten one is replaced. A change ends every other session: whoever knew the old one may be in them.
 */
export async function setPassword(
	db: Db,
	actor: Actor,
	{ password, current }: { password: string | undefined; current: string },
	{ sessionId, means }: Pick<SignedIn, 'sessionId' | 'means'>
): Promise<void> {
	const id = personOf(actor);
	const owner = await db
		.selectFrom('person')
		.leftJoin('credential', (on) => on.onRef('credential.personId', '=', 'person.id').on('credential.providerId', '=', 'credential'))
		.select(['name', 'email', 'credential.password as before'])
		.where('person.id', '=', id)
		.executeTakeFirstOrThrow();
	const mustBeSure = owner.before !== null && (means === 'password' || current !== '');
	if (mustBeSure && !(await verifyPassword(owner.before ?? '', current))) throw new Refusal('account.password-wrong');
	if (password !== undefined) mustBeGoodPassword(password, owner);
	const kept = password === undefined ? undefined : await hashPassword(password);
	await acting(db, actor, 'person.change', async (tx) => {
		await tx.deleteFrom('credential').where('personId', '=', id).where('providerId', '=', 'credential').execute();
		if (kept !== undefined) {
			const values = { personId: id, accountId: String(id), providerId: 'credential', password: kept };
			await tx.insertInto('credential').values(values).execute();
		}
		await tx.deleteFrom('session').where('personId', '=', id).where('id', '<>', sessionId).execute();
	});
}
