import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import { platform } from '../actor.ts';
import { readCodebook } from './codebook.server.ts';
import type { Codebook } from './model.ts';
import { movesBetween } from './moves.ts';
import type { Moves } from './moves.ts';
import { listWholeConcepts } from './read.server.ts';
import { keepVersion } from './snapshot.server.ts';
import { lockCodebook, takeIntoUse, versionInUse } from './use.server.ts';

/** What is to be done with coded passages when another version has come into use; in the same transaction. */
export type Afterwards = (tx: Db, moves: Moves) => Promise<void>;

export type Loaded = {
	/** The version of the files. */
	version: string;
	concepts: number;
	isNew: boolean;
	/** The files differ from what people have made of the codebook, so that they are offered and not taken into use. */
	isOffered: boolean;
};

/**
 * Brings the codebook to what the files in `folder` say, however often it is done; nothing is written where they are unchanged. What
 * people have changed is never overwritten: where the version in use is theirs, that of the files is kept and offered.
 * A concept that the files no longer have goes, unless evidence speaks of it: then the load is refused, and nothing changes.
 */
export async function loadCodebook(db: Db, folder: string, afterwards: Afterwards = async () => {}): Promise<Loaded> {
	const files = readCodebook(folder);
	const came = await acting(db, platform, 'codebook.load', (tx) => load(tx, files, afterwards));
	return { version: files.version, concepts: files.concepts.length, isNew: came === 'in use', isOffered: came === 'offered' };
}

async function load(tx: Db, files: Codebook, afterwards: Afterwards): Promise<'in use' | 'offered' | 'as before'> {
	await lockCodebook(tx);
	const current = await versionInUse(tx);
	const origin = current === undefined ? undefined : await keepCurrent(tx, current, files);
	const parent = await tx
		.selectFrom('codebookVersion')
		.select('version')
		.where('origin', '=', 'files')
		.where('version', '<>', files.version)
		.orderBy('madeAt', 'desc')
		.limit(1)
		.executeTakeFirst();
	await keepVersion(tx, { ...files, parent: parent?.version ?? null, by: platform.key });
	if (current === files.version) return 'as before';
	if (origin === 'people') return (await offer(tx, files.version)) ? 'offered' : 'as before';
	const before = await listWholeConcepts(tx);
	await takeIntoUse(tx, files.version, files.concepts);
	await afterwards(tx, movesBetween(before, files.concepts));
	return 'in use';
}

/** Keeps the version in use as well, where it came into use before versions were kept; says where it comes from. */
async function keepCurrent(tx: Db, current: string, files: Codebook): Promise<'files' | 'people'> {
	const known = await tx.selectFrom('codebookVersion').select('origin').where('version', '=', current).executeTakeFirst();
	if (known !== undefined) return known.origin;
	const concepts = current === files.version ? files.concepts : await listWholeConcepts(tx);
	await keepVersion(tx, { concepts, version: current, parent: null, by: platform.key });
	return 'files';
}

/** Offers files that were never in use, once. */
async function offer(tx: Db, version: string): Promise<boolean> {
	const offered = await sql`insert into codebook_offer (version) select ${version}
		where not exists (select from codebook where version = ${version}) on conflict do nothing`.execute(tx);
	return Number(offered.numAffectedRows ?? 0) > 0;
}
