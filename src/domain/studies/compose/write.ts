import { say } from '#i18n/messages.ts';
import type { MessageKey, Slots } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import type { Counted, Figures } from '../figures.ts';
import { conceptPhrase } from '../phrases.ts';
import type { Denominator, Written } from '../model.ts';

/** All that a study is written from: figures, the language, the labels of concepts and the names of Parties in it, and the day. */
export type Setting = {
	language: Language;
	figures: Figures;
	labels: ReadonlyMap<string, string>;
	names: ReadonlyMap<string, string>;
	/** As it is written in a sentence. */
	day: string;
	/** How many statements of each regional group are quoted at most. */
	mostQuotes: number;
};

type Asked = Partial<Pick<Written, 'query' | 'about' | 'denominator' | 'result' | 'sources'>>;

/** Writes one sentence. Without a question it describes the method, or leads to what follows. */
export function write({ language }: Setting, said: MessageKey, slots: Slots = {}, asked: Asked = {}): Written {
	return { query: 'nothing', about: [], denominator: null, result: {}, sources: [], ...asked, said, body: say(language, said, slots) };
}

/** The Parties that reported. */
export function reported({ figures }: Setting): Denominator {
	return { count: figures.coverage.parties, of: 'parties-reported' };
}

/** The figures of a count, without the passages, which are kept as sources. */
export function resultOf({ parties, passages, reviewed, standing }: Counted) {
	return { parties, passages, reviewed, standing };
}

export function phrase({ language, labels }: Setting, conceptId: string): string {
	return conceptPhrase(language, conceptId, labels);
}
