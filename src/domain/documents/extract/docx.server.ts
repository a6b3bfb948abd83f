import { Refusal } from '../../refusal.ts';
import type { Extracted } from '../model.ts';
import { readBody } from './docx-body.server.ts';
import type { Known } from './docx-body.server.ts';
import { readNumbering } from './docx-numbering.server.ts';
import { mainPart, readProperties, readRelations } from './docx-parts.server.ts';
import { readStyles } from './docx-styles.server.ts';
import { chooseTitle } from './title.ts';
import type { Zip } from './zip.server.ts';

/** A Word file in reading order, with the numbers that Word counts, cells by their place and notes after the text that calls them. */
export function readDocx(zip: Zip): Extracted {
	const part = mainPart(zip);
	const { byKind } = readRelations(zip, part);
	const readPart = (kind: string) => zip.read(byKind.get(kind) ?? '');
	const known: Known = { styles: readStyles(readPart('styles')), numbering: readNumbering(readPart('numbering')), notes: new Map() };
	for (const kind of ['footnote', 'endnote'] as const) readNotes(readPart(`${kind}s`), kind, known);
	const main = zip.read(part);
	if (main === undefined) throw new Refusal('documents.damaged');
	const { blocks, pages } = readBody(main, known);
	const properties = readProperties(zip);
	const pageCount = properties.pages ?? pages;
	const title = chooseTitle(properties.title, blocks);
	return { format: 'docx', ...(title !== undefined && { title }), blocks, ...(pageCount !== undefined && { pageCount }), needsOcr: false };
}

/** Adds the text of each footnote or endnote to what is known. */
function readNotes(bytes: Uint8Array | undefined, kind: 'footnote' | 'endnote', known: Known): void {
	if (bytes === undefined) return;
	for (const { text, place = '' } of readBody(bytes, { ...known, isNotes: true }).blocks) {
		const id = `${kind} ${place}`;
		known.notes.set(id, [known.notes.get(id), text].filter(Boolean).join('\n'));
	}
}
