import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { officeFor } from './giving.server.ts';
import { endsNow } from '../people/holding.ts';

type Pair = { keep: number; merge: number };

/** Makes one person of two: offices and ways to sign in go to the one who is kept. Both are held still by whoever calls. */
export async function mergePeople(tx: Db, { keep, merge }: Pair): Promise<void> {
	await endTwice(tx, { keep, merge });
	await tx.updateTable('holding').set({ personId: keep }).where('personId', '=', merge).execute();
	await sql`delete from credential where person_id = ${merge} and provider_id = 'credential'
		and exists (select from credential kept where kept.person_id = ${keep} and kept.provider_id = 'credential')`.execute(tx);
	await tx
		.updateTable('credential')
		.set({ accountId: String(keep) })
		.where('personId', '=', merge)
		.where('providerId', '=', 'credential')
		.execute();
	for (const table of ['session', 'passkey', 'credential'] as const)
		await tx.updateTable(table).set({ personId: keep }).where('personId', '=', merge).execute();
	await sql`update person set needs_passkey = person.needs_passkey or other.needs_passkey, seen_at = greatest(person.seen_at, other.seen_at),
		name = case when person.name = '' then other.name else person.name end
		from person other where person.id = ${keep} and other.id = ${merge}`.execute(tx);
	// A link that was sent before would sign in as someone who is no longer there.
	await sql`delete from proof using person where person.id = ${merge} and strpos(proof.value, to_json(person.email)::text) > 0`.execute(tx);
	await tx
		.updateTable('person')
		.set({ mergedInto: keep })
		.where((is) => is.or([is('id', '=', merge), is('mergedInto', '=', merge)]))
		.execute();
}

/** Where both hold the same office, the holding of the one who goes ends; had it been confirmed, the one that stays is. */
async function endTwice(tx: Db, { keep, merge }: Pair): Promise<void> {
	await sql`update holding set motion_id = other.motion_id from holding other
		where holding.person_id = ${keep} and holding.until is null and holding.motion_id is null
		and other.person_id = ${merge} and other.until is null and other.office_id = holding.office_id and other.motion_id is not null`.execute(tx);
	await tx
		.updateTable('holding')
		.set({ until: endsNow })
		.where('personId', '=', merge)
		.where('until', 'is', null)
		.where('officeId', 'in', (from) =>
			from.selectFrom('holding').select('officeId').where('personId', '=', keep).where('until', 'is', null)
		)
		.execute();
}

/**
 * Makes one organisation of two: offices, deadlines and documents go to the one that is kept. The people of each then see what was
 * closed to the other, so that only whoever settles motions may.
 */
export async function mergeOrganisations(db: Db, actor: Actor, { keep, merge }: Pair): Promise<void> {
	const subject = { kind: 'organisation' } as const;
	mustMay(actor, 'change', subject);
	mustMay(actor, 'settle', { kind: 'motion' });
	if (keep === merge) throw new Refusal('refused.incomplete');
	await acting(
		db,
		actor,
		'organisation.change',
		async (tx) => {
			const both = await tx
				.selectFrom('organisation')
				.select('id')
				.where('id', 'in', [keep, merge])
				.where('mergedInto', 'is', null)
				.orderBy('id')
				.forUpdate()
				.execute();
			if (both.length < 2) throw new Refusal('refused.not-found');
			await moveOffices(tx, { keep, merge });
			await tx.updateTable('document').set({ organisationId: keep }).where('organisationId', '=', merge).execute();
			await tx
				.updateTable('organisation')
				.set({ mergedInto: keep })
				.where((is) => is.or([is('id', '=', merge), is('mergedInto', '=', merge)]))
				.execute();
		},
		{ office: officeFor(actor, 'change', subject) }
	);
}

async function moveOffices(tx: Db, { keep, merge }: Pair): Promise<void> {
	const offices = await tx
		.selectFrom('office')
		.select(['id', 'kind', 'organisationId'])
		.where('organisationId', 'in', [keep, merge])
		.orderBy('id')
		.forUpdate()
		.execute();
	for (const { id, kind } of offices.filter((one) => one.organisationId === merge)) {
		const same = offices.find((one) => one.organisationId === keep && one.kind === kind);
		if (same === undefined) {
			await tx.updateTable('office').set({ organisationId: keep }).where('id', '=', id).execute();
			continue;
		}
		await tx
			.updateTable('holding')
			.set({ until: endsNow })
			.where('officeId', '=', id)
			.where('until', 'is', null)
			.where('personId', 'in', (from) =>
				from.selectFrom('holding').select('personId').where('officeId', '=', same.id).where('until', 'is', null)
			)
			.execute();
		for (const table of ['holding', 'deadline'] as const)
			await tx.updateTable(table).set({ officeId: same.id }).where('officeId', '=', id).execute();
	}
}
