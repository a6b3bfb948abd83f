import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { endsNow } from './holding.ts';

/** Stands where the address of someone was, in what must stay readable. */
const nobody = 'erased@erased.invalid';

/**
 * Erases a person's name, address and ways to sign in, and those of all who were merged into them. What they did stays, by a number that
 * names no one. Whoever calls has the right to.
 */
export async function forgetPerson(tx: Db, id: number): Promise<void> {
	const people = await tx
		.selectFrom('person')
		.select(['id', 'email'])
		.where((is) => is.or([is('id', '=', id), is('mergedInto', '=', id)]))
		.orderBy('id')
		.forUpdate()
		.execute();
	const ids = people.map((one) => one.id);
	const emails = people.map(({ email }) => email);
	if (ids.length === 0) return;
	await tx.updateTable('holding').set({ until: endsNow }).where('personId', 'in', ids).where('until', 'is', null).execute();
	for (const table of ['session', 'passkey', 'credential', 'consent', 'edit'] as const)
		await tx.deleteFrom(table).where('personId', 'in', ids).execute();
	await tx.deleteFrom('mail').where('recipient', 'in', emails).execute();
	for (const email of emails)
		await tx
			.deleteFrom('proof')
			.where('value', 'like', `%${JSON.stringify(email).replace(/[\\%_]/g, '\\$&')}%`)
			.execute();
	await tx.updateTable('correctionRequest').set({ email: null }).where('email', 'in', emails).execute();
	await forgetMotionsAbout(tx, emails);
	await tx
		.updateTable('person')
		.set({
			...{ name: '', image: null, language: null, needsPasskey: false, seenAt: null, remindedAt: null },
			...{ email: sql<string>`'erased-' || id || '@invalid'`, emailVerified: false, erasedAt: sql<Date>`now()` }
		})
		.where('id', 'in', ids)
		.execute();
}

/** What was moved about someone who is gone can no longer be carried, and no longer names them. */
async function forgetMotionsAbout(tx: Db, emails: string[]): Promise<void> {
	const about = sql<string>`input ->> 'email'`;
	await tx
		.updateTable('motion')
		.set({ state: 'withdrawn', settledAt: sql`now()` })
		.where('state', '=', 'open')
		.where(about, 'in', emails)
		.execute();
	await tx.updateTable('motion').set(nameless).where(about, 'in', emails).execute();
}

/** What a motion asked for, without whom it named, and without the note verbale that named them. */
export const nameless = {
	input: sql<string>`case when input ? 'email' then input || jsonb_build_object('email', ${nobody}::text) ||
		case when input ? 'name' then '{"name": ""}'::jsonb else '{}'::jsonb end else input end`,
	note: null,
	noteName: null
};

/** Whether a motion still names someone. */
export const namesSomeone = sql<boolean>`(note is not null or coalesce(input ->> 'email', ${nobody}::text) <> ${nobody}::text)`;
