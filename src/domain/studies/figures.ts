import type { ConceptDimension, Coverage, CrossTable, Estimate, GenericShare, Quote } from '#domain/findings/model.ts';
import type { Language } from '#text/languages.ts';
import type { StudyFilters } from './model.ts';

/** Whether a person has confirmed what is counted: all of it, some, or nothing yet. */
export const standings = ['reviewed', 'mixed', 'proposed'] as const;
export type Standing = (typeof standings)[number];

/** Parties that spoke and the passages in which they did. `reviewed` are the Parties for whom a person has confirmed it. */
export type Counted = { parties: number; passages: number; reviewed: number; standing: Standing; sources: number[] };
export type ConceptFigure = Counted & { conceptId: string };

/** One passage that speaks of one concept. */
export type Citation = { passageId: number; conceptId: string; party: string | null; region: string | null; isReviewed: boolean };

/** What is known of the concepts of a scheme: most Parties first; `unnamed` are those of which no Party spoke. */
export type SchemeFigures = { any: Counted; concepts: ConceptFigure[]; unnamed: string[] };

/** The concepts of which most Parties spoke: one, or several of which equally many did, and what they rest on together. */
export type Tops = { conceptIds: string[]; counted: Counted };

/** The sources are the generic statements, which are what is counted. */
export type StatementFigure = GenericShare & { standing: Standing; sources: number[] };

/** How accurate the count of the Parties that point to a challenge is: on how many passages that was measured, and how many there should be. */
export type AccuracyFigure = { read: number; counted: number; estimate: Estimate | null; unmeasured: Language[] };

/** Everything from which a study is written. */
export type Figures = {
	filters: StudyFilters;
	coverage: Coverage;
	accuracy: AccuracyFigure;
	/** The first passage of each document that is counted: the document's place among the sources. */
	grounds: { passageId: number; party: string | null; region: string | null }[];
	schemes: Record<ConceptDimension, SchemeFigures>;
	/** The challenges to which most Parties of each regional group that reported pointed. */
	regions: { region: string; of: number; tops: Tops }[];
	/** The challenges to which most Parties pointed in passages on each sector. */
	meetings: { sector: string; tops: Tops }[];
	/** Sectors by challenges, and what all its cells rest on. */
	table: { cells: CrossTable; counted: Counted };
	statements: { all: StatementFigure; byLanguage: StatementFigure[]; byRegion: StatementFigure[]; sources: number[] };
	quotes: { region: string; quotes: Quote[] }[];
};

/** Counts citations by Parties. What a document of no Party says is no Party's word, so it is left out. */
export function count(citations: readonly Citation[]): Counted {
	const spoken = citations.filter(({ party }) => party !== null);
	const confirmed = spoken.filter(({ isReviewed }) => isReviewed);
	const sources = new Set(spoken.map(({ passageId }) => passageId));
	const confirmedPassages = new Set(confirmed.map(({ passageId }) => passageId));
	return {
		parties: new Set(spoken.map(({ party }) => party)).size,
		passages: sources.size,
		reviewed: new Set(confirmed.map(({ party }) => party)).size,
		standing: standingOf(confirmedPassages.size, sources.size),
		sources: [...sources].toSorted((a, b) => a - b)
	};
}

/** How a number of confirmed things stands to all of them. */
export function standingOf(confirmed: number, all: number): Standing {
	if (confirmed === 0) return 'proposed';
	return confirmed === all ? 'reviewed' : 'mixed';
}

/** Counts citations concept by concept, most Parties first; equals in the order of the codebook. Where no Party spoke, a concept is left out. */
export function countByConcept(citations: readonly Citation[], order: readonly string[]): ConceptFigure[] {
	return [...Map.groupBy(citations, ({ conceptId }) => conceptId)]
		.map(([conceptId, of]) => ({ conceptId, ...count(of) }))
		.filter(({ parties }) => parties > 0)
		.toSorted((a, b) => b.parties - a.parties || b.passages - a.passages || order.indexOf(a.conceptId) - order.indexOf(b.conceptId));
}

/** Finds them. The Parties are those of each concept: that equally many spoke of each does not mean that they were the same. */
export function topsOf(citations: readonly Citation[], order: readonly string[]): Tops {
	const figures = countByConcept(citations, order);
	const tops = figures.filter(({ parties }) => parties === figures[0]?.parties);
	const conceptIds = tops.map(({ conceptId }) => conceptId);
	const together = count(citations.filter(({ conceptId }) => conceptIds.includes(conceptId)));
	return { conceptIds, counted: { ...together, parties: tops[0]?.parties ?? 0 } };
}

/** Where the same passage speaks of a concept of each kind; confirmed where both are. */
export function meeting(citations: readonly Citation[], others: readonly Citation[]): Citation[] {
	const confirmed = new Map<number, boolean>();
	for (const { passageId, isReviewed } of others) confirmed.set(passageId, isReviewed || confirmed.get(passageId) === true);
	return citations
		.filter(({ passageId }) => confirmed.has(passageId))
		.map((one) => ({ ...one, isReviewed: one.isReviewed && confirmed.get(one.passageId) === true }));
}
