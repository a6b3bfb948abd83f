import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { differences } from './disagreements.ts';
import type { Difference, Disagreement } from './disagreements.ts';
import { pairName } from './doubled.ts';

/** Which disagreements are asked for; left out means all. A pair is named by its two numbers, as in 3-8. */
export type AskedDisagreements = {
	concept?: string | undefined;
	language?: Language | undefined;
	pair?: string | undefined;
	how?: Difference | undefined;
};

/** What is not understood asks for all. */
export function parseDisagreements(params: URLSearchParams): { asked: AskedDisagreements; after: number } {
	const matching = (name: string, shape: RegExp) => {
		const sent = params.get(name) ?? '';
		return shape.test(sent) ? sent : undefined;
	};
	const after = Number(matching('after', /^\d{1,9}$/) ?? -1);
	return {
		asked: {
			concept: matching('concept', /^[a-z]+\/[a-z0-9-]{1,60}$/),
			language: languages.find((one) => one === params.get('language')),
			pair: matching('pair', /^\d{1,9}-\d{1,9}$/),
			how: differences.find((one) => one === params.get('how'))
		},
		after
	};
}

export function disagreementsToQuery(asked: AskedDisagreements): string {
	return new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString();
}

/** Those that are asked for. Who disagreed is known only once a passage is settled, so that a pair has only such. */
export function chosenOf(all: readonly Disagreement[], { concept, language, pair, how }: AskedDisagreements): Disagreement[] {
	return all.filter(
		(one) =>
			(concept === undefined || one.code.conceptId === concept) &&
			(language === undefined || one.language === language) &&
			(pair === undefined || (one.isSettled && pairName(one.pair) === pair)) &&
			(how === undefined || one.how === how)
	);
}

/** A page of them, by whole passages: those after a position in the project's order, until so many are told. `next` is the position after which the next begins. */
export function pageOf(all: readonly Disagreement[], after: number, perPage: number): { page: Disagreement[]; next?: number } {
	const left = all.filter(({ position }) => position > after);
	const last = left[perPage - 1]?.position;
	const page = last === undefined ? left : left.filter(({ position }) => position <= last);
	return { page, ...(last !== undefined && page.length < left.length && { next: last }) };
}
