import type { Language } from '#text/languages.ts';
import type { DocumentState } from '../rights.ts';
import type { OfficeKind } from '../actor.ts';

/** What a field held, as the history keeps it; `*` where it is personal. */
export type Kept = string | number | boolean | null | Kept[] | { [name: string]: Kept };

/** One change to one record, and who made it. */
export type HistoryLine = {
	id: number;
	at: Date;
	by: string;
	office: OfficeKind | null;
	act: string;
	record: string;
	recordId: string;
	before: Record<string, Kept> | null;
	after: Record<string, Kept> | null;
	why: string | null;
};

export type ChangedField = { field: ShownField; from: string | null; to: string | null };

/** The fields that are shown with what they held; of others only the act is told. */
export const shownFields = [
	'title',
	'party',
	'kind',
	'cycle',
	'language',
	'state',
	'level',
	'closed_to',
	'status',
	'since',
	'source',
	'mark',
	'body',
	'concept_id',
	'stance'
] as const;
export type ShownField = (typeof shownFields)[number];

/** What of each record is corrected in public: what everyone can read of it. */
export const correctedFields = {
	document: ['title', 'party', 'kind', 'cycle', 'language', 'state'],
	party_status: ['status', 'since', 'source', 'mark'],
	sentence: ['body']
} as const satisfies Record<string, readonly ShownField[]>;
export type CorrectedRecord = keyof typeof correctedFields;

/** The states in which everyone who may read a document's level can read it. */
export const shownStates = ['published', 'withdrawn'] as const satisfies DocumentState[];

/** A change to something that everyone may read. Who made it is told only as far as the kind of office. */
export type Correction = {
	id: number;
	at: Date;
	record: string;
	/** The page on which the record stands, below the language. */
	page: string;
	/** What the record is called: the title of a document, the name of a Party; a study has none. */
	name: string | null;
	nameLanguage: string | null;
	isSample: boolean;
	by: OfficeKind | 'operator' | 'platform' | null;
	why: string | null;
	changes: ChangedField[];
	/** What a reader asked for, where the line tells that it was accepted; the reason is then the answer. */
	request: {
		id: number;
		wrong: string;
		should: string | null;
		language: Language | null;
	} | null;
};

/** Which fields of a change are shown, with what they held before and after. */
export function changesIn(
	before: Record<string, Kept> | null,
	after: Record<string, Kept> | null,
	fields: readonly ShownField[] = shownFields
): ChangedField[] {
	const written = (value: Kept | undefined) =>
		value === undefined || value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
	const there = fields.filter((field) => field in (before ?? {}) || field in (after ?? {}));
	return there.map((field) => ({ field, from: written(before?.[field]), to: written(after?.[field]) }));
}

export type FaultKind = 'changed' | 'removed' | 'inserted' | 'order';

/** Something that is not as it was sealed. Without a position where no seal stands for it. */
export type Fault = { position: number | null; kind: FaultKind; historyId: number | null };

export type Verified = { lines: number; sealed: number; unsealed: number; head: string | null; faults: Fault[] };

/** So many faults are told; a history with more is as broken. */
export const mostFaults = 1000;
