import { expect, test } from 'vitest';
import type { Block } from '../model.ts';
import { clean, cleanName } from './clean.ts';
import { cutPassages, cutText, longest } from './passages.ts';
import { placeParagraphs } from './place.ts';

const p = (text: string, more: Partial<Block> = {}): Block => ({ kind: 'paragraph', text, ...more });

test('a paragraph that is too long is cut where sentences end, and nothing is lost', () => {
	for (const sentence of [
		'The Party spent approx. 3.5 million dollars on 12 labs in No. 4 district. ',
		'لا يملك المختبر قطع غيار. هل من حل؟ ',
		'实验室没有备件，也没有购买试剂的预算。',
		'Средств нет, т. е. закупок не было. '
	]) {
		const text = sentence.repeat(90).trim();
		const pieces = cutText(text);
		expect(pieces.length).toBeGreaterThan(1);
		expect(pieces.every((one) => one.length <= longest)).toBe(true);
		expect(pieces.every((one) => /[.。؟]$/.test(one) && !/(approx|No|т)\.$/.test(one))).toBe(true);
		expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
	}
});

test('text without sentences is cut between words, and never inside a character', () => {
	const words = cutText('word '.repeat(700).trim());
	expect(words.every((one) => /^word( word)*$/.test(one))).toBe(true);
	expect(cutText('😀'.repeat(1200)).every((one) => one.isWellFormed())).toBe(true);
});

test('a piece is on the page where it begins', () => {
	const sentence = 'The laboratory has no spare parts for its analysers. ';
	const text = sentence.repeat(60).trim();
	const passages = cutPassages([p(text, { page: 3, turns: [{ at: 1600, page: 4 }] })]);
	expect(passages.map((one) => one.page)).toEqual([3, 3, 4]);
});

test('each passage stands under the heading above it, and headings under the one they belong to', () => {
	const passages = cutPassages([
		{ kind: 'heading', level: 1, text: 'Part B' },
		{ kind: 'heading', level: 2, text: 'Article 4' },
		p('Lamps were banned.'),
		{ kind: 'heading', level: 2, text: 'Article 5' },
		p('Closed.')
	]);
	expect(passages.map((one) => one.heading)).toEqual([null, 'Part B', 'Article 4', 'Part B', 'Article 5']);
});

test('what is too short to tell takes the language of what stands next to it', () => {
	const passages = cutPassages([
		p('UNEP'),
		p('Лаборатория не располагает запасными частями и средствами.'),
		p('ГЭФ'),
		p('The laboratory has no spare parts and no funds for reagents.'),
		p('Total'),
		p('Den Laboren fehlen Ersatzteile und Mittel für Reagenzien.'),
		p('Training', { language: 'fr' })
	]);
	expect(passages.map((one) => one.language)).toEqual(['ru', 'ru', 'ru', 'en', 'en', null, 'fr']);
});

test('numbers are passages only where they answer', () => {
	const blocks: Block[] = [
		p('12 500'),
		{ kind: 'cell', text: '2024' },
		{ kind: 'answer', text: '12', question: '3.1' },
		{ kind: 'answer', text: '☒' },
		{ kind: 'answer', text: '—' }
	];
	expect(cutPassages(blocks).map((one) => one.body)).toEqual(['12', '☒']);
});

test('text is stored in one spelling, without what cannot be seen', () => {
	expect(clean('e\u0301te\u0301 \r\n\t de\u00ad\u200b tra\u202evail\u0000 \ud800!')).toBe('été\nde travail \ufffd!');
	expect(clean('  مِيَاه  ')).toBe('مِيَاه');
	expect(cleanName('/tmp/a\u0000b/../report<1>.pdf')).toBe('report 1 .pdf');
	expect(cleanName(`${'x'.repeat(400)}.docx`)).toHaveLength(150);
});

test('numbered paragraphs have their number as place, and letters stand below it', () => {
	const placed = placeParagraphs([
		p('5. The following:'),
		p('a) first;'),
		p('б) second;'),
		p('(iii) third.'),
		p('Unnumbered.'),
		p('6. Next.'),
		{ kind: 'heading', text: 'Annex' },
		p('a) alone')
	]);
	expect(placed.map(({ place, text, kind }) => [place, text, kind])).toEqual([
		['5', 'The following:', 'paragraph'],
		['5 a)', 'first;', 'list-item'],
		['5 б)', 'second;', 'list-item'],
		['5 iii)', 'third.', 'list-item'],
		[undefined, 'Unnumbered.', 'paragraph'],
		['6', 'Next.', 'paragraph'],
		[undefined, 'Annex', 'heading'],
		['a)', 'alone', 'list-item']
	]);
});
