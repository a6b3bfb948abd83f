import { authorGuid, keyGuid } from './codes.ts';
import type { CarriedPassage } from './model.ts';
import { placesOf } from './refi/places.ts';

type Document = { id: number; title: string; party: string | null; cycle: string | null; kind: string; isSample: boolean };

/**
 * A reviewed passage in the shape of the gold set: what stands accepted is all that there is to code. Beside it what was refused, the
 * document, so that a machine is never tried on a document that it learned from, and who reviewed it, by GUID.
 */
export function trainingLine(document: Document, { id, kind, language, body, position, pieces, particulars }: CarriedPassage) {
	const places = placesOf(body);
	const codes = (status: 'accepted' | 'refused') =>
		pieces
			.filter((piece) => piece.status === status)
			.map(({ conceptId, stance, quote, start, end }) => ({
				concept: conceptId,
				stance,
				quote,
				start: places.toPoint(start),
				end: places.toPoint(end)
			}));
	const named = particulars && {
		...{ kind: particulars.kind, sector: particulars.sector, item: particulars.item },
		...{ quantity: particulars.quantity, place: particulars.place, time: particulars.time }
	};
	return {
		...{
			id: `${document.id}-${position + 1}`,
			passage: id,
			language,
			kind,
			text: body,
			codes: codes('accepted'),
			refused: codes('refused')
		},
		states: particulars?.states ?? false,
		specificity: named ?? { kind: null, sector: null, item: null, quantity: null, place: null, time: null },
		document: {
			id: document.id,
			title: document.title,
			party: document.party,
			cycle: document.cycle,
			kind: document.kind,
			sample: document.isSample
		},
		coders: [...new Set(pieces.map(({ coder }) => authorGuid(coder)))],
		reviewers: [...new Set(pieces.flatMap(({ reviewedBy }) => (reviewedBy === null ? [] : [keyGuid(reviewedBy)])))]
	};
}
