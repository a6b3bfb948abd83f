import type { Block, Cell } from '../model.ts';
import type { Numbering } from './docx-numbering.server.ts';
import type { Style } from './docx-styles.server.ts';
import { cellPlace } from './place.ts';

/** One paragraph as its elements gave it. */
export type Paragraph = {
	text: string;
	page: number;
	/** The notes that it calls. */
	notes: string[];
	/** How many of its signs are bold. */
	boldLength: number;
	/** What stands in text boxes anchored in it. */
	inside: Block[];
	style?: string;
	list?: string;
	listLevel?: number;
	outline?: number;
};
export type Table = { number: number; row: number; column: number; span: number; inside: Block[] };
export type Known = { styles: (id: string | undefined) => Style; numbering: Numbering; notes: Map<string, string> };

/** A paragraph as a heading, an item of a list, or a paragraph; nothing where it is empty or belongs to a table of contents. */
export function paragraphBlocks(paragraph: Paragraph, { styles, numbering }: Known, table: Table | undefined): Block[] {
	const style = styles(paragraph.style);
	const ofStyle = numbering.levelOfStyle(paragraph.style ?? '');
	const list = paragraph.list ?? style.list ?? ofStyle?.list;
	const listLevel = paragraph.listLevel ?? style.listLevel ?? ofStyle?.level ?? 0;
	// The list 0 takes a paragraph out of the list of its style. An empty paragraph shows its number in Word, so it counts.
	const numbered = list === undefined || list === '0' || style.isContents ? undefined : numbering.next(list, listLevel);
	const text = paragraph.text.trim();
	if (text === '' || style.isContents) return [];
	const label = numbered?.label ?? '';
	const shared = { text, page: paragraph.page, ...(label !== '' && { label }), ...placeIn(table) };
	const level = paragraph.outline !== undefined && paragraph.outline < 9 ? paragraph.outline + 1 : style.level;
	if (level !== undefined) return [{ kind: 'heading', level: Math.max(1, level), ...shared }];
	if (looksLikeHeading(paragraph, text) && table === undefined && numbered?.isBullet !== true)
		return [{ kind: 'heading', level: 7, ...shared }];
	const isItem = numbered !== undefined && (numbered.isBullet || numbered.level > 0 || !/^\d/.test(label));
	return [{ kind: isItem ? 'list-item' : 'paragraph', ...shared }];
}

/** A short bold line that does not end like a sentence: many writers make headings so. */
function looksLikeHeading({ boldLength }: Paragraph, text: string): boolean {
	return text.length <= 160 && boldLength >= text.replace(/\s/g, '').length * 0.9 && !/[.;:,，：。；،؛]$/.test(text);
}

function placeIn(table: Table | undefined): { cell?: Cell; place?: string } {
	if (table === undefined) return {};
	const cell = { table: table.number, row: table.row, column: table.column };
	return { cell, place: cellPlace(cell) };
}

/** The notes that a paragraph calls, numbered on from those before. */
export function noteBlocks({ notes, page }: Paragraph, known: Known, before: number): Block[] {
	return notes.map((id, at) => ({ kind: 'footnote', text: known.notes.get(id) ?? '', page, place: `[${before + at + 1}]` }));
}

/** The longest cell of several paragraphs that is kept as one passage. */
const smallCell = 600;

/** A small cell is one passage; one that holds a text of its own, such as a long answer or a form within a frame, is several. */
export function cellBlocks(inside: readonly Block[], cell: Cell): Block[] {
	const texts = inside.filter((one) => one.kind !== 'footnote');
	const [first] = texts;
	const isOwn = texts.every((one) => one.cell?.table === cell.table);
	const isPlain = texts.every((one) => one.kind === 'paragraph');
	const length = texts.reduce((sum, one) => sum + one.text.length, 0);
	if (first === undefined || !isOwn || (texts.length > 1 && !(isPlain && length <= smallCell))) {
		return inside.map((one) => (one.kind === 'paragraph' ? { ...one, kind: 'cell' } : one));
	}
	const whole: Block = { ...first, kind: 'cell', text: texts.map((one) => one.text).join('\n'), cell, place: cellPlace(cell) };
	return [whole, ...inside.filter((one) => one.kind === 'footnote')];
}
