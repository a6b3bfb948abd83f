import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Level } from '#domain/level.ts';
import type { Pool } from './input.ts';

/** A passage that could be drawn, with its stratum: language, UN group and kind of document. */
export type Drawable = { id: number; stratum: string; isEmpty: boolean };

/** Levels that everyone who codes may read; what is a Party's own is never drawn. */
export type ReadBy = readonly Exclude<Level, 'own'>[];

/**
 * The passages of the pool in the order of their numbers: of the latest published version of each document, in a language that we code,
 * said by a Party and not printed by a form. `isEmpty` where no machine has proposed anything.
 */
export async function listPool(db: Db, pool: Pool, levels: ReadBy): Promise<Drawable[]> {
	const { languages, regions, kinds, cycle, conceptId, words, samples } = pool;
	return db
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.leftJoin('party', 'party.iso3', 'document.party')
		.where('newer.supersedes', 'is', null)
		.where('document.isSample', '=', samples)
		.where('document.state', '=', 'published')
		.where('document.needsOcr', '=', false)
		.where('passage.kind', 'not in', ['question', 'heading'])
		.where('passage.language', 'is not', null)
		.where('passage.level', 'in', [...levels])
		.$if(languages.length > 0, (query) => query.where('passage.language', 'in', languages))
		.$if(regions.length > 0, (query) => query.where('party.unGroup', 'in', regions))
		.$if(kinds.length > 0, (query) => query.where('document.kind', 'in', kinds))
		.$if(cycle !== undefined, (query) => query.where('document.cycle', '=', cycle ?? ''))
		.$if(words !== undefined, (query) => query.where(sql<SqlBool>`strpos(lower(passage.body), lower(${words ?? ''})) > 0`))
		.$if(conceptId !== undefined, (query) =>
			query.where(({ exists, selectFrom }) =>
				exists(
					selectFrom('evidence')
						.whereRef('evidence.passageId', '=', 'passage.id')
						.where('evidence.conceptId', '=', conceptId ?? '')
						.where('evidence.status', '<>', 'refused')
						.select('evidence.id')
				)
			)
		)
		.select([
			'passage.id',
			sql<string>`passage.language || '/' || coalesce(party.un_group::text, 'none') || '/' || document.kind`.as('stratum'),
			sql<boolean>`not exists (select from evidence inner join coder on coder.id = evidence.coder_id
				where evidence.passage_id = passage.id and coder.kind = 'machine')`.as('isEmpty')
		])
		.orderBy('passage.id')
		.execute();
}
