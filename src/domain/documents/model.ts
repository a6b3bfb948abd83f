import type { Language } from '#text/languages.ts';

export const documentKinds = ['national-report', 'survey', 'project-report', 'mandate', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What is said of a document, and may be said better. */
export const detailFields = ['title', 'party', 'kind', 'cycle', 'language'] as const;
export type DetailField = (typeof detailFields)[number];

export const fileFormats = ['docx', 'pdf', 'xlsx', 'csv', 'html', 'text', 'jsonl'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const passageKinds = ['heading', 'paragraph', 'list-item', 'cell', 'footnote', 'question', 'answer'] as const;
export type PassageKind = (typeof passageKinds)[number];

/** How something closed was shown: on a page of its own, in a list, in a study, in figures that count it, in a file to keep, or to a language model. */
export const disclosureWays = ['document', 'passage', 'original', 'list', 'study', 'figures', 'file', 'model'] as const;
export type DisclosureWay = (typeof disclosureWays)[number];

/** One passage as a reader of files found it, before it has a number in the database. */
export type Block = {
	kind: PassageKind;
	text: string;
	page?: number;
	/** Where in its text it goes on to further pages. */
	turns?: { at: number; page: number }[];
	/** The heading under which it stands. */
	heading?: string;
	/** The number of the question that it asks or answers, such as 14.3. */
	question?: string;
	/** The place inside the page: a cell such as Sheet1!B7, a table row, a paragraph number. */
	place?: string;
	/** The language that the file itself declares for it. */
	language?: Language;
	/** Of a heading: 1 for the highest. */
	level?: number;
	/** The number or letter that the file shows before it, such as 14.3 or a), where it is not part of the text. */
	label?: string;
	/** Of a table cell: which table of the file, row and column, all counted from 1. */
	cell?: Cell;
};

export type Cell = { table: number; row: number; column: number };

/** What a file turned out to hold. */
export type Extracted = {
	format: FileFormat;
	title?: string;
	blocks: Block[];
	pageCount?: number;
	/** The file shows text that no program can read: a scan, or fonts without a Unicode map. */
	needsOcr: boolean;
};

/** A piece of a document as it is stored. */
export type Passage = {
	position: number;
	kind: PassageKind;
	language: Language | null;
	body: string;
	page: number | null;
	heading: string | null;
	question: string | null;
	place: string | null;
};

/** The largest file that is read, in bytes. */
export const largestFile = 60_000_000;

/** The name of a column of a sheet: 1 is A, 27 is AA. */
export function columnName(column: number): string {
	let rest = column;
	let name = '';
	while (rest > 0) {
		name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
		rest = Math.floor((rest - 1) / 26);
	}
	return name;
}
