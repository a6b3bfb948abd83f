import { expect, test } from 'vitest';
import { languages } from '../../languages.ts';
import type { Language } from '../../languages.ts';
import { makeLexicon } from '../../lexicon.ts';
import { makeNearness } from '../nearness.ts';
import { readText } from '../read.ts';
import { senseLists, senseNames } from './senses.ts';

const has = (language: Language, text: string, sense: string) => {
	const lexicon = makeLexicon(language, []);
	return readText(lexicon, makeNearness(lexicon), text).senses.some((senses) => senses.includes(senseNames.indexOf(sense)));
};

test.each<[Language, string]>([
	['ar', 'لا يقبل أي مصرف وبالبنوك'],
	['en', 'no lender will extend credit'],
	['es', 'ningún banco quiere'],
	['fr', 'aucune banque ne prête'],
	['ru', 'ни один банк не даёт'],
	['zh', '没有银行愿意']
])('in %s a bank is a bank', (language, text) => {
	expect(has(language, text, 'bank')).toBe(true);
	expect(has(language, text, 'fishhair')).toBe(false);
});

test('an Arabic word is found under the letters written on to it', () => {
	expect(has('ar', 'وبالتدريب', 'train')).toBe(true);
});

test.each(languages)('in %s every sense has words', (language) => {
	expect(Object.keys(senseLists[language]).toSorted()).toEqual(senseNames.toSorted());
	for (const words of Object.values(senseLists[language])) expect(words.split(' ').length).toBeGreaterThan(1);
});
