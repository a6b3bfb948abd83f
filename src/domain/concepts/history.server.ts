import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { differenceOf } from './difference.ts';
import { readVersion } from './snapshot.server.ts';

const pageSize = 25;
const columns = ['version', 'number', 'parent', 'origin', 'madeBy', 'madeAt', 'why'] as const;

/** The versions that are kept, the newest first: who made them, when and why, how many concepts they have and how many of these are new or changed. */
export async function listVersions(db: Db, before?: number) {
	const rows = await db
		.selectFrom('codebookVersion')
		.select(columns)
		.$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
		.orderBy('number', 'desc')
		.limit(pageSize + 1)
		.execute();
	const shown = rows.slice(0, pageSize);
	const counts = await countMembers(
		db,
		shown.map(({ version }) => version)
	);
	return {
		versions: shown.map((one) => ({ ...one, ...(counts.get(one.version) ?? { concepts: 0, retired: 0, changed: 0 }) })),
		next: rows.length > pageSize ? shown.at(-1)?.number : undefined
	};
}

async function countMembers(db: Db, versions: string[]) {
	if (versions.length === 0) return new Map<string, { concepts: number; retired: number; changed: number }>();
	const isRetired = sql<boolean>`concept_snapshot.content -> 'retired' is not null`;
	const rows = await db
		.selectFrom('codebookMember as member')
		.innerJoin('conceptSnapshot', 'conceptSnapshot.digest', 'member.digest')
		.innerJoin('codebookVersion', 'codebookVersion.version', 'member.version')
		.leftJoin('codebookMember as earlier', (join) =>
			join.onRef('earlier.version', '=', 'codebookVersion.parent').onRef('earlier.conceptId', '=', 'member.conceptId')
		)
		.where('member.version', 'in', versions)
		.groupBy('member.version')
		.select(({ fn }) => [
			'member.version',
			fn.countAll<number>().filterWhere(isRetired, '=', false).as('concepts'),
			fn.countAll<number>().filterWhere(isRetired, '=', true).as('retired'),
			fn
				.countAll<number>()
				.filterWhere(sql<boolean>`earlier.digest is distinct from member.digest`)
				.as('changed')
		])
		.execute();
	return new Map(rows.map(({ version, ...counts }) => [version, counts]));
}

/** One version with who made it, and the change by which it came to be. */
export async function findVersion(db: Db, version: string) {
	const row = await db.selectFrom('codebookVersion').select(columns).where('version', '=', version).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	const change = await db
		.selectFrom('codebookChange')
		.select(['id', 'kind', 'conceptId', 'settledBy', 'settledAt', 'why'])
		.where('version', '=', version)
		.orderBy('id')
		.limit(1)
		.executeTakeFirst();
	return { ...row, change };
}

/** Two versions and what the second has otherwise than the first. */
export async function compareVersions(db: Db, from: string, to: string) {
	const [older, newer] = [await findVersion(db, from), await findVersion(db, to)];
	return { from: older, to: newer, difference: differenceOf(await readVersion(db, from), await readVersion(db, to)) };
}

/** The versions in which a concept came, changed or left, the newest first. */
export async function listVersionsOf(db: Db, conceptId: string) {
	return db
		.selectFrom('codebookMember as member')
		.innerJoin('codebookVersion', 'codebookVersion.version', 'member.version')
		.leftJoin('codebookMember as earlier', (join) =>
			join.onRef('earlier.version', '=', 'codebookVersion.parent').onRef('earlier.conceptId', '=', 'member.conceptId')
		)
		.where('member.conceptId', '=', conceptId)
		.where(sql<boolean>`earlier.digest is distinct from member.digest`)
		.select(['codebookVersion.version', 'number', 'parent', 'origin', 'madeBy', 'madeAt', 'why'])
		.orderBy('number', 'desc')
		.limit(pageSize)
		.execute();
}

/** The drafts that nobody has settled yet, the newest first; of one concept where it is named. */
export async function listDrafts(db: Db, conceptId?: string) {
	return db
		.selectFrom('codebookChange')
		.select(['id', 'kind', 'conceptId', 'madeOn', 'madeBy', 'madeAt'])
		.where('state', '=', 'draft')
		.$if(conceptId !== undefined, (query) => query.where('conceptId', '=', conceptId ?? ''))
		.orderBy('id', 'desc')
		.limit(100)
		.execute();
}

/** Shipped versions that nobody has answered yet. */
export async function listOffers(db: Db) {
	return db.selectFrom('codebookOffer').select(['version', 'offeredAt']).where('answeredAt', 'is', null).orderBy('offeredAt').execute();
}
