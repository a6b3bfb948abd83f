import { anyConcept, isConceptDimension, pairName } from './model.ts';
import type { ConceptDimension, Dimension } from './model.ts';

/** To which parts of a table a passage belongs, whatever it says. */
export type Place = { region: string | null; cycle: string | null; language: string };

/**
 * What is counted of passages: by the concepts of one, which things it speaks of; by where it stands, to which parts of the table it belongs.
 * Each thing in each part is one count.
 */
export type Cut = {
	schemes: readonly ConceptDimension[];
	things: (keys: ReadonlySet<string>) => string[];
	parts: (place: Place) => string[];
};

const of = (keys: ReadonlySet<string>, scheme: ConceptDimension) => [...keys].filter((key) => key.startsWith(`${scheme}/`));
/** Of a passage that does not speak of the sector nothing is counted. */
const within = (keys: ReadonlySet<string>, sector: string | undefined) => sector === undefined || keys.has(sector);
const schemesWith = (schemes: ConceptDimension[], sector: string | undefined): ConceptDimension[] => [
	...new Set(sector === undefined ? schemes : [...schemes, 'sector' as const])
];

/** The concepts of a scheme, each a count. */
export function conceptCut(scheme: ConceptDimension, sector?: string): Cut {
	return {
		schemes: schemesWith([scheme], sector),
		things: (keys) => (within(keys, sector) ? of(keys, scheme) : []),
		parts: () => ['']
	};
}

/** Any concept of a scheme. */
export function anyCut(scheme: ConceptDimension): Cut {
	return { schemes: [scheme], things: (keys) => (of(keys, scheme).length > 0 ? [anyConcept] : []), parts: () => [''] };
}

/** Two concepts, or one, in one passage. */
export function citedCut(concepts: readonly string[], sector?: string): Cut {
	const schemes = concepts.map((one) => one.split('/')[0] ?? '').filter((scheme) => isConceptDimension(scheme));
	return {
		schemes: schemesWith(schemes, sector),
		things: (keys) => (within(keys, sector) && concepts.every((one) => keys.has(one)) ? ['cited'] : []),
		parts: () => ['']
	};
}

/** The cells and row totals of a table; null where neither dimension is of concepts, so that nothing in it is said by a coder. */
export function tableCut(rows: Dimension, columns: Dimension, sector?: string): Cut | null {
	if (isConceptDimension(rows) && isConceptDimension(columns))
		return {
			schemes: schemesWith([rows, columns], sector),
			things: (keys) =>
				within(keys, sector) ? of(keys, rows).flatMap((row) => [row, ...of(keys, columns).map((column) => pairName(row, column))]) : [],
			parts: () => ['']
		};
	if (isConceptDimension(rows) && !isConceptDimension(columns)) {
		const cut = conceptCut(rows, sector);
		return { ...cut, parts: (place) => ['', ...keysOf(place[columns])] };
	}
	if (isConceptDimension(columns) && !isConceptDimension(rows))
		return {
			schemes: schemesWith([columns], sector),
			things: (keys) => (within(keys, sector) && of(keys, columns).length > 0 ? [anyConcept, ...of(keys, columns)] : []),
			parts: (place) => keysOf(place[rows])
		};
	return null;
}

const keysOf = (key: string | null) => (key === null ? [] : [key]);
