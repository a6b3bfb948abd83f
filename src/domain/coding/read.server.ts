import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Draw } from './input.ts';
import type { Progress } from './model.ts';

/** A coding project as it was made. The cast: the column is written only by this subject, in this shape. */
export async function findProject(db: Db, id: number) {
	const project = await db.selectFrom('codingProject').selectAll().where('id', '=', id).executeTakeFirst();
	if (project === undefined) throw new Refusal('refused.not-found');
	return { ...project, draw: project.draw as Draw };
}

/** The coding projects that the reader may see, the newest first, with how far each is. */
export async function listProjects(db: Db) {
	const projects = await db
		.selectFrom('codingProject')
		.select(['id', 'title', 'language', 'rule', 'blind', 'madeAt', 'closedAt'])
		.orderBy('id', 'desc')
		.execute();
	const progress = await progressOf(
		db,
		projects.map(({ id }) => id)
	);
	return projects.map((project) => ({ ...project, progress: progress.get(project.id) ?? none }));
}

const none: Progress = { passages: 0, settled: 0, toAdjudicate: 0, tasks: 0, done: 0, skipped: 0 };

/** How far coding projects are. To adjudicate are passages that all their coders have done and nobody has settled. */
export async function progressOf(db: Db, projectIds: readonly number[]): Promise<Map<number, Progress>> {
	if (projectIds.length === 0) return new Map();
	const { rows } = await sql<Progress & { id: number }>`
		with by_passage as (
			select p.project_id, p.passage_id, p.settled_at is not null as is_settled, count(t.id) as tasks,
				count(t.id) filter (where t.state = 'done') as done, count(t.id) filter (where t.state = 'skipped') as skipped
			from coding_passage p left join coding_task t on t.project_id = p.project_id and t.passage_id = p.passage_id
			where p.project_id in (${sql.join([...projectIds])}) group by 1, 2, 3)
		select project_id as id, count(*)::int as passages, count(*) filter (where is_settled)::int as settled,
			count(*) filter (where not is_settled and done = tasks and tasks > 0)::int as "toAdjudicate", sum(tasks)::int as tasks,
			sum(done)::int as done, sum(skipped)::int as skipped
		from by_passage group by 1`.execute(db);
	return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}

/** The coders of a project, with how much of their own each has done. */
export async function listCoders(db: Db, projectId: number) {
	return db
		.selectFrom('codingCoder')
		.leftJoin('person', 'person.id', 'codingCoder.personId')
		.leftJoin('codingTask', (join) =>
			join.onRef('codingTask.projectId', '=', 'codingCoder.projectId').onRef('codingTask.personId', '=', 'codingCoder.personId')
		)
		.where('codingCoder.projectId', '=', projectId)
		.groupBy(['codingCoder.personId', 'person.name'])
		.select(({ fn }) => [
			'codingCoder.personId',
			'person.name',
			fn.count<number>('codingTask.id').as('tasks'),
			fn.count<number>('codingTask.id').filterWhere('state', '=', 'done').as('done'),
			fn.count<number>('codingTask.id').filterWhere('state', '=', 'skipped').as('skipped')
		])
		.orderBy('codingCoder.personId')
		.execute();
}

/** The coders of a project, with the names of those whom the reader may see. */
export async function listCoderNames(db: Db, projectId: number): Promise<{ personId: number; name: string | null }[]> {
	return db
		.selectFrom('codingCoder')
		.leftJoin('person', 'person.id', 'codingCoder.personId')
		.where('codingCoder.projectId', '=', projectId)
		.select(['codingCoder.personId', 'person.name'])
		.execute();
}

/** The strata from which a project was drawn, with what was there and what was drawn. */
export async function listStrata(db: Db, projectId: number) {
	return db
		.selectFrom('codingStratum')
		.where('projectId', '=', projectId)
		.select(['part', 'stratum', 'passages', 'drawn'])
		.orderBy('part')
		.orderBy('stratum')
		.execute();
}

/** Everyone who could be named a coder: who holds an office of the secretariat or of a partner today. */
export async function listPossibleCoders(db: Db) {
	return db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.innerJoin('person', 'person.id', 'holding.personId')
		.where('office.party', 'is', null)
		.where('person.erasedAt', 'is', null)
		.where('person.mergedInto', 'is', null)
		.where(({ or, eb }) => or([eb('holding.until', 'is', null), eb('holding.until', '>', sql<Date>`now()`)]))
		.select(['person.id', 'person.name', 'office.kind'])
		.orderBy('person.name')
		.orderBy('person.id')
		.execute();
}
