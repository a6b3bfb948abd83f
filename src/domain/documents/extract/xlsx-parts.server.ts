import { Refusal } from '../../refusal.ts';
import { limits } from './limits.ts';
import { readXml } from './xml.server.ts';

export const sheetNames = {
	'http://schemas.openxmlformats.org/spreadsheetml/2006/main': '',
	'http://purl.oclc.org/ooxml/spreadsheetml/main': '',
	'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
	'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r'
};

/** The texts that cells refer to by number. A text in several fonts is several pieces; the reading of Chinese characters is not text. */
export function readStrings(bytes: Uint8Array | undefined): string[] {
	const strings: string[] = [];
	let said: string[] = [];
	let isSaying = false;
	let isReading = 0;
	let length = 0;
	if (bytes === undefined) return strings;
	readXml(bytes, sheetNames, {
		open: (name) => {
			if (name === 'si') said = [];
			else if (name === 'rPh') isReading++;
			else if (name === 't') isSaying = isReading === 0;
		},
		close: (name) => {
			if (name === 't') isSaying = false;
			else if (name === 'rPh') isReading--;
			else if (name === 'si') strings.push(said.join(''));
		},
		text: (text) => {
			if (!isSaying) return;
			said.push(text);
			length += text.length;
			if (length > limits.text) throw new Refusal('documents.too-much-text');
		}
	});
	return strings;
}

/** Which cell styles show a number as a date: those of the built-in date formats, and formats of one's own with days, months or years. */
export function readDateFormats(bytes: Uint8Array | undefined): (style: number) => boolean {
	const own = new Map<number, string>();
	const styles: number[] = [];
	let isInside = false;
	if (bytes !== undefined) {
		readXml(bytes, sheetNames, {
			open: (name, attributes) => {
				if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
				else if (name === 'cellXfs') isInside = true;
				else if (name === 'xf' && isInside) styles.push(Number(attributes.numFmtId ?? 0));
			},
			close: (name) => {
				if (name === 'cellXfs') isInside = false;
			},
			text: () => {}
		});
	}
	return (style) => {
		const format = styles[style] ?? 0;
		const code = own.get(format);
		if (code === undefined)
			return (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
		return /[dy]|m{3}/i.test(code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, ''));
	};
}

/** A day as Excel counts it, written as 2024-03-31; Excel believes in a 29 February 1900. */
export function writeDate(count: number, from1904: boolean): string {
	if (!Number.isFinite(count) || count < 0 || count > 2_958_466) return '';
	const days = Math.floor(count) + (from1904 ? 1462 : 0);
	const day = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000);
	return day.toISOString().slice(0, 10);
}
