import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Wording, WordingKind } from '#text/lexicon.ts';

/** The kinds of thing that we look for, in the order in which pages list them. */
export const schemes = ['challenge', 'need', 'sector', 'source', 'enabler', 'plan', 'article', 'stance', 'cue'] as const;
export type Scheme = (typeof schemes)[number];

export type Texts = Record<Language, string>;
export type TextLists = Record<Language, string[]>;

/** How sure we are of what ships: seen in a source, derived from one, read in the Convention's text, general knowledge. */
export const conceptMarks = ['S', 'D', 'T', 'GK'] as const;
export type ConceptMark = (typeof conceptMarks)[number];

/** A concept as its file has it. */
export type Concept = {
	/** The scheme and the name, such as challenge/finance. */
	id: string;
	scheme: Scheme;
	broader?: string | undefined;
	notation?: string | undefined;
	mark?: ConceptMark | undefined;
	/** No longer proposed nor chosen, and by what it is replaced: by one where it was merged, by several where it was split, or by nothing. */
	retired?: { replacedBy: string[] } | undefined;
	label: Texts;
	definition: Texts;
	include: Texts;
	exclude: Texts;
	examples: TextLists;
	/** Wordings by what they do; the generic ones stand among the alternatives too. */
	wordings: Record<WordingKind, TextLists>;
};

export type Codebook = { version: string; concepts: Concept[] };

export const isLive = ({ retired }: Pick<Concept, 'retired'>): boolean => retired === undefined;

/** Schemes whose concepts the coder itself knows by name: their words may change, they themselves stay. */
export const grammarSchemes: readonly Scheme[] = ['stance', 'cue'];

/** Identifiers that outside test sets name. They stay as they are, and stand first in their schemes, in this order. */
export const fixedConcepts = {
	challenge: ['finance', 'technical-capacity', 'institutions', 'data', 'access', 'awareness', 'infrastructure', 'coordination'],
	need: ['equipment', 'skills', 'finance', 'infrastructure', 'rules', 'data', 'information', 'access'],
	sector: [
		'asgm',
		'products',
		'lighting',
		'health-care',
		'dental-amalgam',
		'cosmetics',
		'non-ferrous-metals',
		'cement',
		'coal',
		'waste',
		'chlor-alkali',
		'vcm',
		'contaminated-sites',
		'trade',
		'monitoring'
	],
	enabler: ['policy', 'institutions', 'workforce', 'monitoring', 'finance', 'cooperation'],
	stance: ['challenge', 'need', 'progress', 'plan', 'offer']
} as const satisfies Partial<Record<Scheme, readonly string[]>>;

/** The kinds of wording, from what says a concept by itself to what only looks like it. */
export const listedKinds = ['alternative', 'generic', 'governed', 'exclusion'] as const satisfies readonly WordingKind[];

/** All wordings of what is not retired, by language, as the lexicon takes them. Labels are for readers: "Finance" would be found far too often. */
export function wordingsByLanguage(concepts: readonly Concept[]): Record<Language, Wording[]> {
	const of = (language: Language) =>
		concepts
			.filter(isLive)
			.flatMap(({ id, wordings }) =>
				listedKinds.flatMap((kind) => wordings[kind][language].map((body) => ({ conceptId: id, kind, body })))
			);
	return Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, Wording[]>;
}

/** How many wordings a concept has in a language; the generic ones are among the others and count once. */
export function countWordings({ wordings }: Concept, language: Language): number {
	return listedKinds.reduce((sum, kind) => (kind === 'generic' ? sum : sum + wordings[kind][language].length), 0);
}

/** Puts schemes in their order, and in each a concept before its narrower ones: fixed ones first, then by notation, then by name. */
export function inOrder(concepts: readonly Concept[]): Concept[] {
	const ranks = new Map(concepts.map(({ id, scheme }) => [id, fixedRank(scheme, id)]));
	const siblings = concepts.toSorted(
		(a, b) =>
			schemes.indexOf(a.scheme) - schemes.indexOf(b.scheme) ||
			(ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0) ||
			(a.notation ?? '').localeCompare(b.notation ?? '', 'en', { numeric: true }) ||
			(a.id < b.id ? -1 : 1)
	);
	const narrower = Map.groupBy(siblings, ({ broader }) => broader);
	const ordered = new Set<Concept>();
	const walk = (concept: Concept) => {
		if (ordered.has(concept)) return;
		ordered.add(concept);
		for (const one of narrower.get(concept.id) ?? []) walk(one);
	};
	for (const one of siblings.filter(({ broader }) => broader === undefined || !ranks.has(broader))) walk(one);
	// What is left stands in a circle; it is a fault, and still must not be lost here.
	for (const one of siblings) walk(one);
	return [...ordered];
}

function fixedRank(scheme: Scheme, id: string): number {
	const names: readonly string[] = (fixedConcepts as Partial<Record<Scheme, readonly string[]>>)[scheme] ?? [];
	const rank = names.indexOf(id.slice(scheme.length + 1));
	return rank === -1 ? names.length : rank;
}
