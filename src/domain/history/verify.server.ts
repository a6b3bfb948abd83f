import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { mostFaults } from './model.ts';
import type { Fault, Verified } from './model.ts';

const pageSize = 1000;
/** Among so many broken seals it is tried whether they only changed places. */
const mostSuspects = 40;

type Seal = { position: string; historyId: string; hash: string; line: string | null };
/** A seal whose hash is not that of its line and the seal before it. */
type Suspect = { fault: Fault; previous: string; hash: string; line: string };
/** A position without a seal, between two that have one. */
type Gap = { fault: Fault; previous: string; next: Seal };

const hashOf = (previous: string, line: string) =>
	createHash('sha256')
		.update(previous + line, 'utf8')
		.digest('hex');

/** Positions are compared as they are stored: one that was tampered with may be larger than a number holds. */
async function sealsAfter(db: Db, position: string | undefined): Promise<Seal[]> {
	const after = position === undefined ? sql`true` : sql`seal.position > ${position}::bigint`;
	const { rows } = await sql<Seal>`
		select seal.position::text as position, seal.history_id::text as "historyId", seal.hash,
			case when history.id is not null then history_line(history) end as line
		from seal left join history on history.id = seal.history_id where ${after} order by seal.position limit ${pageSize}`.execute(db);
	return rows;
}

/**
 * Reckons the chain of seals again from what the history says today, and tells whatever is not as it was sealed. With the hash of an
 * earlier head, also tells when what was sealed until then is no longer in the chain: cut off, or all of it written anew.
 */
export async function verifyHistory(db: Db, { expect }: { expect?: string | undefined } = {}): Promise<Verified> {
	const faults: Fault[] = [];
	const found = (fault: Fault) => {
		if (faults.length < mostFaults) faults.push(fault);
		return fault;
	};
	const suspects: Suspect[] = [];
	const gaps: Gap[] = [];
	let [previous, sealed, wanted, hasExpected] = ['', 0, 1n, expect === undefined];
	let last: string | undefined;
	for (let seals = await sealsAfter(db, last); seals.length > 0; seals = await sealsAfter(db, last)) {
		for (const seal of seals) {
			const [position, historyId] = [Number(seal.position), Number(seal.historyId)];
			last = seal.position;
			sealed++;
			if (BigInt(seal.position) < 1n) {
				found({ position, kind: 'inserted', historyId });
				continue;
			}
			const isGap = BigInt(seal.position) !== wanted;
			if (isGap) gaps.push({ fault: found({ position: Number(wanted), kind: 'removed', historyId: null }), previous, next: seal });
			if (seal.line === null) found({ position, kind: 'removed', historyId });
			else if (!isGap && hashOf(previous, seal.line) !== seal.hash) {
				const fault = found({ position, kind: 'changed', historyId });
				if (suspects.length < mostSuspects) suspects.push({ fault, previous, hash: seal.hash, line: seal.line });
			}
			hasExpected ||= seal.hash === expect;
			previous = seal.hash;
			wanted = BigInt(seal.position) + 1n;
		}
		gaps.length = Math.min(gaps.length, mostSuspects);
	}
	tellOrder(suspects);
	for (const fault of await looseLines(db, gaps)) found(fault);
	if (!hasExpected) found({ position: Number(wanted), kind: 'removed', historyId: null });
	return { ...(await counted(db)), sealed, head: sealed === 0 ? null : previous, faults };
}

/** A broken seal that fits another's line, or another's place, was moved. */
function tellOrder(suspects: Suspect[]): void {
	const places = [...new Set(suspects.flatMap(({ previous, hash }) => [previous, hash]))];
	for (const { fault, hash } of suspects)
		if (suspects.some(({ line }) => places.some((place) => hashOf(place, line) === hash))) fault.kind = 'order';
}

/** Lines that no seal stands for and that do not wait for one; one that fits a gap only lost its seal, which is told there. */
async function looseLines(db: Db, gaps: Gap[]): Promise<Fault[]> {
	const { rows: loose } = await sql<{ id: string; line: string }>`
		select history.id::text as id, history_line(history) as line from history
		where not exists (select from seal where seal.history_id = history.id) and not exists (select from unsealed where history_id = history.id)
		order by history.id limit ${mostFaults}`.execute(db);
	const { rows: waiting } = await sql<{ id: string; isGone: boolean }>`
		select unsealed.history_id::text as id, history.id is null as "isGone" from unsealed
		left join history on history.id = unsealed.history_id left join seal on seal.history_id = unsealed.history_id
		where history.id is null or seal.history_id is not null order by unsealed.history_id limit ${mostFaults}`.execute(db);
	const inserted = loose.filter(({ id, line }) => {
		const gap = gaps.find(({ previous, next }) => next.line !== null && hashOf(hashOf(previous, line), next.line) === next.hash);
		if (gap !== undefined) gap.fault.historyId = Number(id);
		return gap === undefined;
	});
	return [
		...inserted.map(({ id }) => ({ position: null, kind: 'inserted' as const, historyId: Number(id) })),
		...waiting.map(({ id, isGone }) => ({
			position: null,
			kind: isGone ? ('removed' as const) : ('inserted' as const),
			historyId: Number(id)
		}))
	];
}

async function counted(db: Db): Promise<{ lines: number; unsealed: number }> {
	const { rows } = await sql<{ lines: number; unsealed: number }>`
		select (select count(*) from history) as lines, (select count(*) from unsealed) as unsealed`.execute(db);
	return rows[0] ?? { lines: 0, unsealed: 0 };
}
