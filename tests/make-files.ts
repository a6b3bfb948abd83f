import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

const text = (said: string) => new TextEncoder().encode(said);

/** A zipped folder of texts. */
export function makeZip(parts: Record<string, string | Uint8Array>): Uint8Array {
	const files: Zippable = {};
	for (const [name, content] of Object.entries(parts)) files[name] = typeof content === 'string' ? text(content) : content;
	return zipSync(files);
}

const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>';
const relation = (id: string, kind: string, target: string) =>
	`<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
const relations = (...all: string[]) =>
	`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;

/** The parts of a Word file around the body given in WordprocessingML; more parts may be added, or these replaced. */
export function wordParts(body: string, more: Record<string, string> = {}): Record<string, string> {
	return {
		'[Content_Types].xml': types,
		'_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')),
		'word/_rels/document.xml.rels': relations(
			...['styles', 'numbering', 'footnotes'].filter((one) => `word/${one}.xml` in more).map((one) => relation(one, one, `${one}.xml`))
		),
		'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${wordNamespace}"><w:body>${body}</w:body></w:document>`,
		...more
	};
}

export const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A workbook with one sheet, its cells as rows of texts; cells that are numbers are written as numbers. */
export function workbookParts(rows: readonly (readonly (string | number)[])[], more: Record<string, string> = {}): Record<string, string> {
	const cell = (value: string | number, row: number, column: number) => {
		const address = `${String.fromCharCode(65 + column)}${row + 1}`;
		return typeof value === 'number'
			? `<c r="${address}"><v>${value}</v></c>`
			: `<c r="${address}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`;
	};
	const sheet = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, column) => cell(value, at, column)).join('')}</row>`).join('');
	return {
		'[Content_Types].xml': types,
		'_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
		'xl/_rels/workbook.xml.rels': relations(
			relation('s1', 'worksheet', 'worksheets/sheet1.xml'),
			relation('t1', 'sharedStrings', 'sharedStrings.xml')
		),
		'xl/workbook.xml': `<workbook xmlns="${sheetNamespace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Answers" sheetId="1" r:id="s1"/></sheets></workbook>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${sheetNamespace}"><sheetData>${sheet}</sheetData></worksheet>`,
		...more
	};
}

export const sheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export function escape(said: string): string {
	return said.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A PDF of the given objects, numbered from 1; the first is the catalogue. A stream is given as its dictionary and its content. */
export function makePdf(objects: readonly (string | { dictionary: string; stream: string })[], trailer = ''): Uint8Array {
	let file = '%PDF-1.7\n%âãÏÓ\n';
	const offsets = objects.map((one, at) => {
		const offset = Buffer.byteLength(file, 'latin1');
		const body =
			typeof one === 'string'
				? one
				: `<< ${one.dictionary} /Length ${Buffer.byteLength(one.stream, 'latin1')} >>\nstream\n${one.stream}\nendstream`;
		file += `${at + 1} 0 obj\n${body}\nendobj\n`;
		return offset;
	});
	const start = Buffer.byteLength(file, 'latin1');
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
	return Buffer.from(file, 'latin1');
}

type Drawn = { x: number; y: number; size?: number; bold?: boolean; text: string };

/** A PDF whose pages show texts at the given places, measured from the top left, in fonts that every reader knows. */
export function drawPdf(pages: readonly (readonly Drawn[])[], more = ''): Uint8Array {
	const kids = pages.map((_, at) => `${5 + at * 2} 0 R`).join(' ');
	return makePdf([
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
		...pages.flatMap((page, at) => [
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + at * 2} 0 R >>`,
			{
				dictionary: '',
				stream:
					more +
					page
						.map(
							({ x, y, size = 11, bold = false, text: said }) =>
								`BT /${bold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${x} ${842 - y} Tm (${said.replace(/[()\\]/g, '\\$&')}) Tj ET\n`
						)
						.join('')
			}
		])
	]);
}

/**
 * A PDF in a font whose glyphs are numbered as they come, with the map from glyphs to text that `map` gives, or none.
 * Each line is drawn from left to right, sign by sign, as a printer's program would.
 */
export function glyphPdf(lines: readonly { x: number; y: number; signs: readonly string[] }[], map: 'true' | 'none' = 'true'): Uint8Array {
	const signs = [...new Set(lines.flatMap((line) => line.signs))];
	// Numbers that no program can take for letters, as in fonts of a typesetter.
	const code = (sign: string) => (signs.indexOf(sign) + 3).toString(16).padStart(4, '0');
	const unicode = (sign: string) => [...Buffer.from(sign, 'utf16le').swap16()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def 1 begincodespacerange <0000> <FFFF> endcodespacerange ${signs.length} beginbfchar ${signs.map((sign) => `<${code(sign)}> <${unicode(sign)}>`).join(' ')} endbfchar endcmap end end`;
	const drawn = lines.map(({ x, y, signs: row }) => `BT /F1 12 Tf 1 0 0 1 ${x} ${842 - y} Tm <${row.map(code).join('')}> Tj ET`).join('\n');
	return makePdf([
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
		{ dictionary: '', stream: drawn },
		`<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H /DescendantFonts [6 0 R] ${map === 'true' ? '/ToUnicode 8 0 R' : ''} >>`,
		'<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 500 >>',
		'<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
		{ dictionary: '', stream: cmap }
	]);
}
