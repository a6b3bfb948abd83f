import { SaxesParser } from 'saxes';
import { Refusal } from '../../refusal.ts';
import { limits } from './limits.ts';

export type Attributes = Record<string, string>;
export type XmlReader = {
	open: (name: string, attributes: Attributes) => void;
	close: (name: string) => void;
	text: (text: string) => void;
};

/**
 * Reads XML as a stream of elements and text. The prefix that the file gives to one of `namespaces` is replaced by ours,
 * so that readers may compare names. A document type is refused: office files have none, and entities come with it.
 */
export function readXml(bytes: Uint8Array, namespaces: Record<string, string>, reader: XmlReader): void {
	const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
	let prefixes: Map<string, string> | undefined;
	let depth = 0;
	parser.on('error', () => {
		throw new Refusal('documents.damaged');
	});
	parser.on('doctype', () => {
		throw new Refusal('documents.xml-entities');
	});
	parser.on('opentag', ({ name, attributes }) => {
		if (++depth > limits.depth) throw new Refusal('documents.too-deep');
		if (depth === 1) prefixes = foreignPrefixes(attributes, namespaces);
		if (prefixes === undefined) reader.open(name, attributes);
		else reader.open(ours(name, prefixes, true), oursAll(attributes, prefixes));
	});
	parser.on('closetag', ({ name }) => {
		depth--;
		reader.close(prefixes === undefined ? name : ours(name, prefixes, true));
	});
	parser.on('text', (text) => reader.text(text));
	parser.on('cdata', (text) => reader.text(text));
	parser.write(decodeXml(bytes)).close();
}

function decodeXml(bytes: Uint8Array): string {
	const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
	try {
		return new TextDecoder(wide, { fatal: true }).decode(bytes);
	} catch (problem) {
		if (problem instanceof TypeError) throw new Refusal('documents.damaged');
		throw problem;
	}
}

/** The prefixes to replace, or undefined where the file uses ours, as nearly all do. */
function foreignPrefixes(attributes: Attributes, namespaces: Record<string, string>): Map<string, string> | undefined {
	const found = new Map<string, string>();
	for (const [attribute, uri] of Object.entries(attributes)) {
		const prefix = attribute === 'xmlns' ? '' : attribute.startsWith('xmlns:') ? attribute.slice(6) : undefined;
		const wanted = namespaces[uri];
		if (prefix !== undefined && wanted !== undefined && prefix !== wanted) found.set(prefix, wanted);
	}
	return found.size === 0 ? undefined : found;
}

function ours(name: string, prefixes: Map<string, string>, isElement: boolean): string {
	const colon = name.indexOf(':');
	// An attribute without a prefix is in no namespace, whatever the default is.
	if (colon === -1 && !isElement) return name;
	const prefix = colon === -1 ? '' : name.slice(0, colon);
	const wanted = prefixes.get(prefix);
	if (wanted === undefined) return name;
	const local = name.slice(colon + 1);
	return wanted === '' ? local : `${wanted}:${local}`;
}

function oursAll(attributes: Attributes, prefixes: Map<string, string>): Attributes {
	return Object.fromEntries(Object.entries(attributes).map(([name, said]) => [ours(name, prefixes, false), said]));
}
