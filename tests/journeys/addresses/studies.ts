import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import type { Level } from '#domain/level.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { firstOf, makeDocument } from './documents.ts';
import { isNational, isOwn, isSecretariat, partyA } from './roles.ts';
import type { Role } from './roles.ts';
import { plant } from './words.ts';

export type MadeStudy = { id: number; level: Level; positions: { position: number; isWithheld: (role: Role) => boolean }[] };

/** A study is no one's own: it is for everyone, for Parties, or for the secretariat. */
export const seesStudy =
	(level: Level) =>
	(role: Role): boolean =>
		level === 'public' || isSecretariat(role) || (level === 'parties' && isNational(role));

/** A study of what was public, one report of which was closed since. */
export async function makeStudy(db: Db): Promise<MadeStudy> {
	const closing = await makeDocument(db, { owner: partyA, level: 'public', state: 'published' });
	const id = await draftStudy(db, operator, { language: 'en', filters: { basis: 'proposed', samples: false } });
	await db.updateTable('document').set({ level: 'secretariat', state: 'withdrawn' }).where('id', '=', closing.id).execute();
	for (const one of [closing, ...closing.passages]) one.level = 'secretariat';
	const sentences = await db
		.selectFrom('sentence')
		.leftJoin('sentenceSource', (join) =>
			join.onRef('sentenceSource.sentenceId', '=', 'sentence.id').on('sentenceSource.passageId', '=', firstOf(closing).id)
		)
		.select(['position', 'sentenceSource.passageId'])
		.where('studyId', '=', id)
		.orderBy('position')
		.execute();
	const mayNot = (role: Role) => !isSecretariat(role) && !isOwn(role, partyA);
	const positions = sentences.map(({ position, passageId }) => ({ position, isWithheld: passageId === null ? () => false : mayNot }));
	return { id, level: 'public', positions: [...positions.filter((_, index) => index % 12 === 0), ...positions.slice(-1)] };
}

/** A study of one sentence, for the readers of one level. */
export async function makeBareStudy(db: Db, level: 'public' | 'parties' | 'secretariat'): Promise<MadeStudy & { body: string }> {
	const filters = { basis: 'proposed', samples: false };
	const { id } = await db
		.insertInto('study')
		.values({ language: 'en', filters: JSON.stringify(filters), draftedBy: 'operator', level })
		.returning('id')
		.executeTakeFirstOrThrow();
	const body = `${plant(`a study for ${level}`, seesStudy(level))} is what was found.`;
	const recipe = { query: 'nothing', about: [], filters, denominator: null, date: '2026-01-01T00:00:00Z', digest: '' };
	await db
		.insertInto('sentence')
		.values({
			...{ studyId: id, position: 1, section: 'method', said: 'study.method', paragraph: 1, body },
			recipe: JSON.stringify({ ...recipe, result: {}, sources: 0, first: [] })
		})
		.execute();
	return { id, level, body, positions: [{ position: 1, isWithheld: () => false }] };
}
