import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '#text/languages.ts';
import { conceptMarks, inOrder, schemes } from './model.ts';
import type { Codebook, Concept, TextLists } from './model.ts';

const text = z.string().trim().min(1);
const texts = z.strictObject({ ar: text, en: text, es: text, fr: text, ru: text, zh: text });
const list = z.array(text);
const lists = z.strictObject({ ar: list, en: list, es: list, fr: list, ru: list, zh: list });
const conceptId = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);

/** A file of data/concepts. */
const conceptFile = z.strictObject({
	id: conceptId,
	broader: conceptId.optional(),
	notation: text.optional(),
	mark: z.enum(conceptMarks).optional(),
	retired: z.strictObject({ replacedBy: z.array(conceptId) }).optional(),
	label: texts,
	definition: texts,
	include: texts,
	exclude: texts,
	examples: lists,
	wordings: lists,
	governed: lists.optional(),
	generic: lists.optional(),
	exclusions: lists.optional()
});

/**
 * Reads the files of the codebook, one concept each, from `folder`/scheme/name.json. The version is the hash of them all, so the
 * same files have the same version everywhere. What is not understood stops with the name of the file.
 */
export function readCodebook(folder: string): Codebook {
	const names = globSync('*/*.json', { cwd: folder })
		.map((name) => name.replaceAll('\\', '/'))
		.toSorted();
	const hash = createHash('sha256');
	const concepts = names.map((name) => {
		const content = readFileSync(join(folder, name));
		hash.update(`${name}\0${content.length}\0`).update(content);
		return conceptOf(join(folder, name), name.slice(0, -'.json'.length), content.toString('utf8'));
	});
	return { version: hash.digest('hex').slice(0, 12), concepts: inOrder(concepts) };
}

function conceptOf(path: string, id: string, content: string): Concept {
	const stop = (problem: string): never => {
		throw new Error(`${path}: ${problem}`);
	};
	const { wordings, governed, generic, exclusions, ...file } = parse(content, stop);
	const scheme = schemes.find((one) => id.startsWith(`${one}/`)) ?? stop('unknown scheme');
	if (file.id !== id) stop(`its id is ${file.id}`);
	return {
		...file,
		scheme,
		wordings: { alternative: wordings, governed: governed ?? none(), generic: generic ?? none(), exclusion: exclusions ?? none() }
	};
}

function parse(content: string, stop: (problem: string) => never): z.infer<typeof conceptFile> {
	let json: unknown;
	try {
		json = JSON.parse(content);
	} catch (error) {
		return stop(String(error));
	}
	const parsed = conceptFile.safeParse(json);
	return parsed.success ? parsed.data : stop(z.prettifyError(parsed.error));
}

function none(): TextLists {
	return Object.fromEntries(languages.map((language) => [language, []])) as unknown as TextLists;
}
