import { z } from 'zod';
import { documentKinds, fileFormats, passageKinds } from '#domain/documents/model.ts';
import { levels } from '#domain/level.ts';
import { documentStates } from '#domain/rights.ts';
import { languages } from '#text/languages.ts';

/**
 * What REFI-QDA has no place for, as lines of JSON in a note on the text: the document and its passages with their places in the text, and
 * of each selection what stands beside its codes. Whoever reads the project without them still has all texts and codes.
 */
const text = z.string().nullable();
const named = text.optional();

const documentLine = z.object({
	cinnabar: z.literal(1),
	/** The SHA-256 of the text in UTF-8: where it differs, someone has changed the text, and the places no longer hold. */
	sha256: z.string(),
	document: z.object({
		title: z.string().max(500),
		party: text,
		kind: z.enum(documentKinds),
		cycle: text,
		language: z.enum(languages).nullable(),
		isSample: z.boolean(),
		pageCount: z.number().int().nullable(),
		needsOcr: z.boolean(),
		state: z.enum(documentStates),
		level: z.enum(levels),
		original: z.object({ name: z.string(), format: z.enum(fileFormats), sha256: z.string() })
	})
});

const place = z.number().int().nonnegative();

const review = z.object({ by: z.string(), at: z.iso.datetime() });

const passageLine = z.object({
	/** Code points of the text; the end is exclusive. */
	passage: z.tuple([place, place]),
	position: place.max(2_147_483_647),
	kind: z.enum(passageKinds),
	language: z.enum(languages).nullable(),
	page: z.number().int().optional(),
	heading: z.string().optional(),
	question: z.string().optional(),
	place: z.string().optional(),
	closedTo: z.enum(levels).optional(),
	particulars: z
		.object({
			coder: z.string(),
			reviewed: review.optional(),
			states: z.boolean(),
			score: z.number().int().min(0).max(6),
			...{ kind: named, sector: named, item: named, quantity: named, place: named, time: named }
		})
		.optional(),
	reviewed: review.extend({ byChance: z.boolean() }).optional()
});
export type PassageLine = z.infer<typeof passageLine>;

const pieceLine = z.object({
	selection: z.string(),
	confidence: z.number().min(0).max(1),
	why: z.unknown(),
	replaces: z.string().optional()
});
export type PieceLine = z.infer<typeof pieceLine>;

export type OwnNote = z.infer<typeof documentLine> & { passages: PassageLine[]; pieces: Map<string, PieceLine> };

export const writeOwn = (head: z.infer<typeof documentLine>, passages: readonly PassageLine[], pieces: readonly PieceLine[]): string =>
	[head, ...passages, ...pieces].map((line) => `${JSON.stringify(line)}\n`).join('');

/** Reads such a note; undefined where it is none, or not as we write it. */
export function readOwn(note: string): OwnNote | undefined {
	if (!/^\{"cinnabar":1,/.test(note)) return undefined;
	const [head, ...lines] = note.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [parse(line)]));
	const document = documentLine.safeParse(head);
	if (!document.success) return undefined;
	const passages: PassageLine[] = [];
	const pieces = new Map<string, PieceLine>();
	for (const line of lines) {
		const [passage, piece] = [passageLine.safeParse(line), pieceLine.safeParse(line)];
		if (passage.success) passages.push(passage.data);
		else if (piece.success) pieces.set(piece.data.selection, piece.data);
		else return undefined;
	}
	return { ...document.data, passages, pieces };
}

function parse(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch (problem) {
		if (problem instanceof SyntaxError) return undefined;
		throw problem;
	}
}
