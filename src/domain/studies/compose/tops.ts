import { listed } from '#i18n/format.ts';
import type { ConceptFigure, Counted } from '../figures.ts';
import { phrase } from './write.ts';
import type { Setting } from './write.ts';

/** The concepts of which most Parties spoke, of those in descending order: one, or several with equally many. */
export function topsOf(figures: readonly ConceptFigure[]): ConceptFigure[] {
	return figures.filter(({ parties }) => parties === figures[0]?.parties);
}

/** The words for them. That equally many Parties spoke of each does not mean that they were the same Parties. */
export function topSlots(setting: Setting, tops: readonly ConceptFigure[]) {
	const phrases = tops.map(({ conceptId }) => phrase(setting, conceptId));
	const [first = '', ...others] = phrases;
	return { first, tied: others.length, others: listed(setting.language, others), all: listed(setting.language, phrases) };
}

/** All of them as one count. Parties are those of each, not of all together. */
export function together(tops: readonly ConceptFigure[]): Counted {
	const sources = [...new Set(tops.flatMap((one) => one.sources))].toSorted((a, b) => a - b);
	const standings = new Set(tops.map(({ standing }) => standing));
	return {
		parties: tops[0]?.parties ?? 0,
		passages: sources.length,
		reviewed: Math.max(0, ...tops.map(({ reviewed }) => reviewed)),
		standing: standings.size === 1 ? (tops[0]?.standing ?? 'proposed') : 'mixed',
		sources
	};
}
