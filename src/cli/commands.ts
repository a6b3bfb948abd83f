import { code } from './code.ts';
import { codebook } from './codebook.ts';
import { ingest } from './ingest.ts';
import { parties } from './parties.ts';
import { prepare, prepareFacts } from './prepare.ts';
import { serve } from './serve.ts';
import { study } from './study.ts';
import type { Command } from './command.ts';

/** Every command, in the order of the work. */
export const commands: Record<string, Command> = {
	serve,
	migrate: {
		usage: 'migrate',
		run: async ({ database }) => JSON.stringify({ applied: await prepareFacts(await database()) })
	},
	load: {
		usage: 'load',
		run: async (call) => prepare(await call.database(), call).then(() => undefined)
	},
	parties,
	codebook,
	ingest,
	code,
	study
};
