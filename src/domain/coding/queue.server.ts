import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { may } from '#domain/rights.ts';
import type { Language } from '#text/languages.ts';
import { chanceShare } from './model.ts';
import { inQueueOrder } from './order.ts';

export type QueueFilters = {
	language?: Language | undefined;
	party?: string | undefined;
	documentId?: number | undefined;
	/** A concept, or a scheme with a slash at its end, of which something is proposed. */
	concept?: string | undefined;
	stance?: string | undefined;
	coder?: string | undefined;
	/** Documents of invented Parties, and then no real ones. */
	samples: boolean;
};

/** A passage of a queue; with a task where a coding project put it there. */
export type Queued = { passageId: number; documentId: number; taskId: number | null; byChance: boolean };

/**
 * Whether chance alone decides when a passage comes up in the common queue. The passages of which this is so are picked by a hash of their
 * number, and are served in the order of that hash whatever they say, so that those read so far are a random sample.
 */
export const isByChance = sql<boolean>`(abs(hashtext('chance ' || passage.id)::bigint) % 1000) < ${chanceShare * 1000}`;

/** The documents whose evidence the actor may settle. Only the latest versions. */
async function reviewable(db: Db, actor: Actor, { samples, party, documentId }: QueueFilters): Promise<number[]> {
	const documents = await db
		.selectFrom('document')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.where('newer.supersedes', 'is', null)
		.where('document.isSample', '=', samples)
		.where('document.needsOcr', '=', false)
		.$if(party !== undefined, (query) => query.where('document.party', '=', party ?? ''))
		.$if(documentId !== undefined, (query) => query.where('document.id', '=', documentId ?? 0))
		.select(['document.id', 'document.state', 'document.party', 'document.organisationId'])
		.orderBy('document.id')
		.execute();
	return documents.filter((document) => may(actor, 'review', { kind: 'document', ...document })).map(({ id }) => id);
}

/**
 * The next passages of the common queue for an actor: not read whole yet, in documents that they may review. In doubt first, by chance at a
 * fixed share; what they skipped last. A filter by what is proposed leaves chance out, for it would no longer be chance.
 */
export async function nextInQueue(db: Db, actor: Actor, filters: QueueFilters, most: number): Promise<Queued[]> {
	const documents = await reviewable(db, actor, filters);
	if (documents.length === 0) return [];
	const { language, concept, stance, coder } = filters;
	const asksProposal = concept !== undefined || stance !== undefined || coder !== undefined;
	const rows = await db
		.selectFrom('passage')
		.leftJoin('reviewedPassage', 'reviewedPassage.passageId', 'passage.id')
		.leftJoin('passedOver', (join) =>
			join.onRef('passedOver.passageId', '=', 'passage.id').on('passedOver.personId', '=', actor.personId ?? 0)
		)
		.leftJoin(
			(eb) =>
				eb
					.selectFrom('evidence')
					.innerJoin('coder', 'coder.id', 'evidence.coderId')
					.where('status', '=', 'proposed')
					.$if(concept !== undefined, (query) => query.where(sql<SqlBool>`starts_with(evidence.concept_id, ${concept ?? ''})`))
					.$if(stance !== undefined, (query) => query.where(sql<SqlBool>`evidence.stance::text = ${stance ?? ''}`))
					.$if(coder !== undefined, (query) => query.where('coder.name', '=', coder ?? ''))
					.groupBy('evidence.passageId')
					.select(['evidence.passageId', sql<number>`max(1 - abs(2 * confidence - 1))`.as('doubt')])
					.as('open'),
			(join) => join.onRef('open.passageId', '=', 'passage.id')
		)
		.where('passage.documentId', 'in', documents)
		.where('passage.kind', 'not in', ['question', 'heading'])
		.where('passage.language', 'is not', null)
		.where('reviewedPassage.passageId', 'is', null)
		.$if(language !== undefined, (query) => query.where(sql<SqlBool>`passage.language::text = ${language ?? ''}`))
		// Without a proposal there is nothing to doubt: such passages come by chance alone.
		.where(({ or, eb }) => (asksProposal ? eb('open.doubt', 'is not', null) : or([eb('open.doubt', 'is not', null), isByChance])))
		.select([
			'passage.id as passageId',
			'passage.documentId',
			sql<number>`coalesce(open.doubt, 0)`.as('doubt'),
			isByChance.as('byChance'),
			sql<number>`abs(hashtext('order ' || passage.id)::bigint)::float8`.as('chance'),
			sql<boolean>`passed_over.at is not null`.as('isSkipped')
		])
		.execute();
	if (asksProposal)
		return inQueueOrder(rows, 0)
			.slice(0, most)
			.map((row) => queued({ ...row, byChance: false }));
	// The two never mix: what chance serves is served by chance only.
	const laid = (some: typeof rows) =>
		zipped(
			inQueueOrder(
				some.filter(({ byChance }) => !byChance),
				0
			),
			inQueueOrder(
				some.filter(({ byChance }) => byChance),
				1
			),
			chanceShare
		);
	return [...laid(rows.filter(({ isSkipped }) => !isSkipped)), ...laid(rows.filter(({ isSkipped }) => isSkipped))]
		.slice(0, most)
		.map(queued);
}

const queued = ({ passageId, documentId, byChance }: { passageId: number; documentId: number; byChance: boolean }): Queued => ({
	...{ passageId, documentId, byChance },
	taskId: null
});

function zipped<One>(some: readonly One[], between: readonly One[], share: number): One[] {
	const ordered: One[] = [];
	let [at, betweenAt, due] = [0, 0, 0];
	while (at < some.length || betweenAt < between.length) {
		due += share;
		const isTurn = due >= 1 - 1e-9 || at >= some.length;
		if (isTurn) due = Math.max(0, due - 1);
		const next = isTurn && betweenAt < between.length ? between[betweenAt++] : (some[at++] ?? between[betweenAt++]);
		if (next !== undefined) ordered.push(next);
	}
	return ordered;
}

/** The next tasks of a coder in a coding project, in the order of their queue. */
export async function nextTasks(db: Db, actor: Actor, projectId: number, most: number): Promise<Queued[]> {
	if (actor.personId === null) return [];
	const { randomShare } = await db.selectFrom('codingProject').select('randomShare').where('id', '=', projectId).executeTakeFirstOrThrow();
	const rows = await db
		.selectFrom('codingTask')
		.innerJoin('codingPassage', (join) =>
			join.onRef('codingPassage.projectId', '=', 'codingTask.projectId').onRef('codingPassage.passageId', '=', 'codingTask.passageId')
		)
		.innerJoin('passage', 'passage.id', 'codingTask.passageId')
		.where('codingTask.projectId', '=', projectId)
		.where('codingTask.personId', '=', actor.personId)
		.where('codingTask.state', '<>', 'done')
		.select(({ selectFrom }) => [
			...(['codingTask.id as taskId', 'codingTask.passageId', 'passage.documentId', 'codingPassage.position as chance'] as const),
			sql<boolean>`coding_task.state = 'skipped'`.as('isSkipped'),
			sql<number>`coalesce(${selectFrom('evidence')
				.whereRef('evidence.passageId', '=', 'codingTask.passageId')
				.where('status', '=', 'proposed')
				.select(sql<number>`max(1 - abs(2 * confidence - 1))`.as('doubt'))}, 0)`.as('doubt')
		])
		.execute();
	return inQueueOrder(rows, randomShare)
		.slice(0, most)
		.map(({ taskId, passageId, documentId }) => ({ taskId, passageId, documentId, byChance: true }));
}

/** How much of the common queue is done: passages read whole, of all that could be, in documents that the actor may review. */
export async function queueProgress(db: Db, actor: Actor, filters: QueueFilters): Promise<{ read: number; all: number; mine: number }> {
	const documents = await reviewable(db, actor, filters);
	if (documents.length === 0) return { read: 0, all: 0, mine: 0 };
	const { language } = filters;
	return db
		.selectFrom('passage')
		.leftJoin('reviewedPassage', 'reviewedPassage.passageId', 'passage.id')
		.where('passage.documentId', 'in', documents)
		.where('passage.kind', 'not in', ['question', 'heading'])
		.where('passage.language', 'is not', null)
		.$if(language !== undefined, (query) => query.where(sql<SqlBool>`passage.language::text = ${language ?? ''}`))
		.select(({ fn }) => [
			fn.count<number>('passage.id').as('all'),
			fn.count<number>('reviewedPassage.passageId').as('read'),
			fn.count<number>('reviewedPassage.passageId').filterWhere('reviewedPassage.by', '=', actor.key).as('mine')
		])
		.executeTakeFirstOrThrow();
}
