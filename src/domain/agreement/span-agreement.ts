import { bootstrapInterval } from './bootstrap.ts';
import type { Drawing } from './bootstrap.ts';
import { schemeOf } from './doubled.ts';
import type { Doubled } from './doubled.ts';
import type { Measured } from './measures.ts';
import type { Marked, UnitizedAlpha } from './model.ts';
import { findUnitizedAlpha, joinUnitizedAlphas, layEndToEnd } from './unitizing.ts';

/**
 * Whether people mark the same words with a scheme's concepts: alpha for unitizing, concept by concept, over the passages of each document
 * laid end to end, then all joined by their disagreements. Of a passage that more than two have coded, the first two count.
 */
export function spanAgreement(documents: readonly (readonly Doubled[])[], scheme: string, drawing: Drawing): Measured {
	const alphas = documents.map((of) => {
		const concepts = new Set(of.flatMap(({ sides }) => sides.flatMap(({ codes }) => codes.map(({ conceptId }) => conceptId))));
		return joinUnitizedAlphas([...concepts].filter((one) => schemeOf(one) === scheme).map((conceptId) => alphaIn(of, conceptId)));
	});
	const joined = (some: readonly UnitizedAlpha[]) => joinUnitizedAlphas(some).alpha;
	return {
		value: joined(alphas),
		interval: bootstrapInterval(alphas, joined, drawing),
		units: alphas.reduce((sum, { stretches }) => sum + stretches, 0),
		documents: alphas.filter(({ stretches }) => stretches > 0).length
	};
}

function alphaIn(passages: readonly Doubled[], conceptId: string): UnitizedAlpha {
	const texts = passages.map(({ length, sides }): Marked => ({
		length,
		coders: sides.slice(0, 2).map(({ codes }) => codes.filter((code) => code.conceptId === conceptId))
	}));
	return findUnitizedAlpha(layEndToEnd(texts));
}
