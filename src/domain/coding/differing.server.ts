import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { seededRandom } from '#text/random.ts';
import { listSaid, waiting } from './adjudicate.server.ts';
import { apart } from './apart.ts';
import { compare, said } from './model.ts';
import type { TaskCode } from './model.ts';
import { findProject } from './read.server.ts';

const whole = { kind: 'coding-project', party: null, organisationId: null } as const;
const perPage = 25;

/**
 * The passages of a coding project that wait for a third person, from a position on, with how their coders differ. Which passages wait is asked
 * of the store: a leader who codes blind does not see the tasks of others, and must not take theirs for done. Words are read with the reader's eyes.
 */
export async function listDiffering(db: Db, store: Db, actor: Actor, projectId: number, after = -1) {
	mustMay(actor, 'manage', whole);
	const [rows, { total }] = await Promise.all([
		waiting(store, projectId)
			.where('position', '>', after)
			.select(['passageId', 'position', 'stratum'])
			.orderBy('position')
			.limit(perPage + 1)
			.execute(),
		waiting(store, projectId)
			.select(({ fn }) => fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow()
	]);
	const page = rows.slice(0, perPage);
	const passages = await describe(
		db,
		actor,
		projectId,
		page.map(({ passageId }) => passageId)
	);
	const positions = new Map(page.map(({ passageId, position }) => [passageId, position]));
	return {
		total,
		passages: passages.toSorted((a, b) => (positions.get(a.id) ?? 0) - (positions.get(b.id) ?? 0)),
		next: rows.length > perPage ? page.at(-1)?.position : undefined
	};
}

async function describe(db: Db, actor: Actor, projectId: number, ids: readonly number[]) {
	if (ids.length === 0) return [];
	const [passages, tasks] = await Promise.all([
		db
			.selectFrom('passage')
			.innerJoin('document', 'document.id', 'passage.documentId')
			.where('passage.id', 'in', ids)
			.select(['passage.id', 'passage.documentId', 'passage.language', 'passage.body', 'document.title', 'document.isSample'])
			.select(['document.language as titleLanguage', 'document.party'])
			.execute(),
		db
			.selectFrom('codingTask')
			.where('projectId', '=', projectId)
			.where('passageId', 'in', ids)
			.select(['id', 'passageId', 'personId', 'states'])
			.orderBy('id')
			.execute()
	]);
	const codes = await codesOfTasks(
		db,
		tasks.map(({ id }) => id)
	);
	const byPassage = Map.groupBy(tasks, ({ passageId }) => passageId);
	return passages.map((passage) => {
		const own = byPassage.get(passage.id) ?? [];
		return {
			...passage,
			isMine: own.some(({ personId }) => personId === actor.personId),
			...apart(own.map(({ id, states }) => ({ states, codes: said(codes.get(id) ?? []) })))
		};
	});
}

async function codesOfTasks(db: Db, taskIds: readonly number[]): Promise<Map<number, TaskCode[]>> {
	if (taskIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('taskCode')
		.select(['taskId', 'id', 'evidenceId', 'verdict', 'conceptId', 'stance', 'startAt as start', 'endAt as end', 'quote'])
		.where('taskId', 'in', taskIds)
		.orderBy('startAt')
		.orderBy('id')
		.execute();
	return Map.groupBy(rows, ({ taskId }) => taskId);
}

/** One coder's side of a passage. Which coder is the first is drawn anew for each passage; names are told only once it is settled. */
export type Side = { name: string | null; personId: number | null; states: boolean | null; codes: number };

/** What both coders of a passage said, side by side, for who settles between them; and once it is settled, who had said what. */
export async function findDiffering(db: Db, store: Db, actor: Actor, projectId: number, passageId: number) {
	mustMay(actor, 'manage', whole);
	const { closedAt, schemes, seed } = await findProject(db, projectId);
	const passage = await db
		.selectFrom('codingPassage')
		.where('projectId', '=', projectId)
		.where('passageId', '=', passageId)
		.select(['position', 'part', 'settledBy', 'settledAt', 'doubles'])
		.executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	const by = await listSaid(store, projectId, passageId);
	if (by.length === 0) throw new Refusal('coding.not-all-done');
	const turned = seededRandom(seed + passageId)() < 0.5 ? by : by.toReversed();
	const isSettled = passage.settledAt !== null;
	const machine = await db.selectFrom('specificity').select('states').where('passageId', '=', passageId).executeTakeFirst();
	const sides = turned.map(({ name, personId, states, codes }): Side => ({
		...(isSettled ? { name, personId } : { name: null, personId: null }),
		states,
		codes: codes.length
	}));
	return {
		...passage,
		schemes,
		isClosed: closedAt !== null,
		isMine: by.some(({ personId }) => personId === actor.personId),
		sides,
		// Where a coder said nothing of it, the machine's account stands.
		statesByMachine: machine?.states,
		codes: compare(new Map(turned.map(({ codes }, side) => [side, codes]))),
		next: await nextDiffering(store, projectId, passage.position)
	};
}
export type Differing = Awaited<ReturnType<typeof findDiffering>>;

/** The passage that waits after a position; after the last, the first. */
async function nextDiffering(store: Db, projectId: number, position: number): Promise<number | undefined> {
	const from = (after: number) =>
		waiting(store, projectId)
			.where('position', '>', after)
			.where('position', '<>', position)
			.select('passageId')
			.orderBy('position')
			.limit(1)
			.executeTakeFirst();
	return ((await from(position)) ?? (await from(-1)))?.passageId;
}
