import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { VerbosityLevel, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../../refusal.ts';
import type { Extracted } from '../model.ts';
import { limits, mustGoOn } from './limits.ts';
import { toBlocks } from './pdf-blocks.ts';
import type { Page } from './pdf-blocks.ts';
import { cutFragments } from './pdf-fragments.ts';
import type { Fragment, Sheet } from './pdf-fragments.ts';
import { readGlyphs } from './pdf-glyphs.server.ts';
import type { Font } from './pdf-glyphs.server.ts';
import { layOut } from './pdf-layout.ts';
import { illegibleFonts, isLegible } from './pdf-legible.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { withoutRunningLines } from './pdf-running.ts';
import { chooseTitle } from './title.ts';

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** A PDF in reading order. Pages whose text no program can read give nothing, and the file is marked as needing OCR. */
export async function readPdf(bytes: Uint8Array, signal: AbortSignal): Promise<Extracted> {
	mustBeWhole(bytes);
	const loading = getDocument({
		// The library takes the bytes over and empties them: it gets a copy.
		data: new Uint8Array(bytes),
		verbosity: VerbosityLevel.ERRORS,
		cMapUrl: `${join(library, 'cmaps')}/`,
		// Without the standard fonts the library knows what their glyphs mean; with them it only knows how to draw them.
		// Pictures are not text; and a small file can hold a picture of a billion points.
		maxImageSize: 1,
		disableFontFace: true,
		fontExtraProperties: true,
		useSystemFonts: false,
		useWorkerFetch: false,
		stopAtErrors: false
	});
	try {
		return await readPages(await open(loading.promise), bytes, signal);
	} finally {
		await loading.destroy();
	}
}

/** A PDF ends with the address of its table of contents. A reader could guess at what is missing; a report cut short is refused instead. */
function mustBeWhole(bytes: Uint8Array): void {
	// Some programs fill the file up with zeros or blanks.
	const last = bytes.findLastIndex((byte) => byte > 32);
	const end = Buffer.from(bytes.buffer, bytes.byteOffset, last + 1).subarray(-2048);
	if (!end.includes('%%EOF') && !end.includes('startxref')) throw new Refusal('documents.truncated');
}

async function open(loading: Promise<PDFDocumentProxy>): Promise<PDFDocumentProxy> {
	try {
		const found = await loading;
		if (found.numPages > limits.pages) throw new Refusal('documents.too-many-pages', { pages: found.numPages, limit: limits.pages });
		return found;
	} catch (problem) {
		if (!(problem instanceof Error) || problem instanceof Refusal) throw problem;
		if (problem.name === 'PasswordException') throw new Refusal('documents.encrypted');
		throw new Refusal('documents.damaged');
	}
}

async function readPages(document: PDFDocumentProxy, bytes: Uint8Array, signal: AbortSignal): Promise<Extracted> {
	const fonts = new Map<string, Font>();
	const votes = { mirrored: 0, kept: 0 };
	const drawn: DrawnPage[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		mustGoOn(signal);
		drawn.push(await readPage(document, number, fonts, votes));
		// The library works in this thread: let others have their turn between pages.
		await breathe();
	}
	const { read, unread } = keepLegible(drawn, illegibleFonts(fonts.values()));
	const texts = withoutRunningLines(read);
	// A scanner's stamp repeats on every page and says nothing of what is on them.
	const empty = texts.filter(
		(page, at) => !unread.has(at) && !page.some((sheet) => sheet.fragments.some((one) => /\p{L}/u.test(one.text)))
	).length;
	const isScanned = empty > 0 && showsPictures(bytes) && empty >= read.length * 0.2;
	const pages: Page[] = [];
	for (const [at, sheets] of texts.entries()) {
		mustGoOn(signal);
		const paragraphs = sheets.flatMap((sheet) => layOut(sheet, sheet.fragments).flatMap(paragraphsOf));
		pages.push({ number: at + 1, height: sheets[0]?.height ?? 0, paragraphs });
		await breathe();
	}
	const blocks = toBlocks(pages);
	const title = chooseTitle(await recordedTitle(document), blocks);
	return {
		format: 'pdf',
		...(title !== undefined && { title }),
		blocks,
		pageCount: document.numPages,
		needsOcr: unread.size > 0 || isScanned
	};
}

type DrawnPage = { sheets: Sheet[]; signs: Map<Font, number> };

async function readPage(
	document: PDFDocumentProxy,
	number: number,
	fonts: Map<string, Font>,
	votes: { mirrored: number; kept: number }
): Promise<DrawnPage> {
	try {
		const page = await document.getPage(number);
		const drawn = await readGlyphs(page, fonts);
		page.cleanup();
		return { sheets: cutFragments(drawn, votes), signs: drawn.signs };
	} catch (problem) {
		// The library's own exceptions speak of the file; anything else is an error of ours.
		if (problem instanceof Error && /Exception$|FormatError/.test(problem.name)) throw new Refusal('documents.damaged');
		throw problem;
	}
}

/** Text in fonts that cannot be read is left out; a page with much of it is left out whole. */
function keepLegible(pages: readonly DrawnPage[], illegible: ReadonlySet<Font>): { read: Sheet[][]; unread: Set<number> } {
	const unread = new Set<number>();
	const read = pages.map(({ sheets, signs }, at) => {
		const fragments = sheets.flatMap((sheet) => sheet.fragments);
		const total = countSigns(signs, () => true);
		const lost = countSigns(signs, (font) => illegible.has(font));
		const isNoise = lost > total * 0.15 || !isLegible(fragments.map((one) => one.text).join(' '));
		if (isNoise && total > 0) unread.add(at);
		const keeps = (one: Fragment) => countSigns(one.fonts, (font) => illegible.has(font)) === 0;
		return sheets.map((sheet) => ({ ...sheet, fragments: isNoise ? [] : lost === 0 ? sheet.fragments : sheet.fragments.filter(keeps) }));
	});
	return { read, unread };
}

function countSigns(signs: ReadonlyMap<Font, number>, counts: (font: Font) => boolean): number {
	return [...signs].reduce((sum, [font, number]) => sum + (counts(font) ? number : 0), 0);
}

/** The dictionary of a picture stands uncompressed in the file, as that of every stream does. */
function showsPictures(bytes: Uint8Array): boolean {
	return /\/Subtype\s*\/Image|\bBI\s[^]{1,200}\sID\s/.test(
		Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
	);
}

async function recordedTitle(document: PDFDocumentProxy): Promise<string | undefined> {
	const { info } = await document.getMetadata();
	const title = 'Title' in info ? info.Title : undefined;
	return typeof title === 'string' && isLegible(title) ? title : undefined;
}
