import { authorGuid, conceptIri, stanceConcept } from './codes.ts';
import type { CarriedPassage, Piece } from './model.ts';
import { guidOf } from './refi/guid.ts';
import { placesOf } from './refi/places.ts';

/** How many characters around a quote tell it apart from the same words elsewhere. */
const around = 32;

const context = [
	'http://www.w3.org/ns/anno.jsonld',
	{
		cin: 'urn:cinnabar:terms:',
		state: 'cin:state',
		confidence: 'cin:confidence',
		reviewed: { '@id': 'cin:reviewed', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' }
	}
];

/** The beginning of a collection of Web Annotations (W3C), up to its list. */
export function collectionStart(date: Date): string {
	const collection = {
		...{ '@context': context, type: 'AnnotationCollection', created: date.toISOString() },
		'rdfs:comment': 'Positions count Unicode code points of the passage at the address; the end is exclusive.'
	};
	return `${JSON.stringify(collection).slice(0, -1)},"first":{"type":"AnnotationPage","startIndex":0,"items":[`;
}

export const collectionEnd = '\n]}}\n';

/** A piece of evidence as a Web Annotation: the words by quote and by place, the concept as in the codebook's SKOS, and who said it. */
export function annotation(passage: CarriedPassage, piece: Piece, address: string) {
	const places = placesOf(passage.body);
	const { start, end } = piece;
	return {
		id: `urn:uuid:${guidOf(`annotation/${address}/${start}-${end}/${piece.conceptId}/${authorGuid(piece.coder)}/${piece.id}`)}`,
		type: 'Annotation',
		motivation: 'tagging',
		created: piece.proposedAt.toISOString(),
		creator:
			piece.coder.kind === 'machine'
				? { id: `urn:uuid:${authorGuid(piece.coder)}`, type: 'Software', name: `${piece.coder.name} ${piece.coder.version}` }
				: { id: `urn:uuid:${authorGuid(piece.coder)}`, type: 'Person' },
		body: [piece.conceptId, stanceConcept(piece.stance)].map((id) => ({
			type: 'SpecificResource',
			source: conceptIri(id),
			purpose: 'tagging'
		})),
		target: {
			source: address,
			...(passage.language !== null && { language: passage.language }),
			selector: [
				{
					type: 'TextQuoteSelector',
					exact: piece.quote,
					prefix: passage.body.slice(0, start).slice(-around).toWellFormed(),
					suffix: passage.body.slice(end, end + around).toWellFormed()
				},
				{ type: 'TextPositionSelector', start: places.toPoint(start), end: places.toPoint(end) }
			]
		},
		state: piece.status,
		confidence: piece.confidence,
		...(piece.reviewedAt !== null && { reviewed: piece.reviewedAt.toISOString() })
	};
}
