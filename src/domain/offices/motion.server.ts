import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { carry } from './carry.server.ts';
import { mustBeOpen, officeFor } from './giving.server.ts';
import { motionInput, reason } from './input.ts';
import type { MotionInput, ReadMotion } from './input.ts';
import { findMotion } from './motions.server.ts';
import type { Note } from './note.ts';
import { parsed } from '../parsed.ts';

const subject = { kind: 'motion' } as const;

/** Moves a sensitive step. Nothing changes until another person carries it. A focal point is named by a note verbale. */
export async function moveMotion(db: Db, actor: Actor, sent: MotionInput & { why: string; note?: Note | undefined }): Promise<number> {
	mustMay(actor, 'move', subject);
	const asked = parsed(motionInput, sent);
	const why = parsed(reason, sent.why);
	const { note } = sent;
	if (asked.kind === 'give-office' && asked.input.kind === 'focal-point' && note === undefined) throw new Refusal('offices.needs-note');
	return acting(
		db,
		actor,
		'motion.move',
		async (tx) => {
			await mustBePossible(tx, asked);
			const { id } = await tx
				.insertInto('motion')
				.values({
					...{ kind: asked.kind, input: JSON.stringify(asked.input), why, movedBy: actor.personId },
					...(note && { note: note.content, noteName: note.name })
				})
				.returning('id')
				.executeTakeFirstOrThrow();
			return id;
		},
		{ why, office: officeFor(actor, 'move', subject) }
	);
}

async function mustBePossible(tx: Db, asked: ReadMotion): Promise<void> {
	if (asked.kind === 'give-office') {
		const { party, organisationId } = asked.input;
		await mustBeOpen(tx, organisationId);
		if (party === null) return;
		const known = await tx.selectFrom('party').select('iso3').where('iso3', '=', party).executeTakeFirst();
		if (known === undefined) throw new Refusal('documents.unknown-party', { party });
		return;
	}
	const ids = asked.kind === 'merge-people' ? [asked.input.keep, asked.input.merge] : [asked.input.personId];
	await lockPeople(tx, ids);
}

/** The people, held still until the transaction ends; refuses where one is not there, was erased or was merged. */
async function lockPeople(tx: Db, ids: number[]): Promise<void> {
	const people = await tx
		.selectFrom('person')
		.select('id')
		.where('id', 'in', ids)
		.where('erasedAt', 'is', null)
		.where('mergedInto', 'is', null)
		.orderBy('id')
		.forUpdate()
		.execute();
	if (people.length < ids.length) throw new Refusal('offices.no-such-person');
}

/** Carries or rejects a motion: another person than who moved it, once. Only the operator, who has the machine itself, needs no other. */
export async function settleMotion(db: Db, actor: Actor, id: number, verdict: 'carried' | 'rejected'): Promise<void> {
	mustMay(actor, 'settle', subject);
	if (actor.personId === null && actor.key !== 'operator') throw new Refusal('refused.not-allowed');
	const motion = await findMotion(db, id);
	if (actor.personId !== null && [motion.movedBy, motion.moverNow].includes(actor.personId)) throw new Refusal('offices.needs-another');
	await acting(
		db,
		actor,
		'motion.settle',
		async (tx) => {
			await close(tx, id, verdict, actor.personId);
			if (verdict === 'rejected') return;
			await mustBePossible(tx, motion.asked);
			await carry(tx, motion.asked, { motionId: id, givenBy: actor.personId });
		},
		{ why: motion.why, office: officeFor(actor, 'settle', subject) }
	);
}

/** Takes a motion back, by whoever moved it. */
export async function withdrawMotion(db: Db, actor: Actor, id: number): Promise<void> {
	mustMay(actor, 'move', subject);
	const motion = await findMotion(db, id);
	if (motion.movedBy !== actor.personId) throw new Refusal('refused.not-allowed');
	await acting(db, actor, 'motion.settle', (tx) => close(tx, id, 'withdrawn', actor.personId), {
		office: officeFor(actor, 'move', subject)
	});
}

/** Of two who settle a motion at once, one finds it open. */
async function close(tx: Db, id: number, state: 'carried' | 'rejected' | 'withdrawn', settledBy: number | null): Promise<void> {
	const closed = await tx
		.updateTable('motion')
		.set({ state, settledBy, settledAt: sql`now()` })
		.where('id', '=', id)
		.where('state', '=', 'open')
		.returning('id')
		.executeTakeFirst();
	if (closed === undefined) throw new Refusal('offices.settled-already');
}
