import { expect, test } from 'vitest';
import { readEdit } from './input.ts';
import { lay } from './model.ts';

const fields = ['title', 'cycle'] as const;
const began = { title: 'Report', cycle: '2025' };

test('a field that only one of two has changed is as that one left it', () => {
	const mine = { title: 'National report', cycle: '2025' };
	expect(lay(fields, { began, words: mine }, { title: 'Report', cycle: '2025-full' })).toEqual({
		words: { title: 'National report', cycle: '2025-full' },
		clashes: [],
		kept: ['cycle']
	});
});

test('a field that both have changed keeps what stands and shows both', () => {
	const laid = lay(fields, { began, words: { ...began, title: 'Mine' } }, { ...began, title: 'Theirs' });
	expect(laid.words.title).toBe('Theirs');
	expect(laid.clashes).toEqual([{ field: 'title', theirs: 'Theirs', mine: 'Mine' }]);
});

test('two who write the same words do not clash', () => {
	expect(lay(fields, { began, words: { ...began, title: 'Same' } }, { ...began, title: 'Same' })).toMatchObject({ clashes: [], kept: [] });
});

test('no words of either are lost, whatever the two did', () => {
	const says = ['', 'a', 'b', 'c'];
	for (const start of says)
		for (const mine of says)
			for (const theirs of says) {
				const { words, clashes } = lay(['f'], { began: { f: start }, words: { f: mine } }, { f: theirs });
				const seen = [words.f, ...clashes.flatMap((one) => [one.theirs, one.mine])];
				if (mine !== start) expect(seen).toContain(mine);
				if (theirs !== start) expect(seen).toContain(theirs);
			}
});

const form = (sent: Record<string, string>) => {
	const data = new FormData();
	for (const [name, value] of Object.entries(sent)) data.set(name, value);
	return data;
};

test('an edit is read from its form, without what a browser adds to line ends', () => {
	const sent = { 'began.title': 'A\nB', 'words.title': 'A\r\nB ', 'began.cycle': '', 'words.cycle': '2025', why: ' because ' };
	expect(readEdit(form(sent), fields)).toEqual({
		began: { title: 'A\nB', cycle: '' },
		words: { title: 'A\nB', cycle: '2025' },
		why: 'because'
	});
});

test('whoever chooses theirs leaves the words with which the form began', () => {
	const sent = { 'began.title': 'Theirs', 'words.title': 'Mine', 'choice.title': 'theirs' };
	expect(readEdit(form(sent), ['title']).words.title).toBe('Theirs');
	expect(readEdit(form({ ...sent, 'choice.title': 'mine' }), ['title']).words.title).toBe('Mine');
});

test('a form without a field is refused, and so is one that is too long', () => {
	expect(() => readEdit(form({ 'words.title': 'A' }), ['title'])).toThrow('refused.incomplete');
	expect(() => readEdit(form({ 'began.title': '', 'words.title': 'x'.repeat(20_001) }), ['title'])).toThrow('refused.incomplete');
});
