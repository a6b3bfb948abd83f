import type { Db } from '#db/connect.server.ts';
import type { OfficeKind } from '../actor.ts';
import { provisionalDays, silentDays } from './model.ts';
import type { AlarmKind } from './model.ts';

export type Alarm = {
	kind: AlarmKind;
	officeId: number | null;
	office: OfficeKind;
	party: string | null;
	organisationId: number | null;
	/** Since when: the last sign of a holder, the beginning of a holding, or the day by which something was due. */
	since: Date | string | null;
	name: string | null;
};

const day = 24 * 60 * 60_000;
const before = (now: Date, days: number) => new Date(now.getTime() - days * day);

/** What someone should look into: focal points that are missing, not confirmed or silent, and deadlines that have passed. */
export async function officeAlarms(db: Db, now: Date): Promise<Alarm[]> {
	const [vacant, held, overdue] = await Promise.all([vacantParties(db), heldNow(db), overdueDeadlines(db, now)]);
	const provisional = held.filter(
		({ kind, motionId, since }) => kind === 'focal-point' && motionId === null && since < before(now, provisionalDays)
	);
	const silent = held
		.map((one) => ({ ...one, since: one.seenAt !== null && one.seenAt > one.since ? one.seenAt : one.since }))
		.filter(({ since }) => since < before(now, silentDays));
	const ofHolding =
		(kind: AlarmKind) =>
		(one: (typeof held)[number]): Alarm => ({
			...{ kind, officeId: one.officeId, office: one.kind, party: one.party, organisationId: one.organisationId },
			...{ since: one.since, name: one.name }
		});
	return [...vacant, ...provisional.map(ofHolding('provisional')), ...silent.map(ofHolding('silent')), ...overdue];
}

/** Parties that have some office, and nobody who is their focal point. */
async function vacantParties(db: Db): Promise<Alarm[]> {
	const rows = await db
		.selectFrom('office')
		.leftJoin('holding', (join) => join.onRef('holding.officeId', '=', 'office.id').on('holding.until', 'is', null))
		.select(['office.id', 'office.party', 'office.kind', 'holding.id as holding'])
		.where('office.party', 'is not', null)
		.orderBy('office.party')
		.execute();
	return [...Map.groupBy(rows, ({ party }) => party)].flatMap(([party, offices]): Alarm[] => {
		const points = offices.filter(({ kind }) => kind === 'focal-point');
		if (points.some(({ holding }) => holding !== null)) return [];
		const officeId = points[0]?.id ?? null;
		return [{ kind: 'vacant', officeId, office: 'focal-point', party, organisationId: null, since: null, name: null }];
	});
}

function heldNow(db: Db) {
	return db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.select(['office.id as officeId', 'office.kind', 'office.party', 'office.organisationId'])
		.select(['holding.motionId', 'holding.since', 'person.name', 'person.seenAt'])
		.where('holding.until', 'is', null)
		.orderBy('holding.id')
		.execute();
}

async function overdueDeadlines(db: Db, now: Date): Promise<Alarm[]> {
	const rows = await db
		.selectFrom('deadline')
		.innerJoin('office', 'office.id', 'deadline.officeId')
		.select(['office.id as officeId', 'office.kind as office', 'office.party', 'office.organisationId', 'deadline.what', 'deadline.due'])
		.where('deadline.doneAt', 'is', null)
		.where('deadline.due', '<', now.toISOString().slice(0, 10))
		.orderBy('deadline.due')
		.execute();
	return rows.map(({ what, due, ...office }) => ({ ...office, kind: 'overdue' as const, since: due, name: what }));
}
