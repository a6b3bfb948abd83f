import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import type { Level } from '../level.ts';

/** The ways in which something is shown. */
export type Way = 'document' | 'passage' | 'original';

/** Writes down that someone was shown closed passages of a document. Nothing is written where all of it was public. */
export async function discloses(db: Db, actor: Actor, shown: { documentId: number; levels: readonly Level[]; way: Way }): Promise<void> {
	const passages = shown.levels.filter((level) => level !== 'public').length;
	if (passages === 0) return;
	const officeId = actor.offices[0]?.id ?? null;
	await db
		.insertInto('disclosure')
		.values({ personId: actor.personId, officeId, documentId: shown.documentId, passages, way: shown.way })
		.execute();
}

/** To whom closed parts of a document were shown, the latest first: for its own Party and the secretariat. */
export async function listDisclosures(db: Db, documentId: number) {
	return db
		.selectFrom('disclosure')
		.leftJoin('office', 'office.id', 'disclosure.officeId')
		.select(['disclosure.id', 'at', 'passages', 'way', 'office.kind as office', 'office.party', 'personId'])
		.where('documentId', '=', documentId)
		.orderBy('disclosure.id', 'desc')
		.limit(50)
		.execute();
}

/** The levels of the passages of a document that are not public. */
export async function listLevels(db: Db, documentId: number): Promise<Level[]> {
	const rows = await db.selectFrom('passage').select('level').where('documentId', '=', documentId).where('level', '<>', 'public').execute();
	return rows.map(({ level }) => level);
}
