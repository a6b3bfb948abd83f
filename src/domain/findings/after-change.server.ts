import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Moves } from '#domain/concepts/moves.ts';
import { countedPassages, spokenOf } from './counted.server.ts';
import type { Basis, Count } from './model.ts';
import { bases } from './model.ts';

export type FigureChange = { conceptId: string; basis: Basis; samples: boolean; before: Count; after: Count };

/**
 * How many Parties and passages count for the concepts that a change of the codebook touches, before it and right after it, before the
 * machine has proposed anew. As everywhere, real documents and samples are never counted together.
 */
export async function countAfterChange(db: Db, { follow, left }: Moves): Promise<FigureChange[]> {
	const nothing: Count = { parties: 0, passages: 0 };
	const joined = Map.groupBy(follow, ({ to }) => to);
	const figures: FigureChange[] = [];
	for (const samples of [false, true])
		for (const basis of bases) {
			const count = (concepts: readonly string[], of: Basis = basis) => countTogether(db, concepts, of, samples);
			for (const { from } of follow) figures.push({ conceptId: from, basis, samples, before: await count([from]), after: nothing });
			for (const [to, all] of joined)
				figures.push({
					...{ conceptId: to, basis, samples, before: await count([to]) },
					after: await count([to, ...all.map(({ from }) => from)])
				});
			// Proposals go, and what was accepted stays until somebody has settled it.
			for (const { from } of left)
				figures.push({ conceptId: from, basis, samples, before: await count([from]), after: await count([from], 'reviewed') });
		}
	return figures.filter(({ before, after }) => before.passages !== after.passages || before.parties !== after.parties);
}

async function countTogether(db: Db, concepts: readonly string[], basis: Basis, samples: boolean): Promise<Count> {
	const scheme = concepts[0]?.split('/')[0];
	return countedPassages(db, { basis, samples })
		.where(
			'passage.id',
			'in',
			spokenOf(db, basis, scheme)
				.where('evidence.conceptId', 'in', [...concepts])
				.select('evidence.passageId')
		)
		.select(({ fn }) => [
			fn.count<number>('document.party').distinct().as('parties'),
			sql<number>`count(distinct passage.id)`.as('passages')
		])
		.executeTakeFirstOrThrow();
}
