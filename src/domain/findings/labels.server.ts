import type { Db } from '#db/connect.server.ts';
import { listConcepts } from '#domain/concepts/read.server.ts';
import { unGroups } from '#domain/parties/model.ts';
import { cycleName, languageName } from '#i18n/format.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { listCycles } from './read.server.ts';
import { remembered } from './remember.server.ts';

/** What the keys of tables are called in the reader's language: concepts in the order of the codebook, then regions, languages and cycles. */
export async function keyLabels(db: Db, language: Language): Promise<Map<string, string>> {
	return remembered(db, 'labels', language, () => listLabels(db, language));
}

async function listLabels(db: Db, language: Language): Promise<Map<string, string>> {
	const concepts = await listConcepts(db, undefined, language);
	const labels = new Map(concepts.map(({ id, label }) => [id, label]));
	for (const group of unGroups) labels.set(group, say(language, `names.group-${group}`));
	for (const one of languages) labels.set(one, languageName(language, one));
	for (const cycle of await listCycles(db)) labels.set(cycle, cycleName(language, cycle));
	return labels;
}
