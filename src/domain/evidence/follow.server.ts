import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import type { Moves } from '#domain/concepts/moves.ts';
import { find } from '#text/find.ts';
import { makeLexicons } from '#text/lexicon.ts';
import type { Lexicons } from '#text/lexicon.ts';
import type { Language } from '#text/languages.ts';
import { foldDuplicates } from './fold.server.ts';

/**
 * Has coded passages follow a new version of the codebook, which is in use already. Evidence for what was merged or replaced moves. Where a
 * concept left and nothing or several took its place, proposals go, for the machine will propose anew, and what a person accepted stays
 * and is flagged. Must run inside `acting`, in the transaction that brings the version into use.
 */
export async function followCodebook(tx: Db, { follow, left, back }: Moves): Promise<void> {
	for (const { from, to } of follow) await moveAll(tx, from, to);
	if (left.length > 0) {
		const concepts = left.map(({ from }) => from);
		await tx
			.deleteFrom('evidence')
			.where('conceptId', 'in', concepts)
			.where('status', '=', 'proposed')
			.where(sql<boolean>`not exists (select from evidence later where later.replaces = evidence.id)`)
			.execute();
		const lexicons = await lexiconsOf(tx, [...new Set(left.flatMap(({ parts }) => parts))]);
		for (const one of left) await flagAccepted(tx, one, lexicons);
	}
	if (back.length > 0)
		await tx
			.updateTable('evidenceFlag')
			.set({ outcome: 'restored', settledBy: sql<string>`current_setting('cinnabar.by')`, settledAt: sql<Date>`now()` })
			.where('outcome', 'is', null)
			.where('conceptId', 'in', back)
			.execute();
}

/**
 * All evidence for one concept becomes evidence for another. What a person refused moves too, so that it is not proposed again; but where
 * the other concept stands on the same words it does not, since that one was not refused.
 */
async function moveAll(tx: Db, from: string, to: string): Promise<void> {
	await foldDuplicates(tx, sql<boolean>`moving.concept_id = ${from}`, to);
	await sql`update evidence set concept_id = ${to} where concept_id = ${from} and not (status = 'refused' and exists (
		select from evidence other where other.passage_id = evidence.passage_id and other.concept_id = ${to} and other.status <> 'refused'
			and other.start_at < evidence.end_at and evidence.start_at < other.end_at))`.execute(tx);
	await tx.updateTable('evidenceFlag').set({ suggestion: to }).where('suggestion', '=', from).where('outcome', 'is', null).execute();
}

const batch = 2000;

async function flagAccepted(tx: Db, { from, parts }: Moves['left'][number], lexicons: Lexicons): Promise<void> {
	for (let after = 0; ;) {
		const pieces = await tx
			.selectFrom('evidence')
			.innerJoin('passage', 'passage.id', 'evidence.passageId')
			.where('conceptId', '=', from)
			.where('status', '=', 'accepted')
			.where('evidence.id', '>', after)
			.select(['evidence.id', 'evidence.quote', 'passage.language'])
			.orderBy('evidence.id')
			.limit(batch)
			.execute();
		const last = pieces.at(-1);
		if (last === undefined) return;
		after = last.id;
		const rows = pieces.map(({ id, quote, language }) => ({ id, suggestion: suggestionFor(lexicons, language, quote, parts) }));
		await sql`insert into evidence_flag (evidence_id, reason, concept_id, suggestion)
			select id, ${parts.length > 0 ? 'split' : 'retired'}::evidence_flag_reason, ${from}, suggestion
			from json_to_recordset(${JSON.stringify(rows)}::json) as row(id int, suggestion text)
			on conflict (evidence_id) where outcome is null do nothing`.execute(tx);
	}
}

/** What the words of some concepts look like by themselves: a quote is known to speak of one of them, so that no cue must govern it. */
async function lexiconsOf(tx: Db, concepts: readonly string[]): Promise<Lexicons> {
	const wordings = await listWordings(tx);
	const plain = Object.entries(wordings).map(([language, all]) => [
		language,
		all
			.filter(({ conceptId, kind }) => concepts.includes(conceptId) && kind !== 'generic')
			.map((one) => (one.kind === 'governed' ? { ...one, kind: 'alternative' as const } : one))
	]);
	return makeLexicons(Object.fromEntries(plain) as typeof wordings);
}

/** The one of the concepts whose wordings stand in the quote most often; none where two do as often, or nothing is found. */
function suggestionFor(lexicons: Lexicons, language: Language | null, quote: string, parts: readonly string[]): string | null {
	if (parts.length === 0 || language === null) return null;
	const found = new Map<string, number>();
	for (const { entry } of find(lexicons[language], quote)) found.set(entry.conceptId, (found.get(entry.conceptId) ?? 0) + 1);
	const [first, second] = [...found].filter(([id]) => parts.includes(id)).toSorted(([, a], [, b]) => b - a);
	return first === undefined || first[1] === second?.[1] ? null : first[0];
}
