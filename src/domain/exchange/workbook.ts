import { declaration, element, inText } from './refi/write-xml.ts';
import { zipped } from './zip-stream.ts';
import type { Part } from './zip-stream.ts';

export type Cell = string | number | boolean | null | undefined;
export type Sheet = { name: string; rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>; isRightToLeft: boolean };

/** A cell of Excel holds no more than so many characters. */
const mostInCell = 32_767;

/**
 * A workbook of Office Open XML as a stream. Text stands in the cells as text (`inlineStr`), never as a formula, whatever it begins with.
 * The first row of each sheet is its header and stays in sight.
 */
export function workbook(sheets: readonly Sheet[], date: Date): AsyncGenerator<Uint8Array> {
	return zipped(
		[...fixedParts(sheets), ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, chunks: sheetXml(sheet) }))],
		date
	);
}

const office = 'http://schemas.openxmlformats.org';
const relationships = `${office}/officeDocument/2006/relationships`;
const main = `${office}/spreadsheetml/2006/main`;

async function* sheetXml({ rows, isRightToLeft }: Sheet): AsyncGenerator<string> {
	const pane = element('pane', { ySplit: 1, topLeftCell: 'A2', activePane: 'bottomLeft', state: 'frozen' });
	const view = element('sheetView', { ...(isRightToLeft && { rightToLeft: 1 }), workbookViewId: 0 }, pane);
	yield `${declaration}<worksheet xmlns="${main}">${element('sheetViews', {}, view)}<sheetData>`;
	let isHeader = true;
	for await (const row of rows) {
		yield `<row>${row.map((cell) => cellXml(cell, isHeader)).join('')}</row>`;
		isHeader = false;
	}
	yield '</sheetData></worksheet>';
}

function cellXml(cell: Cell, isHeader: boolean): string {
	const style = isHeader ? ' s="1"' : '';
	if (cell === null || cell === undefined || cell === '') return `<c${style}/>`;
	if (typeof cell === 'number' && Number.isFinite(cell)) return `<c${style}><v>${cell}</v></c>`;
	if (typeof cell === 'boolean') return `<c t="b"${style}><v>${Number(cell)}</v></c>`;
	const text = String(cell);
	const fitting = text.length <= mostInCell ? text : `${text.slice(0, mostInCell - 1).toWellFormed()}…`;
	return `<c t="inlineStr"${style}><is><t xml:space="preserve">${inText(fitting)}</t></is></c>`;
}

function fixedParts(sheets: readonly Sheet[]): Part[] {
	const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`;
	const xml = (name: string, content: string): Part => ({ name, chunks: [declaration + content] });
	const relation = (id: string, kind: string, target: string) =>
		element('Relationship', { Id: id, Type: `${relationships}/${kind}`, Target: target });
	const packaged = `${office}/package/2006`;
	return [
		xml(
			'[Content_Types].xml',
			element('Types', { xmlns: `${packaged}/content-types` }, [
				element('Default', { Extension: 'rels', ContentType: 'application/vnd.openxmlformats-package.relationships+xml' }),
				element('Override', { PartName: '/xl/workbook.xml', ContentType: type('sheet.main') }),
				element('Override', { PartName: '/xl/styles.xml', ContentType: type('styles') }),
				...sheets.map((_, at) => element('Override', { PartName: `/xl/worksheets/sheet${at + 1}.xml`, ContentType: type('worksheet') }))
			])
		),
		xml(
			'_rels/.rels',
			element('Relationships', { xmlns: `${packaged}/relationships` }, relation('r1', 'officeDocument', 'xl/workbook.xml'))
		),
		xml(
			'xl/workbook.xml',
			element('workbook', { xmlns: main, 'xmlns:r': relationships }, [
				element(
					'sheets',
					{},
					sheets.map(({ name }, at) => element('sheet', { name: sheetName(name), sheetId: at + 1, 'r:id': `r${at + 1}` }))
				)
			])
		),
		xml(
			'xl/_rels/workbook.xml.rels',
			element('Relationships', { xmlns: `${packaged}/relationships` }, [
				...sheets.map((_, at) => relation(`r${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
				relation(`r${sheets.length + 1}`, 'styles', 'styles.xml')
			])
		),
		xml('xl/styles.xml', styles)
	];
}

/** Excel takes no name of a sheet with these signs, or of more than 31. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

const styles = element('styleSheet', { xmlns: main }, [
	'<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
	'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
	'<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
]);
