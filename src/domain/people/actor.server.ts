import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';

/** A person as an actor, with the offices that they hold today. Who was erased or merged into another holds none. */
export async function actorOf(db: Db, personId: number): Promise<Actor> {
	const held = await db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['office.id', 'office.kind', 'office.party', 'office.organisationId', 'holding.motionId'])
		.where('holding.personId', '=', personId)
		.where('person.mergedInto', 'is', null)
		.where('person.erasedAt', 'is', null)
		.where('holding.since', '<=', sql<Date>`now()`)
		.where((is) => is.or([is('holding.until', 'is', null), is('holding.until', '>', sql<Date>`now()`)]))
		.orderBy('office.id')
		.execute();
	const offices = held.map(({ id, kind, party, organisationId, motionId }) => ({
		id,
		kind,
		party,
		organisationId,
		isProvisional: kind === 'focal-point' && motionId === null
	}));
	return { key: `person/${personId}`, personId, offices };
}
