import snowball from 'snowball-stemmers';
import type { Language } from './languages.ts';

const names = { en: 'english', es: 'spanish', fr: 'french', ru: 'russian' } as const;
const stemmers = Object.fromEntries(Object.entries(names).map(([language, name]) => [language, snowball.newStemmer(name)])) as Record<
	keyof typeof names,
	{ stem: (word: string) => string }
>;

/**
 * The stem under which a word of a wording is kept. `word` is in lower case (see `lower` in characters.ts).
 * English, French, Spanish and Russian by Snowball (snowballstem.org); accents go after stemming, because the rules look at them.
 * Arabic by light stemming in the manner of light10 (Larkey, Ballesteros and Connell, 2007).
 */
export function stem(language: Language, word: string): string {
	if (language === 'zh') return word;
	if (language === 'ar') return arabicStem(arabicBase(arabicLetters(word)));
	const own = apart[language]?.[word];
	if (own !== undefined) return own;
	return withoutAccents(stemmers[language].stem(auxiliaries[language]?.[word] ?? (language === 'en' ? americanEnding(word) : word)));
}

/**
 * The stems that a word of a text may stand for, the likeliest first. Arabic writes "and", "with", "for" and "the" on to the word,
 * and each may also be the word's own first letter: which it is, only the lexicon can tell.
 */
export function stems(language: Language, word: string): string[] {
	if (language !== 'ar') return [stem(language, word)];
	const letters = arabicLetters(word);
	// "And not" is no province (wilaya), whose stem is written alike.
	if (letters === 'ولا' || letters === 'فلا') return ['لا'];
	const bases = [arabicBase(letters)];
	for (const prefix of arabicPrefixes) {
		if (letters.startsWith(prefix) && letters.length - prefix.length >= 2) bases.push(letters.slice(prefix.length));
	}
	// Pronouns go before the stem is taken, whose endings would bite into them (-na ends like the accusative).
	return bases.flatMap((one) => [arabicStem(one), ...withoutPronoun(arabicStem(one)), ...withoutPronoun(one)]);
}

/** Words whose stem would be that of another, with one of their own: "important" is no import, nor "personas" any personnel. */
const apart: Partial<Record<Language, Record<string, string>>> = {
	en: {
		important: 'important',
		importance: 'important',
		importantly: 'important',
		regulator: 'regulator',
		regulators: 'regulator',
		customer: 'customer',
		customers: 'customer'
	},
	fr: {
		important: 'important',
		importante: 'important',
		importants: 'important',
		importantes: 'important',
		importance: 'important',
		faute: 'faute',
		fautes: 'faute',
		communication: 'communication',
		communications: 'communication'
	},
	es: {
		importante: 'important',
		importantes: 'important',
		importancia: 'important',
		formación: 'formacion',
		formaciones: 'formacion',
		persona: 'persona',
		personas: 'persona',
		conocimiento: 'conocimiento',
		conocimientos: 'conocimiento',
		conciencia: 'conciencia',
		comunicación: 'comunicacion',
		comunicaciones: 'comunicacion'
	}
};

/** Forms of one auxiliary that its ending does not bring together: so that "is sought" also finds "are sought". */
const auxiliaries: Partial<Record<Language, Record<string, string>>> = {
	en: { are: 'is', were: 'was', been: 'was', has: 'have', does: 'do' },
	fr: {
		sont: 'est',
		ont: 'a',
		peuvent: 'peut',
		doivent: 'doit',
		font: 'fait',
		seront: 'sera',
		devraient: 'devrait',
		pourraient: 'pourrait'
	},
	es: { son: 'es', han: 'ha', fueron: 'fue', sido: 'fue', hemos: 'ha' }
};

/** One spelling for -ise and -ize, -isation and -ization. */
function americanEnding(word: string): string {
	return word.replace(/is(e|ed|es|ing|ation|ations)$/, (whole, ending: string) => (word.length > 6 ? `iz${ending}` : whole));
}

function withoutAccents(word: string): string {
	return word
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/œ/g, 'oe')
		.replace(/æ/g, 'ae');
}

function arabicLetters(word: string): string {
	return word
		.replace(/[أإآٱ]/g, 'ا')
		.replace(/[ىئ]/g, 'ي')
		.replace(/ؤ/g, 'و')
		.replace(/ة/g, 'ه')
		.replace(/[\u064b-\u0655\u0670\u0640]/g, '');
}

function withoutArticle(word: string): string {
	return word.startsWith('ال') && word.length >= 5 ? word.slice(2) : word;
}

/** Takes off what a wording may carry by its grammar: "by the", "for the". */
function arabicBase(word: string): string {
	const prefix = ['بال', 'كال', 'فال', 'وال', 'لل'].find((one) => word.startsWith(one) && word.length - one.length >= 3);
	return prefix === undefined ? withoutArticle(word) : word.slice(prefix.length);
}

function arabicStem(word: string): string {
	const suffix = ['ات', 'ون', 'ين', 'ان', 'يه', 'ه', 'ي', 'ا'].find((one) => word.endsWith(one) && word.length - one.length >= 3);
	return suffix === undefined ? word : word.slice(0, -suffix.length);
}

function withoutPronoun(word: string): string[] {
	const suffix = ['هم', 'ها', 'نا', 'ه'].find((one) => word.endsWith(one) && word.length - one.length >= 3);
	if (suffix === undefined) return [];
	const bare = word.slice(0, -suffix.length);
	// Before a pronoun the feminine ending is written as a plain t.
	return [arabicStem(bare), ...(bare.endsWith('ت') && bare.length >= 4 ? [arabicStem(bare.slice(0, -1))] : [])];
}

const arabicPrefixes = [
	'ال',
	'و',
	'ف',
	'ب',
	'ل',
	'ك',
	'وال',
	'فال',
	'بال',
	'كال',
	'لل',
	'وب',
	'ول',
	'وك',
	'فل',
	'فب',
	'وبال',
	'ولل',
	'فلل',
	'س',
	'وس',
	'لا',
	'ولا'
];
