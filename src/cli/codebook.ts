import { join } from 'node:path';
import { config } from '#config';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { checkCodebook } from '#domain/concepts/check.ts';
import { compareVersions, listVersions } from '#domain/concepts/history.server.ts';
import { findCodebook } from '#domain/concepts/read.server.ts';
import { toJsonLd, toTurtle } from '#domain/concepts/skos.ts';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Command } from './command.ts';

const written = (answer: unknown) => JSON.stringify(answer, null, '\t');

/** Writes the codebook that ships as SKOS, or says what is wrong with it; lists the versions that this site keeps, or what two of them have otherwise. */
export const codebook: Command = {
	usage: 'codebook [turtle | jsonld | check | versions | diff VERSION VERSION]',
	run: async ({ words: [form = 'check', ...versions], database }) => {
		if (form === 'versions') return written(await allVersions(await database()));
		if (form === 'diff') return written(await compared(await database(), versions));
		const { version, concepts } = readCodebook(join(config.facts, 'concepts'));
		if (form === 'turtle') return toTurtle(concepts, version);
		if (form === 'jsonld') return written(toJsonLd(concepts, version));
		const faults = checkCodebook(concepts);
		if (faults.length > 0) process.exitCode = 1;
		return written({ version, concepts: concepts.length, faults });
	}
};

async function allVersions(db: Db) {
	const { version: inUse } = await findCodebook(db);
	const all: Awaited<ReturnType<typeof listVersions>>['versions'] = [];
	for (let before: number | undefined; ;) {
		const { versions, next } = await listVersions(db, before);
		all.push(...versions);
		if (next === undefined) return { inUse, versions: all };
		before = next;
	}
}

async function compared(db: Db, [from, to, ...others]: string[]) {
	if (from === undefined || to === undefined || others.length > 0) throw new Refusal('refused.incomplete');
	return compareVersions(db, from, to);
}
