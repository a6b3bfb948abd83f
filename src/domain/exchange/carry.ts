import { createHash } from 'node:crypto';
import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';
import { authorGuid, codeGuid, keyGuid, stanceConcept } from './codes.ts';
import type { Author, CarriedDocument, CarriedMemo, CarriedPassage, Piece, Review } from './model.ts';
import { guidOf } from './refi/guid.ts';
import { writeOwn } from './refi/own.ts';
import type { PassageLine, PieceLine } from './refi/own.ts';
import { placesOf } from './refi/places.ts';
import { moment } from './refi/write.ts';
import type { WrittenNote, WrittenSelection, WrittenText } from './refi/write.ts';

/** What a coder says within a coding project. */
export type TaskCode = {
	passageId: number;
	personId: number;
	verdict: 'accepted' | 'refused' | 'added';
	conceptId: string;
	stance: Stance;
	start: number;
	end: number;
	quote: string;
	madeAt: Date;
};

/** A document on its way into a project: its text, the note with what the standard has no place for, and what refers to the text. */
export type Carried = {
	text: string;
	note: string;
	source: WrittenText;
	notes: WrittenNote[];
	authors: Map<string, Author>;
	used: [EvidenceStatus, string][];
};

/** Between two passages stands an empty line, so that every program shows them apart. */
const gap = '\n\n';

export const shaOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The text of a document, with where each passage begins in it, in UTF-16 code units. */
export function joinPassages(bodies: readonly string[]): { text: string; starts: number[] } {
	const starts: number[] = [];
	let at = 0;
	for (const body of bodies) {
		starts.push(at);
		at += body.length + gap.length;
	}
	return { text: bodies.join(gap), starts };
}

const documentVariables = ['party', 'cycle', 'kind', 'language', 'sample'] as const;

/** The variables of texts that other programs may count by; their names are ours and the same in every language. */
export const variables = documentVariables.map((name) => ({
	guid: guidOf(`variable/${name}`),
	name,
	type: name === 'sample' ? ('Boolean' as const) : ('Text' as const)
}));

type Besides = {
	memos: readonly CarriedMemo[];
	tasks: readonly TaskCode[];
	carries: (status: EvidenceStatus) => boolean;
	taken: Set<string>;
};

/** Everything about one document, as a text of a project. `taken` holds the GUIDs of texts that are in the project already. */
export function carry(document: CarriedDocument, passages: readonly CarriedPassage[], { memos, tasks, carries, taken }: Besides): Carried {
	const { text, starts } = joinPassages(passages.map(({ body }) => body));
	const places = placesOf(text);
	const guid = freeGuid(`text/${shaOf(text)}/${document.title}/${document.party}/${document.cycle}/${document.kind}`, taken);
	const authors = new Map<string, Author>();
	const author = (one: Author) => {
		const known = authorGuid(one);
		authors.set(known, one);
		return known;
	};
	const reviewer = (key: string) => {
		const known = keyGuid(key);
		if (!authors.has(known)) authors.set(known, { name: key, version: '-', kind: 'person' });
		return known;
	};
	const used: [EvidenceStatus, string][] = [];
	const codings = (key: string, status: EvidenceStatus, conceptId: string, stance: Stance, user: string, at: string) => {
		used.push([status, conceptId], [status, stanceConcept(stance)]);
		return [conceptId, stanceConcept(stance)].map((id) => ({ guid: guidOf(`${key}/${id}`), code: codeGuid(id, status), user, at }));
	};
	const at = (passage: number, unit: number) => places.toPoint((starts[passage] ?? 0) + unit);

	const shown = passages.flatMap(({ pieces }, passage) =>
		pieces.filter(({ status }) => carries(status)).map((piece) => ({ piece, passage }))
	);
	const guids = pieceGuids(guid, shown, at);
	const selections: WrittenSelection[] = shown.map(({ piece, passage }) => {
		const key = guids.get(piece.id) ?? '';
		const user = author(piece.coder);
		const { status, conceptId, stance, reviewedBy, reviewedAt } = piece;
		return {
			...{ guid: key, name: piece.quote, start: at(passage, piece.start), end: at(passage, piece.end), user, at: moment(piece.proposedAt) },
			changedBy: reviewedBy === null ? undefined : reviewer(reviewedBy),
			changedAt: reviewedAt === null ? undefined : moment(reviewedAt),
			codings: codings(key, status, conceptId, stance, user, moment(piece.proposedAt)),
			notes: []
		};
	});

	const rank = new Map(passages.map(({ id }, index) => [id, index]));
	for (const [index, task] of tasks.entries()) {
		const passage = rank.get(task.passageId);
		if (passage === undefined) continue;
		const user = author({ name: `person/${task.personId}`, version: '-', kind: 'person' });
		const key = guidOf(`task/${guid}/${at(passage, task.start)}/${task.conceptId}/${user}/${index}`);
		const status = task.verdict === 'refused' ? 'refused' : 'accepted';
		selections.push({
			...{ guid: key, name: task.quote, start: at(passage, task.start), end: at(passage, task.end), user, at: moment(task.madeAt) },
			codings: codings(key, status, task.conceptId, task.stance, user, moment(task.madeAt)),
			notes: []
		});
	}

	const notes: WrittenNote[] = [];
	const ofText: string[] = [];
	for (const memo of memos) {
		const note = memoNote(memo, guid, reviewer(memo.writtenBy));
		notes.push(note);
		const passage = memo.passageId === null ? undefined : rank.get(memo.passageId);
		if (passage === undefined) {
			ofText.push(note.guid);
			continue;
		}
		const [from, to] = [memo.start ?? 0, memo.end ?? passages[passage]?.body.length ?? 0];
		selections.push({
			...{ guid: guidOf(`memo-place/${note.guid}`), name: passages[passage]?.body.slice(from, to) ?? '', start: at(passage, from) },
			...{ end: at(passage, to), user: undefined, at: undefined, codings: [], notes: [note.guid] }
		});
	}

	const noteGuid = guidOf(`own/${guid}`);
	const { title, party, kind, cycle, language, isSample, pageCount, needsOcr, state, level, original } = document;
	const said = { title, party, kind, cycle, language, isSample, pageCount, needsOcr, state, level, original };
	const note = writeOwn(
		{ cinnabar: 1, sha256: shaOf(text), document: said },
		passages.map((passage, index) => passageLine(passage, at(index, 0), at(index, passage.body.length), { author, reviewer })),
		shown.map(({ piece }) => pieceLine(piece, guids))
	);
	return {
		...{ text, note, notes, authors, used },
		source: {
			...{ guid, name: document.title, file: `${guid}.txt`, selections, notes: [noteGuid, ...ofText] },
			values: variables.flatMap(({ guid: variable, name, type }) => {
				const value = name === 'sample' ? String(document.isSample) : document[name];
				return value === null ? [] : [{ variable, type, value }];
			})
		}
	};
}

function freeGuid(name: string, taken: Set<string>): string {
	for (let count = 0; ; count++) {
		const guid = guidOf(count === 0 ? name : `${name}/${count}`);
		if (taken.has(guid)) continue;
		taken.add(guid);
		return guid;
	}
}

/** GUIDs that say the same in another database, where numbers differ: by place, concept and coder. */
function pieceGuids(
	text: string,
	shown: readonly { piece: Piece; passage: number }[],
	at: (passage: number, unit: number) => number
): Map<number, string> {
	const taken = new Set<string>();
	return new Map(
		shown.map(({ piece, passage }) => {
			const key = `piece/${text}/${at(passage, piece.start)}-${at(passage, piece.end)}/${piece.conceptId}/${piece.stance}`;
			return [piece.id, freeGuid(`${key}/${authorGuid(piece.coder)}`, taken)];
		})
	);
}

type Known = { author: (one: Author) => string; reviewer: (key: string) => string };

function passageLine(passage: CarriedPassage, start: number, end: number, { author, reviewer }: Known): PassageLine {
	const { position, kind, language, page, heading, question, place, closedTo, particulars, reviewed } = passage;
	const review = ({ by, at }: Review) => ({ by: reviewer(by), at: moment(at) });
	return {
		...{ passage: [start, end], position, kind, language },
		...(page !== null && { page }),
		...(heading !== null && { heading }),
		...(question !== null && { question }),
		...(place !== null && { place }),
		...(closedTo !== 'public' && { closedTo }),
		...(particulars && {
			particulars: { ...particulars, coder: author(particulars.coder), reviewed: particulars.reviewed && review(particulars.reviewed) }
		}),
		...(reviewed && { reviewed: { ...review(reviewed), byChance: reviewed.byChance } })
	};
}

function pieceLine({ id, confidence, why, replaces }: Piece, guids: ReadonlyMap<number, string>): PieceLine {
	const replaced = replaces === null ? undefined : guids.get(replaces);
	return { selection: guids.get(id) ?? '', confidence, why, ...(replaced !== undefined && { replaces: replaced }) };
}

/** A memo as a note; its description is the language in which it is written. */
export function memoNote(memo: CarriedMemo, about: string, user: string): WrittenNote {
	const guid = guidOf(`memo/${about}/${memo.body}/${moment(memo.writtenAt)}/${user}`);
	return { guid, name: 'memo', description: memo.language, user, at: moment(memo.writtenAt), content: memo.body };
}
