import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** Seals every line that is not sealed yet. Returns how many there were. */
export async function sealHistory(db: Db): Promise<number> {
	const { rows } = await sql<{ sealed: number }>`select seal_history() as sealed`.execute(db);
	return rows[0]?.sealed ?? 0;
}

type Sealing = {
	signal: AbortSignal;
	/** Told of every error; sealing goes on. */
	report: (problem: unknown) => void;
	/** Milliseconds between two sealings. */
	pause?: number;
};

/** Seals what is written, every two seconds, until the signal stops it, and then once more. */
export async function startSealing(db: Db, { signal, report, pause = 2000 }: Sealing): Promise<void> {
	while (!signal.aborted) {
		await sealHistory(db).catch(report);
		await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
	}
	await sealHistory(db).catch(report);
}

/** The newest seal: whoever keeps its hash elsewhere can prove later whether the history until then is still what it was. */
export async function findHead(db: Db): Promise<{ position: number; hash: string; sealedAt: Date } | undefined> {
	return db.selectFrom('seal').select(['position', 'hash', 'sealedAt']).orderBy('position', 'desc').limit(1).executeTakeFirst();
}
