import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { motionInput } from './input.ts';
import type { MotionState } from './model.ts';

const perPage = 50;
const columns = ['id', 'kind', 'state', 'input', 'why', 'noteName', 'movedBy', 'movedAt', 'settledBy', 'settledAt'] as const;

/** Motions with the names of those who moved and settled them, the latest first; those before a number where one is given. */
export async function listMotions(db: Db, state?: MotionState, before?: number) {
	const rows = await withNames(db)
		.$if(state !== undefined, (query) => query.where('motion.state', '=', state ?? 'open'))
		.$if(before !== undefined, (query) => query.where('motion.id', '<', before ?? 0))
		.orderBy('motion.id', 'desc')
		.limit(perPage + 1)
		.execute();
	const motions = rows.slice(0, perPage).map(readMotion);
	return { motions, next: rows.length > perPage ? motions.at(-1)?.id : undefined };
}

/** One motion, or a refusal. */
export async function findMotion(db: Db, id: number) {
	const row = await withNames(db).where('motion.id', '=', id).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return readMotion(row);
}

function withNames(db: Db) {
	return db
		.selectFrom('motion')
		.leftJoin('person as mover', 'mover.id', 'motion.movedBy')
		.leftJoin('person as settler', 'settler.id', 'motion.settledBy')
		.select(columns.map((column) => `motion.${column}` as const))
		.select(['mover.name as mover', 'mover.mergedInto as moverNow', 'settler.name as settler'])
		.select(sql<number | null>`octet_length(motion.note)`.as('noteSize'));
}

/** What was written was parsed before it was, and is so again, that a motion of another time is never half understood. */
function readMotion<M extends { kind: string; input: unknown }>(motion: M) {
	const { kind, input } = motion;
	return { ...motion, asked: motionInput.parse({ kind, input }) };
}
export type FoundMotion = Awaited<ReturnType<typeof findMotion>>;

/** The note verbale of a motion, as it was received. */
export async function findNote(db: Db, id: number): Promise<{ name: string; content: Buffer }> {
	const found = await db.selectFrom('motion').select(['noteName', 'note']).where('id', '=', id).executeTakeFirst();
	if (!found?.note || found.noteName === null) throw new Refusal('refused.not-found');
	return { name: found.noteName, content: Buffer.from(found.note) };
}

/** The names and addresses of people, by number: those whom a motion is about. Only for whoever may move or settle motions. */
export async function namePeople(db: Db, ids: number[]) {
	if (ids.length === 0) return new Map<number, { name: string; email: string }>();
	const rows = await db.selectFrom('person').select(['id', 'name', 'email']).where('id', 'in', ids).execute();
	return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
}
