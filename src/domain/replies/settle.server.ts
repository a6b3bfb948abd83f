import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { addEvidence, changeEvidence, reopenEvidence, reviewEvidence } from '../evidence/write.server.ts';
import { callPost } from '../mail/call.server.ts';
import { officeFor } from '../offices/giving.server.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { settlement } from './input.ts';
import type { Settlement } from './input.ts';
import { measuresFor } from './model.ts';
import type { Measure } from './model.ts';
import { subjectOf } from './object.server.ts';
import { seenBy } from './period.server.ts';
import { listRepliers, tell } from './tell.server.ts';

type Objected = {
	evidenceId: number | null;
	passageId: number;
	conceptId: string | null;
	stance: string | null;
	startAt: number | null;
	endAt: number | null;
};

/** The code to which a Party objects, as it stands now: itself, or, where a machine has proposed it anew since, that proposal. */
export async function findStanding(db: Db, { evidenceId, passageId, conceptId, stance, startAt, endAt }: Objected) {
	if (conceptId === null) return undefined;
	const rows = await db
		.selectFrom('evidence')
		.select(['id', 'conceptId', 'stance', 'startAt', 'endAt', 'quote', 'status', 'reviewedBy'])
		.where('passageId', '=', passageId)
		.where('status', '<>', 'refused')
		.orderBy('id')
		.$narrowType<{ status: 'proposed' | 'accepted' }>()
		.execute();
	return (
		rows.find(({ id }) => id === evidenceId) ??
		rows.find((one) => one.conceptId === conceptId && one.stance === stance && one.startAt === startAt && one.endAt === endAt)
	);
}

/**
 * Settles an objection once, with an answer, and does to the coding what was decided, all or nothing. Nobody settles an objection to what
 * they have settled themselves. Whoever comes second is told, and so is whoever looked at a code that was changed meanwhile.
 */
export async function settleObjection(db: Db, actor: Actor, id: number, sent: Settlement, origin: string): Promise<void> {
	const given = parsed(settlement, sent);
	const found = await seenBy(db, actor).selectFrom('objection').select('party').where('id', '=', id).executeTakeFirst();
	if (found === undefined) throw new Refusal('refused.not-found');
	mustMay(actor, 'settle', subjectOf(found.party));
	const office = officeFor(actor, 'settle', subjectOf(found.party));
	await together(db, async (tx) => {
		const objection = await tx
			.selectFrom('objection')
			.selectAll()
			.where('id', '=', id)
			.where('state', '=', 'open')
			.forUpdate()
			.executeTakeFirst();
		if (objection === undefined) throw new Refusal('replies.settled-already');
		const standing = await findStanding(tx, objection);
		if (objection.decidedBy === actor.key || standing?.reviewedBy === actor.key) throw new Refusal('replies.own-decision');
		const { decision, measure, answer, answerLanguage, seen } = given;
		if (seen !== (standing && `${standing.id} ${standing.status}`)) throw new Refusal('replies.code-changed');
		if (!measuresFor(decision, objection.kind, standing !== undefined).includes(measure)) throw new Refusal('replies.no-such-measure');
		const evidenceNow = await carryOut(tx, actor, objection.passageId, standing, given);
		await acting(
			tx,
			actor,
			'objection.settle',
			(inner) =>
				inner
					.updateTable('objection')
					.set({
						state: decision,
						effect: effects[measure],
						evidenceNow,
						answer,
						answerLanguage,
						settledBy: actor.key,
						settledAt: sql<Date>`now()`
					})
					.where('id', '=', id)
					.execute(),
			{ office }
		);
		await tell(tx, await listRepliers(tx, [objection.party]), objection.language, {
			subject: 'replies.mail-settled-subject',
			body: `replies.mail-${decision}`,
			slots: (language) => ({ number: String(id), address: `${origin}/${language}/replies/${id}` })
		});
	});
	callPost();
}

const effects = { none: 'none', remove: 'removed', change: 'changed', add: 'added' } as const satisfies Record<Measure, string>;

type Code = { id: number; conceptId: string; stance: string; quote: string; status: 'proposed' | 'accepted' };

/** Does to the coding what was decided, by the verbs by which any reviewer does it. Returns the code that was put in place. */
async function carryOut(
	tx: Db,
	actor: Actor,
	passageId: number,
	standing: Code | undefined,
	{ measure, conceptId, stance, quote }: Pick<ReturnType<typeof settlement.parse>, 'measure' | 'conceptId' | 'stance' | 'quote'>
): Promise<number | null> {
	if (measure === 'none') return null;
	if (measure === 'add') {
		if (conceptId === undefined || stance === undefined || quote === undefined) throw new Refusal('replies.say-which');
		return addEvidence(tx, actor, { passageId, conceptId, stance, quote });
	}
	if (standing === undefined) throw new Refusal('replies.code-changed');
	if (measure === 'change') {
		if (conceptId === undefined || stance === undefined) throw new Refusal('replies.say-which');
		const isSame = conceptId === standing.conceptId && stance === standing.stance && (quote ?? standing.quote) === standing.quote;
		if (isSame) throw new Refusal('replies.changes-nothing');
		return changeEvidence(tx, actor, { evidenceId: standing.id, seen: standing.status, conceptId, stance, quote });
	}
	if (standing.status === 'accepted') await reopenEvidence(tx, actor, { evidenceId: standing.id, seen: 'accepted' });
	await reviewEvidence(tx, actor, { evidenceId: standing.id, verdict: 'refused' });
	return null;
}
