import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeZip, sheetNamespace, workbookParts } from '#tests/make-files.ts';
import { findSeparator, parseCsv } from './csv.server.ts';
import { extract } from './extract.server.ts';

const workbook = async (rows: readonly (readonly (string | number)[])[], more: Record<string, string> = {}) =>
	(await extract(makeZip(workbookParts(rows, more)), 'survey.xlsx')).blocks;
const csv = async (text: string | Uint8Array) => (await extract(Buffer.from(text), 'table.csv')).blocks;

test('each cell with text knows its place and the name of its column', async () => {
	const blocks = await workbook([
		['Activity', 'Responsible', 'Cost'],
		['Train twelve inspectors', 'Ministry of Mines', 12000],
		['Buy two analysers', 'Laboratory', 130000]
	]);
	expect(blocks.filter((one) => one.kind === 'cell').map(({ place, heading, text }) => [place, heading, text])).toEqual([
		['Answers!A2', 'Activity', 'Train twelve inspectors'],
		['Answers!B2', 'Responsible', 'Ministry of Mines'],
		['Answers!C2', 'Cost', '12000'],
		['Answers!A3', 'Activity', 'Buy two analysers'],
		['Answers!B3', 'Responsible', 'Laboratory'],
		['Answers!C3', 'Cost', '130000']
	]);
});

test.each([
	['No.', 'Question', 'Answer'],
	['N°', 'Question', 'Réponse'],
	['N.º', 'Pregunta', 'Respuesta'],
	['№', 'Вопрос', 'Ответ'],
	['الرقم', 'السؤال', 'الجواب'],
	['编号', '问题', '答复']
])('a sheet of questions and answers is read as such: %s, %s, %s', async (number, question, answer) => {
	const blocks = await workbook([
		[number, question, answer],
		['14.1', 'Cooperation?', 'No.'],
		['14.3', 'Transfer?', 3],
		['', '', 'More on the same.']
	]);
	expect(blocks.slice(3).map((one) => [one.kind, one.question, one.text])).toEqual([
		['question', '14.1', 'Cooperation?'],
		['answer', '14.1', 'No.'],
		['question', '14.3', 'Transfer?'],
		['answer', '14.3', '3'],
		['answer', '14.3', 'More on the same.']
	]);
});

test('shared texts, rich texts, dates, ticks and sums are read as they are seen', async () => {
	const blocks = await workbook([], {
		'xl/sharedStrings.xml': `<sst xmlns="${sheetNamespace}"><si><t>Shared</t></si><si><r><t>Two </t></r><r><t>fonts</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>`,
		'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="x/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': `<styleSheet xmlns="${sheetNamespace}"><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\ mmmm\\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${sheetNamespace}"><sheetData><row r="5">
			<c r="A5" t="s"><v>0</v></c><c r="B5" t="s"><v>1</v></c><c r="C5" s="1"><v>45382</v></c><c r="D5" s="2"><v>45382.5</v></c><c r="AA5" t="b"><v>1</v></c>
			<c t="str"><f>A1</f><v>formula</v></c><c t="e"><v>#REF!</v></c><c><v>0.30000000000000004</v></c></row></sheetData></worksheet>`
	});
	expect(blocks.map(({ place, text }) => [place, text])).toEqual([
		['Answers!A5', 'Shared'],
		['Answers!B5', 'Two fonts'],
		['Answers!C5', '2024-03-31'],
		['Answers!D5', '2024-03-31'],
		['Answers!AA5', '☒'],
		['Answers!AB5', 'formula'],
		['Answers!AD5', '0.3']
	]);
});

test('hidden sheets are left out', async () => {
	const parts = workbookParts([['The Party lacks staff']]);
	parts['xl/workbook.xml'] = parts['xl/workbook.xml']!.replace(
		'<sheets>',
		'<sheets><sheet name="Lists" sheetId="9" state="hidden" r:id="s1"/>'
	);
	const { blocks } = await extract(makeZip(parts), 'survey.xlsx');
	expect(blocks.map((one) => one.place)).toEqual(['Answers!A1']);
});

test('rows of a table in text are cut where the separator is, whatever it is', () => {
	expect(findSeparator('a,b,c\n1,2,3\n')).toBe(',');
	expect(findSeparator('a;b;c\n1,5;2,5;3,5\n')).toBe(';');
	expect(findSeparator('a\tb\n"x, y; z"\t2\n')).toBe('\t');
	expect(parseCsv('a,"b ""quoted"", c"\r\n"two\nlines",d', ',')).toEqual([
		['a', 'b "quoted", c'],
		['two\nlines', 'd']
	]);
	expect(parseCsv('say "so",x', ',')).toEqual([['say "so"', 'x']]);
	expect(parseCsv('"never closed, x', ',')).toEqual([['never closed, x']]);
});

test('a line that names the separator, a byte order mark and empty cells are no cells', async () => {
	const blocks = await csv('\ufeffsep=;\nItem;;Note\nMercury waste;;needs storage\nLamps;;done\n');
	expect(blocks.map(({ place, text }) => [place, text])).toEqual([
		['A1', 'Item'],
		['C1', 'Note'],
		['A2', 'Mercury waste'],
		['C2', 'needs storage'],
		['A3', 'Lamps'],
		['C3', 'done']
	]);
});

const path = '../shared/data/nap-budgets.csv';
test.skipIf(!existsSync(path))('real budget lines with a byte order mark and numbers such as 100’000.00 are read', async () => {
	const blocks = await csv(readFileSync(path));
	expect(blocks.filter((one) => one.place === 'D2')[0]).toMatchObject({
		heading: 'Item',
		text: expect.stringContaining('en partenariat avec les médias locaux, les agences')
	});
	expect(new Set(blocks.map((one) => one.cell?.row)).size).toBe(803);
});
