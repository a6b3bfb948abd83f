import { Refusal } from '../../refusal.ts';
import type { Block, Cell, Extracted } from '../model.ts';
import { readNumbering } from './docx-numbering.server.ts';
import { mainPart, readProperties, readRelations, word } from './docx-parts.server.ts';
import { isOn, readStyles } from './docx-styles.server.ts';
import { limits } from './limits.ts';
import { cellPlace } from './place.ts';
import { chooseTitle } from './title.ts';
import { readXml } from './xml.server.ts';
import type { Attributes } from './xml.server.ts';
import type { Zip } from './zip.server.ts';

type Numbering = ReturnType<typeof readNumbering>;
type Styles = ReturnType<typeof readStyles>;

/** One paragraph while it is being read. A text box puts paragraphs inside a paragraph. */
type Paragraph = { text: string; style?: string; list?: string; listLevel?: number; outline?: number; page: number; notes: string[]; boldLength: number; inside: Block[] };
type Run = { isHidden: boolean; isBold: boolean };
type Table = { number: number; row: number; column: number; cell: Block[] };

/** A Word file in reading order, with the numbers that Word counts, cells by their place and notes after the text that calls them. */
export function readDocx(zip: Zip): Extracted {
	const part = mainPart(zip);
	const { byKind } = readRelations(zip, part);
	const readPart = (kind: string) => (byKind.has(kind) ? zip.read(byKind.get(kind) ?? '') : undefined);
	const styles = readStyles(readPart('styles'));
	const numbering = readNumbering(readPart('numbering'));
	const notes = new Map<string, string>();
	for (const kind of ['footnote', 'endnote']) {
		for (const [id, text] of readNotes(readPart(`${kind}s`), kind, styles, numbering)) notes.set(`${kind} ${id}`, text);
	}
	const main = zip.read(part);
	if (main === undefined) throw new Refusal('documents.damaged');
	const { blocks, pages, isPaged } = readBody(main, styles, numbering, notes);
	const properties = readProperties(zip);
	const pageCount = properties.pages ?? (isPaged ? pages : undefined);
	const title = chooseTitle(properties.title, blocks);
	if (!isPaged) for (const block of blocks) delete block.page;
	return { format: 'docx', ...(title !== undefined && { title }), blocks, ...(pageCount !== undefined && { pageCount }), needsOcr: false };
}

/** The text of each footnote or endnote. Those with a type are the lines that separate notes from text. */
function readNotes(bytes: Uint8Array | undefined, kind: string, styles: Styles, numbering: Numbering): Map<string, string> {
	const notes = new Map<string, string>();
	if (bytes === undefined) return notes;
	const { blocks } = readBody(bytes, styles, numbering, new Map(), kind);
	for (const { text, place = '' } of blocks) notes.set(place, [notes.get(place), text].filter(Boolean).join('\n'));
	return notes;
}

/** Elements whose whole content is no text of the document: deleted or moved away, codes of fields, pictures' fallbacks, readings of characters. */
const skipped = new Set(['w:del', 'w:moveFrom', 'w:instrText', 'w:delText', 'mc:Fallback', 'w:rt', 'w:pPrChange', 'w:rPrChange', 'w:tblPrChange', 'w:sectPr', 'w:numberingChange']);

function readBody(bytes: Uint8Array, styles: Styles, numbering: Numbering, notes: Map<string, string>, noteKind?: string) {
	const blocks: Block[] = [];
	const paragraphs: Paragraph[] = [];
	const tables: Table[] = [];
	let run: Run | undefined;
	let skip = 0;
	let page = 1;
	let isPaged = false;
	let tableCount = 0;
	let noteCount = 0;
	let note: string | undefined;
	let isText = false;
	let inParagraphProperties = false;
	// Content controls: a prompt such as “click here to enter text” is not the writer's, and a table of contents repeats the headings.
	const controls: { isPrompt: boolean; isContents: boolean }[] = [];

	const paragraph = () => paragraphs.at(-1);
	const say = (text: string) => {
		const current = paragraph();
		if (current === undefined || run?.isHidden === true || controls.some((one) => one.isPrompt || one.isContents)) return;
		if (current.text === '') current.page = page;
		current.text += text;
		if (run?.isBold === true && text.trim() !== '') current.boldLength += text.length;
		if (blocks.length > limits.blocks) throw new Refusal('documents.too-much-text');
	};
	const placeNow = (): { cell?: Cell; place?: string } => {
		const table = tables.at(-1);
		if (table === undefined) return {};
		const cell = { table: table.number, row: table.row, column: table.column };
		return { cell, place: cellPlace(cell) };
	};
	const emit = (made: Block[]) => {
		const owner = tables.at(-1)?.cell ?? blocks;
		owner.push(...made);
	};

	const opening: Record<string, (attributes: Attributes) => void> = {
		'w:footnote': (attributes) => (note = attributes['w:type'] === undefined || attributes['w:type'] === 'normal' ? attributes['w:id'] : undefined),
		'w:p': () => paragraphs.push({ text: '', page, notes: [], boldLength: 0, inside: [] }),
		'w:pPr': () => (inParagraphProperties = true),
		'w:pStyle': (attributes) => set({ style: attributes['w:val'] ?? '' }),
		'w:outlineLvl': (attributes) => inParagraphProperties && set({ outline: Number(attributes['w:val']) }),
		'w:numId': (attributes) => inParagraphProperties && set({ list: attributes['w:val'] ?? '' }),
		'w:ilvl': (attributes) => inParagraphProperties && set({ listLevel: Number(attributes['w:val']) }),
		'w:r': () => {
			const style = styles(paragraph()?.style);
			run = { isHidden: style.isHidden, isBold: style.isBold };
		},
		'w:rStyle': (attributes) => {
			const style = styles(attributes['w:val']);
			if (run !== undefined && !inParagraphProperties) run = { isHidden: style.isHidden || run.isHidden, isBold: style.isBold || run.isBold };
		},
		'w:vanish': (attributes) => run !== undefined && !inParagraphProperties && (run.isHidden = isOn(attributes['w:val'])),
		'w:b': (attributes) => run !== undefined && !inParagraphProperties && (run.isBold = isOn(attributes['w:val'])),
		'w:t': () => (isText = true),
		'm:t': () => (isText = true),
		'w:tab': () => !inParagraphProperties && say(' '),
		'w:cr': () => say('\n'),
		'w:noBreakHyphen': () => say('\u2011'),
		'w:sym': (attributes) => say(symbol(attributes['w:char'])),
		'w:br': (attributes) => (attributes['w:type'] === 'page' ? void page++ : say('\n')),
		'w:lastRenderedPageBreak': () => {
			// Word writes a break that someone put there as both.
			isPaged = true;
			if (!isJustBroken) page++;
		},
		'w:footnoteReference': (attributes) => callNote(`footnote ${attributes['w:id']}`),
		'w:endnoteReference': (attributes) => callNote(`endnote ${attributes['w:id']}`),
		'w:sdt': () => controls.push({ isPrompt: false, isContents: false }),
		'w:showingPlcHdr': (attributes) => Object.assign(controls.at(-1) ?? {}, { isPrompt: isOn(attributes['w:val']) }),
		'w:docPartGallery': (attributes) => Object.assign(controls.at(-1) ?? {}, { isContents: attributes['w:val'] === 'Table of Contents' }),
		'w:tbl': () => tables.push({ number: ++tableCount, row: 0, column: 0, cell: [] }),
		'w:tr': () => Object.assign(tables.at(-1) ?? {}, { row: (tables.at(-1)?.row ?? 0) + 1, column: 0 }),
		'w:tc': () => Object.assign(tables.at(-1) ?? {}, { column: (tables.at(-1)?.column ?? 0) + 1, cell: [] }),
		// A cell over several columns counts as all of them, so that the cells below keep their columns.
		'w:gridSpan': (attributes) => (span = Number(attributes['w:val']) || 1)
	};
	const open = new Map(Object.entries(opening));
	open.set('w:endnote', opening['w:footnote'] ?? (() => {}));
	let span = 1;
	let isJustBroken = false;

	const set = (found: Partial<Paragraph>) => Object.assign(paragraph() ?? {}, found);
	const callNote = (id: string) => {
		if (notes.has(id)) paragraph()?.notes.push(id);
	};
	const closing: Record<string, () => void> = {
		'w:pPr': () => (inParagraphProperties = false),
		'w:r': () => (run = undefined),
		'w:t': () => (isText = false),
		'm:t': () => (isText = false),
		'w:footnote': () => (note = undefined),
		'w:endnote': () => (note = undefined),
		'w:sdt': () => controls.pop(),
		'w:p': () => {
			const done = paragraphs.pop();
			if (done === undefined) return;
			const made = [...paragraphBlocks(done), ...done.inside];
			const outer = paragraph();
			if (outer === undefined) emit(made);
			else outer.inside.push(...made);
		},
		'w:tc': () => {
			const table = tables.at(-1);
			if (table === undefined) return;
			const { cell } = placeNow();
			const made = cell === undefined ? [] : cellBlocks(table.cell, cell);
			table.cell = [];
			table.column += span - 1;
			span = 1;
			const outer = tables.at(-2)?.cell ?? blocks;
			outer.push(...made);
		},
		'w:tbl': () => tables.pop()
	};
	const close = new Map(Object.entries(closing));

	const paragraphBlocks = (done: Paragraph): Block[] => {
		const style = styles(done.style);
		const list = done.list ?? style.list ?? numbering.levelOfStyle(done.style ?? '')?.list;
		const listLevel = done.listLevel ?? style.listLevel ?? numbering.levelOfStyle(done.style ?? '')?.level ?? 0;
		// The list 0 takes a paragraph out of the list of its style. An empty paragraph shows its number in Word, so it counts.
		const numbered = list === undefined || list === '0' || style.isContents ? undefined : numbering.next(list, listLevel);
		const text = done.text.trim();
		if (noteKind !== undefined) return note === undefined || text === '' ? [] : [{ kind: 'footnote', text, place: note }];
		if (text === '' || style.isContents) return noteBlocks(done);
		const level = done.outline !== undefined && done.outline < 9 ? done.outline + 1 : style.level;
		const isBoldLine = done.boldLength >= text.replace(/\s/g, '').length * 0.9 && text.length <= 160 && !/[.;,:，。；،؛]$/.test(text) && tables.length === 0;
		const label = numbered?.label ?? '';
		const shared = { text, page: done.page, ...(label !== '' && { label }), ...placeNow() };
		if (level !== undefined) return [{ kind: 'heading', level: Math.max(1, level), ...shared }, ...noteBlocks(done)];
		if (isBoldLine && numbered?.isBullet !== true) return [{ kind: 'heading', level: 7, ...shared }, ...noteBlocks(done)];
		const isItem = numbered !== undefined && (numbered.isBullet || numbered.level > 0 || !/^\d/.test(label));
		return [{ kind: isItem ? 'list-item' : 'paragraph', ...shared }, ...noteBlocks(done)];
	};
	const noteBlocks = (done: Paragraph): Block[] =>
		done.notes.map((id) => ({ kind: 'footnote', text: notes.get(id) ?? '', page: done.page, place: `[${++noteCount}]` }));

	readXml(bytes, word, {
		open: (name, attributes) => {
			if (skip > 0 || skipped.has(name)) {
				skip++;
				return;
			}
			open.get(name)?.(attributes);
			isJustBroken = name === 'w:br' && attributes['w:type'] === 'page' ? true : isJustBroken && name !== 'w:t';
		},
		close: (name) => {
			if (skip > 0) skip--;
			else close.get(name)?.();
		},
		text: (text) => {
			if (isText && skip === 0) say(text);
		}
	});
	return { blocks, pages: page, isPaged };
}

/** A small cell is one passage; one that holds a text of its own, such as a long answer or a form within a frame, is several. */
function cellBlocks(inside: Block[], cell: Cell): Block[] {
	const place = cellPlace(cell);
	const notes = inside.filter((one) => one.kind === 'footnote');
	const texts = inside.filter((one) => one.kind !== 'footnote');
	const length = texts.reduce((sum, one) => sum + one.text.length, 0);
	const isPlain = texts.every((one) => one.kind === 'paragraph' && one.cell?.table === cell.table);
	if (texts.length === 0) return notes;
	if (texts.length === 1 || (isPlain && length <= 600)) {
		const [first] = texts;
		if (first === undefined) return notes;
		if (first.cell?.table !== cell.table) return inside;
		return [{ ...first, kind: 'cell', text: texts.map((one) => one.text).join('\n'), cell, place }, ...notes];
	}
	return inside.map((one) => (one.kind === 'paragraph' ? { ...one, kind: 'cell' as const } : one));
}

/** Ticked and empty boxes are answers; other symbols are bullets. */
function symbol(code: string | undefined): string {
	const last = (code ?? '').slice(-2).toUpperCase();
	if (['FE', 'FD', '52', '53', 'FC'].includes(last)) return '☒';
	return ['A8', '6F', 'A3', '71'].includes(last) ? '☐' : '';
}
