import { Refusal } from '../../refusal.ts';
import type { Block } from '../model.ts';
import { cellBlocks, noteBlocks, paragraphBlocks } from './docx-blocks.ts';
import type { Known as KnownOfBlocks, Paragraph, Table } from './docx-blocks.ts';
import { word } from './docx-parts.server.ts';
import { isOn } from './docx-styles.server.ts';
import { limits } from './limits.ts';
import { readXml } from './xml.server.ts';
import type { Attributes } from './xml.server.ts';

/** What the other parts of the file say. `isNotes`: the part that is read holds notes, each known by its number. */
export type Known = KnownOfBlocks & { isNotes?: boolean };

type Body = {
	known: Known;
	blocks: Block[];
	/** The paragraph that is being read, last; a text box puts paragraphs inside a paragraph. */
	paragraphs: Paragraph[];
	/** The table that is being read, last; cells may hold tables. */
	tables: Table[];
	tableCount: number;
	noteCount: number;
	run: { isHidden: boolean; isBold: boolean } | undefined;
	/** Content controls: a prompt such as “click here to enter text” is not the writer's, and a table of contents repeats the headings. */
	controls: { isPrompt: boolean; isContents: boolean }[];
	note: string | undefined;
	page: number;
	/** Word noted where its pages ended; without that, breaks put in by hand do not tell the page. */
	isPaged: boolean;
	isBroken: boolean;
	isText: boolean;
	inProperties: boolean;
};

/** Elements whose whole content is no text of the document: deleted or moved away, codes of fields, fallbacks for old programs, readings of characters. */
const skipped = new Set(
	'w:del w:moveFrom w:instrText w:delText mc:Fallback w:rt w:pPrChange w:rPrChange w:tblPrChange w:tcPrChange w:sectPr w:numberingChange'.split(
		' '
	)
);

/** The blocks of the main part of a Word file, or of its notes. */
export function readBody(bytes: Uint8Array, known: Known): { blocks: Block[]; pages?: number } {
	const body: Body = {
		known,
		blocks: [],
		paragraphs: [],
		tables: [],
		tableCount: 0,
		noteCount: 0,
		run: undefined,
		controls: [],
		note: undefined,
		page: 1,
		isPaged: false,
		isBroken: false,
		isText: false,
		inProperties: false
	};
	let skip = 0;
	readXml(bytes, word, {
		open: (name, attributes) => {
			if (skip > 0 || skipped.has(name)) skip++;
			else opening.get(name)?.(body, attributes);
		},
		close: (name) => {
			if (skip > 0) skip--;
			else closing.get(name)?.(body);
		},
		text: (text) => {
			if (body.isText && skip === 0) say(body, text);
		}
	});
	if (body.isPaged) return { blocks: body.blocks, pages: body.page };
	for (const block of body.blocks) delete block.page;
	return { blocks: body.blocks };
}

function say(body: Body, text: string): void {
	const paragraph = body.paragraphs.at(-1);
	if (paragraph === undefined || body.run?.isHidden === true || body.controls.some((one) => one.isPrompt || one.isContents)) return;
	if (paragraph.text === '') paragraph.page = body.page;
	paragraph.text += text;
	body.isBroken = false;
	if (body.run?.isBold === true) paragraph.boldLength += text.replace(/\s/g, '').length;
}

function set(body: Body, found: Partial<Paragraph>): void {
	Object.assign(body.paragraphs.at(-1) ?? {}, found);
}

function callNote(body: Body, id: string): void {
	if (body.known.notes.has(id)) body.paragraphs.at(-1)?.notes.push(id);
}

function turnPage(body: Body): void {
	body.isPaged = true;
	// Word writes a break that someone put in by hand as both.
	if (!body.isBroken) body.page++;
	body.isBroken = false;
}

function breakLine(body: Body, kind: string | undefined): void {
	if (kind !== 'page') return say(body, '\n');
	body.page++;
	body.isBroken = true;
}

/** Notes with a kind of their own are the lines that separate notes from text. */
function openNote(body: Body, attributes: Attributes): void {
	const kind = attributes['w:type'] ?? 'normal';
	body.note = kind === 'normal' ? attributes['w:id'] : undefined;
}

type Open = (body: Body, attributes: Attributes) => unknown;

const ofRun =
	(change: (run: NonNullable<Body['run']>, said: string | undefined, body: Body) => void): Open =>
	(body, attributes) => {
		if (body.run !== undefined && !body.inProperties) change(body.run, attributes['w:val'], body);
	};
const ofParagraph =
	(found: (said: string) => Partial<Paragraph>): Open =>
	(body, attributes) => {
		if (body.inProperties) set(body, found(attributes['w:val'] ?? ''));
	};

const opening = new Map<string, Open>([
	['w:footnote', openNote],
	['w:endnote', openNote],
	['w:p', (body) => body.paragraphs.push({ text: '', page: body.page, notes: [], boldLength: 0, inside: [] })],
	['w:pPr', (body) => (body.inProperties = true)],
	['w:pStyle', ofParagraph((style) => ({ style }))],
	['w:outlineLvl', ofParagraph((said) => ({ outline: Number(said) }))],
	['w:numId', ofParagraph((list) => ({ list }))],
	['w:ilvl', ofParagraph((said) => ({ listLevel: Number(said) }))],
	[
		'w:r',
		(body) => {
			const { isHidden, isBold } = body.known.styles(body.paragraphs.at(-1)?.style);
			body.run = { isHidden, isBold };
		}
	],
	[
		'w:rStyle',
		ofRun((run, said, body) => {
			const style = body.known.styles(said);
			Object.assign(run, { isHidden: style.isHidden || run.isHidden, isBold: style.isBold || run.isBold });
		})
	],
	['w:vanish', ofRun((run, said) => (run.isHidden = isOn(said)))],
	['w:b', ofRun((run, said) => (run.isBold = isOn(said)))],
	['w:t', (body) => (body.isText = true)],
	['m:t', (body) => (body.isText = true)],
	['w:tab', (body) => body.inProperties || say(body, ' ')],
	['w:cr', (body) => say(body, '\n')],
	['w:noBreakHyphen', (body) => say(body, '\u2011')],
	['w:sym', (body, attributes) => say(body, symbol(attributes['w:char']))],
	['w:br', (body, attributes) => breakLine(body, attributes['w:type'])],
	['w:lastRenderedPageBreak', turnPage],
	['w:footnoteReference', (body, attributes) => callNote(body, `footnote ${attributes['w:id']}`)],
	['w:endnoteReference', (body, attributes) => callNote(body, `endnote ${attributes['w:id']}`)],
	['w:sdt', (body) => body.controls.push({ isPrompt: false, isContents: false })],
	['w:showingPlcHdr', (body, attributes) => Object.assign(body.controls.at(-1) ?? {}, { isPrompt: isOn(attributes['w:val']) })],
	[
		'w:docPartGallery',
		(body, attributes) => Object.assign(body.controls.at(-1) ?? {}, { isContents: attributes['w:val'] === 'Table of Contents' })
	],
	['w:tbl', (body) => body.tables.push({ number: ++body.tableCount, row: 0, column: 0, span: 1, inside: [] })],
	['w:tr', (body) => Object.assign(body.tables.at(-1) ?? {}, { row: (body.tables.at(-1)?.row ?? 0) + 1, column: 0 })],
	['w:tc', (body) => Object.assign(body.tables.at(-1) ?? {}, { column: (body.tables.at(-1)?.column ?? 0) + 1, inside: [], span: 1 })],
	['w:gridSpan', (body, attributes) => Object.assign(body.tables.at(-1) ?? {}, { span: Number(attributes['w:val']) || 1 })]
]);

const closing = new Map<string, (body: Body) => unknown>([
	['w:pPr', (body) => (body.inProperties = false)],
	['w:r', (body) => (body.run = undefined)],
	['w:t', (body) => (body.isText = false)],
	['m:t', (body) => (body.isText = false)],
	['w:footnote', (body) => (body.note = undefined)],
	['w:endnote', (body) => (body.note = undefined)],
	['w:sdt', (body) => body.controls.pop()],
	['w:p', closeParagraph],
	['w:tc', closeCell],
	['w:tbl', (body) => body.tables.pop()]
]);

function closeParagraph(body: Body): void {
	const done = body.paragraphs.pop();
	if (done === undefined) return;
	const outer = body.paragraphs.at(-1)?.inside ?? body.tables.at(-1)?.inside ?? body.blocks;
	if (body.known.isNotes === true) {
		if (body.note !== undefined && done.text.trim() !== '') outer.push({ kind: 'footnote', text: done.text, place: body.note });
		return;
	}
	const notes = noteBlocks(done, body.known, body.noteCount);
	body.noteCount += notes.length;
	outer.push(...paragraphBlocks(done, body.known, body.tables.at(-1)), ...notes, ...done.inside);
	if (body.blocks.length > limits.blocks) throw new Refusal('documents.too-much-text');
}

function closeCell(body: Body): void {
	const table = body.tables.at(-1);
	if (table === undefined) return;
	const outer = body.tables.at(-2)?.inside ?? body.blocks;
	outer.push(...cellBlocks(table.inside, { table: table.number, row: table.row, column: table.column }));
	table.inside = [];
	// A cell over several columns counts as all of them, so that the cells below keep their columns.
	table.column += table.span - 1;
}

/** Ticked and empty boxes are answers; other symbols are bullets. */
function symbol(code: string | undefined): string {
	const last = (code ?? '').slice(-2).toUpperCase();
	if (['FE', 'FD', '52', '53', 'FC'].includes(last)) return '☒';
	return ['A8', '6F', 'A3', '71'].includes(last) ? '☐' : '';
}
