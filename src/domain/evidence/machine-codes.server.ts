import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Said } from './machine.server.ts';

type Read = { passageId: number; said: Said; invented?: number };

/** Keeps what a machine says of some passages, in place of what it said of them before, whatever people decide. */
export async function keepSaid(tx: Db, coderId: number, read: readonly Read[]): Promise<void> {
	if (read.length === 0) return;
	const ids = JSON.stringify(read.map(({ passageId }) => passageId));
	// What rules of before said is of no use beside what those of now say.
	await sql`delete from machine_passage using coder where coder.id = machine_passage.coder_id
		and (coder.id = ${coderId} or coder.name = 'rules' and exists (select from coder mine where mine.id = ${coderId} and mine.name = 'rules'))
		and passage_id in (select value::integer from json_array_elements_text(${ids}::json))`.execute(tx);
	const passages = read.map(({ passageId, said, invented = 0 }) => ({
		...{ passageId, states: said.states, score: said.specificity.score, doubt: said.doubt ?? doubtOf(said), invented }
	}));
	await sql`insert into machine_passage (coder_id, passage_id, states, score, doubt, invented)
		select ${coderId}::integer, "passageId", states, score, doubt, invented
		from json_to_recordset(${JSON.stringify(passages)}::json) as row("passageId" int, states boolean, score smallint, doubt real, invented int)
		where exists (select from passage where passage.id = "passageId")`.execute(tx);
	const codes = read.flatMap(({ passageId, said }) =>
		said.codes.map(({ concept, stance, start, end, quote, confidence, why }) => ({
			...{ passageId, concept, stance, start, end, quote, confidence },
			why: JSON.stringify(why)
		}))
	);
	if (codes.length === 0) return;
	await sql`insert into machine_code (coder_id, passage_id, concept_id, stance, start_at, end_at, quote, confidence, why)
		select ${coderId}::integer, "passageId", concept, stance::stance, start, "end", quote, confidence, why::jsonb
		from json_to_recordset(${JSON.stringify(codes)}::json) as row("passageId" int, concept text, stance text, start int, "end" int, quote text, confidence real, why text)
		where exists (select from passage where passage.id = "passageId")`.execute(tx);
}

/** The doubt of a machine that tells only what it proposes. */
function doubtOf({ codes }: Said): number {
	return codes.reduce((most, { confidence }) => Math.max(most, 1 - Math.abs(2 * confidence - 1)), 0);
}

/** Has the rules of a version be a machine like others. */
export async function knowRules(tx: Db, coderId: number): Promise<void> {
	await sql`insert into machine (coder_id, kind, origin, made_on, codebook_version, added_by)
		select coder.id, 'rules', 'shipped', (now() at time zone 'utc')::date, regexp_replace(version, '^[^-]*-', ''), 'cinnabar'
		from coder where id = ${coderId} and name = 'rules' on conflict do nothing`.execute(tx);
}

/** Which other machines say the same of the same words as each proposal of some passages: the names of their coders, by the evidence's number. */
export async function listSupport(db: Db, passageIds: readonly number[]): Promise<Map<number, string[]>> {
	if (passageIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('evidence')
		.innerJoin('machineCode', (join) =>
			join
				.onRef('machineCode.passageId', '=', 'evidence.passageId')
				.onRef('machineCode.conceptId', '=', 'evidence.conceptId')
				.onRef('machineCode.stance', '=', 'evidence.stance')
				.onRef('machineCode.startAt', '<', 'evidence.endAt')
				.onRef('machineCode.endAt', '>', 'evidence.startAt')
				.onRef('machineCode.coderId', '<>', 'evidence.coderId')
		)
		.innerJoin('machine', 'machine.coderId', 'machineCode.coderId')
		.innerJoin('coder', 'coder.id', 'machineCode.coderId')
		.where('evidence.passageId', 'in', passageIds)
		.where('evidence.status', '=', 'proposed')
		// What a classifier leaves to the rules it does not say itself.
		.where(({ or, and, eb }) =>
			or([
				eb('machine.kind', '=', 'rules'),
				and([eb('machine.state', '=', 'in-use'), sql<boolean>`machine_code.why ->> 'rule' in ('learnt', 'asked')`])
			])
		)
		.select(['evidence.id', 'coder.name'])
		.distinct()
		.orderBy('evidence.id')
		.orderBy('coder.name')
		.execute();
	return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, group]) => [id, group.map(({ name }) => name)]));
}
