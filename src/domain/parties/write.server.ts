import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { together } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { mustMay } from '#domain/rights.ts';
import type { Actor } from '#domain/actor.ts';
import { readFacts } from './facts.server.ts';
import { parseStatusList } from './status-list.ts';
import { partyFinder } from './read.server.ts';

/**
 * Brings regions, States, sample Parties and shipped status facts to what the files in `folder` say, however often it is done.
 * Facts that a person imported stay; a Party that the files no longer name stays too, since documents may speak of it.
 */
export async function loadParties(db: Db, folder: string): Promise<{ parties: number; statuses: number }> {
	const { regions, parties, statuses } = readFacts(folder);
	await together(db, async (tx) => {
		await tx
			.insertInto('region')
			.values(regions.map(({ m49, parent }) => ({ m49, parent })))
			.onConflict((clash) => clash.column('m49').doUpdateSet({ parent: sql`excluded.parent` }))
			.execute();
		await tx
			.insertInto('regionName')
			.values(regions.flatMap(({ m49, names }) => names.map((name) => ({ m49, ...name }))))
			.onConflict((clash) => clash.columns(['m49', 'language']).doUpdateSet({ name: sql`excluded.name` }))
			.execute();
		await loadStates(tx, parties);
		await loadStatuses(tx, statuses);
	});
	return { parties: parties.length, statuses: statuses.length };
}

/** Only what differs is written: what is as it was stays, with its history. */
async function loadStatuses(tx: Db, statuses: ReturnType<typeof readFacts>['statuses']): Promise<void> {
	const key = ({
		iso3,
		status,
		since,
		source,
		mark
	}: {
		iso3: string;
		status: string;
		since?: string | null;
		source: string;
		mark: string;
	}) => JSON.stringify([iso3, status, since ?? null, source, mark]);
	const shipped = new Set(statuses.map(key));
	const held = await tx
		.selectFrom('partyStatus')
		.select(['id', 'iso3', 'status', 'since', 'source', 'mark'])
		.where('importedAt', 'is', null)
		.execute();
	const gone = held.filter((fact) => !shipped.has(key(fact))).map(({ id }) => id);
	if (gone.length > 0) await tx.deleteFrom('partyStatus').where('id', 'in', gone).execute();
	const there = new Set(held.map(key));
	const missing = statuses.filter((fact) => !there.has(key(fact)));
	if (missing.length === 0) return;
	await tx
		.insertInto('partyStatus')
		.values(missing)
		.onConflict((clash) => clash.doNothing())
		.execute();
}

async function loadStates(tx: Db, parties: ReturnType<typeof readFacts>['parties']): Promise<void> {
	const changing = ['iso2', 'm49', 'region', 'subregion', 'intermediate', 'unGroup', 'isLdc', 'isSids', 'isLldc', 'isSample'] as const;
	await tx
		.insertInto('party')
		.values(parties.map(({ codes }) => codes))
		.onConflict((clash) =>
			clash.column('iso3').doUpdateSet(({ ref }) => Object.fromEntries(changing.map((name) => [name, ref(`excluded.${name}`)])))
		)
		.execute();
	await tx
		.insertInto('partyName')
		.values(parties.flatMap(({ codes, names }) => names.map((name) => ({ iso3: codes.iso3, ...name }))))
		.onConflict((clash) => clash.columns(['iso3', 'language']).doUpdateSet({ name: sql`excluded.name` }))
		.execute();
}

/**
 * Imports an official list of status: every row is used, or nothing is and the refusal names the row and the reason.
 * A fact known from the same source is corrected; facts from other sources stay beside it, and what was imported is trusted first.
 */
export async function importStatus(db: Db, actor: Actor, list: string): Promise<{ rows: number; parties: number }> {
	mustMay(actor, 'import', { kind: 'party' });
	const facts = parseStatusList(list, await partyFinder(db));
	const importedAt = new Date();
	await acting(db, actor, 'party.import', (tx) =>
		tx
			.insertInto('partyStatus')
			.values(facts.map((fact) => ({ ...fact, mark: 'S' as const, importedBy: actor.key, importedAt })))
			.onConflict((clash) =>
				clash.columns(['iso3', 'status', 'source']).doUpdateSet({
					since: sql`excluded.since`,
					mark: sql`excluded.mark`,
					importedBy: sql`excluded.imported_by`,
					importedAt: sql`excluded.imported_at`
				})
			)
			.execute()
	);
	return { rows: facts.length, parties: new Set(facts.map(({ iso3 }) => iso3)).size };
}
