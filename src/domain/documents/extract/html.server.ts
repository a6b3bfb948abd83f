import { Parser } from 'htmlparser2';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../../refusal.ts';
import type { Block, Cell, Extracted, PassageKind } from '../model.ts';
import { decodeText } from './encoding.ts';
import { limits } from './limits.ts';
import { cellPlace } from './place.ts';
import { chooseTitle } from './title.ts';

/** Elements whose content is not text that a reader of the page sees, or is there to move about the site. */
const skipped = new Set([
	'script',
	'style',
	'template',
	'noscript',
	'nav',
	'select',
	'datalist',
	'svg',
	'math',
	'audio',
	'video',
	'canvas',
	'map',
	'object',
	'iframe',
	'rt',
	'rp',
	'del'
]);
const kinds: Record<string, PassageKind> = {
	li: 'list-item',
	dt: 'paragraph',
	dd: 'paragraph',
	td: 'cell',
	th: 'cell',
	h1: 'heading',
	h2: 'heading',
	h3: 'heading',
	h4: 'heading',
	h5: 'heading',
	h6: 'heading'
};
const boxes = new Set(
	'address article aside blockquote body caption center details dialog div dl fieldset figcaption figure footer form header hgroup hr html legend main menu ol p pre section summary table tbody tfoot thead title tr ul'.split(
		' '
	)
);
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

type Element = { name: string; kind?: PassageKind; language: Language | undefined; isHidden: boolean; isNote: boolean };
type Table = { number: number; row: number; column: number };

/** A web page's text in the order of the file. A page that carries programs is refused: we show what people wrote, not what runs. */
export function readHtml(bytes: Uint8Array): Extracted {
	const text = decodeText(bytes, declaredEncoding(bytes));
	if (text === undefined) throw new Refusal('documents.unknown-format');
	if (/<!doctype[^>]*\[|<!entity\s/i.test(text.slice(0, 10_000))) throw new Refusal('documents.xml-entities');
	const { title, blocks } = walk(text);
	const chosen = chooseTitle(title, blocks);
	return { format: 'html', ...(chosen !== undefined && { title: chosen }), blocks, needsOcr: false };
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
	const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1');
	return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? /^<\?xml[^>]*encoding=["']([\w-]+)/i.exec(start)?.[1];
}

function walk(html: string): { title: string; blocks: Block[] } {
	const blocks: Block[] = [];
	const road: Element[] = [];
	const tables: Table[] = [];
	let tableCount = 0;
	let said = '';
	let title = '';

	const flush = () => {
		const text = said.trim();
		said = '';
		const here = road.at(-1);
		if (text === '' || here === undefined || here.isHidden) return;
		if (road.some(({ name }) => name === 'head')) {
			if (here.name === 'title') title += text;
			return;
		}
		if (blocks.length >= limits.blocks) throw new Refusal('documents.too-much-text');
		const owner = road.findLast(({ kind }) => kind !== undefined);
		const kind = here.isNote ? 'footnote' : (owner?.kind ?? 'paragraph');
		const table = tables.at(-1);
		const cell: Cell | undefined =
			table === undefined || table.column === 0 ? undefined : { table: table.number, row: table.row, column: table.column };
		blocks.push({
			kind,
			text,
			...(kind === 'heading' && { level: Number(owner?.name[1]) }),
			...(here.language !== undefined && { language: here.language }),
			...(cell !== undefined && { cell, place: cellPlace(cell) })
		});
	};

	const open = (name: string, attributes: Record<string, string>) => {
		mustBeStill(name, attributes);
		if (name === 'br') said += '\n';
		if (name === 'input') said += box(attributes);
		if (empty.has(name)) {
			if (boxes.has(name)) flush();
			return;
		}
		if (road.length >= limits.depth) throw new Refusal('documents.too-deep');
		if (isBox(name)) flush();
		const outer = road.at(-1);
		const declared = (attributes.lang ?? attributes['xml:lang'])?.slice(0, 2).toLowerCase();
		const kind = kinds[name];
		road.push({
			name,
			...(kind !== undefined && { kind }),
			language: declared === undefined ? outer?.language : isLanguage(declared) ? declared : undefined,
			isHidden: outer?.isHidden === true || isHidden(name, attributes),
			isNote:
				outer?.isNote === true ||
				/^(_?e?ftn|fn|footnote|note|_edn)[-_:]?\d+$/i.test(attributes.id ?? '') ||
				attributes.role === 'doc-footnote'
		});
		if (name === 'table') tables.push({ number: ++tableCount, row: 0, column: 0 });
		const table = tables.at(-1);
		if (table === undefined) return;
		if (name === 'tr') Object.assign(table, { row: table.row + 1, column: 0 });
		if (name === 'td' || name === 'th') table.column++;
	};
	const close = (name: string) => {
		if (road.at(-1)?.name !== name) return;
		if (isBox(name)) flush();
		road.pop();
		const table = tables.at(-1);
		if (table === undefined) return;
		if (name === 'table') tables.pop();
		if (name === 'tr') table.column = 0;
	};
	const parser = new Parser(
		{
			onopentag: open,
			onclosetag: close,
			ontext: (text) => {
				if (road.at(-1)?.isHidden !== true) said += road.some(({ name }) => name === 'pre') ? text : text.replace(/[ \t\r\n\f]+/g, ' ');
			}
		},
		{ decodeEntities: true, lowerCaseTags: true }
	);
	parser.end(html);
	flush();
	return { title, blocks };
}

function isBox(name: string): boolean {
	return boxes.has(name) || name in kinds;
}

function isHidden(name: string, attributes: Record<string, string>): boolean {
	if (skipped.has(name) || 'hidden' in attributes) return true;
	// A call of a footnote is not part of the sentence.
	if (name === 'a' && /^#(_?e?ftn|fn|footnote|note|_edn)[-_:]?\d+$/i.test(attributes.href ?? '')) return true;
	if (attributes.role === 'doc-noteref' || attributes.role === 'navigation' || attributes['aria-hidden'] === 'true') return true;
	return /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])/i.test(attributes.style ?? '');
}

function box(attributes: Record<string, string>): string {
	if (attributes.type !== 'checkbox' && attributes.type !== 'radio') return '';
	return 'checked' in attributes ? '☒ ' : '☐ ';
}

function mustBeStill(name: string, attributes: Record<string, string>): void {
	const isProgram = name === 'script' && !/^application\/(ld\+)?json$/i.test(attributes.type ?? '');
	const isFrame = name === 'iframe' || name === 'frame' || name === 'object' || name === 'embed' || name === 'applet';
	const runs = Object.entries(attributes).some(
		([key, said]) =>
			/^on[a-z]/i.test(key) ||
			(/^\s*(javascript|vbscript|data:text\/html)\s*:?/i.test(said.replace(/[\s\u0000-\u001f]/g, '')) &&
				/^(href|src|action|formaction|xlink:href|background)$/i.test(key))
	);
	const refreshes = name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? '');
	if (isProgram || isFrame || runs || refreshes) throw new Refusal('documents.active-content', { element: name });
}
