import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { may } from '#domain/rights.ts';
import type { Progress } from './model.ts';
import { listCoders, listProjects, progressOf } from './read.server.ts';

export const managesCoding = (actor: Actor): boolean => may(actor, 'manage', { kind: 'coding-project', party: null, organisationId: null });

export type OwnTasks = { tasks: number; done: number };

/** How many tasks the actor has in each coding project, and how many of them are done. */
async function ownTasks(db: Db, actor: Actor): Promise<Map<number, OwnTasks>> {
	if (actor.personId === null) return new Map();
	const rows = await db
		.selectFrom('codingTask')
		.where('personId', '=', actor.personId)
		.groupBy('projectId')
		.select(({ fn }) => [
			'projectId',
			fn.countAll<number>().as('tasks'),
			fn.countAll<number>().filterWhere('state', '=', 'done').as('done')
		])
		.execute();
	return new Map(rows.map(({ projectId, ...own }) => [projectId, own]));
}

/**
 * The coding projects that the actor may see, with how far each is and what of it is their own. Counts of tasks are for who leads projects, and
 * are taken from the store: through the eyes of a leader who codes blind, the tasks of others are not there.
 */
export async function listOverview(db: Db, store: Db, actor: Actor) {
	const [projects, own] = await Promise.all([listProjects(db), ownTasks(db, actor)]);
	const progress = managesCoding(actor)
		? await progressOf(
				store,
				projects.map(({ id }) => id)
			)
		: new Map<number, Progress>();
	return projects.map((project) => ({ ...project, progress: progress.get(project.id) ?? project.progress, own: own.get(project.id) }));
}

/** How far one coding project is: all of it and each coder for who leads it, for a coder only what is settled and their own. */
export async function progressFor(db: Db, store: Db, actor: Actor, projectId: number) {
	const manages = managesCoding(actor);
	const [progress, coders] = await Promise.all([
		progressOf(manages ? store : db, [projectId]),
		listCoders(manages ? store : db, projectId)
	]);
	return {
		progress: progress.get(projectId),
		coders: manages ? coders : coders.filter(({ personId }) => personId === actor.personId)
	};
}

export type AuditRow = { language: string; drawn: number; read: number; found: number };

/** Of the passages that the machine left empty and chance put before coders: how many are settled, and in how many of those something stands. */
export async function auditFound(db: Db, projectId: number, schemes: readonly string[]): Promise<AuditRow[]> {
	const { rows } = await sql<AuditRow>`
		select passage.language::text as language, count(*)::int as drawn,
			count(*) filter (where settled_at is not null)::int as read,
			count(*) filter (where settled_at is not null and exists (select from evidence where evidence.passage_id = passage.id
				and status = 'accepted' and split_part(concept_id, '/', 1) in (${sql.join([...schemes])})))::int as found
		from coding_passage inner join passage on passage.id = coding_passage.passage_id
		where project_id = ${projectId} and part = 'audit' group by 1 order by 1`.execute(db);
	return rows;
}
