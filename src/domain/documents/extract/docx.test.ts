import { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { expect, test } from 'vitest';
import { makeZip, wordNamespace, wordParts } from '#tests/make-files.ts';
import type { Block } from '../model.ts';
import { extract } from './extract.server.ts';

const p = (text: string, properties = '') =>
	`<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const part = (name: string, inner: string) => `<?xml version="1.0"?><w:${name} xmlns:w="${wordNamespace}">${inner}</w:${name}>`;
const read = async (body: string, more: Record<string, string> = {}) => extract(makeZip(wordParts(body, more)), 'report.docx');
const brief = (blocks: readonly Block[]) => blocks.map(({ kind, place, text }) => [kind, place, text]);

test('a file written by a word processor keeps its headings, cells, notes and direction of reading', async () => {
	const file = await Packer.toBuffer(
		new Document({
			title: 'ignored, for the text has a title',
			footnotes: { 1: { children: [new Paragraph('حاشية أولى')] } },
			sections: [
				{
					children: [
						new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun('التقرير الوطني الثاني')], bidirectional: true }),
						new Paragraph({ heading: HeadingLevel.HEADING_1, text: 'القدرات', bidirectional: true }),
						new Paragraph({
							bidirectional: true,
							children: [new TextRun('لا يوجد موظفون مدربون'), new FootnoteReferenceRun(1), new TextRun(' في المختبر.')]
						}),
						new Table({
							rows: [new TableRow({ children: ['Item', '项目'].map((text) => new TableCell({ children: [new Paragraph(text)] })) })]
						})
					]
				}
			]
		})
	);
	const { title, blocks } = await extract(file, 'report.docx');
	expect(title).toBe('التقرير الوطني الثاني');
	expect(brief(blocks)).toEqual([
		['heading', undefined, 'التقرير الوطني الثاني'],
		['heading', undefined, 'القدرات'],
		['paragraph', undefined, 'لا يوجد موظفون مدربون في المختبر.'],
		['footnote', '[1]', 'حاشية أولى'],
		['cell', 'T1!A1', 'Item'],
		['cell', 'T1!B1', '项目']
	]);
});

const numbering = part(
	'numbering',
	`<w:abstractNum w:abstractNumId="7">
		<w:lvl w:ilvl="0"><w:start w:val="14"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
		<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
		<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
	</w:abstractNum>
	<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
	<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
	<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
	<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`
);
const list = (id: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

test('the numbers that Word counts give paragraphs their place', async () => {
	const { blocks } = await read(
		[
			p('First.', list(1)),
			p('Below a.', list(1, 1)),
			p('Below b.', list(1, 1)),
			p('Second.', list(1)),
			p('Again a.', list(1, 1)),
			p('Bullet.', list(2)),
			p('Anew.', list(3))
		].join(''),
		{ 'word/numbering.xml': numbering }
	);
	expect(brief(blocks)).toEqual([
		['paragraph', '14', 'First.'],
		['list-item', '14 a)', 'Below a.'],
		['list-item', '14 b)', 'Below b.'],
		['paragraph', '15', 'Second.'],
		['list-item', '15 a)', 'Again a.'],
		['list-item', undefined, 'Bullet.'],
		['paragraph', '1', 'Anew.']
	]);
});

test('questions that Word numbers are questions by that number', async () => {
	const { blocks } = await read(
		[
			p('Article 14', list(1)),
			p('Has the Party cooperated?', list(1, 2)),
			p('No.'),
			p('Has the Party received assistance?', list(1, 2)),
			p('Yes, in 2024.')
		].join(''),
		{ 'word/numbering.xml': numbering }
	);
	expect(blocks.map(({ kind, question, text }) => [kind, question, text]).slice(1)).toEqual([
		['question', '14.1', 'Has the Party cooperated?'],
		['answer', '14.1', 'No.'],
		['question', '14.2', 'Has the Party received assistance?'],
		['answer', '14.2', 'Yes, in 2024.']
	]);
});

test('what was deleted, hidden, prompted for or repeated is no text', async () => {
	const styles = part(
		'styles',
		'<w:style w:styleId="Hid"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
	);
	const { blocks } = await read(
		`<w:p><w:r><w:t>Kept </w:t></w:r><w:del><w:r><w:delText>deleted </w:delText></w:r></w:del><w:ins><w:r><w:t>added </w:t></w:r></w:ins>
		<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown </w:t></w:r>
		<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>see 3</w:t></w:r></w:p>
		${p('style of the paragraph hides it', '<w:pStyle w:val="Hid"/>')}
		${p('Chapter one ... 3', '<w:pStyle w:val="TM1"/>')}
		${p('Chapter one', '<w:pStyle w:val="T1"/>')}
		<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('Click here to enter text.')}</w:sdtContent></w:sdt>
		<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p('Contents')}</w:sdtContent></w:sdt>
		<w:sdt><w:sdtContent>${p('Typed into a field.')}</w:sdtContent></w:sdt>`,
		{ 'word/styles.xml': styles }
	);
	expect(brief(blocks)).toEqual([
		['paragraph', undefined, 'Kept added shown see 3'],
		['heading', undefined, 'Chapter one'],
		['paragraph', undefined, 'Typed into a field.']
	]);
});

test('cells are placed by their columns, whatever spans them, and cells with texts of their own are several', async () => {
	const cell = (inner: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
	const { blocks } = await read(
		`<w:tbl><w:tr>${cell(p('Wide'), '<w:gridSpan w:val="2"/>')}${cell(p('Third'))}</w:tr>
		<w:tr>${cell(p('one') + p('two'))}${cell('<w:p/>')}${cell(`<w:tbl><w:tr>${cell(p('Inner'))}</w:tr></w:tbl>${p('after')}`)}</w:tr></w:tbl>`
	);
	expect(brief(blocks)).toEqual([
		['cell', 'T1!A1', 'Wide'],
		['cell', 'T1!C1', 'Third'],
		['cell', 'T1!A2', 'one\ntwo'],
		['cell', 'T2!A1', 'Inner'],
		['cell', 'T1!C2', 'after']
	]);
});

test('pages are known where Word noted their ends', async () => {
	const { blocks, pageCount } = await read(
		`${p('One.')}<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Three.</w:t></w:r></w:p>`
	);
	expect(blocks.map((one) => one.page)).toEqual([1, 2, 3]);
	expect(pageCount).toBe(3);
	expect((await read(p('One.') + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p('Two.'))).blocks.map((one) => one.page)).toEqual([
		undefined,
		undefined
	]);
});

test('a short bold line is a heading where the writer used no styles', async () => {
	const bold = (text: string) => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r></w:p>`;
	const { blocks } = await read(
		bold('Needs for capacity') + p('The Party needs staff.') + bold('This sentence is bold as a whole, and is a sentence.')
	);
	expect(blocks.map((one) => one.kind)).toEqual(['heading', 'paragraph', 'paragraph']);
});

test('boxes that are ticked, text boxes and special signs are read', async () => {
	const { blocks } = await read(
		`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Yes </w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t> No, mercury</w:t><w:noBreakHyphen/><w:t>free</w:t></w:r>
		<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent>${p('In a box.')}</w:txbxContent></mc:Choice><mc:Fallback>${p('In a box.')}</mc:Fallback></mc:AlternateContent></w:p>`
	);
	expect(blocks.map((one) => one.text)).toEqual(['☒ Yes ☐ No, mercury\u2011free', 'In a box.']);
});

test('another prefix or the strict form of the format is the same format', async () => {
	for (const namespace of [wordNamespace, 'http://purl.oclc.org/ooxml/wordprocessingml/main']) {
		const { blocks } = await read('', {
			'word/document.xml': `<x:document xmlns:x="${namespace}"><x:body><x:p><x:pPr><x:outlineLvl x:val="0"/></x:pPr><x:r><x:t>Heading</x:t></x:r></x:p></x:body></x:document>`
		});
		expect(brief(blocks)).toEqual([['heading', undefined, 'Heading']]);
	}
});
