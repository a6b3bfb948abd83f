import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import { platform } from '../actor.ts';
import type { Job, Outcome } from '../jobs/model.ts';
import { toJob } from '../jobs/read.server.ts';
import { callWorker } from '../jobs/work.server.ts';
import { advanceJob } from '../jobs/write.server.ts';
import { forgetRates } from '../limits/limits.ts';
import { forgetMail } from '../mail/write.server.ts';
import { nameless, namesSomeone } from './forget.server.ts';
import { forgetIdle, forgetInvited, remindIdle } from './idle.server.ts';
import type { Notice } from './idle.server.ts';
import { retained, retaining, retention } from './retention.ts';
import type { Retained } from './retention.ts';

type Rule = (tx: Db, before: Date, now: Date, notice: Notice) => Promise<number>;
type Changed = { numDeletedRows?: bigint; numUpdatedRows?: bigint };
const counted = async (work: Promise<Changed>) => {
	const { numDeletedRows, numUpdatedRows } = await work;
	return Number(numDeletedRows ?? numUpdatedRows ?? 0);
};

/** How each thing is forgotten that has been kept since before a moment. Each returns how many there were. */
const rules: Record<Retained, Rule> = {
	session: (tx, before) => counted(tx.deleteFrom('session').where('expiresAt', '<', before).executeTakeFirst()),
	proof: (tx, before) => counted(tx.deleteFrom('proof').where('expiresAt', '<', before).executeTakeFirst()),
	rate: (tx, before) => forgetRates(tx, before),
	'mail-words': (tx, before) => forgetMail(tx, before),
	mail: (tx, before) => counted(tx.deleteFrom('mail').where('askedAt', '<', before).executeTakeFirst()),
	upload: (tx, before) =>
		counted(
			tx
				.deleteFrom('upload')
				.where('jobId', 'in', (from) => from.selectFrom('job').select('id').where('state', 'in', over).where('changedAt', '<', before))
				.executeTakeFirst()
		),
	job: (tx, before) => counted(tx.deleteFrom('job').where('state', 'in', over).where('changedAt', '<', before).executeTakeFirst()),
	edit: (tx, before) => counted(tx.deleteFrom('edit').where('setAsideAt', '<', before).executeTakeFirst()),
	'request-address': (tx, before) =>
		counted(
			tx
				.updateTable('correctionRequest')
				.set({ email: null })
				.where('email', 'is not', null)
				.where('askedAt', '<', before)
				.executeTakeFirst()
		),
	'refused-note': (tx, before) =>
		counted(
			tx
				.updateTable('motion')
				.set(nameless)
				.where('state', 'in', ['rejected', 'withdrawn'])
				.where('settledAt', '<', before)
				.where(namesSomeone)
				.executeTakeFirst()
		),
	note: (tx, before) =>
		counted(
			tx
				.updateTable('motion')
				.set(nameless)
				.where('state', '=', 'carried')
				.where('settledAt', '<', before)
				.where(namesSomeone)
				.where(
					sql<boolean>`not exists (select from holding where holding.motion_id = motion.id and (until is null or until >= ${before}::timestamptz))`
				)
				.executeTakeFirst()
		),
	// The day goes too: with it, two lines that differ by the person alone would be one.
	disclosure: (tx, before) =>
		counted(
			tx
				.updateTable('disclosure')
				.set({ personId: null, day: null })
				.where('personId', 'is not', null)
				.where('at', '<', before)
				.executeTakeFirst()
		),
	consent: (tx, before) => counted(tx.deleteFrom('consent').where('withdrawnAt', '<', before).executeTakeFirst()),
	invited: forgetInvited,
	reminder: remindIdle,
	idle: forgetIdle
};
const over = ['done', 'refused', 'stopped'] as const;

/**
 * Writes down the day's job of forgetting, if no process has yet: the database lets one day have one. The day is that of the database, so
 * that processes whose clocks differ agree. Returns whether it was this call.
 */
export async function askRetention(db: Db, moment?: Date): Promise<boolean> {
	const now = moment === undefined ? sql`now()` : sql`${moment}::timestamptz`;
	const { rows } = await sql`
		insert into job (kind, input, total, asked_by)
		values (${retaining}, jsonb_build_object('day', to_char(${now} at time zone 'UTC', 'YYYY-MM-DD')), ${retained.length}, ${platform.key})
		on conflict ((input ->> 'day')) where kind = 'retention' do nothing returning id`.execute(db);
	return rows.length > 0;
}

/** Forgets what was kept long enough, rule by rule. Each is done and ticked off together or not at all, and is told by its number only. */
export async function runRetention(
	db: Db,
	job: Job,
	signal: AbortSignal,
	{ moment, ...notice }: Notice & { moment?: Date }
): Promise<void> {
	const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
	const now = moment ?? rows[0]?.now;
	if (now === undefined) return;
	const done = new Set(job.outcome.map(({ name }) => name));
	for (const rule of retained) {
		if (signal.aborted) return;
		if (done.has(rule)) continue;
		const before = new Date(now.getTime() - retention[rule] * 24 * 60 * 60_000);
		await acting(db, platform, 'retention.run', async (tx) =>
			advanceJob(tx, job.id, { name: rule, done: { count: await rules[rule](tx, before, now, notice) } })
		);
	}
}

type Watch = { signal: AbortSignal; report: (problem: unknown) => void; pause?: number };

/** Sees to it that every day has its job of forgetting, until the signal stops it. */
export async function startRetention(db: Db, { signal, report, pause = 10 * 60_000 }: Watch): Promise<void> {
	const rest = (milliseconds: number) => wait(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
	// Whoever opens the platform only for a moment, or has just migrated it, is not to wait for this.
	await rest(Math.min(pause, 60_000));
	while (!signal.aborted) {
		if ((await askRetention(db).catch(report)) === true) callWorker();
		await rest(pause);
	}
}

export type RetentionRun = { id: number; at: Date; isDone: boolean; counts: Partial<Record<Retained, number>> };

/** The latest days on which something was forgotten, with how many of each. It tells of nobody; needs the whole database. */
export async function listRetention(db: Db, most: number): Promise<RetentionRun[]> {
	const jobs = await db
		.selectFrom('job')
		.select(['id', 'state', 'input', 'outcome', 'changedAt'])
		.where('kind', '=', retaining)
		.orderBy('id', 'desc')
		.limit(most)
		.execute();
	return jobs.map(toJob).map(({ id, state, outcome, changedAt }) => ({
		id,
		at: changedAt,
		isDone: state === 'done',
		counts: Object.fromEntries(outcome.flatMap(countIn))
	}));
}

const countIn = (one: Outcome): [string, number][] =>
	'done' in one && Number(one.done.count) > 0 ? [[one.name, Number(one.done.count)]] : [];

/** When what was kept long enough was last forgotten; undefined where it never was. */
export async function lastRetention(db: Db): Promise<Date | undefined> {
	const { at } = await db
		.selectFrom('job')
		.select(({ fn }) => fn.max('changedAt').as('at'))
		.where('kind', '=', retaining)
		.where('state', '=', 'done')
		.executeTakeFirstOrThrow();
	return at ?? undefined;
}
