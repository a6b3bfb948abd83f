import type { Language } from '#text/languages.ts';

export const documentKinds = ['national-report', 'survey', 'project-report', 'mandate', 'other'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const fileFormats = ['docx', 'pdf', 'xlsx', 'csv', 'html', 'text', 'jsonl'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const passageKinds = ['heading', 'paragraph', 'list-item', 'cell', 'footnote', 'question', 'answer'] as const;
export type PassageKind = (typeof passageKinds)[number];

/** One passage as a reader of files found it, before it has a number in the database. */
export type Block = {
	kind: PassageKind;
	text: string;
	page?: number;
	/** The heading under which it stands. */
	heading?: string;
	/** The number of the question that it asks or answers, such as 14.3. */
	question?: string;
	/** The place inside the page: a cell such as Sheet1!B7, a table row, a paragraph number. */
	place?: string;
	/** The language that the file itself declares for it. */
	language?: Language;
};

/** What a file turned out to hold. */
export type Extracted = {
	format: FileFormat;
	title?: string;
	blocks: Block[];
	pageCount?: number;
	/** The file shows text that no program can read: a scan, or fonts without a Unicode map. */
	needsOcr: boolean;
};
