import { functionWords } from '#text/function-words.ts';
import type { Language } from '#text/languages.ts';
import type { Wording } from '#text/lexicon.ts';

const letters: Partial<Record<Language, [string, string]>> = {
	en: ['bcdfghlmnprstvw', 'aeiou'],
	ru: ['бвгдзклмнпрстх', 'аеиоуы'],
	ar: ['بتجحدرسشصعفقكلمن', 'اوي']
};

/** Invented words with the heavy tail of real ones: a word's rank is drawn with a chance of about one over the rank (Zipf). */
export function inventedWords(language: Language, count: number, random: () => number): string[] {
	if (language === 'zh')
		return Array.from({ length: count }, () =>
			Array.from({ length: 2 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 3000))).join('')
		);
	const [consonants, vowels] = letters[language] ?? letters.en ?? ['', ''];
	const pick = (from: string) => from.charAt(Math.floor(random() * from.length));
	return Array.from(
		{ length: count },
		() => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(consonants) + pick(vowels)).join('') + pick(consonants)
	);
}

/** Wordings of one to four invented words, spread over concepts. */
export function inventedWordings(words: readonly string[], count: number, random: () => number): Wording[] {
	return Array.from({ length: count }, (_, index) => ({
		conceptId: `need/bench-${index % 100}`,
		kind: 'alternative' as const,
		body: Array.from({ length: 1 + Math.floor(random() * 4) }, () => words[Math.floor(random() * words.length)] ?? '').join(' ')
	}));
}

/** A text of about `bytes` bytes of UTF-8: sentences of Zipf-drawn words and function words, with a wording now and then. */
export function inventedText(
	language: Language,
	words: readonly string[],
	wordings: readonly Wording[],
	bytes: number,
	random: () => number
): string {
	const small = Object.values(functionWords[language])
		.join(' ')
		.split(' ')
		.filter((one) => one !== '');
	const sentences: string[] = [];
	let size = 0;
	while (size < bytes) {
		const parts: string[] = [];
		for (let at = 0; at < 22; at++) {
			const chance = random();
			if (chance < 0.02) parts.push(wordings[Math.floor(random() * wordings.length)]?.body ?? '');
			else if (chance < 0.4) parts.push(small[Math.floor(random() * small.length)] ?? '');
			else parts.push(words[Math.floor(words.length ** random()) - 1] ?? '');
		}
		const sentence = `${parts.join(language === 'zh' ? '' : ' ')}. `;
		size += Buffer.byteLength(sentence);
		sentences.push(sentence);
	}
	return sentences.join('');
}
