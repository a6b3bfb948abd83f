import { Refusal } from '../../refusal.ts';
import type { Block, Extracted } from '../model.ts';
import { mainPart, readProperties, readRelations } from './docx-parts.server.ts';
import { limits, mustGoOn } from './limits.ts';
import { sheetBlocks } from './sheet.ts';
import type { SheetCell } from './sheet.ts';
import { readDateFormats, readStrings, sheetNames, writeDate } from './xlsx-parts.server.ts';
import { readXml } from './xml.server.ts';
import type { Zip } from './zip.server.ts';

/** A workbook, sheet by sheet and row by row. Hidden sheets hold lists for choosing from, not what was written: they are left out. */
export function readXlsx(zip: Zip, signal: AbortSignal): Extracted {
	const part = mainPart(zip);
	const { byId, byKind } = readRelations(zip, part);
	const workbook = zip.read(part);
	if (workbook === undefined) throw new Refusal('documents.damaged');
	const strings = readStrings(zip.read(byKind.get('sharedStrings') ?? ''));
	const isDate = readDateFormats(zip.read(byKind.get('styles') ?? ''));
	const { sheets, from1904 } = readWorkbook(workbook);
	const blocks: Block[] = [];
	for (const [at, { name, relation }] of sheets.entries()) {
		mustGoOn(signal);
		const sheet = zip.read(byId.get(relation) ?? '');
		// A sheet may be a chart, which has no cells.
		if (sheet === undefined) continue;
		const cells = readCells(sheet, { strings, isDate, from1904, room: limits.blocks - blocks.length });
		blocks.push(...sheetBlocks(cells, at + 1, name));
	}
	const { title } = readProperties(zip);
	return { format: 'xlsx', ...(title !== undefined && title.length > 3 && { title: title.slice(0, 300) }), blocks, needsOcr: false };
}

function readWorkbook(bytes: Uint8Array): { sheets: { name: string; relation: string }[]; from1904: boolean } {
	const sheets: { name: string; relation: string }[] = [];
	let from1904 = false;
	readXml(bytes, sheetNames, {
		open: (name, attributes) => {
			if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
			if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
			sheets.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? '' });
		},
		close: () => {},
		text: () => {}
	});
	return { sheets, from1904 };
}

type Known = { strings: readonly string[]; isDate: (style: number) => boolean; from1904: boolean; room: number };

function readCells(bytes: Uint8Array, { strings, isDate, from1904, room }: Known): SheetCell[] {
	const cells: SheetCell[] = [];
	let row = 0;
	let column = 0;
	let type = 'n';
	let style = 0;
	let said = '';
	let isSaying = false;
	let isReading = 0;
	readXml(bytes, sheetNames, {
		open: (name, attributes) => {
			if (name === 'row') {
				row = attributes.r === undefined ? row + 1 : Number(attributes.r);
				column = 0;
			} else if (name === 'c') {
				column = attributes.r === undefined ? column + 1 : columnNumber(attributes.r);
				type = attributes.t ?? 'n';
				style = Number(attributes.s ?? 0);
				said = '';
			} else if (name === 'rPh') isReading++;
			else if (name === 'v' || name === 't') isSaying = isReading === 0;
		},
		close: (name) => {
			if (name === 'v' || name === 't') isSaying = false;
			else if (name === 'rPh') isReading--;
			else if (name === 'c') {
				const text = cellText(said, type, strings, isDate(style), from1904);
				if (text.trim() === '') return;
				if (cells.length >= room) throw new Refusal('documents.too-much-text');
				cells.push({ row, column, text, isNumber: type === 'n' && !isDate(style) });
			}
		},
		text: (text) => {
			if (isSaying) said += text;
		}
	});
	return cells;
}

function cellText(said: string, type: string, strings: readonly string[], isDate: boolean, from1904: boolean): string {
	if (type === 's') return strings[Number(said)] ?? '';
	if (type === 'e') return '';
	if (type === 'b') return said === '1' ? '☒' : '☐';
	if (type === 'n' && isDate && said !== '') return writeDate(Number(said), from1904);
	// Sums carry the noise of binary fractions: 0.30000000000000004 is what a reader sees as 0.3.
	if (type === 'n' && /\.\d{10}/.test(said)) return String(Number(Number(said).toPrecision(12)));
	return said;
}

function columnNumber(address: string): number {
	let column = 0;
	for (const letter of address.replace(/[^A-Z]/g, '').slice(0, 3)) column = column * 26 + letter.charCodeAt(0) - 64;
	return column;
}
