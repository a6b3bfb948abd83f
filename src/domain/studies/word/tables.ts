import type { Paragraph } from 'docx';
import { AlignmentType, BorderStyle, Table, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from 'docx';
import { direction } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { paragraph, words } from './look.ts';

export type Cell = { text?: string; children?: Paragraph[]; isNumber?: boolean; isBold?: boolean; span?: number };

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const thin = { style: BorderStyle.SINGLE, size: 4, color: '999999' };
const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000' };

/** A table whose head is repeated on each page. Widths are in twentieths of a point. */
export function table(language: Language, widths: readonly number[], head: readonly Cell[], rows: readonly (readonly Cell[])[]): Table {
	return new Table({
		width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
		columnWidths: widths,
		layout: TableLayoutType.FIXED,
		...(direction(language) === 'rtl' && { visuallyRightToLeft: true }),
		borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: thin, insideVertical: none },
		margins: { top: 40, bottom: 40, left: 50, right: 50 },
		rows: [row(language, widths, head, true), ...rows.map((cells) => row(language, widths, cells, false))]
	});
}

function row(language: Language, widths: readonly number[], cells: readonly Cell[], isHead: boolean): TableRow {
	return new TableRow({
		tableHeader: isHead,
		cantSplit: isHead,
		children: cells.map(
			({ text = '', children, isNumber = false, isBold = isHead, span }, index) =>
				new TableCell({
					width: { size: widths[index] ?? 0, type: WidthType.DXA },
					...(span !== undefined && { columnSpan: span }),
					...(isHead && { verticalAlign: VerticalAlignTable.BOTTOM, borders: { bottom: thick } }),
					children: children ?? [
						paragraph(language, [words(language, text, isBold ? { bold: true } : {})], {
							style: 'Cell',
							alignment: isNumber ? AlignmentType.END : AlignmentType.START
						})
					]
				})
		)
	});
}
