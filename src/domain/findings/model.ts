import type { Language } from '#text/languages.ts';
import type { Stance } from '#text/particulars.ts';

/** Reviewed: evidence that a person accepted. Proposed: also what the machine proposes and nobody has settled yet. */
export const bases = ['reviewed', 'proposed'] as const;
export type Basis = (typeof bases)[number];

/** What a table of findings may be cut by. */
export const dimensions = ['challenge', 'sector', 'need', 'enabler', 'region', 'cycle', 'language'] as const;
export type Dimension = (typeof dimensions)[number];

/** Dimensions whose keys are concepts that a passage speaks of; two of them meet where one passage speaks of both. */
export const conceptDimensions = ['challenge', 'sector', 'need', 'enabler'] as const satisfies readonly Dimension[];
export type ConceptDimension = (typeof conceptDimensions)[number];

/** Dimensions that part the reports themselves, so that each key has a denominator of its own. */
export type Partition = Exclude<Dimension, ConceptDimension>;

export function isDimension(name: string): name is Dimension {
	return (dimensions as readonly string[]).includes(name);
}

export function isConceptDimension(name: string): name is ConceptDimension {
	return (conceptDimensions as readonly string[]).includes(name);
}

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
	/** Only documents on whose coding their Parties have had their say. */
	heard?: 'yes';
};

/** Parties are counted once, however many passages speak. */
export type Count = { parties: number; passages: number };

/** How much was read: the denominator of every figure. */
export type Coverage = Count & {
	/** Parties whose reports are counted, of all that are listed. */
	listedParties: number;
	documents: number;
	/** Documents that no Party sent: their passages count, but never a Party. */
	documentsWithoutParty: number;
	/** Evidence that a person has settled, what of it was accepted, and all evidence that is not refused. */
	reviewedEvidence: number;
	acceptedEvidence: number;
	evidence: number;
	byLanguage: { language: Language; parties: number; documents: number; passages: number }[];
	byRegion: { region: string; parties: number; documents: number; passages: number }[];
	byCycle: { cycle: string; parties: number; documents: number }[];
};

/** A number that is estimated, with the interval in which it should lie. */
export type Estimate = { estimate: number; low: number; high: number };

/** How accurate a count is: what people accepted, what the machine says whatever people decided, and how many there should be by what is measured of it. */
export type Accurate = {
	reviewed: Count;
	machine: Count;
	/** Null where too few passages were read by chance in one of the languages. */
	estimate: Record<keyof Count, Estimate> | null;
	unmeasured: Language[];
};

/** `reviewed` are the Parties that count by accepted evidence alone. */
export type ConceptCount = Count & { conceptId: string; reviewed: number };

/**
 * `of` is the number of Parties that reported and could have spoken: the denominator of each cell in that column. A row total
 * counts the Parties that spoke of the row's concept, in any column or none; where the rows part the reports, those that spoke
 * of any column's concept.
 */
export type CrossTable = {
	rows: Dimension;
	columns: Dimension;
	rowKeys: string[];
	columnKeys: string[];
	/** By row, then by column. */
	cells: Count[][];
	rowTotals: Count[];
	of: number[];
	/** The denominator of each row total. */
	ofRows: number[];
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

/** Which passages a figure rests on. Without concepts, all that are counted. */
export type Cited = Filters & {
	conceptId?: string;
	/** A second concept that the same passage speaks of. */
	withConceptId?: string;
	/** The stance of the evidence for the first concept, where it is not the one by which its scheme is counted. */
	stance?: Stance;
	/** Passages that speak of any concept of this scheme. */
	scheme?: ConceptDimension;
	/** Only statements of a challenge or a need, or only those of them that are generic. */
	statements?: 'all' | 'generic';
};

/** A passage of a list, with everything that speaks for its being there. */
export type CitedPassage = {
	passageId: number;
	documentId: number;
	title: string;
	titleLanguage: Language | null;
	party: string | null;
	cycle: string | null;
	language: Language;
	body: string;
	/** Where it stands in the document, counted from 0. */
	position: number;
	page: number | null;
	question: string | null;
	marks: { id: number; conceptId: string; status: 'proposed' | 'accepted'; start: number; end: number }[];
};

/** Whether every figure on this ground was seen by a person, some may have been, or none was. */
export type Standing = 'reviewed' | 'mixed' | 'proposed';

export function standingOf(basis: Basis, { evidence, acceptedEvidence }: Pick<Coverage, 'evidence' | 'acceptedEvidence'>): Standing {
	if (basis === 'reviewed' || (evidence > 0 && acceptedEvidence === evidence)) return 'reviewed';
	return acceptedEvidence > 0 ? 'mixed' : 'proposed';
}

/** Of how many Parties a cell is a part: those that reported in its column, or in its row where only the rows part the reports. */
export function denominator(table: CrossTable, row: number, column: number): number {
	const byRow = isConceptDimension(table.columns) && !isConceptDimension(table.rows);
	return (byRow ? table.ofRows[row] : table.of[column]) ?? 0;
}

/** What a cell adds to the filters of its table, as parameters of the page of passages; without a column, what the row's total adds. */
export function cellQuery({ rows, columns }: Pick<CrossTable, 'rows' | 'columns'>, row: string, column?: string): string {
	const asked = new URLSearchParams([[isConceptDimension(rows) ? 'concept' : rows, row]]);
	if (column !== undefined) asked.append(!isConceptDimension(columns) ? columns : asked.has('concept') ? 'with' : 'concept', column);
	else if (isConceptDimension(columns) && !isConceptDimension(rows)) asked.append('scheme', columns);
	return asked.toString();
}

/** Two concepts of which one passage speaks, as one thing; and any concept of a scheme. */
export const pairName = (row: string, column: string) => `${row}×${column}`;
export const anyConcept = 'any';

/** The name under which it is found how accurate a cell is: what it counts, and in which part of the reports. Without a column, the row's total. */
export function accurateName({ rows, columns }: Pick<CrossTable, 'rows' | 'columns'>, row: string, column?: string): string {
	if (isConceptDimension(rows) && isConceptDimension(columns)) return `${column === undefined ? row : pairName(row, column)} `;
	return isConceptDimension(rows) ? `${row} ${column ?? ''}` : `${column ?? anyConcept} ${row}`;
}
