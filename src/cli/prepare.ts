import { join } from 'node:path';
import { config } from '#config';
import type { Db } from '#db/connect.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { loadShipped } from '#domain/evidence/codebook.server.ts';
import { loadShippedMachine } from '#domain/machines/shipped.server.ts';
import { loadParties } from '#domain/parties/write.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { say } from '#i18n/messages.ts';
import { loadSamples } from './samples.ts';
import type { Call } from './command.ts';

/** Brings a database up to date: its tables, the facts that ship, and, where no document is there yet, the samples. Each step can be repeated. */
export async function prepare(db: Db, call: Call): Promise<void> {
	const { talk, language } = call;
	talk(say(language, 'cli.loading-facts'));
	for (const name of await prepareFacts(db)) talk(say(language, 'cli.migrated', { name }));
	await loadSamples(db, call);
	await takeStatistics(db);
}

/** The same without the samples. Returns the migrations that were applied. */
export async function prepareFacts(db: Db): Promise<string[]> {
	const applied = await migrate(db);
	await loadParties(db, config.facts);
	await loadShipped(db, join(config.facts, 'concepts'));
	await loadShippedMachine(db, config.facts);
	return applied;
}
