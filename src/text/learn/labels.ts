import { stances } from '../particulars.ts';

/** Labels that are learnt together: what speaks for one member of a facet is believed to speak for another in the same measure. */
export const facets = ['challenge', 'sector', 'need', 'enabler', 'plan', 'stance', 'particular', 'states'] as const;
export type Facet = (typeof facets)[number];

export const particulars = ['kind', 'sector', 'item', 'quantity', 'place', 'time'] as const;

/** Specificity as labels of a passage, beside the concepts: "particular/place", and that it states a challenge or a need at all. */
export const passageLabels = [...particulars.map((one) => `particular/${one}`), 'states/any'];

/** The labels of a concept in a passage. */
export const stanceLabels = stances.map((stance) => `stance/${stance}`);

export function facetOf(label: string): Facet | undefined {
	const scheme = label.split('/')[0];
	return facets.find((facet) => facet === scheme);
}
