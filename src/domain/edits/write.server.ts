import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import { lay } from './model.ts';
import type { Edit, Outcome, Words } from './model.ts';

/** The records that are edited in words. */
export type EditedRecord = 'document' | 'sentence';
type Place = { record: EditedRecord; id: number };

/**
 * Writes an edit where it meets no other, together with what others have changed beside it; else sets it aside for its writer and changes
 * nothing. Whoever calls holds the record still, and has seen that the actor may change it.
 */
export async function settleEdit<F extends string>(
	tx: Db,
	actor: Actor,
	place: Place,
	edit: Edit<F>,
	{ fields, now, write }: { fields: readonly F[]; now: Words<F>; write: (words: Words<F>) => Promise<void> }
): Promise<Outcome<F>> {
	const { words, clashes, kept } = lay(fields, edit, now);
	if (clashes.length > 0) {
		await setAside(tx, actor, place, edit);
		return { isSaved: false, clashes };
	}
	if (fields.some((field) => words[field] !== now[field])) await write(words);
	await dropEdit(tx, actor, place);
	return { isSaved: true, kept };
}

/** Keeps what someone wrote, in place of what they wrote there before. Who has no account keeps it on their screen only. */
async function setAside(tx: Db, { personId }: Actor, { record, id }: Place, { began, words, why }: Edit): Promise<void> {
	if (personId === null) return;
	const kept = { began: JSON.stringify(began), words: JSON.stringify(words), why };
	await tx
		.insertInto('edit')
		.values({ record, recordId: id, personId, ...kept })
		.onConflict((one) => one.columns(['record', 'recordId', 'personId']).doUpdateSet({ ...kept, setAsideAt: sql`now()` }))
		.execute();
}

/** Forgets what the actor had set aside. */
export async function dropEdit(db: Db, { personId }: Actor, { record, id }: Place): Promise<void> {
	if (personId === null) return;
	await db.deleteFrom('edit').where('record', '=', record).where('recordId', '=', id).where('personId', '=', personId).execute();
}
