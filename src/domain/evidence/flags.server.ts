import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { parsed } from '#domain/parsed.ts';
import { Refusal } from '#domain/refusal.ts';
import { may, mustMay } from '#domain/rights.ts';
import type { Language } from '#text/languages.ts';
import { foldDuplicates } from './fold.server.ts';

const pageSize = 25;

/** Flags by what is asked for, those of one concept where it is named. */
export type FlagFilters = { concept?: string | undefined; isSettled?: boolean };

/** What a change of the codebook left to people to decide, paged by the flag's number, with what the reader may read of it. */
export async function listFlags(db: Db, actor: Actor, language: Language, { concept, isSettled = false }: FlagFilters, after = 0) {
	const rows = await db
		.selectFrom('evidenceFlag as flag')
		.innerJoin('evidence', 'evidence.id', 'flag.evidenceId')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('conceptText as left', (join) => join.onRef('left.conceptId', '=', 'flag.conceptId').on('left.language', '=', language))
		.leftJoin('conceptText as offered', (join) =>
			join.onRef('offered.conceptId', '=', 'flag.suggestion').on('offered.language', '=', language)
		)
		.leftJoin('conceptText as now', (join) => join.onRef('now.conceptId', '=', 'evidence.conceptId').on('now.language', '=', language))
		.where('flag.outcome', isSettled ? 'is not' : 'is', null)
		.$if(!isSettled, (query) => query.where(isAsked('flag')))
		.$if(concept !== undefined, (query) => query.where('flag.conceptId', '=', concept ?? ''))
		.where('flag.id', '>', after)
		.select(['flag.id', 'flag.reason', 'flag.conceptId', 'flag.suggestion', 'flag.flaggedAt'])
		.select(['flag.outcome', 'flag.settledBy', 'flag.settledAt', 'evidence.id as evidenceId', 'evidence.quote', 'evidence.stance'])
		.select(['left.label', 'offered.label as suggestionLabel', 'now.label as nowLabel', 'passage.id as passageId', 'passage.language'])
		.select(['document.id as documentId', 'document.title', 'document.language as titleLanguage', 'document.isSample'])
		.select(['document.state', 'document.party', 'document.organisationId'])
		.orderBy('flag.id')
		.limit(pageSize + 1)
		.execute();
	const shown = rows.slice(0, pageSize);
	return {
		flags: shown.map((row) => ({ ...row, maySettle: may(actor, 'review', { kind: 'document', ...row }) })),
		next: rows.length > pageSize ? shown.at(-1)?.id : undefined
	};
}

/** What somebody has refused or changed meanwhile asks nothing any more. */
const isAsked = (flag: string) => sql<boolean>`evidence.status = 'accepted' and evidence.concept_id = ${sql.ref(`${flag}.conceptId`)}`;

/** How many flags the reader sees that nobody has settled, by concept. */
export async function countFlags(db: Db): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('evidenceFlag as flag')
		.innerJoin('evidence', 'evidence.id', 'flag.evidenceId')
		.where('flag.outcome', 'is', null)
		.where(isAsked('flag'))
		.groupBy('flag.conceptId')
		.select(({ fn }) => ['flag.conceptId', fn.countAll<number>().as('count')])
		.execute();
	return new Map(rows.map(({ conceptId, count }) => [conceptId, count]));
}

/** How a flag is settled: by what is suggested, by another concept, by leaving the evidence as it is, or by refusing it. */
export const flagForm = z.object({
	flagId: z.coerce.number().int().positive().max(2_147_483_647),
	choice: z.enum(['suggestion', 'concept', 'keep', 'refuse']),
	conceptId: z.string().default('')
});
export type FlagForm = z.input<typeof flagForm>;

/** Settles a flag once, by who may review the document. The evidence that moves keeps who accepted it; the flag says who moved it. */
export async function settleFlag(db: Db, actor: Actor, sent: FlagForm): Promise<void> {
	const { flagId, choice, conceptId } = parsed(flagForm, sent);
	await acting(db, actor, 'evidence.settle-flag', async (tx) => {
		const flag = await tx
			.selectFrom('evidenceFlag')
			.innerJoin('evidence', 'evidence.id', 'evidenceFlag.evidenceId')
			.innerJoin('passage', 'passage.id', 'evidence.passageId')
			.innerJoin('document', 'document.id', 'passage.documentId')
			.where('evidenceFlag.id', '=', flagId)
			.select(['evidenceFlag.outcome', 'evidenceFlag.suggestion', 'evidenceId', 'passageId'])
			.select(['document.state', 'document.party', 'document.organisationId'])
			.forUpdate('evidenceFlag')
			.executeTakeFirst();
		if (flag === undefined) throw new Refusal('refused.not-found');
		mustMay(actor, 'review', { kind: 'document', ...flag });
		if (flag.outcome !== null) throw new Refusal('versions.settled-already');
		const target = choice === 'suggestion' ? flag.suggestion : choice === 'concept' ? conceptId : undefined;
		const outcome = choice === 'keep' ? 'kept' : choice === 'refuse' ? 'refused' : 'moved';
		// Before the evidence moves: folded into another piece, it would take the flag with it.
		await tx
			.updateTable('evidenceFlag')
			.set({ outcome, settledBy: actor.key, settledAt: sql<Date>`now()` })
			.where('id', '=', flagId)
			.execute();
		if (outcome === 'moved') await moveOne(tx, flag, target ?? '');
		if (outcome === 'refused')
			await tx
				.updateTable('evidence')
				.set({ status: 'refused', reviewedBy: actor.key, reviewedAt: sql<Date>`now()` })
				.where('id', '=', flag.evidenceId)
				.execute();
	});
}

async function moveOne(tx: Db, { evidenceId, passageId }: { evidenceId: number; passageId: number }, to: string): Promise<void> {
	const concept = await tx.selectFrom('concept').select('retiredAt').where('id', '=', to).executeTakeFirst();
	if (concept === undefined || concept.retiredAt !== null) throw new Refusal('review.no-such-concept');
	await foldDuplicates(tx, sql<boolean>`moving.id = ${evidenceId}`, to);
	await tx.updateTable('evidence').set({ conceptId: to }).where('id', '=', evidenceId).execute();
	// What the machine proposes on the same words says nothing more.
	await sql`delete from evidence where passage_id = ${passageId} and concept_id = ${to} and status = 'proposed' and not exists (
		select from evidence later where later.replaces = evidence.id) and exists (
		select from evidence moved where moved.id = ${evidenceId} and moved.start_at < evidence.end_at and evidence.start_at < moved.end_at)`.execute(
		tx
	);
}
