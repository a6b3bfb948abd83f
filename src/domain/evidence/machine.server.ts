import type { Db } from '#db/connect.server.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { codeText, rulesVersion } from '#text/code.ts';
import type { Coding } from '#text/code.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import type { Lexicons } from '#text/lexicon.ts';
import type { Coder } from './model.ts';

/** The machine that proposes: rules over the codebook of one version. */
export type Machine = { coder: Coder; code: (language: Language, text: string) => Coding };

const made = new Map<string, Machine>();

/** The machine for the codebook that the database holds; built once for each version. */
export async function machineOf(db: Db): Promise<Machine> {
	const { version } = await db.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirstOrThrow();
	const known = made.get(version);
	if (known !== undefined) return known;
	const machine = machineFor(version, makeLexicons(await listWordings(db)));
	made.set(version, machine);
	return machine;
}

/** A machine over given lexicons, such as those of the files themselves. */
export function machineFor(codebookVersion: string, lexicons: Lexicons): Machine {
	return {
		coder: { name: 'rules', version: `${rulesVersion}-${codebookVersion}`, kind: 'machine' },
		code: (language, text) => codeText(lexicons[language], text)
	};
}
