import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { canonicalJson } from './canonical.ts';
import { changed } from './change.ts';
import type { Change } from './change.ts';
import { checkCodebook } from './check.ts';
import type { Fault } from './check.ts';
import { differenceOf } from './difference.ts';
import { changeOf, confirmation, versionName } from './input.ts';
import type { Concept } from './model.ts';
import { movesBetween } from './moves.ts';
import { keepVersion, readVersion } from './snapshot.server.ts';
import { lockCodebook, takeIntoUse, versionInUse } from './use.server.ts';
import type { Afterwards } from './write.server.ts';

const mayChange = (actor: Actor) => mustMay(actor, 'change', { kind: 'codebook' });

/** Drafts a change to one concept, as its form sends it, on the version that the form showed. Returns the draft's number. */
export async function draftChange(db: Db, actor: Actor, conceptId: string, sent: Record<string, string>): Promise<number> {
	mayChange(actor);
	const on = parsed(versionName, sent.on);
	const concepts = await readVersion(db, on);
	const concept = concepts.find(({ id }) => id === conceptId);
	if (concept === undefined) throw new Refusal('refused.not-found');
	const change = changeOf(concept, sent);
	changed(concepts, change);
	return keepDraft(db, actor, change, on);
}

/** Drafts taking a version that is kept into use: one that was shipped, or an earlier one. */
export async function draftAdoption(db: Db, actor: Actor, version: string): Promise<number> {
	mayChange(actor);
	const on = await mustBeInUse(db);
	const change: Change = { kind: 'adopt', version: parsed(versionName, version) };
	changed(await readVersion(db, on), change, await readVersion(db, version));
	return keepDraft(db, actor, change, on);
}

async function keepDraft(db: Db, actor: Actor, change: Change, madeOn: string): Promise<number> {
	return acting(db, actor, 'codebook.draft', async (tx) => {
		const { kind, ...input } = change;
		const conceptId = change.kind === 'adopt' ? null : change.concept;
		const { id } = await tx
			.insertInto('codebookChange')
			.values({ kind, conceptId, input: JSON.stringify(input), madeOn, madeBy: actor.key })
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	});
}

async function mustBeInUse(db: Db): Promise<string> {
	const version = await versionInUse(db);
	if (version === undefined) throw new Refusal('refused.not-found');
	return version;
}

const columns = [
	'id',
	'kind',
	'state',
	'conceptId',
	'input',
	'madeOn',
	'madeBy',
	'madeAt',
	'settledBy',
	'settledAt',
	'why',
	'version'
] as const;

/** A change, drafted or settled; refuses a draft to who may not make one. */
export async function findChange(db: Db, actor: Actor, id: number) {
	const row = await db.selectFrom('codebookChange').select(columns).where('id', '=', id).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	if (row.state !== 'confirmed') mayChange(actor);
	return { ...row, change: toChange(row) };
}

/** The cast: only `keepDraft` writes the column. */
const toChange = ({ kind, input }: { kind: Change['kind']; input: unknown }) => ({ kind, ...(input as object) }) as Change;

/** What a change does to the codebook: all of it, before and after. */
export async function planOf(db: Db, { change, madeOn }: { change: Change; madeOn: string }) {
	const before = await readVersion(db, madeOn);
	const after = changed(before, change, change.kind === 'adopt' ? await readVersion(db, change.version) : undefined);
	return {
		before,
		after,
		moves: movesBetween(before, after),
		difference: differenceOf(before, after)
	};
}

/**
 * What would be wrong with the codebook that is not wrong before. Only schemes in which something changes are looked at: the whole takes a second.
 */
export function newFaults(before: readonly Concept[], after: readonly Concept[]): Fault[] {
	const was = new Map(before.map((one) => [one.id, canonicalJson(one)]));
	const touched = new Set(after.filter((one) => canonicalJson(one) !== was.get(one.id)).map(({ scheme }) => scheme));
	const faultsOf = (concepts: readonly Concept[]) =>
		checkCodebook(concepts.filter(({ scheme }) => touched.has(scheme))).filter(({ conceptId }) => conceptId !== undefined);
	const key = (one: Fault) => JSON.stringify([one.fault, one.conceptId, one.language, one.detail]);
	const known = new Set(faultsOf(before).map(key));
	return faultsOf(after).filter((one) => !known.has(key(one)));
}

/**
 * Confirms a draft: the new version is kept and comes into use, and coded passages are dealt with in the same transaction. Refused where
 * another version has come into use since the draft was looked at.
 */
export async function confirmChange(db: Db, actor: Actor, id: number, sent: { why: string }, afterwards: Afterwards): Promise<string> {
	mayChange(actor);
	const { why } = parsed(confirmation, sent);
	const confirm = async (tx: Db) => {
		await lockCodebook(tx);
		const draft = await openDraft(tx, actor, id);
		if ((await mustBeInUse(tx)) !== draft.madeOn) throw new Refusal('versions.changed-meanwhile');
		const { after, moves } = await planOf(tx, draft);
		const version = await keepVersion(tx, { concepts: after, parent: draft.madeOn, by: actor.key, why });
		await takeIntoUse(tx, version, after);
		await settle(tx, actor, id, { state: 'confirmed', version, why });
		if (draft.change.kind === 'adopt') await answer(tx, actor, draft.change.version, true);
		await afterwards(tx, moves);
		return version;
	};
	return acting(db, actor, 'codebook.confirm', confirm, { why });
}

async function openDraft(tx: Db, actor: Actor, id: number) {
	await tx.selectFrom('codebookChange').select('id').where('id', '=', id).forUpdate().execute();
	const draft = await findChange(tx, actor, id);
	if (draft.state !== 'draft') throw new Refusal('versions.settled-already');
	return draft;
}

async function settle(tx: Db, actor: Actor, id: number, to: { state: 'confirmed' | 'dropped'; version?: string; why?: string }) {
	await tx
		.updateTable('codebookChange')
		.set({ ...to, settledBy: actor.key, settledAt: sql<Date>`now()` })
		.where('id', '=', id)
		.execute();
}

/** Drops a draft. It stays readable for those who may make drafts. */
export async function dropChange(db: Db, actor: Actor, id: number): Promise<void> {
	mayChange(actor);
	await acting(db, actor, 'codebook.drop', async (tx) => {
		await openDraft(tx, actor, id);
		await settle(tx, actor, id, { state: 'dropped' });
	});
}

/** Puts a draft on the version in use, so that its preview can be looked at again. */
export async function renewChange(db: Db, actor: Actor, id: number): Promise<void> {
	mayChange(actor);
	await acting(db, actor, 'codebook.renew', async (tx) => {
		const draft = await openDraft(tx, actor, id);
		const madeOn = await mustBeInUse(tx);
		await planOf(tx, { ...draft, madeOn });
		await tx.updateTable('codebookChange').set({ madeOn }).where('id', '=', id).execute();
	});
}

/** Leaves a shipped version that was offered. It stays kept, and can be taken into use later. */
export async function leaveOffer(db: Db, actor: Actor, version: string): Promise<void> {
	mayChange(actor);
	await acting(db, actor, 'codebook.leave', async (tx) => {
		if (!(await answer(tx, actor, parsed(versionName, version), false))) throw new Refusal('versions.settled-already');
	});
}

async function answer(tx: Db, actor: Actor, version: string, taken: boolean): Promise<boolean> {
	const answered = await tx
		.updateTable('codebookOffer')
		.set({ taken, answeredBy: actor.key, answeredAt: sql<Date>`now()` })
		.where('version', '=', version)
		.$if(!taken, (query) => query.where('answeredAt', 'is', null))
		.executeTakeFirst();
	return answered.numUpdatedRows > 0n;
}
