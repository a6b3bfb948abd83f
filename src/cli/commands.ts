import { backup } from './backup.ts';
import { code } from './code.ts';
import { codebook } from './codebook.ts';
import { doctor } from './doctor.ts';
import { erase } from './erase.ts';
import { exchange } from './exchange.ts';
import { ingest } from './ingest.ts';
import { invite } from './invite.ts';
import { machine } from './machine.ts';
import { parties } from './parties.ts';
import { prepare, prepareFacts } from './prepare.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { signOut } from './sign-out.ts';
import { study } from './study.ts';
import { verify } from './verify.ts';
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
	invite,
	'sign-out': signOut,
	erase,
	parties,
	codebook,
	ingest,
	code,
	machine,
	study,
	exchange,
	backup,
	restore,
	doctor,
	verify
};
