import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { cycleName, date, languageName, listed, number, percent, size } from './format.ts';

test('numbers are written as each language writes them, in Arabic with the digits 0-9', () => {
	expect(languages.map((language) => number(language, 12345.678).replaceAll(/\s/g, ' '))).toEqual([
		'12,345.68',
		'12,345.68',
		'12.345,68',
		'12 345,68',
		'12 345,68',
		'12,345.68'
	]);
});

test('a share is whole per cent, and a dash where there is nothing to divide by', () => {
	expect(percent('en', 2 / 3)).toBe('67%');
	expect(percent('fr', 0 / 0)).toBe('–');
});

test('a calendar day is the same day everywhere', () => {
	expect(date('en', '2025-11-03')).toBe('3 November 2025');
	expect(date('zh', '2025-11-03')).toBe('2025年11月3日');
});

test('a language is named in its own words with a capital where letters have one', () => {
	expect(languages.map((language) => languageName(language, language))).toEqual([
		'العربية',
		'English',
		'Español',
		'Français',
		'Русский',
		'中文'
	]);
});

test('a cycle is named with its length and its year, ungrouped', () => {
	expect(cycleName('en', '2025-full')).toBe('Full report due 2025');
	expect(cycleName('en', '2023-short')).toBe('Short report due 2023');
	expect(cycleName('zh', '2021')).toBe('2021 年应提交的报告');
});

test('lists and sizes are written as people write them', () => {
	expect(listed('fr', ['a', 'b', 'c'])).toBe('a, b et c');
	expect(size('en', 1_234_567).replaceAll(/\s/g, '')).toBe('1.2MB');
	expect(size('en', 45_000).replaceAll(/\s/g, '')).toBe('45kB');
});
