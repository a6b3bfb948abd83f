import type { Language } from '#text/languages.ts';
import { eachFeature } from '#text/learn/features.ts';
import { facetOf } from '#text/learn/labels.ts';
import type { Learnt } from '#text/learn/model.ts';
import type { Reading } from '#text/learn/read.ts';
import { placesOf } from '#text/learn/rows.ts';
import type { LearntWords } from './model.ts';

/** A word of fewer passages may be somebody's name, and tells little. */
const leastPassages = 3;
const shown = 8;

/** By label and language, the words that speak most for it; a pair of words counts as a word. Only of words that several passages hold. */
export function learntWords({ passages }: Learnt, readings: Iterable<Reading>): LearntWords {
	const met = new Map<Language, Map<number, { count: number; forms: Map<string, number> }>>();
	for (const reading of readings) {
		const own = met.get(reading.language) ?? new Map<number, { count: number; forms: Map<string, number> }>();
		met.set(reading.language, own);
		const seen = new Set<number>();
		eachFeature(reading, (family, column, _, start, end) => {
			if (family !== 'words' || seen.has(column)) return;
			seen.add(column);
			const word = own.get(column) ?? { count: 0, forms: new Map<string, number>() };
			own.set(column, word);
			word.count++;
			const form = reading.text.slice(start, end).toLowerCase();
			word.forms.set(form, (word.forms.get(form) ?? 0) + 1);
		});
	}
	const placeOf = placesOf(passages.columns, 1000);
	const words: LearntWords = {};
	for (const [language, columns] of met) {
		const known = [...columns].flatMap(([column, { count, forms }]) => {
			const place = placeOf(column);
			return count < leastPassages || place < 0 ? [] : [{ place, word: usual(forms) }];
		});
		for (const [at, label] of passages.labels.entries()) {
			if (facetOf(label) === undefined) continue;
			const best = known
				.map(({ place, word }) => ({
					word,
					weight: Math.round((passages.weights[place * passages.labels.length + at] as number) * 100) / 100
				}))
				.filter(({ weight, word }) => weight > 0 && /\p{L}/u.test(word))
				.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
				.slice(0, shown);
			if (best.length > 0) (words[label] ??= {})[language] = best;
		}
	}
	return words;
}

/** The form in which a word is met most; of several alike the first in the alphabet. */
function usual(forms: ReadonlyMap<string, number>): string {
	return [...forms].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
