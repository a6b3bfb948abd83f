import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { freshDatabase } from '#tests/database.ts';
import { drawPdf, glyphPdf, makePdf, makeZip, sheetNamespace, wordNamespace, wordParts, workbookParts } from '#tests/make-files.ts';
import { operator } from '../actor.ts';
import { extract } from './extract/extract.server.ts';
import { ingest } from './write.server.ts';

const db = await freshDatabase();

const text = (said: string) => Buffer.from(said);
const paragraph = '<w:p><w:r><w:t>The Party lacks trained staff.</w:t></w:r></w:p>';
const word = (body = paragraph, more: Record<string, string> = {}) => makeZip(wordParts(body, more));
const pdf = drawPdf([[{ x: 60, y: 100, text: 'The Party lacks trained staff.' }]]);
const zeros = Buffer.alloc(5_000_000);

/** A zipped file with one more entry whose declarations are changed by hand. */
function withEntry(name: string, content: Uint8Array, declared: { size?: number; flags?: number } = {}): Uint8Array {
	const zip = Buffer.from(makeZip({ ...wordParts(paragraph), [name]: content }));
	const find = (signature: number) => {
		for (let at = zip.length - 46; at >= 0; at--) {
			const start = at + (signature === 0x02014b50 ? 46 : 30);
			if (zip.readUInt32LE(at) === signature && zip.subarray(start, start + Buffer.byteLength(name)).toString() === name) return at;
		}
		throw new Error(`no entry ${name}`);
	};
	const entry = find(0x02014b50);
	if (declared.size !== undefined) zip.writeUInt32LE(declared.size, entry + 24);
	if (declared.flags !== undefined) zip.writeUInt16LE(declared.flags, entry + 8);
	return zip;
}

/** A Word file whose main part unpacks to more than it declares. */
function lyingWord(): Uint8Array {
	const zip = Buffer.from(makeZip({ ...wordParts(paragraph), 'word/document.xml': new Uint8Array(2_000_000) }));
	const at = zip.lastIndexOf('word/document.xml') - 46;
	zip.writeUInt32LE(1000, at + 24);
	return zip;
}

function wrongChecksum(): Uint8Array {
	const zip = Buffer.from(word());
	zip.writeUInt32LE(1, zip.lastIndexOf('word/document.xml') - 46 + 16);
	return zip;
}

function manyEntries(): Uint8Array {
	const parts: Record<string, string> = wordParts(paragraph);
	for (let at = 0; at < 10_001; at++) parts[`word/media/${at}`] = '';
	return makeZip(parts);
}

const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>';
const manyPages = makePdf(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${'3 0 R '.repeat(2001)}] /Count 2001 >>`, page]);
const locked = makePdf(
	[
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		page,
		`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`
	],
	'/Encrypt 4 0 R /ID [<41414141414141414141414141414141> <41414141414141414141414141414141>]'
);
const lockedOffice = Buffer.concat([
	Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
	Buffer.alloc(600),
	Buffer.from('EncryptedPackage', 'utf16le'),
	Buffer.alloc(600)
]);
const laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">]>';
const outside = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>';
const body = (inner: string, type = '') =>
	`<?xml version="1.0"?>${type}<w:document xmlns:w="${wordNamespace}"><w:body>${inner}</w:body></w:document>`;
const html = (inner: string) =>
	text(`<!doctype html><html><head><title>Report</title></head><body><p>The Party lacks staff.</p>${inner}</body></html>`);
const strings = `<sst xmlns="${sheetNamespace}"><si><t>${'The Party lacks staff. '.repeat(1000)}</t></si></sst>`;
const manyCells = `<worksheet xmlns="${sheetNamespace}"><sheetData>${'<row>'}${'<c t="s"><v>0</v></c>'.repeat(3000)}</row></sheetData></worksheet>`;

const hostile: [what: string, name: string, bytes: Uint8Array, code: string][] = [
	['500 MB of zeros, by the size alone', 'zeros.txt', { length: 500_000_000 } as unknown as Uint8Array, 'documents.too-large'],
	['a file of zeros', 'zeros.txt', zeros, 'documents.unknown-format'],
	['an empty file', 'empty.txt', text(''), 'documents.empty'],
	['a file of spaces', 'spaces.txt', text('  \n\n \t '), 'documents.empty'],
	['a file without a letter', 'signs.txt', text('--- 123 ---'), 'documents.no-text'],
	['random bytes', 'noise.txt', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251)), 'documents.unknown-format'],
	['a program for Windows', 'report.docx', Buffer.concat([text('MZ'), zeros.subarray(0, 4000)]), 'documents.unknown-format'],
	[
		'a program for Linux',
		'report.pdf',
		Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), zeros.subarray(0, 4000)]),
		'documents.unknown-format'
	],
	['a picture', 'scan.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'documents.unknown-format'],
	['a script of the shell', 'report.sh', text('#!/bin/sh\nrm -rf /\n'), 'documents.unknown-format'],
	['XML of an unknown kind', 'report.xml', text('<?xml version="1.0"?><report>text</report>'), 'documents.unknown-format'],
	[
		'an old Word file',
		'report.doc',
		Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), zeros.subarray(0, 4000)]),
		'documents.old-office'
	],
	['rich text', 'report.rtf', text('{\\rtf1 The Party lacks staff.}'), 'documents.old-office'],
	['a Word file with a password', 'report.docx', lockedOffice, 'documents.encrypted'],
	['a PDF that says it is a Word file', 'report.docx', pdf, 'documents.wrong-extension'],
	['a Word file that says it is a PDF', 'report.pdf', word(), 'documents.wrong-extension'],
	[
		'a workbook that says it is a Word file',
		'report.docx',
		makeZip(workbookParts([['The Party lacks staff']])),
		'documents.wrong-extension'
	],
	['a web page that says it is plain text', 'report.txt', html(''), 'documents.wrong-extension'],
	['plain text that says it is a web page', 'report.html', text('The Party lacks staff.'), 'documents.wrong-extension'],
	['plain text that says it is JSON Lines', 'report.jsonl', text('The Party lacks staff.'), 'documents.wrong-extension'],
	['a zipped folder of other things', 'report.zip', makeZip({ 'a.txt': 'The Party lacks staff.' }), 'documents.unknown-format'],
	['an empty zipped folder', 'report.docx', makeZip({}), 'documents.unknown-format'],
	[
		'a zip bomb: a part of 200 MB of zeros',
		'bomb.docx',
		makeZip({ ...wordParts(paragraph), 'word/document.xml': new Uint8Array(200_000_000) }),
		'documents.zip-bomb'
	],
	[
		'a zip bomb: 500 MB of zeros beside the text',
		'bomb.docx',
		withEntry('word/media/a.bin', new Uint8Array(10), { size: 500_000_000 }),
		'documents.zip-bomb'
	],
	['a zip bomb: a small part that unpacks to more than it declares', 'bomb.docx', lyingWord(), 'documents.zip-bomb'],
	[
		'a zip bomb: a part packed a thousand times',
		'bomb.docx',
		makeZip({ ...wordParts(paragraph), 'word/document.xml': body(' '.repeat(20_000_000)) }),
		'documents.zip-bomb'
	],
	['a zip bomb: more entries than any report has', 'bomb.docx', manyEntries(), 'documents.zip-bomb'],
	[
		'a workbook that names one long text a thousand times',
		'bomb.xlsx',
		makeZip(workbookParts([], { 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': manyCells })),
		'documents.too-much-text'
	],
	['an entry that climbs out of the file', 'report.docx', withEntry('../../etc/cron.d/x', text('x')), 'documents.unsafe-entry'],
	['an entry that climbs out of the file backwards', 'report.docx', withEntry('word\\..\\..\\x', text('x')), 'documents.unsafe-entry'],
	['an entry with an absolute place', 'report.docx', withEntry('/etc/passwd', text('x')), 'documents.unsafe-entry'],
	['an entry on a drive', 'report.docx', withEntry('C:/x', text('x')), 'documents.unsafe-entry'],
	['an encrypted entry', 'report.docx', withEntry('word/a.xml', text('x'), { flags: 1 }), 'documents.encrypted'],
	['a zipped file whose end is missing', 'report.docx', word().subarray(0, 700), 'documents.truncated'],
	[
		'a zipped file whose middle is missing',
		'report.docx',
		Buffer.concat([word().subarray(0, 120), word().subarray(700)]),
		'documents.damaged'
	],
	['a part with another checksum', 'report.docx', wrongChecksum(), 'documents.damaged'],
	[
		'entities that multiply in a Word file',
		'report.docx',
		word(paragraph, { 'word/document.xml': body('<w:p><w:r><w:t>&lol2;</w:t></w:r></w:p>', laughs) }),
		'documents.xml-entities'
	],
	[
		'an entity that reads a file, in a Word file',
		'report.docx',
		word(paragraph, { 'word/document.xml': body('<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>', outside) }),
		'documents.xml-entities'
	],
	[
		'entities in the styles',
		'report.docx',
		word(paragraph, { 'word/styles.xml': `${laughs}<w:styles xmlns:w="${wordNamespace}"/>` }),
		'documents.xml-entities'
	],
	[
		'entities in a sheet',
		'report.xlsx',
		makeZip(workbookParts([], { 'xl/worksheets/sheet1.xml': `${outside}<worksheet xmlns="${sheetNamespace}"/>` })),
		'documents.xml-entities'
	],
	[
		'entities in a web page',
		'report.html',
		text(`${'<!DOCTYPE html [<!ENTITY a "b">]>'}<html><body>&a; text</body></html>`),
		'documents.xml-entities'
	],
	[
		'XML that does not close',
		'report.docx',
		word(paragraph, { 'word/document.xml': `<w:document xmlns:w="${wordNamespace}"><w:body><w:p>` }),
		'documents.damaged'
	],
	[
		'XML that is not UTF-8',
		'report.docx',
		makeZip({ ...wordParts(paragraph), 'word/document.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c]) }),
		'documents.damaged'
	],
	['elements ten thousand deep', 'report.docx', word('<w:sdt>'.repeat(10_000) + '</w:sdt>'.repeat(10_000)), 'documents.too-deep'],
	['elements of a web page ten thousand deep', 'report.html', html('<div>'.repeat(10_000)), 'documents.too-deep'],
	['a Word file without a word', 'report.docx', word('<w:p/>'), 'documents.no-text'],
	['a web page with a script', 'report.html', html('<script>alert(1)</script>'), 'documents.active-content'],
	['a web page with a script in a link', 'report.html', html('<a href=" java\nscript:alert(1)">x</a>'), 'documents.active-content'],
	['a web page that acts on a click', 'report.html', html('<p onclick="alert(1)">x</p>'), 'documents.active-content'],
	['a web page with a frame', 'report.html', html('<iframe src="https://example.org"></iframe>'), 'documents.active-content'],
	[
		'a web page that sends its reader elsewhere',
		'report.html',
		html('<meta http-equiv="refresh" content="0;url=https://example.org">'),
		'documents.active-content'
	],
	['a web page with a script in a drawing', 'report.html', html('<svg><script>alert(1)</script></svg>'), 'documents.active-content'],
	['a line that is not JSON', 'report.jsonl', text('{"text":"one"}\n{"text": two}\n'), 'documents.bad-line'],
	['a line without a text', 'report.jsonl', text('{"text":"one"}\n{"id":2}\n'), 'documents.bad-line'],
	['a PDF that is cut short', 'report.pdf', pdf.subarray(0, 500), 'documents.truncated'],
	['a PDF that is only a header', 'report.pdf', text('%PDF-1.7\n'), 'documents.truncated'],
	['a PDF with nothing in it', 'report.pdf', text('%PDF-1.7\n%%EOF'), 'documents.damaged'],
	['a PDF with a password', 'report.pdf', locked, 'documents.encrypted'],
	['a PDF of 2,001 pages', 'report.pdf', manyPages, 'documents.too-many-pages'],
	['a PDF with a blank page', 'report.pdf', drawPdf([[]]), 'documents.no-text'],
	['a name that climbs out of its folder', '../../etc/passwd', text('The Party lacks staff.'), 'documents.unsafe-name'],
	['a name that climbs out of its folder, on Windows', '..\\..\\report.txt', text('The Party lacks staff.'), 'documents.unsafe-name'],
	['a name of control characters', '\u0000\u0007', text('The Party lacks staff.'), 'documents.unsafe-name']
];

async function countRows() {
	const tables = ['original', 'document', 'passage', 'upload', 'job'] as const;
	return Promise.all(
		tables.map((table) =>
			db
				.selectFrom(table)
				.select(({ fn }) => fn.countAll().as('count'))
				.executeTakeFirstOrThrow()
		)
	);
}

test('at least forty hostile files are tried', () => {
	expect(hostile.length).toBeGreaterThanOrEqual(60);
});

test.each(hostile)('%s is refused with its reason, and nothing changes', async (_what, name, bytes, code) => {
	const before = await countRows();
	const started = performance.now();
	await expect(ingest(db, operator, { name, bytes })).rejects.toMatchObject({ name: 'Refusal', code });
	expect(performance.now() - started, 'milliseconds').toBeLessThan(5000);
	expect(await countRows()).toEqual(before);
});

const words = 'The laboratory of the Party has no trained staff and no spare parts for its instruments';
const noise: [what: string, bytes: Uint8Array][] = [
	['a font without a Unicode map', glyphPdf([{ x: 60, y: 100, signs: [...words] }], 'none')],
	['text that a converter left as (cid:…)', drawPdf([[{ x: 60, y: 100, text: '(cid:12)(cid:44)(cid:3)(cid:17)(cid:90)(cid:12)(cid:8)' }]])],
	[
		'letters shifted along the font',
		glyphPdf([{ x: 60, y: 100, signs: [...words].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xe000)) }])
	],
	[
		'control characters for letters',
		glyphPdf([{ x: 60, y: 100, signs: [...words].map((sign) => String.fromCharCode((sign.charCodeAt(0) % 24) + 1)) }])
	],
	[
		'a scan: pages that are pictures',
		makePdf([
			'<< /Type /Catalog /Pages 2 0 R >>',
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>',
			{ dictionary: '', stream: 'q 595 0 0 842 0 0 cm /I Do Q' },
			{
				dictionary: '/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8',
				stream: 'x'.repeat(64)
			}
		])
	]
];

test.each(noise)('%s is kept as a file that needs OCR, and never stored as text', async (_what, bytes) => {
	const read = await ingest(db, operator, { name: 'scan.pdf', bytes });
	expect(read).toMatchObject({ isNew: true, passages: 0, needsOcr: true });
});

test('a picture of a billion points in a small PDF is not unpacked', async () => {
	const packed = deflateRawSync(Buffer.alloc(1_000_000)).toString('latin1');
	const bytes = makePdf([
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>',
		{ dictionary: '', stream: 'q 595 0 0 842 0 0 cm /I Do Q' },
		{
			dictionary:
				'/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
			stream: `x\u009c${packed}`
		}
	]);
	const started = performance.now();
	expect(await ingest(db, operator, { name: 'big.pdf', bytes })).toMatchObject({ needsOcr: true });
	expect(performance.now() - started).toBeLessThan(3000);
});

test.each([
	['stops and spaces', `${'. '.repeat(400_000)}x`],
	['stars after a question', `Why?${'*'.repeat(200_000)}x`],
	['brackets that do not close', '[1: [bookmark: '.repeat(60_000)],
	['spaces that are not blanks', `a${'\u00a0'.repeat(500_000)}b`],
	['one line of a megabyte', 'word '.repeat(200_000)],
	['numbers with points', '1.1.'.repeat(200_000)],
	['strokes of a table', '| a '.repeat(200_000)],
	['a quote that never ends', `a,b\n"${'x'.repeat(900_000)}`]
])('a text made to slow a reader down is read in good time: %s', async (what, said) => {
	const started = performance.now();
	for (const ending of ['txt', 'csv']) await ingest(db, operator, { name: `slow.${ending}`, bytes: text(`${ending} ${what}\n${said}`) });
	expect(performance.now() - started).toBeLessThan(5000);
});

test('reading stops when nobody waits for it any more', async () => {
	await expect(extract(pdf, 'report.pdf', AbortSignal.abort())).rejects.toMatchObject({ code: 'documents.too-slow' });
});
