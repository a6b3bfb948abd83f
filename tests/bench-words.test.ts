import { expect, test } from 'vitest';
import { layersOf, stretchesOf } from '#ui/bench/pieces.ts';
import type { BenchPiece } from '#ui/bench/pieces.ts';
import { seededRandom } from '#text/random.ts';
import { snapped } from '../static/bench/selection.js';
import * as script from '../static/bench/words.js';

const random = seededRandom(7);
const body = 'Un texte assez long, pour que des codes s’y chevauchent.';
const draws = Array.from({ length: 200 }, () =>
	Array.from({ length: Math.floor(random() * 6) }, (_, index) => {
		const start = Math.floor(random() * (body.length - 1));
		return { key: `e${index}`, start, end: start + 1 + Math.floor(random() * (body.length - start)), status: 'accepted', scheme: 'need' };
	})
);

test('page and script lay marks on the same lines and cut the text at the same places, which give it back', () => {
	for (const marks of draws) {
		const pieces = marks as unknown as BenchPiece[];
		expect(script.layersOf(marks)).toEqual(layersOf(marks));
		expect(script.stretchesOf(body, marks)).toEqual(stretchesOf(body, pieces));
		expect(
			stretchesOf(body, pieces)
				.map(({ text }) => text)
				.join('')
		).toBe(body);
	}
});

test('marks that overlap never share a line, as long as there are lines', () => {
	for (const marks of draws) {
		const layers = layersOf(marks);
		for (const one of marks)
			for (const other of marks)
				if (one !== other && one.start < other.end && other.start < one.end && layers.get(one.key) !== 3)
					expect(layers.get(one.key)).not.toBe(layers.get(other.key));
	}
});

/** What is drawn, between two bars; what is meant by whole words; what is meant by letters. */
const drawn: [language: string, drawn: string, byWords: string, byLetters: string][] = [
	['en', 'a la|ck of fu|nds', 'lack of funds', 'ck of fu'],
	['fr', 'manque| de fonds |!', 'de fonds', 'de fonds'],
	['es', 'falt|a de capaci|dad', 'falta de capacidad', 'a de capaci'],
	['ru', 'нехват|ка сред|ств', 'нехватка средств', 'ка сред'],
	['ar', 'جه|از GC-MS الل|ازم', 'جهاز GC-MS اللازم', 'از GC-MS الل'],
	['zh', '缺|乏资|金', '缺乏资金', '乏资'],
	// A letter is never parted from its marks.
	['ar', 'مُ|عَ|لِّم', 'مُعَلِّم', 'عَ'],
	['en', 'cafe|\u0301 |x', 'cafe\u0301', 'e\u0301'],
	['en', 'a 👩‍|🔬 lab| x', '👩‍🔬 lab', '👩‍🔬 lab']
];

test('a selection cuts no letter, by words no word, and has no spaces at its ends', () => {
	for (const [language, with2, byWords, byLetters] of drawn) {
		const [before = '', within = '', after = ''] = with2.split('|');
		const text = before + within + after;
		const span = { start: before.length, end: before.length + within.length };
		const words = snapped(text, span, language, true);
		const letters = snapped(text, span, language, false);
		expect([text.slice(words?.start, words?.end), text.slice(letters?.start, letters?.end)]).toEqual([byWords, byLetters]);
	}
	expect(snapped('a  b', { start: 1, end: 3 }, 'en', true)).toBeUndefined();
});
