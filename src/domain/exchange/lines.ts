import type { CarriedPassage, Piece } from './model.ts';
import { placesOf } from './refi/places.ts';

/** The columns of a table of codes, one line for each piece of evidence. */
export const columns = [
	...(['document', 'title', 'party', 'cycle', 'sample', 'passage', 'position', 'page', 'question', 'language', 'body'] as const),
	...(['concept', 'label', 'stance', 'status', 'quote', 'start', 'end', 'coder', 'confidence', 'proposed', 'reviewed', 'address'] as const)
] as const;
export type Column = (typeof columns)[number];

export type Line = Record<Exclude<Column, 'stance' | 'status'>, string | number | boolean | null> & Pick<Piece, 'stance' | 'status'>;

export type Named = { labels: ReadonlyMap<string, string>; address: string };
type Document = { id: number; title: string; party: string | null; cycle: string | null; isSample: boolean };

/** What was said of a passage, piece by piece. Places are Unicode code points of the passage. People are not named: only machines are. */
export function linesOf(document: Document, passage: CarriedPassage, { labels, address }: Named): Line[] {
	const places = placesOf(passage.body);
	return passage.pieces.map((piece) => ({
		...{ document: document.id, title: document.title, party: document.party, cycle: document.cycle, sample: document.isSample },
		...{ passage: passage.id, position: passage.position + 1, page: passage.page, question: passage.question },
		...{ language: passage.language, body: passage.body, concept: piece.conceptId },
		...{ label: labels.get(piece.conceptId) ?? piece.conceptId, stance: piece.stance },
		...{ status: piece.status, quote: piece.quote },
		...{ start: places.toPoint(piece.start), end: places.toPoint(piece.end) },
		coder: piece.coder.kind === 'machine' ? `${piece.coder.name} ${piece.coder.version}` : 'person',
		confidence: Math.round(piece.confidence * 1000) / 1000,
		...{ proposed: piece.proposedAt.toISOString(), reviewed: piece.reviewedAt?.toISOString() ?? null, address }
	}));
}
