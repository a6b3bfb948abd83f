import { languages } from '#text/languages.ts';
import { isLive, listedKinds } from './model.ts';
import type { Concept } from './model.ts';

/** What is in use of the codebook as a table with one row for each wording; the label of a concept stands first in each language. */
export function wordingTable(concepts: readonly Concept[]): string[][] {
	const rows = concepts
		.filter(isLive)
		.flatMap((concept) =>
			languages.flatMap((language) => [
				[concept.id, language, 'label', concept.label[language]],
				...listedKinds.flatMap((kind) => concept.wordings[kind][language].map((body) => [concept.id, language, kind, body]))
			])
		);
	return [['concept', 'language', 'kind', 'wording'], ...rows];
}
