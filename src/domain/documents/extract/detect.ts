import { Refusal } from '../../refusal.ts';
import type { FileFormat } from '../model.ts';
import { decodeStart } from './encoding.ts';

/** The formats by the endings of names. An ending says what a file should be; only its bytes say what it is. */
const endings: Record<string, FileFormat> = {
	docx: 'docx',
	pdf: 'pdf',
	xlsx: 'xlsx',
	csv: 'csv',
	tsv: 'csv',
	html: 'html',
	htm: 'html',
	xhtml: 'html',
	txt: 'text',
	text: 'text',
	md: 'text',
	jsonl: 'jsonl',
	ndjson: 'jsonl'
};

/** What the first bytes of formats say that we know and do not read. */
const foreign: [bytes: number[], code: 'documents.old-office' | 'documents.unknown-format'][] = [
	[[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'documents.old-office'],
	[[0x7b, 0x5c, 0x72, 0x74, 0x66], 'documents.old-office'],
	[[0x4d, 0x5a], 'documents.unknown-format'],
	[[0x7f, 0x45, 0x4c, 0x46], 'documents.unknown-format'],
	[[0x89, 0x50, 0x4e, 0x47], 'documents.unknown-format'],
	[[0xff, 0xd8, 0xff], 'documents.unknown-format'],
	[[0x1f, 0x8b], 'documents.unknown-format'],
	[[0x37, 0x7a, 0xbc, 0xaf], 'documents.unknown-format'],
	[[0x52, 0x61, 0x72, 0x21], 'documents.unknown-format']
];

/** The format of a file from its bytes. A name that promises another format is refused: one of the two is wrong, and we cannot know which. */
export function detectFormat(bytes: Uint8Array, name: string): 'zip' | Exclude<FileFormat, 'docx' | 'xlsx'> {
	if (bytes.length === 0) throw new Refusal('documents.empty');
	const strange = foreign.find(([start]) => startsWith(bytes, start));
	if (strange !== undefined) {
		if (strange[1] === 'documents.old-office' && isEncryptedOffice(bytes)) throw new Refusal('documents.encrypted');
		throw new Refusal(strange[1]);
	}
	if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return 'zip';
	// Some producers put a few bytes before the header; readers accept it within the first kilobyte.
	if (latin(bytes.subarray(0, 1024)).includes('%PDF-')) return agreeing('pdf', name);
	return agreeing(textFormat(bytes, name), name);
}

/** Refuses where the name's ending promises another format than the bytes hold. */
export function agreeing<F extends FileFormat>(found: F, name: string): F {
	const ending = endingOf(name);
	const promised = endings[ending];
	if (promised !== undefined && promised !== found) throw new Refusal('documents.wrong-extension', { ending: `.${ending}`, format: found });
	return found;
}

function textFormat(bytes: Uint8Array, name: string): 'csv' | 'html' | 'text' | 'jsonl' {
	const start = decodeStart(bytes.subarray(0, 4096))?.trimStart();
	if (start === undefined) throw new Refusal('documents.unknown-format');
	if (start === '' && bytes.length <= 4096) throw new Refusal('documents.empty');
	const ending = endingOf(name);
	const promised = endings[ending];
	if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])/i.test(start)) return 'html';
	if (/^<\?xml|^<!doctype|^<svg[\s>]/i.test(start)) throw new Refusal('documents.unknown-format');
	if (promised === 'html') return /<[a-z][a-z0-9]*(\s[^<>]*)?>/i.test(start) ? 'html' : 'text';
	if (promised === 'jsonl') return start.startsWith('{') ? 'jsonl' : 'text';
	if (promised === 'csv') return 'csv';
	if (promised === undefined && /^\{\s*"/.test(start) && /"text"\s*:/.test(start)) return 'jsonl';
	// A script or a program is text too: without an ending that we know, only plain words are taken.
	if (promised === undefined && ending !== '') throw new Refusal('documents.unknown-format');
	return 'text';
}

function endingOf(name: string): string {
	return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A Word or Excel file with a password is an old container around an entry of this name, written in UTF-16. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
	return start.every((byte, at) => bytes[at] === byte);
}

function latin(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
