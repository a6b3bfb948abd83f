import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { dissents } from './model.ts';
import type { Standing } from './model.ts';

const listed = (ids: readonly number[]) => sql<number>`(select value::integer from json_array_elements_text(${JSON.stringify(ids)}::json))`;

/** What is shown beside a passage wherever it is a source: that its Party objects, or dissents, and from what. */
export type Mark = {
	id: number;
	passageId: number;
	state: 'open' | 'dissent';
	conceptId: string | null;
	/** The Party's last words, where the reader may read them. */
	words: string | null;
	language: Language | null;
};

/** Whether the code that the Party objected to still stands, itself or proposed anew, or what was put in its place; of what was missing, always. */
const stillStands = sql<SqlBool>`(objection.concept_id is null or exists (select from evidence code where code.passage_id = objection.passage_id
	and code.status <> 'refused' and (code.id in (objection.evidence_id, objection.evidence_now) or (code.concept_id = objection.concept_id
		and code.stance = objection.stance and code.start_at = objection.start_at and code.end_at = objection.end_at))))`;

/** The marks of some passages. What was settled as the Party asked, or taken back, leaves none; nor does what was changed since. */
export async function listMarks(seen: Db, passageIds: readonly number[]): Promise<Mark[]> {
	if (passageIds.length === 0) return [];
	const rows = await seen
		.selectFrom('objection')
		.select(['id', 'passageId', 'state', 'conceptId', 'rejoinedAt', 'rejoinder', 'rejoinderLanguage'])
		.where('passageId', 'in', listed(passageIds))
		.where('state', 'in', ['open', 'dismissed', 'upheld-in-part'])
		.where(({ or, eb }) => or([eb('state', '=', 'open'), stillStands]))
		.orderBy('id')
		.execute();
	return rows
		.filter((one) => one.state === 'open' || dissents(one))
		.map(({ id, passageId, state, conceptId, rejoinder, rejoinderLanguage }) => ({
			...{ id, passageId, conceptId, words: rejoinder, language: rejoinderLanguage },
			state: state === 'open' ? 'open' : 'dissent'
		}));
}

/** How documents stand with their Parties, by their numbers. The latest period decides. */
export async function standingsOf(seen: Db, documentIds: readonly number[]): Promise<Map<number, Standing>> {
	if (documentIds.length === 0) return new Map();
	const rows = await seen
		.selectFrom('replyPeriod')
		.distinctOn('documentId')
		.select(['documentId', 'closesOn', 'outcome', 'closedAt'])
		.where('documentId', 'in', listed(documentIds))
		.orderBy('documentId')
		.orderBy('id', 'desc')
		.execute();
	return new Map(
		rows.map(({ documentId, closesOn, outcome, closedAt }): [number, Standing] => [
			documentId,
			closedAt === null ? { state: 'running', until: closesOn } : { state: 'heard', agreed: outcome === 'agreed', on: closedAt }
		])
	);
}

export async function standingOf(seen: Db, documentId: number): Promise<Standing> {
	return (await standingsOf(seen, [documentId])).get(documentId) ?? { state: 'not-asked' };
}

/** How far Parties have been heard on what a study rests on: its source documents of Parties, and the passages with objections and dissents. */
export async function heardOfStudy(seen: Db, studyId: number) {
	const sources = await seen
		.selectFrom('sentenceSource')
		.innerJoin('sentence', 'sentence.id', 'sentenceSource.sentenceId')
		.innerJoin('passage', 'passage.id', 'sentenceSource.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.where('sentence.studyId', '=', studyId)
		.where('document.party', 'is not', null)
		.select(['passage.id', 'passage.documentId'])
		.distinct()
		.execute();
	const documents = [...new Set(sources.map(({ documentId }) => documentId))];
	const standings = await standingsOf(seen, documents);
	const marks = await listMarks(
		seen,
		sources.map(({ id }) => id)
	);
	const count = (state: Standing['state']) => [...standings.values()].filter((one) => one.state === state).length;
	return {
		documents: documents.length,
		heard: count('heard'),
		running: count('running'),
		open: marks.filter(({ state }) => state === 'open').length,
		dissents: marks.filter(({ state }) => state === 'dissent').length
	};
}
/** The same in words, for the title page of its file: nothing where it rests on no Party's documents. */
export async function remarksOnStudy(seen: Db, studyId: number, language: Language): Promise<string[]> {
	const { documents: all, heard, running, open, dissents: unsettled } = await heardOfStudy(seen, studyId);
	if (all === 0) return [];
	const objections = open + unsettled === 0 ? [] : [say(language, 'replies.study-objections', { open, dissents: unsettled })];
	return [say(language, 'replies.study-heard', { all, heard, running }), ...objections];
}
export type HeardOfStudy = Awaited<ReturnType<typeof heardOfStudy>>;

/** Of each of these passages that has a mark: an objection that is open, else a dissent. */
export async function marksOfStudy(seen: Db, passageIds: readonly number[]): Promise<Map<number, Mark['state']>> {
	const marks = await listMarks(seen, passageIds);
	return new Map(
		[...marks.filter(({ state }) => state === 'dissent'), ...marks.filter(({ state }) => state === 'open')].map((one) => [
			one.passageId,
			one.state
		])
	);
}
