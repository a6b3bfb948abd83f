import type { Language } from '#text/languages.ts';
import type { Stance } from '../evidence/model.ts';

/** Every kind of record of which someone can say that something is wrong in it. */
export const recordKinds = ['document', 'passage', 'evidence', 'study', 'sentence', 'concept', 'party'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A record by its kind and id: `passage/10`, `sentence/3.14`, `concept/challenge/finance`, `party/XXA`. */
export type RecordKey = { kind: RecordKind; id: string };

export const requestStates = ['sent', 'taken', 'accepted', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];
export const verdicts = ['accepted', 'refused'] as const satisfies RequestState[];

export const isOpen = (state: RequestState): boolean => state === 'sent' || state === 'taken';

/** The most characters that are taken of what is wrong, what it should say and its source, and of an answer. */
export const longest = { wrong: 2000, should: 2000, source: 1000, answer: 4000 } as const;

const number = /^[1-9][0-9]{0,8}$/;
const shapes: Record<RecordKind, RegExp> = {
	document: number,
	passage: number,
	evidence: number,
	study: number,
	sentence: /^[1-9][0-9]{0,8}\.[1-9][0-9]{0,8}$/,
	concept: /^[a-z]{1,40}\/[a-z0-9-]{1,80}$/,
	party: /^[A-Z]{3}$/
};

/** Reads what an address says a request is about; nothing where it is no record of ours. */
export function readKey(about: string): RecordKey | undefined {
	const slash = about.indexOf('/');
	const kind = recordKinds.find((one) => one === about.slice(0, slash));
	const id = about.slice(slash + 1);
	return kind !== undefined && shapes[kind].test(id) ? { kind, id } : undefined;
}

/** Where the thing itself is changed, below the language, by whoever may change it. */
export function placeOfChange(kind: RecordKind, page: string): string {
	return kind === 'party' ? 'parties' : page;
}

/** The record that a request is about, as the reader sees it. */
export type Concerned = RecordKey & {
	/** The address of its page, below the language. */
	page: string;
	/** What it, or the document it stands in, is called; studies have only a number. */
	name: string | null;
	nameLanguage: Language | null;
	/** Its own words, where it has some. */
	words: string | null;
	wordsLanguage: Language | null;
	/** Of evidence: what is said of the words. */
	code: { label: string; stance: Stance } | null;
	isSample: boolean;
	documentId: number | null;
	passageId: number | null;
	studyId: number | null;
	sentenceId: number | null;
};
