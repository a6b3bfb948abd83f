import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Block } from '../model.ts';
import { extract } from './extract.server.ts';

const read = async (text: string, name = 'report.txt') => (await extract(Buffer.from(text), name)).blocks;
const brief = (blocks: readonly Block[]) => blocks.map(({ kind, place, text }) => [kind, place, text]);
const page = (body: string, head = '') =>
	read(`<!doctype html><html lang="fr"><head><title>Rapport</title>${head}</head><body>${body}</body></html>`, 'report.html');

test('a web page is read in its order, element by element', async () => {
	const blocks = await page(
		`<nav><a href="/">Accueil</a></nav><h1>Besoins</h1><p>Le laboratoire manque de <b>personnel</b>&nbsp;formé&nbsp;&amp; de fonds<sup><a href="#fn1">1</a></sup>.</p>
		<ul><li>pièces<ul><li>filtres</li></ul></li></ul><div>Texte libre<br>deuxième ligne</div>
		<table><tr><th>Secteur</th><td>Déchets</td></tr></table><p lang="en">In English.</p><div id="fn1">Note.</div>`
	);
	expect(brief(blocks)).toEqual([
		['heading', undefined, 'Besoins'],
		['paragraph', undefined, 'Le laboratoire manque de personnel\u00a0formé\u00a0& de fonds.'],
		['list-item', undefined, 'pièces'],
		['list-item', undefined, 'filtres'],
		['paragraph', undefined, 'Texte libre\ndeuxième ligne'],
		['cell', 'T1!A1', 'Secteur'],
		['cell', 'T1!B1', 'Déchets'],
		['paragraph', undefined, 'In English.'],
		['footnote', undefined, 'Note.']
	]);
	expect(blocks.map((one) => one.language)).toEqual(['fr', 'fr', 'fr', 'fr', 'fr', 'fr', 'fr', 'en', 'fr']);
});

test('what a reader of the page does not see is not read', async () => {
	const blocks = await page(
		'<p>Seen.</p><p hidden>One.</p><p style="display: none">Two.</p><div aria-hidden="true">Three.</div><template><p>Four.</p></template><!-- Five. --><noscript>Six.</noscript>',
		'<style>p { color: red }</style><script type="application/ld+json">{"name":"Seven"}</script>'
	);
	expect(blocks.map((one) => one.text)).toEqual(['Seen.']);
});

test('a web page in an old encoding is read by what it declares', async () => {
	const bytes = Buffer.concat([
		Buffer.from('<html><head><meta charset="windows-1251"></head><body><p>'),
		Buffer.from([0xd0, 0xf2, 0xf3, 0xf2, 0xfc]),
		Buffer.from('</p></body></html>')
	]);
	expect((await extract(bytes, 'report.html')).blocks[0]?.text).toBe('Ртуть');
});

test('boxes that are ticked are read as answers are seen', async () => {
	expect((await page('<p><input type="radio" checked> Oui <input type="radio"> Non</p>'))[0]?.text).toBe('☒ Oui ☐ Non');
});

test('lines that were broken at a width belong together', async () => {
	const paragraph = 'The laboratory of the Party has no spare parts for\nits cold vapour analyser, and no budget line for\nreagents.';
	const blocks = await read(`${paragraph}\n\n${paragraph}\n\n- first thing that is\n  needed\n- second\n`);
	expect(brief(blocks)).toEqual([
		['paragraph', undefined, paragraph.replaceAll('\n', ' ')],
		['paragraph', undefined, paragraph.replaceAll('\n', ' ')],
		['list-item', undefined, 'first thing that is needed'],
		['list-item', undefined, 'second']
	]);
});

test('a table that is drawn in text has cells', async () => {
	const blocks = await read(
		'Sources by sector\n| Sector | kg a year |\n|---|---|\n| Coal | 1 200 |\n| Cement | 300 |\nThe Party has no other sources.'
	);
	expect(brief(blocks).slice(1)).toEqual([
		['cell', 'T1!A1', 'Sector'],
		['cell', 'T1!B1', 'kg a year'],
		['cell', 'T1!A3', 'Coal'],
		['cell', 'T1!B3', '1 200'],
		['cell', 'T1!A4', 'Cement'],
		['cell', 'T1!B4', '300'],
		['paragraph', undefined, 'The Party has no other sources.']
	]);
});

test('notes that a converter left within a sentence stand apart, and the sentence reads on', async () => {
	const blocks = await read(
		'Title of the note\n1. [bookmark: _Hlk1]The Partnership[footnoteRef:3] confirms it.[footnoteRef:4]  [3:  \tSee document [--], annex.] [4: https://example.org.] \nSecond paragraph, long enough to be one.'
	);
	expect(brief(blocks)).toEqual([
		['heading', undefined, 'Title of the note'],
		['paragraph', '1', 'The Partnership confirms it.'],
		['footnote', '[3]', 'See document [--], annex.'],
		['footnote', '[4]', 'https://example.org.'],
		['paragraph', undefined, 'Second paragraph, long enough to be one.']
	]);
});

test('JSON Lines say of each text what it is, and a line keeps its own language', async () => {
	const blocks = await read(
		'{"id":"a","language":"fr","text":"Training","page":3}\n\n{"text":"14.1 Why?","kind":"question","question":"14.1","more":1}\n{"id":7,"text":"x","language":"pt","kind":"odd"}',
		'passages.jsonl'
	);
	expect(blocks).toEqual([
		{ kind: 'paragraph', text: 'Training', page: 3, place: 'a', language: 'fr' },
		{ kind: 'question', text: '14.1 Why?', question: '14.1' },
		{ kind: 'paragraph', text: 'x', place: '7' }
	]);
});

test('a name without an ending is read by its content', async () => {
	expect((await extract(Buffer.from('The Party lacks staff.'), 'report')).format).toBe('text');
	expect((await extract(Buffer.from('{"text":"The Party lacks staff."}'), 'lines')).format).toBe('jsonl');
	expect((await extract(Buffer.from('<html><body>The Party lacks staff.</body></html>'), 'page')).format).toBe('html');
});

const mandate = '../shared/seeds/000_a39170d7ccdc048a.txt';
test.skipIf(!existsSync(mandate))(
	'the paragraphs of the mandate are passages with their numbers, and its footnotes stand apart',
	async () => {
		const { blocks, title } = await extract(readFileSync(mandate), 'mandate.txt');
		expect(title).toMatch(/^Осуществление мероприятий во исполнение решения/);
		const places = blocks.flatMap((one) => (one.kind !== 'footnote' && one.place !== undefined ? [one.place] : []));
		expect(places).toEqual(
			[
				[
					'1',
					'2',
					'3',
					'4',
					'5',
					'5 a)',
					'5 b)',
					'5 c)',
					'5 d)',
					'5 e)',
					'6',
					'6 a)',
					'6 b)',
					'6 c)',
					'6 d)',
					'6 e)',
					'7',
					'8',
					'9',
					'10',
					'10 a)',
					'10 b)',
					'10 c)',
					'10 d)',
					'11',
					'12',
					'13'
				],
				['13 a)', '13 b)', '13 c)', '13 d)', '14', '15', '16', '1', '2', '3', '3 a)', '3 b)', '3 c)', '4', '5', '6', '7']
			].flat()
		);
		expect(blocks.filter((one) => one.kind === 'footnote').map((one) => one.place)).toEqual(
			Array.from({ length: 11 }, (_, at) => `[${at + 3}]`)
		);
		expect(blocks.find((one) => one.place === '6 a)')?.text).toContain(
			'технического содействия, а также такие инициативы, как Глобальное партнерство по ртути, подтверждают'
		);
		expect(blocks.some((one) => /footnoteRef|bookmark|\[\d+:/.test(one.text))).toBe(false);
	}
);
