import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { parsed } from '#domain/parsed.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { settlement } from './input.ts';
import type { GivenParticulars, GivenSettlement } from './input.ts';
import { keyOf, said } from './model.ts';
import type { Code } from './model.ts';
import { placeCode } from './place-code.server.ts';
import { codesOf, settlePassage } from './task.server.ts';

/** Passages of a coding project that all their coders have done and that nobody has settled. */
export const waiting = (db: Db, projectId: number) =>
	db
		.selectFrom('codingPassage')
		.where('projectId', '=', projectId)
		.where('settledAt', 'is', null)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('codingTask')
						.whereRef('codingTask.passageId', '=', 'codingPassage.passageId')
						.whereRef('codingTask.projectId', '=', 'codingPassage.projectId')
						.where('state', '<>', 'done')
						.select('id')
				)
			)
		);

/** Which passages of a coding project wait for a third person, in the order of the project. */
export async function listToAdjudicate(db: Db, projectId: number): Promise<number[]> {
	const rows = await waiting(db, projectId).select('passageId').orderBy('position').execute();
	return rows.map(({ passageId }) => passageId);
}

/** What each coder said of a passage, for who settles between them. Empty as long as one of them is not done. */
export async function listSaid(db: Db, projectId: number, passageId: number) {
	const tasks = await db
		.selectFrom('codingTask')
		.leftJoin('person', 'person.id', 'codingTask.personId')
		.select(['codingTask.id', 'personId', 'state', 'states', 'particulars', 'person.name'])
		.where('projectId', '=', projectId)
		.where('passageId', '=', passageId)
		.orderBy('codingTask.id')
		.execute();
	if (tasks.some(({ state }) => state !== 'done')) return [];
	return Promise.all(
		tasks.map(async ({ id, personId, name, states, particulars }) => ({
			...{ taskId: id, personId, name, states },
			particulars: particulars as GivenParticulars | null,
			codes: said(await codesOf(db, id))
		}))
	);
}

/**
 * Settles a passage that was coded twice: of the coders' codes those that are kept, and codes of the adjudicator's own, become evidence; what
 * neither holds is refused. Whoever coded the passage does not settle it.
 */
export async function adjudicate(db: Db, actor: Actor, projectId: number, sent: GivenSettlement): Promise<void> {
	mustMay(actor, 'manage', { kind: 'coding-project', party: null, organisationId: null });
	const { passageId, kept, added, states } = parsed(settlement, sent);
	await acting(db, actor, 'coding-project.adjudicate', async (tx) => {
		const project = await tx
			.selectFrom('codingPassage')
			.innerJoin('codingProject', 'codingProject.id', 'codingPassage.projectId')
			.innerJoin('passage', 'passage.id', 'codingPassage.passageId')
			.select(['schemes', 'settledAt', 'closedAt', 'body'])
			.where('projectId', '=', projectId)
			.where('passageId', '=', passageId)
			.forUpdate('codingPassage')
			.executeTakeFirst();
		if (project === undefined) throw new Refusal('refused.not-found');
		if (project.closedAt !== null) throw new Refusal('coding.closed');
		if (project.settledAt !== null) throw new Refusal('coding.settled-meanwhile');
		const by = await listSaid(tx, projectId, passageId);
		if (by.length === 0) throw new Refusal('coding.not-all-done');
		if (by.some(({ personId }) => personId === actor.personId)) throw new Refusal('coding.third-person');
		const given = by.flatMap(({ codes }) => codes);
		const chosen = kept.map((id) => {
			const code = given.find((one) => one.id === id);
			if (code === undefined) throw new Refusal('refused.not-found');
			return code;
		});
		const own: Code[] = [];
		for (const one of added) own.push(await placeCode(tx, project, one));
		const codes = new Map([...chosen, ...own].map((one) => [keyOf(one), one]));
		await settlePassage(tx, actor, { projectId, passageId, schemes: project.schemes }, [...codes.values()], { states });
	});
}
