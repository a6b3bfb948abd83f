import { posix } from 'node:path';
import { Refusal } from '../../refusal.ts';
import { readXml } from './xml.server.ts';
import type { Zip } from './zip.server.ts';

/** The names of WordprocessingML in its transitional and its strict form, and the prefix by which we know them. */
export const word = {
	'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
	'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
	'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
	'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
	'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
	'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
	'http://schemas.microsoft.com/office/word/2010/wordml': 'w14'
};

const relations = { 'http://schemas.openxmlformats.org/package/2006/relationships': '' };

/** Where each related part of `part` is, by the last word of its kind (`styles`, `footnotes`), and by its id. */
export function readRelations(zip: Zip, part: string): { byKind: Map<string, string>; byId: Map<string, string> } {
	const byKind = new Map<string, string>();
	const byId = new Map<string, string>();
	const bytes = zip.read(posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`));
	if (bytes === undefined) return { byKind, byId };
	readXml(bytes, relations, {
		open: (name, attributes) => {
			if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
			const kind = attributes.Type?.split('/').at(-1) ?? '';
			const target = attributes.Target ?? '';
			const place = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target);
			byKind.set(kind, place);
			byId.set(attributes.Id ?? '', place);
		},
		close: () => {},
		text: () => {}
	});
	return { byKind, byId };
}

/** The path of the main part of an office file. */
export function mainPart(zip: Zip): string {
	const place = readRelations(zip, '').byKind.get('officeDocument');
	if (place === undefined || !zip.names.has(place)) throw new Refusal('documents.unknown-format');
	return place;
}

/** Title and number of pages, as the program that wrote the file recorded them. */
export function readProperties(zip: Zip): { title?: string; pages?: number } {
	const { byKind } = readRelations(zip, '');
	const title = textOf(zip, byKind.get('core-properties') ?? 'docProps/core.xml', 'title');
	const pages = Number(textOf(zip, byKind.get('extended-properties') ?? 'docProps/app.xml', 'Pages'));
	return { ...(title && { title }), ...(Number.isInteger(pages) && pages > 0 && { pages }) };
}

function textOf(zip: Zip, part: string, element: string): string {
	const bytes = zip.read(part);
	let isInside = false;
	let said = '';
	if (bytes === undefined) return said;
	readXml(
		bytes,
		{},
		{
			open: (name) => void (isInside = name === element || name.endsWith(`:${element}`)),
			close: () => void (isInside = false),
			text: (text) => void (said += isInside ? text : '')
		}
	);
	return said.trim();
}
