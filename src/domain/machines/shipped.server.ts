import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { platform } from '#domain/actor.ts';
import { startRecoding } from '#domain/evidence/recode.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { learningVersion } from '#text/learn/model.ts';
import type { Wording } from '#text/lexicon.ts';
import type { Language } from '#text/languages.ts';
import { readMachine } from './file.server.ts';
import { learnAll, measureFold, prepare, trainedOn } from './learning.ts';
import { learntWords } from './learnt-words.ts';
import { learnable, setOf } from './lessons.server.ts';
import { added } from './measuring.ts';
import { pack } from './pack.server.ts';
import { readStarter } from './starter.server.ts';
import { keepMachine } from './write.server.ts';
import type { Trained } from './write.server.ts';

export const shippedPath = (facts: string): string => join(facts, 'machines', 'starter.json.gz');

/** What it said when it was made. */
export const probesPath = (facts: string): string => join(facts, 'machines', 'starter.probes.json');

type Codebook = { version: string; concepts: readonly { id: string }[]; wordings: Record<Language, readonly Wording[]> };

/** Trains the machine that ships, from the starter set alone. */
export function makeStarter(facts: string, { version, concepts, wordings }: Codebook, date: string, tell: (line: string) => void): Trained {
	const { lessons, labels, digest } = setOf(readStarter(facts), learnable(concepts.map(({ id }) => id)));
	const about = { name: 'starter', date, seed: 1, digest };
	const prepared = prepare({ wordings, labels, lessons, about, folds: 5 });
	const parts = Array.from({ length: prepared.folds }, (_, fold) => {
		tell(`${fold + 1} / ${prepared.folds + 1}`);
		return measureFold(prepared, fold);
	});
	const learnt = learnAll(prepared);
	tell(`${prepared.folds + 1} / ${prepared.folds + 1}`);
	const readings = lessons.values().map((lesson) => prepared.readingOf(lesson));
	return {
		...pack(learnt),
		...{ name: about.name, madeOn: date, seed: about.seed, trainingDigest: digest, codebookVersion: version, learningVersion },
		...{ trainedOn: trainedOn(lessons), measures: added(parts), words: learntWords(learnt, readings) }
	};
}

/**
 * Takes in the machine that ships. On a site that never had a classifier it comes into use, and so it does in the place of one that shipped
 * before; a machine that people have put in use stays, and so does their choice of the rules alone.
 */
export async function loadShippedMachine(db: Db, facts: string): Promise<void> {
	const path = shippedPath(facts);
	if (!existsSync(path) || (await isKnown(db, digestBeside(facts)))) return;
	const trained = await readIfOurs(path);
	if (trained === undefined || (await isKnown(db, trained.digest))) return;
	await acting(db, platform, 'machine.use', async (tx) => {
		await sql`lock table machine in exclusive mode`.execute(tx);
		const others = await tx.selectFrom('machine').select(['state', 'origin']).where('kind', '=', 'classifier').execute();
		const inUse = others.find(({ state }) => state === 'in-use');
		const id = await keepMachine(tx, platform, 'shipped', trained);
		if (others.length > 0 && inUse?.origin !== 'shipped') return;
		await tx
			.updateTable('machine')
			.set({ state: 'retired', retiredBy: platform.key, retiredAt: sql<Date>`now()` })
			.where('kind', '=', 'classifier')
			.where('state', '=', 'in-use')
			.execute();
		await tx
			.updateTable('machine')
			.set({ state: 'in-use', usedBy: platform.key, usedAt: sql<Date>`now()` })
			.where('coderId', '=', id)
			.execute();
		await startRecoding(tx, platform);
	});
}

/** A file that is older than this version of the platform is passed over: the rules propose until it is made anew. */
async function readIfOurs(path: string): Promise<Trained | undefined> {
	try {
		return await readMachine(readFileSync(path));
	} catch (problem) {
		if (problem instanceof Refusal && problem.code === 'machines.older') return undefined;
		throw problem;
	}
}

async function isKnown(db: Db, digest: string): Promise<boolean> {
	return (await db.selectFrom('machine').select('coderId').where('modelDigest', '=', digest).executeTakeFirst()) !== undefined;
}

/** The digest that stands beside the file, which need not be read whole at each start; nothing where there is none. */
function digestBeside(facts: string): string {
	if (!existsSync(probesPath(facts))) return '';
	// The cast: the file is one of ours, and a wrong digest only costs time.
	return (JSON.parse(readFileSync(probesPath(facts), 'utf8')) as { digest: string }).digest;
}
