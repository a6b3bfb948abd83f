import { eld } from 'eld/small';
import type { Language } from './languages.ts';

/** What is not language: addresses, document symbols such as UNEP/MC/COP.6/INF/18, and anything with a digit in it. */
const notWords = /(?:https?:\/\/|www\.)\S+|[\w.+-]{1,40}@\S+|\b[A-Z]+(?:[/.-][A-Z0-9]+)+\b|[A-Za-z]{0,12}[0-9][A-Za-z0-9]*/g;

/** Letters that Persian, Urdu, Kurdish, Pashto or Uighur have and Arabic has not. */
const notArabic = /[پچژگڤٹڈڑںےہۀڕۆێڵەڭېۇۈۋټځڅډړږښڼۍ]/g;
/** The Persian forms of two Arabic letters; they also slip into Arabic typed on another keyboard, so many are needed. */
const persianForms = /[یک]/g;
/** Letters of other languages in Cyrillic script. */
const notRussian = /[іїєґўјљњћђџѓќѕқғңөүұһәҷҳӣӯ]/gi;
const onlyRussian = /[ыэё]/gi;

const short = 12;
/** More text than this tells nothing new. */
const enough = 300;

/**
 * The language of a text if it is one of our six, else undefined. Too little text to tell takes the language of the hint
 * (that of its neighbours, or the one declared for it) unless it is written in another script.
 */
export function identify(text: string, hint?: Language): Language | undefined {
	const words = text
		.slice(0, enough * 2)
		.replace(notWords, ' ')
		.slice(0, enough);
	const { script, letters } = mainScript(words);
	// An acronym is the same in every language.
	if (script === undefined || (letters <= 8 && /^[^\p{L}]*[A-Z][A-Z.&-]*[^\p{L}]*$/u.test(words))) return hint;
	if (script === 'han') return 'zh';
	if (script === 'arabic') return isArabic(words, letters) ? 'ar' : undefined;
	if (script === 'cyrillic') return isRussian(words, letters, hint) ? 'ru' : undefined;
	if (script === 'latin') return latinLanguage(words, letters, hint);
	return undefined;
}

type Script = 'latin' | 'cyrillic' | 'arabic' | 'han' | 'kana' | 'other';

/** The first code unit of each stretch of Unicode, and the script of the letters in it. */
const stretches: [start: number, script: Script | undefined][] = [
	[0x41, 'latin'],
	[0x5b, undefined],
	[0x61, 'latin'],
	[0x7b, undefined],
	[0xc0, 'latin'],
	[0x250, undefined],
	[0x370, 'other'],
	[0x400, 'cyrillic'],
	[0x530, 'other'],
	[0x600, undefined],
	[0x620, 'arabic'],
	[0x64b, undefined],
	[0x66e, 'arabic'],
	[0x6d4, undefined],
	[0x6d5, 'arabic'],
	[0x700, 'other'],
	[0x750, 'arabic'],
	[0x780, 'other'],
	[0x1e00, 'latin'],
	[0x1f00, 'other'],
	[0x2000, undefined],
	[0x3040, 'kana'],
	[0x3100, 'other'],
	[0x31f0, 'kana'],
	[0x3200, undefined],
	[0x3400, 'han'],
	[0xa000, 'other'],
	// The first halves of the pairs that write Han characters outside the basic plane, and then the other halves.
	[0xd800, undefined],
	[0xd840, 'han'],
	[0xd890, undefined],
	[0xf900, 'han'],
	[0xfb00, undefined],
	[0xfb50, 'arabic'],
	[0xfe00, undefined],
	[0xfe70, 'arabic'],
	[0xff00, undefined],
	[0xff66, 'kana'],
	[0xffa0, undefined]
];
const scriptOf: (Script | undefined)[] = [];
for (const [at, [start, script]] of stretches.entries()) {
	for (let unit = start; unit < (stretches[at + 1]?.[0] ?? 0x10000); unit++) scriptOf[unit] = script;
}

function mainScript(words: string): { script: Script | undefined; letters: number } {
	const counts = { latin: 0, cyrillic: 0, arabic: 0, han: 0, kana: 0, other: 0 };
	for (let at = 0; at < words.length; at++) {
		const script = scriptOf[words.charCodeAt(at)];
		if (script !== undefined) counts[script]++;
	}
	// Japanese writes nouns in Han and the rest in kana; a Chinese text may quote a little kana.
	const isJapanese = counts.kana > 0.12 * (counts.han + counts.kana);
	const weights: [Script, number][] = [
		// Arabic, Russian and Chinese texts carry names and acronyms in Latin letters; the reverse is rare.
		['latin', counts.latin * 0.35],
		['cyrillic', counts.cyrillic],
		['arabic', counts.arabic],
		// One character of Chinese says as much as two or three letters.
		['han', isJapanese ? 0 : counts.han * 2.5],
		['other', counts.other + (isJapanese ? (counts.han + counts.kana) * 2.5 : 0)]
	];
	const [script, weight] = weights.reduce((most, one) => (one[1] > most[1] ? one : most));
	return { script: weight === 0 ? undefined : script, letters: counts[script] };
}

function isArabic(words: string, letters: number): boolean {
	const foreign = count(words, notArabic);
	return !(foreign >= 2 && foreign > 0.015 * letters) && count(words, persianForms) <= 0.06 * letters;
}

function isRussian(words: string, letters: number, hint: Language | undefined): boolean {
	if (count(words, notRussian) > 0.01 * letters) return false;
	// Without one ы, э or ё a long text may be Bulgarian or Serbian; a short one without them is common in Russian.
	if (letters < 60 || count(words, onlyRussian) > 0.01 * letters || hint === 'ru') return true;
	const found = eld.detect(words).language;
	return found === 'ru' || found === '';
}

/** Scores lie between 0 and 1; a sentence scores about 0.8 in its own language. */
function latinLanguage(words: string, letters: number, hint: Language | undefined): Language | undefined {
	const neighbour = hint === 'en' || hint === 'es' || hint === 'fr' ? hint : undefined;
	const scores = eld.detect(words).getScores();
	const score = (language: string) => scores[language] ?? 0;
	const ours = (['en', 'es', 'fr'] as const).reduce((best, one) => (score(one) > score(best) ? one : best));
	const top = Math.max(0, ...Object.values(scores));
	if (letters < short) {
		if (neighbour === undefined) return score(ours) > 0.5 && score(ours) >= top - 0.1 ? ours : undefined;
		// A word that can hardly be of the neighbour's language, such as “équipements” among English text.
		return letters >= 6 && score(ours) > 0.7 && score(neighbour) < score(ours) - 0.3 ? ours : neighbour;
	}
	// A list of names resembles no language: it belongs to the text around it.
	if (top < 0.55) return letters < 60 ? neighbour : undefined;
	if (top < 0.66 && letters < 40 && neighbour !== undefined) return neighbour;
	if (neighbour !== undefined && score(neighbour) >= top - (letters < 40 ? 0.06 : 0.02)) return neighbour;
	if (score(ours) >= top - (letters < 40 ? 0.03 : 0.015)) return ours;
	return letters < 25 && neighbour !== undefined && score(neighbour) >= top - 0.15 ? neighbour : undefined;
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
