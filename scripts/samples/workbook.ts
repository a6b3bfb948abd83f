import { columnName } from '#domain/documents/model.ts';
import type { Front } from './front.ts';
import { words } from './words.ts';
import { zip } from './zip.ts';

const looks = ['plain', 'title', 'notice', 'heading', 'head', 'number'] as const;
type Look = (typeof looks)[number];
export type Row = { text: string; look?: Look }[];
export type Sheet = { name: string; widths: number[]; rows: Row[] };

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook in the form that Excel writes: texts apart in a list of their own, figures as numbers. */
export function workbook(front: Front, sheets: readonly Sheet[]): Uint8Array {
	const strings: string[] = [];
	const numberOf = (text: string) => {
		const at = strings.indexOf(text);
		return at < 0 ? strings.push(text) - 1 : at;
	};
	const names = sheets.map((_, at) => `worksheets/sheet${at + 1}.xml`);
	const worksheets = sheets.map((sheet, at) => [`xl/${names[at]}`, worksheet(sheet, front, numberOf)]);
	const relations = [...names, 'styles.xml', 'sharedStrings.xml'].map((target, at) => ({ id: `rId${at + 1}`, target }));
	const parts: Record<string, string> = {
		'[Content_Types].xml': contentTypes(names),
		'_rels/.rels': relationships([
			{ id: 'rId1', target: 'xl/workbook.xml' },
			{ id: 'rId2', target: 'docProps/core.xml' }
		]),
		'docProps/core.xml': properties(front),
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets>${sheets
			.map(({ name }, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
			.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relationships(relations),
		...Object.fromEntries(worksheets),
		'xl/styles.xml': styles,
		'xl/sharedStrings.xml': `<sst xmlns="${main}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`
	};
	return zip(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, declaration + text])));
}

function worksheet({ rows, widths }: Sheet, { sample, language, direction }: Front, numberOf: (text: string) => number): string {
	const cell = ({ text, look = 'plain' }: Row[number], address: string) => {
		const style = ` s="${looks.indexOf(look)}"`;
		return /^\d+$/.test(text)
			? `<c r="${address}"${style}><v>${text}</v></c>`
			: `<c r="${address}"${style} t="s"><v>${numberOf(text)}</v></c>`;
	};
	const body = rows.map((row, at) => {
		const cells = row.flatMap((one, column) => (one.text === '' ? [] : [cell(one, `${columnName(column + 1)}${at + 1}`)]));
		return `<row r="${at + 1}">${cells.join('')}</row>`;
	});
	const over = rows.flatMap((row, at) => (row.length === 1 ? [`<mergeCell ref="A${at + 1}:${columnName(widths.length)}${at + 1}"/>`] : []));
	return `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${direction === 'rtl' ? ' rightToLeft="1"' : ''}/></sheetViews><cols>${widths
		.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
		.join(
			''
		)}</cols><sheetData>${body.join('')}</sheetData>${over.length === 0 ? '' : `<mergeCells count="${over.length}">${over.join('')}</mergeCells>`}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;R${escape(sample)}</oddHeader><oddFooter>&amp;C${words[language].page} &amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}

const fonts = [
	'<sz val="11"/>',
	'<b/><sz val="16"/><color rgb="FF1F4E79"/>',
	'<i/><sz val="11"/><color rgb="FF92400E"/>',
	'<b/><sz val="13"/><color rgb="FF1F4E79"/>',
	'<b/><sz val="11"/>'
];
const side = (name: string) => `<${name} style="thin"><color rgb="FF777777"/></${name}>`;
const top = '<alignment vertical="top" wrapText="1"/>';
/** One cell style for each look, in the order of the looks. */
const styles = `<styleSheet xmlns="${main}"><fonts count="${fonts.length}">${fonts.map((font) => `<font>${font}<name val="Calibri"/></font>`).join('')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDCE6EE"/></patternFill></fill></fills><borders count="2"><border/><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${looks.length}">${[
	[0, 0, 1],
	[1, 0, 0],
	[2, 0, 0],
	[3, 0, 0],
	[4, 2, 1],
	[4, 0, 1]
]
	.map(
		([font, fill, border]) =>
			`<xf fontId="${font}" fillId="${fill}" borderId="${border}" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${top}</xf>`
	)
	.join('')}</cellXfs></styleSheet>`;

function contentTypes(sheets: readonly string[]): string {
	const overrides = [
		['/xl/workbook.xml', `${type}.sheet.main+xml`],
		...sheets.map((name) => [`/xl/${name}`, `${type}.worksheet+xml`]),
		['/xl/styles.xml', `${type}.styles+xml`],
		['/xl/sharedStrings.xml', `${type}.sharedStrings+xml`],
		['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml']
	];
	return `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${overrides.map(([name, kind]) => `<Override PartName="${name}" ContentType="${kind}"/>`).join('')}</Types>`;
}

function relationships(targets: readonly { id: string; target: string }[]): string {
	const kind = (target: string) => {
		if (target.startsWith('docProps')) return `${packaged}/relationships/metadata/core-properties`;
		return `${office}/relationships/${{ 'xl/workbook.xml': 'officeDocument', 'styles.xml': 'styles', 'sharedStrings.xml': 'sharedStrings' }[target] ?? 'worksheet'}`;
	};
	return `<Relationships xmlns="${packaged}/relationships">${targets.map(({ id, target }) => `<Relationship Id="${id}" Type="${kind(target)}" Target="${target}"/>`).join('')}</Relationships>`;
}

function properties({ title, party, language }: Front): string {
	return `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(title)}</dc:title><dc:creator>${escape(party)}</dc:creator><dc:language>${language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
