import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { lockOffice, officeFor } from './giving.server.ts';
import { deadline } from './input.ts';
import type { DeadlineInput } from './input.ts';
import { isHolder, officeSubject } from './office.server.ts';
import { parsed } from '../parsed.ts';

/** The deadlines of an office: what is to be done first, then what was done. */
export async function listDeadlines(db: Db, officeId: number) {
	return db
		.selectFrom('deadline')
		.select(['id', 'what', 'due', 'doneAt'])
		.where('officeId', '=', officeId)
		.orderBy(sql`done_at is not null`)
		.orderBy('due')
		.limit(200)
		.execute();
}

/** Sets something that an office has to do by a day. It stays with the office, whoever holds it. */
export async function setDeadline(db: Db, actor: Actor, sent: DeadlineInput): Promise<number> {
	const given = parsed(deadline, sent);
	const subject = officeSubject(await lockOffice(db, given.officeId));
	mustMay(actor, 'set-deadline', subject);
	const { id } = await acting(
		db,
		actor,
		'deadline.set',
		(tx) => tx.insertInto('deadline').values(given).returning('id').executeTakeFirstOrThrow(),
		{ office: officeFor(actor, 'set-deadline', subject) }
	);
	return id;
}

/** Says that what an office had to do is done: its holder, or whoever may set deadlines for it. */
export async function meetDeadline(db: Db, actor: Actor, id: number): Promise<void> {
	const found = await db.selectFrom('deadline').select('officeId').where('id', '=', id).executeTakeFirst();
	if (found === undefined) throw new Refusal('refused.not-found');
	const subject = officeSubject(await lockOffice(db, found.officeId));
	const isOwn = isHolder(actor, found.officeId);
	if (!isOwn) mustMay(actor, 'set-deadline', subject);
	const office = isOwn ? actor.offices.find((one) => one.id === found.officeId) : officeFor(actor, 'set-deadline', subject);
	await acting(
		db,
		actor,
		'deadline.done',
		async (tx) => {
			const done = await tx
				.updateTable('deadline')
				.set({ doneAt: sql`now()` })
				.where('id', '=', id)
				.where('doneAt', 'is', null)
				.returning('id')
				.executeTakeFirst();
			if (done === undefined) throw new Refusal('offices.done-already');
		},
		{ office }
	);
}
