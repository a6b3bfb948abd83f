import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Code } from '#domain/coding/model.ts';
import { isAsked } from '#domain/evidence/model.ts';
import type { Doubled, Side } from './doubled.ts';
import { machineSaid } from './machine-said.server.ts';

/**
 * The passages of a coding project, or one of them, that two or more people have coded and all have done, in the project's random order. Reads with the
 * reader's own eyes: of a blind project a coder gets only what all its coders are done with.
 */
export async function listDoubled(db: Db, projectId: number, schemes: readonly string[], only?: number): Promise<Doubled[]> {
	const which = only === undefined ? sql<boolean>`true` : sql<boolean>`passage_id = ${only}`;
	const tasks = await db
		.selectFrom('codingTask')
		.select(['id', 'passageId', 'personId', 'state', 'states'])
		.where('projectId', '=', projectId)
		.where(which)
		.orderBy('personId')
		.execute();
	const tasksOf = Map.groupBy(tasks, ({ passageId }) => passageId);
	const passages = await db
		.selectFrom('codingPassage')
		.innerJoin('passage', 'passage.id', 'codingPassage.passageId')
		.where('projectId', '=', projectId)
		.where('doubles', '=', true)
		.where(which)
		.select(['passageId', 'documentId', 'language', 'codingPassage.position', 'settledAt', 'body'])
		.orderBy('codingPassage.position')
		.execute();
	const codes = await db
		.selectFrom('taskCode')
		.innerJoin('codingTask', 'codingTask.id', 'taskCode.taskId')
		.where('codingTask.projectId', '=', projectId)
		.where('codingTask.state', '=', 'done')
		.where(which)
		.where('verdict', '<>', 'refused')
		.select(['taskId', 'conceptId', 'stance', 'startAt as start', 'endAt as end', 'quote'])
		.orderBy('startAt')
		.orderBy('taskCode.id')
		.execute();
	const ofProject = db
		.selectFrom('codingPassage')
		.select('passageId')
		.where('projectId', '=', projectId)
		.where('doubles', '=', true)
		.where(which);
	const machine = await db
		.selectFrom(machineSaid(db).as('said'))
		.where('said.passageId', 'in', ofProject)
		.select(['said.passageId', 'said.conceptId', 'said.stance', 'said.start', 'said.end'])
		.execute();
	const settled = await db
		.selectFrom('evidence')
		.where('status', '=', 'accepted')
		.where('passageId', 'in', ofProject)
		.select(['passageId', 'conceptId', 'stance', 'startAt as start', 'endAt as end', 'quote'])
		.execute();
	const codesOf = Map.groupBy(codes, ({ taskId }) => taskId);
	const machineOf = Map.groupBy(
		machine.filter(({ conceptId }) => isAsked(schemes, conceptId)),
		({ passageId }) => passageId
	);
	const settledOf = Map.groupBy(
		settled.filter(({ conceptId }) => isAsked(schemes, conceptId)),
		({ passageId }) => passageId
	);
	return passages.flatMap(({ passageId, documentId, language, position, settledAt, body }): Doubled[] => {
		const own = tasksOf.get(passageId) ?? [];
		if (language === null || own.length < 2 || own.some(({ state }) => state !== 'done')) return [];
		const quoted = (some: readonly Omit<Code, 'quote'>[]) => some.map((one): Code => ({ ...one, quote: body.slice(one.start, one.end) }));
		return [
			{
				...{ passageId, documentId, language, position, length: body.length },
				sides: own.map(({ id, personId, states }): Side => ({ coder: personId, codes: codesOf.get(id) ?? [], states })),
				machine: quoted(machineOf.get(passageId) ?? []),
				settled: settledAt === null ? null : quoted(settledOf.get(passageId) ?? [])
			}
		];
	});
}
