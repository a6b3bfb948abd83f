import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Said } from '#domain/evidence/counts.ts';
import type { Language } from '#text/languages.ts';
import { machineSaid } from './machine-said.server.ts';
import { weighted } from './weights.ts';
import type { Drawn } from './weights.ts';

/** A passage that chance put before a person who read it whole: what the machine says of it, and what is true of it. */
export type ChancePassage = {
	passageId: number;
	documentId: number;
	party: string | null;
	language: Language;
	projectId: number | null;
	/** The schemes of which its reader was asked; null where of all. */
	schemes: string[] | null;
	readAt: Date;
	/** How much it stands for, beside the others: those that are drawn more often weigh less. */
	weight: number;
	machine: Said[];
	truth: Said[];
};

type Row = Omit<ChancePassage, 'weight' | 'machine' | 'truth'> & Omit<Drawn, 'isEmpty'>;

/**
 * The passages on which the machine is measured, of real documents or of samples: the latest versions, read whole, put before their readers
 * by chance. Of a coding project those that come, in its random order, before the first that nobody has settled: what coders reach sooner,
 * because the machine doubted it, is no random sample. A project that was drawn by a concept or by words is none either, and a machine is not measured on what it learnt from. Asks the whole
 * database, for how passages were drawn is not for everyone to see; but only of passages that are, so that nothing closed shines through.
 */
export async function listChancePassages(store: Db, samples: boolean): Promise<ChancePassage[]> {
	const { rows } = await sql<Row>`
		with first_open as (select project_id, min(position) as position from coding_passage where settled_at is null group by 1),
		strata as (select project_id, stratum,
			sum(passages) filter (where part = 'sample') as passages, sum(drawn) filter (where part = 'sample') as drawn,
			sum(passages) filter (where part = 'audit') as empty, sum(drawn) filter (where part = 'audit') as audited
			from coding_stratum group by 1, 2)
		select r.passage_id as "passageId", p.document_id as "documentId", d.party, p.language, r.project_id as "projectId", j.schemes,
			r.at as "readAt", c.part, s.passages::float8 as passages, s.drawn::float8 as drawn, s.empty::float8 as empty,
			s.audited::float8 as audited
		from reviewed_passage r inner join passage p on p.id = r.passage_id inner join document d on d.id = p.document_id
			left join document newer on newer.supersedes = d.id
			left join coding_project j on j.id = r.project_id
			left join coding_passage c on c.project_id = r.project_id and c.passage_id = r.passage_id
			left join first_open f on f.project_id = r.project_id
			left join strata s on s.project_id = c.project_id and s.stratum = c.stratum
		where r.by_chance and newer.id is null and d.is_sample = ${samples} and d.state = 'published' and p.level = 'public' and p.language is not null
			and p.kind not in ('question', 'heading')
			and not exists (select from machine m where m.state = 'in-use' and r.passage_id = any (m.passages))
			and (r.project_id is null or (c.position < coalesce(f.position, 2147483647) and (j.draw ->> 'conceptId') is null
				and (j.draw ->> 'words') is null))
		order by r.passage_id`.execute(store);
	if (rows.length === 0) return [];
	const read = sql`(${sql.join([...rows.map(({ passageId }) => passageId)])})`;
	const accepted = await store
		.selectFrom('evidence')
		.where('status', '=', 'accepted')
		.where(sql<boolean>`evidence.passage_id in ${read}`)
		.select(['passageId', 'conceptId', 'stance'])
		.execute();
	const proposed = await store
		.selectFrom(machineSaid(store).as('said'))
		.where(sql<boolean>`said.passage_id in ${read}`)
		.select(['said.passageId', 'said.conceptId', 'said.stance'])
		.execute();
	const [truth, machine] = [accepted, proposed].map((some: (Said & { passageId: number })[]) => Map.groupBy(some, (one) => one.passageId));
	const drawn = rows.map((row) => ({
		...row,
		machine: machine?.get(row.passageId) ?? [],
		truth: truth?.get(row.passageId) ?? [],
		isEmpty: machine?.has(row.passageId) !== true
	}));
	return weighted(drawn).map(({ one, weight }) => ({
		...{ passageId: one.passageId, documentId: one.documentId, party: one.party, language: one.language, projectId: one.projectId },
		...{ schemes: one.schemes, readAt: one.readAt, machine: one.machine, truth: one.truth, weight }
	}));
}

/** How many settled passages of coding projects wait to be measured on, because others that chance put before them are not settled yet. */
export async function countWaiting(store: Db, samples: boolean): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from coding_passage c inner join passage p on p.id = c.passage_id
			inner join document d on d.id = p.document_id and d.is_sample = ${samples}
		where p.level = 'public' and c.settled_at is not null and c.position > (select min(position) from coding_passage open
			where open.project_id = c.project_id and open.settled_at is null)`.execute(store);
	return rows[0]?.count ?? 0;
}
