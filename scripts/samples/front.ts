import { direction } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Report } from './report.ts';
import { words } from './words.ts';

/** What stands on the first page of a report, and what its running header says. */
export type Front = {
	party: string;
	title: string;
	sample: string;
	convention: string;
	kind: string;
	language: Language;
	direction: 'ltr' | 'rtl';
};

export function toFront({ title, kind, language }: Report, party: string): Front {
	const said = words[language];
	return {
		party,
		title,
		sample: said.sample(party),
		convention: said.convention,
		kind: said.kinds[kind],
		language,
		direction: direction(language)
	};
}
