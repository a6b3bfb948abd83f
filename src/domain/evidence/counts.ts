import type { Stance } from '#text/particulars.ts';

/** The stances of a statement of what is lacking or wanted. */
export const statementStances: Stance[] = ['challenge', 'need'];

/** With which stances evidence of a scheme counts; a scheme that is not named counts with any. */
export const countedStances: Partial<Record<string, Stance[]>> = { challenge: ['challenge'], need: statementStances };

export type Said = { conceptId: string; stance: Stance };

/**
 * The concepts of which a passage counts as speaking, of all that is said of it: a challenge where it is stated as one, a need where it is
 * stated as lacking or wanted, a sector where the passage states a challenge or a need, and any other concept.
 */
export function conceptsCounted(said: readonly Said[]): Set<string> {
	const states = said.some(({ stance }) => statementStances.includes(stance));
	const isCounted = ({ conceptId, stance }: Said) => {
		const scheme = conceptId.slice(0, conceptId.indexOf('/'));
		return scheme === 'sector' ? states : (countedStances[scheme]?.includes(stance) ?? true);
	};
	return new Set(said.filter(isCounted).map(({ conceptId }) => conceptId));
}
