import { expect, test } from 'vitest';
import { alignPassages } from './align.ts';
import { guidOf, plainGuid } from './guid.ts';
import { placesOf } from './places.ts';
import { readPlaces } from './read-places.ts';

const astral = 'Ртуть 🜐 в 𐎠𐎡 реке: 水銀 الزئبق 👩🏽‍🔬 конец';

test('a place counted in code points comes back from UTF-16 code units, in every script', () => {
	for (const text of ['', 'plain', astral, `${astral}\n${astral}`, 'الزئبقُ في الماءِ']) {
		const places = placesOf(text);
		expect(places.points).toBe([...text].length);
		let unit = 0;
		for (const [point, sign] of [...text].entries()) {
			expect(places.toPoint(unit)).toBe(point);
			expect(places.toUnit(point)).toBe(unit);
			unit += sign.length;
		}
		expect(places.toUnit(places.points)).toBe(text.length);
	}
});

test('the same name has the same GUID, of version 5, and GUIDs are compared without braces and case', () => {
	expect(guidOf('concept/challenge/finance')).toBe(guidOf('concept/challenge/finance'));
	expect(guidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(plainGuid('{AB0E-1}')).toBe('ab0e-1');
});

/** Selections of the words, as a program would write them that counts in its own way. */
function written(text: string, words: readonly string[], count: (text: string) => number, named: boolean, last = 0) {
	return words.map((word) => {
		const start = text.indexOf(word);
		return { start: count(text.slice(0, start)), end: count(text.slice(0, start + word.length)) - last, name: named ? word : '' };
	});
}
const found = (text: string, places: ReturnType<typeof readPlaces>) => places.map((one) => one && text.slice(one.start, one.end));

const lines = `Lampe 💡 usée\r\nLe mercure manque.\r\n\r\nتعوزنا المعدات 🧪 في المختبر.\r\nFin du texte ici.\r\n`;
const unix = lines.replaceAll('\r\n', '\n');
const words = ['Lampe', 'mercure', 'المعدات', 'المختبر', 'texte'];
const points = (text: string) => [...text].length;
const units = (text: string) => text.length;
const folded = (text: string) => points(text.replaceAll('\r\n', '\n'));
const widened = (text: string) => points(text.replace(/\r?\n/g, '\r\n'));

test.each([true, false])('selections are found whatever a program counts (named: %s)', (named) => {
	const cases: [string, (text: string) => number, number?][] = [
		[lines, points],
		[lines, folded],
		[lines, units],
		[unix, points],
		[unix, widened],
		[unix, units],
		[unix, points, 1]
	];
	for (const [text, count, last] of cases) expect(found(unix, readPlaces(text, written(text, words, count, named, last)))).toEqual(words);
});

test('a selection whose numbers are wrong is found by its words, nearest to where it should be', () => {
	const text = 'one word, another word, and a word more';
	expect(readPlaces(text, [{ start: 20, end: 24, name: 'word' }])).toEqual([{ start: 18, end: 22, found: 'words' }]);
	expect(readPlaces(text, [{ start: 900, end: 904, name: '' }])).toEqual([undefined]);
	expect(readPlaces(text, [{ start: 8, end: 3, name: '' }])).toEqual([undefined]);
});

test('a single selection inside a word is believed', () => {
	expect(readPlaces('mercury\nlamps', [{ start: 1, end: 4, name: '' }])).toEqual([{ start: 1, end: 4, found: 'numbers' }]);
});

test('passages are laid over the text that they were cut from, although spaces and marks of lists differ', () => {
	const text = 'Title\n\n- A long\n  paragraph  of words.\n- Second cafe\u0301 😀 here.';
	const bodies = ['Title', 'A long paragraph of words.', 'Second café 😀 here.'];
	const align = alignPassages(text, bodies);
	const words = (stretches: ReturnType<typeof align>) => stretches.map(({ passage, start, end }) => bodies[passage]?.slice(start, end));
	const covers = (from: string, to: string) => words(align(text.indexOf(from), text.indexOf(to) + to.length));
	expect(covers('long', 'paragraph')).toEqual(['long paragraph']);
	expect(covers('cafe', '😀')).toEqual(['café 😀']);
	expect(covers('words', 'Second')).toEqual(['words.', 'Second']);
	expect(align(5, 7)).toEqual([]);
});
