import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { seePublic, seeWhole, together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { measuredOn } from '#domain/findings/estimates.server.ts';
import { mustMay } from '#domain/rights.ts';
import type { Actor } from '#domain/actor.ts';
import type { Language } from '#text/languages.ts';
import { composeStudy } from './compose.server.ts';
import { inTurns } from './model.ts';
import type { Placed, Recipe, StudyFilters, Written } from './model.ts';

/** Writes a study from the figures of this moment and keeps it with the recipe and the sources of each sentence. Returns its number. */
export async function draftStudy(
	db: Db,
	actor: Actor,
	{ language, filters }: { language: Language; filters: StudyFilters }
): Promise<number> {
	mustMay(actor, 'draft', { kind: 'study' });
	return together(db, async (tx) => {
		// All figures must be of one moment, whatever is reviewed meanwhile. Inside another transaction it is for that one to say.
		if (!db.isTransaction) await sql`set transaction isolation level repeatable read`.execute(tx);
		const now = new Date();
		await acting(tx, actor, 'study.draft', async () => undefined);
		const measured = await measuredOn(tx, filters.samples);
		// A study is for everyone: what is closed may not shine through its figures.
		await seePublic(tx);
		const sentences = await composeStudy(tx, { language, filters, at: now, measured });
		await seeWhole(tx);
		const { id } = await tx
			.insertInto('study')
			.values({ language, filters: JSON.stringify(filters), draftedAt: now, draftedBy: actor.key })
			.returning('id')
			.executeTakeFirstOrThrow();
		await insertSentences(tx, id, sentences, { filters, at: now, partyOf: await partiesOf(tx, sentences) });
		await insertSources(tx, id, sentences);
		return id;
	});
}

/** The same for the same answer from the same passages. */
export function digestOf({ result, sources }: Pick<Written, 'result' | 'sources'>): string {
	return createHash('sha256')
		.update(JSON.stringify([result, sources]))
		.digest('hex');
}

/** So many sources of each sentence are kept in the order in which they are shown. */
const keptInOrder = 60;

type Moment = { filters: StudyFilters; at: Date; partyOf: ReadonlyMap<number, string | null> };

function recipeOf(written: Written, { filters, at, partyOf }: Moment): Recipe {
	const { query, about, denominator, result, sources } = written;
	const first = inTurns(sources, partyOf, keptInOrder);
	return { query, about, filters, denominator, date: at.toISOString(), digest: digestOf(written), result, sources: sources.length, first };
}

async function partiesOf(tx: Db, sentences: readonly Placed[]): Promise<Map<number, string | null>> {
	const ids = JSON.stringify([...new Set(sentences.flatMap(({ sources }) => sources))]);
	const { rows } = await sql<{ id: number; party: string | null }>`
		select passage.id, document.party from passage inner join document on document.id = passage.document_id
		where passage.id in (select value::int from json_array_elements_text(${ids}::json))`.execute(tx);
	return new Map(rows.map(({ id, party }) => [id, party]));
}

async function insertSentences(tx: Db, studyId: number, sentences: Placed[], moment: Moment): Promise<void> {
	const rows = sentences.map((one) => {
		const { position, section, paragraph, item, said, body } = one;
		return { studyId, position, section, paragraph, item, said, body, recipe: JSON.stringify(recipeOf(one, moment)) };
	});
	await tx.insertInto('sentence').values(rows).execute();
}

/** So many at a time that no single parameter grows beyond a few megabytes. */
const atOnce = 50_000;

async function insertSources(tx: Db, studyId: number, sentences: Placed[]): Promise<void> {
	const rows = sentences.flatMap(({ position, sources }) => sources.map((passage) => ({ position, passage })));
	for (let from = 0; from < rows.length; from += atOnce) {
		await sql`insert into sentence_source (sentence_id, passage_id)
			select sentence.id, source.passage from json_to_recordset(${JSON.stringify(rows.slice(from, from + atOnce))}::json) as source(position int, passage int)
			inner join sentence on sentence.study_id = ${studyId} and sentence.position = source.position`.execute(tx);
	}
}
