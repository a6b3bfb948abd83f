import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { parsed } from '#domain/parsed.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { deal, doubled } from './deal.ts';
import { drawPassages, levelsOf } from './drawing.server.ts';
import { newProject } from './input.ts';
import type { NewProject } from './input.ts';

const whole = { kind: 'coding-project', party: null, organisationId: null } as const;

/**
 * Makes a coding project: draws its passages by seed, deals them to the coders as the rule says, and keeps how it was done. Refuses coders
 * who hold no office that codes, doubling with one coder, and a pool that is empty. Returns its number.
 */
export async function makeProject(db: Db, actor: Actor, sent: NewProject): Promise<number> {
	mustMay(actor, 'manage', whole);
	const asked = parsed(newProject, sent);
	const { title, language, purpose, schemes, rule, doubleShare, blind, showsProposals, randomShare, seed, coders, ...draw } = asked;
	const people = [...new Set(coders)];
	if (rule !== 'single' && people.length < 2) throw new Refusal('coding.doubling-needs-two');
	return acting(db, actor, 'coding-project.make', async (tx) => {
		const levels = await levelsOf(tx, people);
		const { sample, audit } = await drawPassages(tx, draw, seed, levels);
		const passages = [
			...sample.passages.map((one) => ({ ...one, part: 'sample' as const })),
			...audit.passages.map((one) => ({ ...one, part: 'audit' as const }))
		];
		const { version } = await tx.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirstOrThrow();
		const { id } = await tx
			.insertInto('codingProject')
			.values({
				...{ title, language, purpose, schemes, rule, doubleShare, blind, showsProposals, randomShare, seed },
				...{ codebookVersion: version, draw: JSON.stringify(draw), madeBy: actor.key }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await tx
			.insertInto('codingCoder')
			.values(people.map((personId) => ({ projectId: id, personId })))
			.execute();
		const strata = [
			...sample.strata.map((one) => ({ ...one, projectId: id, part: 'sample' as const })),
			...audit.strata.map((one) => ({ ...one, projectId: id, part: 'audit' as const }))
		];
		await tx.insertInto('codingStratum').values(strata).execute();
		// A sample and its audit are each in random order; together they are laid so that neither waits for the other's end.
		const laid = interleave(passages);
		const doubles = doubled(
			laid.map((one) => one.id),
			rule,
			doubleShare
		);
		await insertPassages(
			tx,
			laid.map(({ id: passageId, part, stratum }, position) => ({
				...{ projectId: id, passageId, position, part, stratum },
				doubles: doubles.has(passageId)
			}))
		);
		await insertTasks(
			tx,
			id,
			deal(
				laid.map((one) => one.id),
				doubles,
				people,
				seed
			)
		);
		return id;
	});
}

function interleave<One extends { part: string }>(some: readonly One[]): One[] {
	const parts = [...Map.groupBy(some, ({ part }) => part).values()];
	return parts
		.flatMap((members) => members.map((one, at) => ({ one, at: (at + 0.5) / members.length })))
		.toSorted((a, b) => a.at - b.at)
		.map(({ one }) => one);
}

type PassageRow = { projectId: number; passageId: number; position: number; part: string; stratum: string; doubles: boolean };

// One JSON parameter for all rows: thousands of single parameters are what makes a bulk insert slow on both engines.
async function insertPassages(tx: Db, rows: readonly PassageRow[]): Promise<void> {
	await sql`insert into coding_passage (project_id, passage_id, position, part, stratum, doubles)
		select "projectId", "passageId", position, part::coding_part, stratum, doubles from json_to_recordset(${JSON.stringify(rows)}::json)
			as row("projectId" int, "passageId" int, position int, part text, stratum text, doubles boolean)`.execute(tx);
}

async function insertTasks(tx: Db, projectId: number, dealt: readonly { passageId: number; personId: number }[]): Promise<void> {
	await sql`insert into coding_task (project_id, passage_id, person_id)
		select ${projectId}::int, "passageId", "personId" from json_to_recordset(${JSON.stringify(dealt)}::json)
			as row("passageId" int, "personId" int)`.execute(tx);
}

/** Ends a coding project: no task of it is open any more. What was settled stays. */
export async function closeProject(db: Db, actor: Actor, projectId: number, why: string): Promise<void> {
	mustMay(actor, 'manage', whole);
	await acting(
		db,
		actor,
		'coding-project.close',
		async (tx) => {
			const closed = await tx
				.updateTable('codingProject')
				.set({ closedAt: sql<Date>`now()` })
				.where('id', '=', projectId)
				.where('closedAt', 'is', null)
				.executeTakeFirst();
			if (closed.numUpdatedRows === 0n) throw new Refusal('coding.closed');
		},
		{ why }
	);
}

/** Lets coders see each other's work from now on, or no longer. */
export async function setBlind(db: Db, actor: Actor, projectId: number, blind: boolean, why: string): Promise<void> {
	mustMay(actor, 'manage', whole);
	await acting(
		db,
		actor,
		'coding-project.set-blind',
		async (tx) => {
			const set = await tx.updateTable('codingProject').set({ blind }).where('id', '=', projectId).executeTakeFirst();
			if (set.numUpdatedRows === 0n) throw new Refusal('refused.not-found');
		},
		{ why }
	);
}

/** Gives the tasks of one coder that are not done to another, who may be new to the project. */
export async function passOn(db: Db, actor: Actor, projectId: number, from: number, to: number, why: string): Promise<number> {
	mustMay(actor, 'manage', whole);
	return acting(
		db,
		actor,
		'coding-project.pass-on',
		async (tx) => {
			await mustBeOpen(tx, projectId);
			const levels = await levelsOf(tx, [to]);
			if (levels.length === 1) await mustBePublic(tx, projectId);
			await tx
				.insertInto('codingCoder')
				.values({ projectId, personId: to })
				.onConflict((clash) => clash.doNothing())
				.execute();
			// Nobody codes the same passage twice.
			const moved = await tx
				.updateTable('codingTask')
				.set({ personId: to })
				.where('projectId', '=', projectId)
				.where('personId', '=', from)
				.where('state', '<>', 'done')
				.where('passageId', 'not in', (query) =>
					query.selectFrom('codingTask').select('passageId').where('projectId', '=', projectId).where('personId', '=', to)
				)
				.where('id', 'not in', (query) => query.selectFrom('taskCode').select('taskId'))
				.executeTakeFirst();
			return Number(moved.numUpdatedRows);
		},
		{ why }
	);
}

async function mustBeOpen(tx: Db, projectId: number): Promise<void> {
	const project = await tx.selectFrom('codingProject').select('closedAt').where('id', '=', projectId).executeTakeFirst();
	if (project === undefined) throw new Refusal('refused.not-found');
	if (project.closedAt !== null) throw new Refusal('coding.closed');
}

async function mustBePublic(tx: Db, projectId: number): Promise<void> {
	const closed = await tx
		.selectFrom('codingPassage')
		.innerJoin('passage', 'passage.id', 'codingPassage.passageId')
		.where('projectId', '=', projectId)
		.where('passage.level', '<>', 'public')
		.select('passage.id')
		.limit(1)
		.executeTakeFirst();
	if (closed !== undefined) throw new Refusal('coding.may-not-read');
}
