import { join } from 'node:path';
import { config } from '#config';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { checkCodebook } from '#domain/concepts/check.ts';
import { toJsonLd, toTurtle } from '#domain/concepts/skos.ts';
import type { Command } from './command.ts';

/** Writes the codebook as SKOS, or says what is wrong with it. */
export const codebook: Command = {
	usage: 'codebook [turtle | jsonld | check]',
	run: async ({ words: [form = 'check'] }) => {
		const { version, concepts } = readCodebook(join(config.facts, 'concepts'));
		if (form === 'turtle') return toTurtle(concepts, version);
		if (form === 'jsonld') return JSON.stringify(toJsonLd(concepts, version), null, '\t');
		const faults = checkCodebook(concepts);
		if (faults.length > 0) process.exitCode = 1;
		return JSON.stringify({ version, concepts: concepts.length, faults }, null, '\t');
	}
};
