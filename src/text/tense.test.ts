import { expect, test } from 'vitest';
import { find } from './find.ts';
import type { Language } from './languages.ts';
import { makeLexicon } from './lexicon.ts';
import { tenseCues } from './tense.ts';

test.each<[Language, string, string[]]>([
	['en', 'The analysers were delivered to the agency.', ['done delivered']],
	['en', 'The agency has trained inspectors.', ['done trained']],
	['en', 'The project trained 300 inspectors.', ['done trained']],
	['en', 'Training provided.', ['done provided']],
	['en', 'We have trained staff, limited in number.', ['done trained']],
	['en', 'Contaminated sites and trained staff exist.', []],
	['en', 'The sites were identified.', []],
	['fr', 'Les cornues ont été distribuées.', ['done distribuées']],
	['fr', 'Le programme débutera en mars.', ['plan débutera']],
	['fr', 'Du personnel qualifié.', []],
	['es', 'Se promulgó la ley.', ['done promulgó']],
	['es', 'Se elaborarán folletos.', ['plan elaborarán']],
	['es', 'Los folletos de mercado.', []]
])('in %s, the verbs of "%s" tell done from planned', (language, text, expected) => {
	const lexicon = makeLexicon(language, []);
	find(lexicon, text);
	expect(tenseCues(lexicon, text, 0, lexicon.tokens.count).map(({ act, body }) => `${act} ${body}`)).toEqual(expected);
});
