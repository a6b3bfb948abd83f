import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import { lay } from './model.ts';
import type { Clash, Words } from './model.ts';
import type { EditedRecord } from './write.server.ts';

/** Two versions of a field, and who made the one that stands. */
export type ShownClash<F extends string = string> = Clash<F> & { by: string | null; at: Date | null };

/** What the actor had set aside on a record, laid over what it says now; nothing where they had not. */
export async function findSetAside<F extends string>(
	db: Db,
	{ personId }: Actor,
	{ record, id }: { record: EditedRecord; id: number },
	{ fields, now }: { fields: readonly F[]; now: Words<F> }
) {
	if (personId === null) return undefined;
	const edit = await db
		.selectFrom('edit')
		.select(['began', 'words', 'why', 'setAsideAt'])
		.where('record', '=', record)
		.where('recordId', '=', id)
		.where('personId', '=', personId)
		.executeTakeFirst();
	if (edit === undefined) return undefined;
	// What stands in these columns was put there by us, with the same fields.
	const laid = lay(fields, { began: edit.began as Words<F>, words: edit.words as Words<F> }, now);
	return { ...laid, why: edit.why, setAsideAt: edit.setAsideAt, clashes: await withWriters(db, { record, id }, laid.clashes) };
}

/** Says of each clash who wrote what stands, and when. */
async function withWriters<F extends string>(
	db: Db,
	{ record, id }: { record: EditedRecord; id: number },
	clashes: readonly Clash<F>[]
): Promise<ShownClash<F>[]> {
	const { rows } = await sql<{ field: string; by: string; at: Date }>`
		select distinct on (field) field, history.by, history.at
		from history cross join lateral jsonb_object_keys(history.after) field
		where history.record = ${record} and history.record_id = ${String(id)} and history.before is not null and history.after is not null
		order by field, history.id desc`.execute(db);
	const last = new Map(rows.map((row) => [row.field, row]));
	return clashes.map((clash) => ({ ...clash, by: last.get(clash.field)?.by ?? null, at: last.get(clash.field)?.at ?? null }));
}

/** Where the actor has words set aside, the latest first. */
export async function listSetAside(db: Db, { personId }: Actor) {
	if (personId === null) return [];
	return db
		.selectFrom('edit')
		.leftJoin('sentence', (on) => on.onRef('sentence.id', '=', 'edit.recordId').on('edit.record', '=', 'sentence'))
		.select(['edit.id', 'edit.record', 'edit.recordId', 'edit.setAsideAt', 'sentence.studyId', 'sentence.position'])
		.where('edit.personId', '=', personId)
		.orderBy('edit.setAsideAt', 'desc')
		.orderBy('edit.id', 'desc')
		.execute();
}
