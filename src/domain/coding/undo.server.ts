import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { stances, verdicts } from '#domain/evidence/model.ts';
import { withdrawEvidence } from '#domain/evidence/withdraw.server.ts';
import { addEvidence, reopenEvidence, reviewEvidence } from '#domain/evidence/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Done } from './bench-act.ts';
import { removeMemo } from './memo.server.ts';
import { addCode, codesOf, judge, reopenTask, takeBack } from './task.server.ts';
import { takeUp, unfinishPassage } from './whole.server.ts';

/**
 * Takes an act of the bench back, by its token or tokens: what is undone, and of which records. Whoever sends one needs the same rights as for the act
 * itself, and what another has decided on meanwhile stays and is told.
 */
export async function undo(db: Db, actor: Actor, token: string): Promise<Done> {
	await acting(db, actor, 'bench.undo', async (tx) => {
		for (const one of token.split('_')) {
			const [kind = '', ...slots] = one.split('.');
			const back = Object.hasOwn(backward, kind) ? backward[kind] : undefined;
			if (back === undefined) throw new Refusal('refused.incomplete');
			await back(tx, actor, slots);
		}
	});
	return { undo: [], pieces: [] };
}

type Back = (tx: Db, actor: Actor, slots: readonly string[]) => Promise<unknown>;

const numberIn = (slots: readonly string[], at: number): number => {
	const number = Number(slots[at]);
	if (!Number.isInteger(number) || number < 0 || number > 2_147_483_647) throw new Refusal('refused.incomplete');
	return number;
};

function verdictIn(slots: readonly string[], at: number) {
	return verdicts.find((one) => one === slots[at]);
}

/** The code that a token names by its passage, concept, stance and place. */
async function codeIn(tx: Db, [passage, scheme, name, word, start, end]: readonly string[]) {
	const passageId = Number(passage);
	const known = Number.isInteger(passageId) && passageId < 2 ** 31 ? passageId : 0;
	const found = await tx.selectFrom('passage').select('body').where('id', '=', known).executeTakeFirst();
	const stance = stances.find((one) => one === word);
	const near = Number(start);
	if (found === undefined || stance === undefined || !Number.isInteger(near)) throw new Refusal('refused.incomplete');
	return { passageId, conceptId: `${scheme}/${name}`, stance, quote: found.body.slice(near, Number(end)), near };
}

/** What the actor added, also where it was taken away since and put back under another number; undefined where it is gone. */
async function ownPiece(tx: Db, actor: Actor, id: number, place: readonly string[]): Promise<number | undefined> {
	const standing = await tx.selectFrom('evidence').select('id').where('id', '=', id).executeTakeFirst();
	if (standing !== undefined) return id;
	const { passageId, conceptId, stance, near, quote } = await codeIn(tx, place);
	const again = await tx
		.selectFrom('evidence')
		.select('id')
		.where(({ and }) => and({ passageId, conceptId, stance, startAt: near, endAt: near + quote.length, status: 'accepted' }))
		.where('reviewedBy', '=', actor.key)
		.executeTakeFirst();
	return again?.id;
}

/** The same of a code in a task. */
async function ownCode(tx: Db, taskId: number, id: number, place: readonly string[]): Promise<number | undefined> {
	const codes = await codesOf(tx, taskId);
	if (codes.some((one) => one.id === id)) return id;
	const { conceptId, stance, near } = await codeIn(tx, place);
	return codes.find((one) => one.verdict === 'added' && one.conceptId === conceptId && one.stance === stance && one.start === near)?.id;
}

const backward: Record<string, Back> = {
	stay: () => Promise.resolve(),
	open: async (tx, actor, slots) => {
		const evidenceId = numberIn(slots, 1);
		const piece = await tx.selectFrom('evidence').select('status').where('id', '=', evidenceId).executeTakeFirst();
		if (piece?.status !== 'proposed') await reopenEvidence(tx, actor, { evidenceId, seen: verdictIn(slots, 0) });
	},
	settle: (tx, actor, slots) => reviewEvidence(tx, actor, { evidenceId: numberIn(slots, 1), verdict: verdictIn(slots, 0) ?? 'refused' }),
	add: async (tx, actor, slots) => {
		const own = await ownPiece(tx, actor, numberIn(slots, 0), slots.slice(1));
		if (own !== undefined) await withdrawEvidence(tx, actor, own);
	},
	put: async (tx, actor, slots) => addEvidence(tx, actor, await codeIn(tx, slots)),
	change: async (tx, actor, slots) => {
		const evidenceId = numberIn(slots, 1);
		const own = await ownPiece(tx, actor, numberIn(slots, 2), slots.slice(3));
		if (own !== undefined) await withdrawEvidence(tx, actor, own);
		await reopenEvidence(tx, actor, { evidenceId, seen: 'refused' });
		if (slots[0] === 'accepted') await reviewEvidence(tx, actor, { evidenceId, verdict: 'accepted' });
	},
	finish: (tx, actor, slots) => unfinishPassage(tx, actor, numberIn(slots, 0)),
	/** A skipped task only has to be shown again. */
	show: async () => undefined,
	skip: (tx, actor, slots) => takeUp(tx, actor, numberIn(slots, 0)),
	memo: (tx, actor, slots) => removeMemo(tx, actor, numberIn(slots, 0)),
	judge: async (tx, actor, slots) => {
		const [taskId, evidenceId, verdict] = [numberIn(slots, 0), numberIn(slots, 1), verdictIn(slots, 2)];
		if (verdict !== undefined) return judge(tx, actor, taskId, { evidenceId, verdict });
		const said = (await codesOf(tx, taskId)).find((one) => one.evidenceId === evidenceId);
		if (said !== undefined) await takeBack(tx, actor, taskId, said.id);
	},
	unsay: async (tx, actor, slots) => {
		const taskId = numberIn(slots, 0);
		const own = await ownCode(tx, taskId, numberIn(slots, 1), slots.slice(2));
		if (own !== undefined) await takeBack(tx, actor, taskId, own);
	},
	say: async (tx, actor, slots) => addCode(tx, actor, numberIn(slots, 0), await codeIn(tx, slots.slice(1))),
	taskdone: (tx, actor, slots) => reopenTask(tx, actor, numberIn(slots, 0))
};
