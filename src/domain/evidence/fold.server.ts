import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/**
 * Folds pieces that are about to become evidence for a concept into those that say the same already: of the same passage and words, with
 * the same stance. What is accepted stays before what is refused, that before what is proposed, and of two alike the one that is there.
 * What a person had settled is kept whole beside the piece that stays, and whatever names it names that one.
 * What was refused of the one is not folded into a living piece of the other: that one was not refused.
 */
export async function foldDuplicates(tx: Db, isMoving: RawBuilder<boolean>, to: string): Promise<void> {
	const { rows } = await sql<{ kept: number; folded: number; isSettled: boolean }>`
		with pair as (
			select distinct on (moving.id) moving.id as moving_id, there.id as there_id, moving.status as moving_status, there.status as there_status
			from evidence moving inner join evidence there on there.passage_id = moving.passage_id and there.concept_id = ${to}
				and there.start_at = moving.start_at and there.end_at = moving.end_at and there.stance = moving.stance
			where ${isMoving} and moving.id <> there.id and not (moving.status = 'refused' and there.status <> 'refused')
			order by moving.id, case there.status when 'accepted' then 0 when 'refused' then 1 else 2 end, there.id
		)
		select case when stays then moving_id else there_id end as kept, case when stays then there_id else moving_id end as folded,
			case when stays then there_status else moving_status end <> 'proposed' as is_settled
		from (select *, (moving_status = 'accepted' and there_status <> 'accepted') or (moving_status = 'refused' and there_status = 'proposed') as stays
			from pair) as ranked order by 1`.execute(tx);
	// Two that move may meet the same one: each piece is folded once.
	const gone = new Set<number>();
	const folds = rows.filter(({ kept, folded }) => !gone.has(kept) && !gone.has(folded) && gone.add(folded));
	if (folds.length === 0) return;
	const list = JSON.stringify(folds);
	const fold = sql`json_to_recordset(${list}::json) as fold(kept int, folded int, "isSettled" boolean)`;
	await sql`insert into evidence_fold (evidence_id, folded_id, content)
		select fold.kept, fold.folded, to_jsonb(evidence) from ${fold} inner join evidence on evidence.id = fold.folded where fold."isSettled"`.execute(
		tx
	);
	// What was folded into a piece that is now folded itself goes with it.
	await sql`update evidence_fold set evidence_id = fold.kept from ${fold} where evidence_fold.evidence_id = fold.folded`.execute(tx);
	await sql`update evidence set replaces = nullif(fold.kept, evidence.id) from ${fold} where evidence.replaces = fold.folded`.execute(tx);
	await sql`update task_code set evidence_id = fold.kept from ${fold} where task_code.evidence_id = fold.folded`.execute(tx);
	await sql`update correction_request set about_id = fold.kept::text from ${fold} where about = 'evidence' and about_id = fold.folded::text`.execute(
		tx
	);
	await sql`update evidence_flag set evidence_id = fold.kept from ${fold} where evidence_flag.evidence_id = fold.folded and (outcome is not null
		or not exists (select from evidence_flag other where other.evidence_id = fold.kept and other.outcome is null))`.execute(tx);
	await sql`delete from evidence using ${fold} where evidence.id = fold.folded`.execute(tx);
}
