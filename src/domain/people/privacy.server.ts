import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { isTrusted } from '../rights.ts';
import { forgetPerson } from './forget.server.ts';

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
		.select(['at', 'documentId', 'passageId', 'passages', 'way'])
		.where('personId', '=', id)
		.execute();
	const consents = await db
		.selectFrom('consent')
		.select(['purpose', 'wording', 'givenAt', 'withdrawnAt'])
		.where('personId', '=', id)
		.orderBy('id')
		.execute();
	const mail = await db
		.selectFrom('mail')
		.select(['subject', 'state', 'askedAt', 'sentAt'])
		.where('recipient', '=', person.email)
		.orderBy('id')
		.execute();
	const motions = await db
		.selectFrom('motion')
		.select(['id', 'kind', 'state', 'why', 'noteName', 'movedAt', 'settledAt'])
		.where((is) => is.or([is('movedBy', '=', id), is('settledBy', '=', id), is(sql`input ->> 'email'`, '=', person.email)]))
		.orderBy('id')
		.execute();
	const edits = await db
		.selectFrom('edit')
		.select(['record', 'recordId', 'words', 'why', 'setAsideAt'])
		.where('personId', '=', id)
		.orderBy('id')
		.execute();
	const requests = await db
		.selectFrom('correctionRequest')
		.select(['id', 'page', 'wrong', 'should', 'source', 'email', 'state', 'askedAt', 'answer'])
		.where('askedBy', '=', actor.key)
		.orderBy('id')
		.execute();
	const jobs = await db
		.selectFrom('job')
		.select(['id', 'kind', 'state', 'askedAt', 'outcome'])
		.where('askedBy', '=', actor.key)
		.orderBy('id')
		.execute();
	return { person, holdings, sessions, passkeys, credentials, consents, mail, motions, requests, edits, jobs, history, disclosures };
}

/** Erases a person at their own wish. What they did stays, by a number that names no one. */
export async function erasePerson(db: Db, actor: Actor): Promise<void> {
	if (actor.personId === null) throw new Refusal('refused.not-allowed');
	await erase(db, actor, actor.personId);
}

/** Erases someone who has asked for it and cannot sign in: by whoever has the machine itself. */
export async function eraseForThem(db: Db, actor: Actor, id: number): Promise<void> {
	if (!isTrusted(actor)) throw new Refusal('refused.not-allowed');
	await erase(db, actor, id);
}

/** Refuses the last administrator of the secretariat, for nobody could then give an office. */
async function erase(db: Db, actor: Actor, id: number): Promise<void> {
	await acting(db, actor, 'person.erase', async (tx) => {
		const person = await tx
			.selectFrom('person')
			.select('id')
			.where('id', '=', id)
			.where('erasedAt', 'is', null)
			.where('mergedInto', 'is', null)
			.executeTakeFirst();
		if (person === undefined) throw new Refusal('offices.no-such-person');
		const administrators = await tx
			.selectFrom('holding')
			.innerJoin('office', 'office.id', 'holding.officeId')
			.select('holding.personId')
			.where('office.kind', '=', 'secretariat-administrator')
			.where(sql<boolean>`until is null or until > now()`)
			.forUpdate('holding')
			.execute();
		if (administrators.length > 0 && administrators.every(({ personId }) => personId === id))
			throw new Refusal('account.last-administrator');
		await forgetPerson(tx, id);
	});
}

export type Erased = { id: number; began: string };
const began = sql<string>`created_at::text`;

/** Who has been erased: their numbers, and when their accounts began, which tells them from others of that number elsewhere. */
export async function listErased(db: Db): Promise<Erased[]> {
	return db
		.selectFrom('person')
		.select(['id', began.as('began')])
		.where('erasedAt', 'is not', null)
		.orderBy('id')
		.execute();
}

/** Erases again whom a backup has brought back. Returns how many there were. */
export async function eraseAgain(db: Db, actor: Actor, erased: readonly Erased[]): Promise<number> {
	if (!isTrusted(actor)) throw new Refusal('refused.not-allowed');
	if (erased.length === 0) return 0;
	const since = new Map(erased.map((one) => [one.id, one.began]));
	return acting(db, actor, 'person.erase', async (tx) => {
		const back = await tx
			.selectFrom('person')
			.select(['id', began.as('began')])
			.where('id', 'in', [...since.keys()])
			.where('erasedAt', 'is', null)
			.orderBy('id')
			.execute();
		const same = back.filter((one) => since.get(one.id) === one.began);
		for (const { id } of same) await forgetPerson(tx, id);
		return same.length;
	});
}
