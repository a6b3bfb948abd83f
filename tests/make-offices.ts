import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import type { Actor, OfficeKind } from '#domain/actor.ts';
import { actorOf } from '#domain/people/actor.server.ts';
import { seatPerson } from '#domain/offices/seat.server.ts';

/** Has the operator give an office, and returns who holds it now. A focal point is confirmed unless told otherwise. */
export async function makeHolder(
	db: Db,
	kind: OfficeKind,
	email: string,
	about: { party?: string; organisationId?: number; isProvisional?: boolean; name?: string } = {}
): Promise<Actor> {
	const { party = null, organisationId = null, isProvisional = false, name = email.split('@')[0] ?? '' } = about;
	const officeId = await seatPerson(db, operator, { kind, party, organisationId, email, name });
	const { id } = await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow();
	if (kind === 'focal-point' && !isProvisional) {
		const motion = await db
			.insertInto('motion')
			.values({ kind: 'give-office', state: 'carried', input: JSON.stringify({ kind, party, organisationId, email, name }), why: 'made' })
			.returning('id')
			.executeTakeFirstOrThrow();
		await db.updateTable('holding').set({ motionId: motion.id }).where('officeId', '=', officeId).where('personId', '=', id).execute();
	}
	return actorOf(db, id);
}
