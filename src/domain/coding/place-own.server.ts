import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import type { GivenCode } from './input.ts';
import { placeCode } from './place-code.server.ts';

/** An adjudicator's own codes with the places of their words; refuses words that are not in the passage, and concepts that are not asked about. */
export async function placeOwn(
	db: Db,
	actor: Actor,
	projectId: number,
	passageId: number,
	own: readonly GivenCode[]
): Promise<GivenCode[]> {
	mustMay(actor, 'manage', { kind: 'coding-project', party: null, organisationId: null });
	const passage = await db
		.selectFrom('codingPassage')
		.innerJoin('codingProject', 'codingProject.id', 'codingPassage.projectId')
		.innerJoin('passage', 'passage.id', 'codingPassage.passageId')
		.where('projectId', '=', projectId)
		.where('passageId', '=', passageId)
		.select(['body', 'schemes'])
		.executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	const placed: GivenCode[] = [];
	for (const code of own) placed.push({ ...code, near: (await placeCode(db, passage, code)).start });
	return placed;
}
