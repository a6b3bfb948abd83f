import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import { discloses } from '../documents/disclosure.server.ts';
import { disclosesStudy } from '../studies/withheld.server.ts';
import type { Concerned } from './model.ts';

/** Writes down what of the record beside a request is closed. `db` is what the reader sees, `store` the whole database. */
export async function disclosesConcerned(
	db: Db,
	store: Db,
	actor: Actor,
	{ kind, id, documentId, passageId, studyId }: Concerned
): Promise<void> {
	await discloses(store, actor, 'passage', {
		named: documentId === null ? [] : [documentId],
		passages: passageId === null ? [] : [passageId]
	});
	if (kind === 'sentence' && studyId !== null)
		await disclosesStudy(db, store, actor, { way: 'study', studyId, position: Number(id.split('.')[1]) });
}
