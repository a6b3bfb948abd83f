import type { Language } from '#text/languages.ts';

/** Reviewed: evidence that a person accepted. Proposed: also what the machine proposes and nobody has settled yet. */
export const bases = ['reviewed', 'proposed'] as const;
export type Basis = (typeof bases)[number];

/** What a table of findings may be cut by. */
export const dimensions = ['challenge', 'sector', 'need', 'enabler', 'region', 'cycle', 'language'] as const;
export type Dimension = (typeof dimensions)[number];

/** Which reports and which evidence are counted. Left out means all. Only the latest version of a document ever counts. */
export type Filters = {
	basis: Basis;
	/** Documents of invented Parties count only where this is true, and then real ones do not. */
	samples: boolean;
	cycle?: string;
	/** A UN regional group. */
	region?: string;
	party?: string;
	language?: Language;
	sector?: string;
};

/** Parties are counted once, however many passages speak. */
export type Count = { parties: number; passages: number };

/** How much was read: the denominator of every figure. */
export type Coverage = Count & {
	/** Parties whose reports are counted, of all that are listed. */
	listedParties: number;
	documents: number;
	/** Evidence that a person has settled, and all evidence that is not refused. */
	reviewedEvidence: number;
	evidence: number;
	byLanguage: { language: Language; parties: number; documents: number; passages: number }[];
	byRegion: { region: string; parties: number; documents: number; passages: number }[];
	byCycle: { cycle: string; parties: number; documents: number }[];
};

export type ConceptCount = Count & { conceptId: string };

/** `of` is the number of Parties that reported and could have spoken: the denominator of each cell in that column. */
export type CrossTable = {
	rows: Dimension;
	columns: Dimension;
	rowKeys: string[];
	columnKeys: string[];
	/** By row, then by column. */
	cells: Count[][];
	rowTotals: Count[];
	of: number[];
	ofAll: number;
};

/** Of the statements of challenge or need, how many name nothing that could be answered: specificity 0 or 1 of 6. */
export type GenericShare = { key: string; statements: number; generic: number; meanScore: number };

export type Quote = {
	passageId: number;
	documentId: number;
	party: string | null;
	region: string | null;
	language: Language;
	body: string;
	quote: string;
	conceptId: string;
	status: 'proposed' | 'accepted';
};
