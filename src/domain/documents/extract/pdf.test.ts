import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawPdf, glyphPdf } from '#tests/make-files.ts';
import { extract } from './extract.server.ts';
import { isLegible } from './pdf-legible.ts';
import { readingOrder } from './pdf-order.ts';

const read = (bytes: Uint8Array) => extract(bytes, 'report.pdf');
const texts = async (bytes: Uint8Array) => (await read(bytes)).blocks.map((one) => one.text);

/** How a line of Arabic stands on paper, from left to right: turned round, but for numbers and Latin words. */
const seen = (line: string) => [...line.matchAll(/[0-9.,/A-Za-z]*[0-9A-Za-z]|لا|./gu)].map(([sign]) => sign).toReversed();

test('Arabic that is drawn from left to right is read in its own order, with its numbers and names', async () => {
	const line = 'تفتقر الدولة إلى 12 جهازا بقيمة 3.5 مليون في UNEP/MC بنسبة 25';
	const signs = seen(line).flatMap((sign) => (/^[0-9A-Za-z]/.test(sign) ? [...sign] : [sign]));
	expect(await texts(glyphPdf([{ x: 40, y: 100, signs }]))).toEqual([line]);
});

test('a ligature is one glyph of two letters, and they are not turned round', async () => {
	expect(await texts(glyphPdf([{ x: 40, y: 100, signs: seen('خلال الاتفاقية لا توجد أموال') }]))).toEqual(['خلال الاتفاقية لا توجد أموال']);
});

test('forms of letters are read as letters, and brackets as they were meant', async () => {
	const signs = [...'(', '2', '0', '2', '3', ')', ' ', 'ﺔ', 'ﻄ', 'ﺧ'];
	expect(await texts(glyphPdf([{ x: 40, y: 100, signs }]))).toEqual(['خطة (2023)']);
	const votes = { mirrored: 0, kept: 0 };
	expect(readingOrder([...')ب('], true, votes)).toBe('(ب)');
	expect(readingOrder([...'(ب)'], true, votes)).toBe('(ب)');
});

test('a sign of the end stands at the end of a line that has only a number', () => {
	expect(readingOrder(['.', '2', '0', '2', '6'], true, { mirrored: 0, kept: 0 })).toBe('2026.');
});

const column = (x: number, from: number, lines: readonly string[], size = 11) =>
	lines.map((text, at) => ({ x, y: from + at * size * 1.25, size, text }));
const wide = 'The laboratory of the Party measures mercury in';

test('two columns are read one after the other, under a title across both', async () => {
	const left = [
		'The laboratory of the Party has one analyser',
		'for mercury in air, and no spare parts for it.',
		'Staff were trained in 2021, but most of them',
		'have left the service since. New staff is',
		'needed for the two stations in the north of'
	];
	const right = [
		'the country. The budget of the laboratory',
		'does not cover reagents, and the tender for',
		'a second instrument was not answered. The',
		'Party asks for help with maintenance, and',
		'for a course of two weeks for ten analysts.'
	];
	const blocks = await texts(
		drawPdf([
			[{ x: 60, y: 60, size: 20, text: 'Second national report of the Party' }, ...column(60, 120, left), ...column(320, 120, right)]
		])
	);
	expect(blocks).toEqual(['Second national report of the Party', [...left, ...right].join(' ')]);
});

test('what repeats at the head and foot of pages is no text, and a sentence goes on over the page', async () => {
	const page = (number: number, lines: readonly string[]) => [
		{ x: 60, y: 30, size: 9, text: 'UNEP/MC/COP.6/INF/18' },
		...column(60, 80, lines),
		{ x: 290, y: 815, size: 9, text: String(number) }
	];
	const { blocks } = await read(
		drawPdf([
			page(1, [`${wide} air and fish,`, 'but has no staff for it, and no money for the']),
			[...page(2, ['reagents that the instruments need each year.']), { x: 60, y: 120, text: `${wide} hair as well, so that` }],
			page(3, ['people can be told.'])
		])
	);
	expect(blocks.map(({ page: at, text }) => [at, text])).toEqual([
		[1, `${wide} air and fish, but has no staff for it, and no money for the reagents that the instruments need each year.`],
		[2, `${wide} hair as well, so that people can be told.`]
	]);
});

test('a hyphen at the end of a line goes where the document breaks words, and stays where it belongs to the word', async () => {
	const broken = Array.from({ length: 12 }, (_, at) =>
		at % 3 === 0
			? `${wide} the at-`
			: at % 3 === 1
				? 'mosphere, and in the fish of the great lakes'
				: 'of the north of the country, each year twice.'
	);
	expect((await texts(drawPdf([column(60, 80, broken)]))).join(' ')).toContain('in the atmosphere, and');
	const kept = [
		'The laboratory of the Party measures mercury-',
		'added products, and has no staff for it at all.',
		'Such products are mercury-added lamps mostly.'
	];
	expect((await texts(drawPdf([column(60, 80, kept)]))).join(' ')).toContain('mercury-added products');
});

test('headings are told by their size or weight, and lists by their marks', async () => {
	const { blocks, title } = await read(
		drawPdf([
			[
				{ x: 60, y: 60, size: 20, bold: true, text: 'National report' },
				...column(60, 110, [`${wide} air, water,`, 'soil and fish, and in the hair of miners too.']),
				{ x: 60, y: 160, bold: true, text: 'Needs' },
				{ x: 60, y: 180, text: '\u0095 two analysers for the stations' },
				{ x: 60, y: 200, text: '\u0095 ten trained analysts' },
				{ x: 60, y: 220, text: '7. The Party asks for support.' }
			]
		])
	);
	expect(title).toBe('National report');
	expect(blocks.map(({ kind, level, place, text }) => [kind, level, place, text.slice(0, 20)])).toEqual([
		['heading', 1, undefined, 'National report'],
		['paragraph', undefined, undefined, 'The laboratory of th'],
		['heading', 7, undefined, 'Needs'],
		['list-item', undefined, undefined, 'two analysers for th'],
		['list-item', undefined, undefined, 'ten trained analysts'],
		['paragraph', undefined, '7', 'The Party asks for s']
	]);
});

test('a table that is drawn with rules has cells, and asks and answers by its columns', async () => {
	const rules =
		[100, 120, 160, 200].map((y) => `40 ${842 - y} m 540 ${842 - y} l S\n`).join('') +
		[40, 90, 330, 540].map((x) => `${x} 742 m ${x} 642 l S\n`).join('');
	const { blocks } = await read(
		drawPdf(
			[
				[
					{ x: 45, y: 115, text: 'No.' },
					{ x: 95, y: 115, text: 'Question' },
					{ x: 335, y: 115, text: 'Answer' },
					{ x: 45, y: 135, text: '14.1' },
					{ x: 95, y: 135, text: 'Has the Party cooperated with other' },
					{ x: 95, y: 149, text: 'Parties?' },
					{ x: 335, y: 135, text: 'No, for lack of funds.' },
					{ x: 45, y: 175, text: '14.2' },
					{ x: 95, y: 175, text: 'Was assistance received?' },
					{ x: 335, y: 175, text: 'Yes, from two' },
					{ x: 335, y: 189, text: 'agencies.' }
				]
			],
			rules
		)
	);
	expect(blocks.slice(3).map(({ kind, question, text }) => [kind, question, text])).toEqual([
		['question', '14.1', 'Has the Party cooperated with other Parties?'],
		['answer', '14.1', 'No, for lack of funds.'],
		['question', '14.2', 'Was assistance received?'],
		['answer', '14.2', 'Yes, from two agencies.']
	]);
});

test('noise is told from text in any of our languages', () => {
	for (const text of [
		'The laboratory has no spare parts.',
		'L’été dernier, à Sèvres : œuvre achevée.',
		'Лаборатория не располагает запасными частями.',
		'لا يملك المختبر قطع غيار، وقد أُعِدَّت الخطة.',
		'实验室没有冷蒸气分析仪的备件，GEF资助了培训。',
		'UNEP/MC/COP.6/INF/18',
		'一 二 三 Table 4 – Émissions (kg/an) Таблица 4'
	]) {
		expect(isLegible(text), text).toBe(true);
	}
	for (const text of [
		'(cid:12)(cid:7)',
		'\u0003\u0013\u0004\u0017\u0008\u0009\u0011',
		'\ue123\ue12a\ue101\ue143\ue155\ue167\ue178\ue189\ue19a\ue1ab',
		'ΰԔϸЇ ϣÎgϙ ķϢʆiΰ ԔϸЇϣ Îgϙķ Ϣʆi'
	]) {
		expect(isLegible(text), text).toBe(false);
	}
	expect(isLegible('+HOOR ZRUOG WKLV LV D WHVW RI WKH IRQW', true)).toBe(false);
});

const suite = '../shared/suites/pdf';
const outside = (name: string) => `${suite}/${name}`;
test.skipIf(!existsSync(suite))('two columns set by LaTeX are read in order, with broken words put together', async () => {
	const { blocks } = await read(readFileSync(outside('026-latex-multicolumn/multicolumn.pdf')));
	const all = blocks.map((one) => one.text);
	expect(all[0]).toBe('Two-Column Document with Lorem Ipsum');
	expect(all.find((one) => one.startsWith('Lorem ipsum'))).toContain('consectetuer adipiscing elit');
	expect(all.find((one) => one.startsWith('Nulla malesuada'))).toContain('Donec nonummy pellentesque ante');
	expect(blocks.filter((one) => one.text === 'Belgium' || one.text.startsWith('Belgium'))).toHaveLength(1);
});

test.skipIf(!existsSync(suite))('a form filled in shows what was filled in, and an archival file is read', async () => {
	const form = (await texts(readFileSync(outside('012-libreoffice-form/libreoffice-form.pdf')))).join(' ');
	for (const word of ['First Name', 'Gender', 'Nationality']) expect(form).toContain(word);
	const archival = await read(readFileSync(outside('021-pdfa/crazyones-pdfa.pdf')));
	expect(archival).toMatchObject({ title: 'The Crazy Ones', needsOcr: false });
});

test.skipIf(!existsSync(suite))('Arabic in a font without a Unicode map is left for OCR, on pages turned every way', async () => {
	expect(await read(readFileSync(outside('015-arabic/habibi-rotated.pdf')))).toMatchObject({ needsOcr: true, blocks: [], pageCount: 4 });
});
