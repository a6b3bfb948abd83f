import type { DocumentKind, FileFormat, PassageKind } from '#domain/documents/model.ts';
import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';
import type { Cited } from '#domain/findings/model.ts';
import type { Level } from '#domain/level.ts';
import type { Language } from '#text/languages.ts';

/** Which passages go into a file: those of one document, of one coding project, or those that a choice of passages lets through. */
export type Scope = { documentId: number } | { projectId: number } | { cited: Cited };

/** Tables and lists of coded passages, by the ending of their files. */
export const passageFiles = ['csv', 'xlsx', 'jsonld', 'jsonl'] as const;
export type PassageFile = (typeof passageFiles)[number];

/** Who says something of a passage: a machine by name and version, or a person by the key that stands beside their acts. */
export type Author = { name: string; version: string; kind: 'machine' | 'person' };

/** A piece of evidence as files carry it. Places count UTF-16 code units of the passage here, and code points in every file. */
export type Piece = {
	id: number;
	passageId: number;
	conceptId: string;
	stance: Stance;
	start: number;
	end: number;
	quote: string;
	confidence: number;
	why: unknown;
	status: EvidenceStatus;
	coder: Author;
	proposedAt: Date;
	reviewedBy: string | null;
	reviewedAt: Date | null;
	replaces: number | null;
};

export type Particulars = {
	states: boolean;
	score: number;
	kind: string | null;
	sector: string | null;
	item: string | null;
	quantity: string | null;
	place: string | null;
	time: string | null;
};

export type Review = { by: string; at: Date };

export type CarriedPassage = {
	id: number;
	documentId: number;
	position: number;
	kind: PassageKind;
	language: Language | null;
	body: string;
	page: number | null;
	heading: string | null;
	question: string | null;
	place: string | null;
	closedTo: Level;
	particulars: (Particulars & { coder: Author; reviewed: Review | undefined }) | undefined;
	/** Who read it whole, so that what stands accepted is all that there is to code. */
	reviewed: (Review & { byChance: boolean }) | undefined;
	pieces: Piece[];
};

export type CarriedDocument = {
	id: number;
	title: string;
	party: string | null;
	kind: DocumentKind;
	cycle: string | null;
	language: Language | null;
	isSample: boolean;
	pageCount: number | null;
	needsOcr: boolean;
	state: 'draft' | 'submitted' | 'published' | 'withdrawn';
	level: Level;
	original: { name: string; format: FileFormat; sha256: string };
};

/** A memo that goes along: on words, a passage, a document, a concept or the coding project. */
export type CarriedMemo = {
	id: number;
	documentId: number | null;
	passageId: number | null;
	start: number | null;
	end: number | null;
	conceptId: string | null;
	projectId: number | null;
	language: Language;
	body: string;
	writtenBy: string;
	writtenAt: Date;
};

/** The name under which what came from elsewhere is known: a coder's name begins with it, and their version is their GUID. */
export const importedPrefix = 'imported/';
