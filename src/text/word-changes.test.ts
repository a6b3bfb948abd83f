import { expect, test } from 'vitest';
import { wordChanges } from './word-changes.ts';
import type { Language } from './languages.ts';

const shown = (language: Language, from: string, to: string) =>
	wordChanges(language, from, to)
		.map(({ text, is }) => (is === 'same' ? text : is === 'removed' ? `[-${text}]` : `[+${text}]`))
		.join('');

test('only the words that differ are marked', () => {
	expect(shown('en', 'Lamps that contain mercury.', 'Lamps that still contain it.')).toBe('Lamps that [+still ]contain [-mercury][+it].');
	expect(shown('fr', 'l’éclairage public', 'l’éclairage public')).toBe('l’éclairage public');
});

test('words are found where no spaces stand between them, and in Arabic', () => {
	expect(shown('zh', '含汞灯具及其替代灯具。', '含汞灯具。')).toMatch(/^含汞灯具\[-及其替代灯具\]。$/);
	expect(shown('ar', 'المصابيح المحتوية على الزئبق', 'المصابيح الخالية من الزئبق')).toBe(
		'المصابيح [-المحتوية][+الخالية] [-على][+من] الزئبق'
	);
});

test('nothing becomes something, and something nothing', () => {
	expect(shown('en', '', 'new')).toBe('[+new]');
	expect(shown('en', 'old', '')).toBe('[-old]');
	expect(shown('en', '', '')).toBe('');
});

test('the pieces give both texts back, whatever they are', () => {
	const words = ['a', 'b', ' ', 'mercury', 'и', '汞', '\n', '😀'];
	let seed = 7;
	const next = (most: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
	for (let round = 0; round < 200; round++) {
		const [from, to] = [0, 1].map(() => Array.from({ length: next(12) }, () => words[next(words.length)]).join(''));
		const pieces = wordChanges('en', from ?? '', to ?? '');
		expect(pieces.flatMap(({ text, is }) => (is === 'added' ? [] : [text])).join('')).toBe(from);
		expect(pieces.flatMap(({ text, is }) => (is === 'removed' ? [] : [text])).join('')).toBe(to);
	}
});

test('two very long texts are two texts', () => {
	const [from, to] = ['a '.repeat(3000), 'b '.repeat(3000)];
	expect(wordChanges('en', from, to).map(({ is }) => is)).toEqual(['removed', 'added']);
});
