/** Text from bytes in whatever encoding they are; undefined where they are not text. `declared` is what the file itself says. */
export function decodeText(bytes: Uint8Array, declared?: string): string | undefined {
	for (const encoding of encodings(bytes, declared)) {
		const text = decode(bytes, encoding, false);
		if (text !== undefined) return text;
	}
	return undefined;
}

/** The same for the first bytes of a file, which may end in the middle of a character. */
export function decodeStart(bytes: Uint8Array): string | undefined {
	for (const encoding of encodings(bytes, undefined)) {
		const text = decode(bytes, encoding, true);
		if (text !== undefined) return text;
	}
	return undefined;
}

function encodings(bytes: Uint8Array, declared: string | undefined): string[] {
	const marked = byteOrderMark(bytes) ?? withoutMark(bytes);
	if (marked !== undefined) return [marked];
	if (bytes.subarray(0, 65536).includes(0)) return [];
	return ['utf-8', ...(declared === undefined ? [] : [declared]), guessByteEncoding(bytes)];
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	return undefined;
}

/** In UTF-16 the spaces and line ends give a zero byte on one side only. */
function withoutMark(bytes: Uint8Array): string | undefined {
	const start = bytes.subarray(0, 4096);
	const zeros = [0, 0];
	for (let at = 0; at < start.length; at++) if (start[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
	const [even = 0, odd = 0] = zeros;
	const some = start.length / 40;
	if (odd > some && even === 0) return 'utf-16le';
	if (even > some && odd === 0) return 'utf-16be';
	return undefined;
}

function decode(bytes: Uint8Array, encoding: string, isStart: boolean): string | undefined {
	try {
		const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isStart });
		return isText(text) ? text : undefined;
	} catch (problem) {
		if (problem instanceof TypeError || problem instanceof RangeError) return undefined;
		throw problem;
	}
}

/** A file of text has hardly any control characters. */
function isText(text: string): boolean {
	const start = text.slice(0, 20_000);
	let controls = 0;
	for (let at = 0; at < start.length; at++) {
		const unit = start.charCodeAt(at);
		if (unit < 9 || (unit > 13 && unit < 32 && unit !== 27) || unit === 127) controls++;
	}
	return controls <= start.length / 200;
}

/** Which of the old encodings bytes that are not UTF-8 are in, told from how letters stand together. */
function guessByteEncoding(bytes: Uint8Array): string {
	const start = bytes.subarray(0, 50_000);
	const high = start.filter((byte) => byte >= 0x80).length;
	const letters = start.filter((byte) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)).length;
	// French and Spanish write few letters outside ASCII; the other four languages hardly any inside it.
	if (high < letters * 0.35) return 'windows-1252';
	if (isChinese(start)) return 'gb18030';
	const russian = new TextDecoder('windows-1251').decode(start);
	const words = russian.match(/[А-яЁё]{3,}/g) ?? [];
	const inside = words.map((word) => word.slice(1)).join('');
	const capitals = inside.match(/[А-ЯЁ]/g)?.length ?? 0;
	if (capitals > inside.length * 0.8) return 'koi8-r';
	return capitals < inside.length * 0.12 || words.every((word) => word === word.toUpperCase()) ? 'windows-1251' : 'windows-1256';
}

/** Chinese in GB bytes uses the common characters almost always, and those have a first byte in one narrow range. */
function isChinese(bytes: Uint8Array): boolean {
	let common = 0;
	let pairs = 0;
	for (let at = 0; at < bytes.length - 1; at++) {
		const first = bytes[at] ?? 0;
		if (first < 0x81) continue;
		pairs++;
		if ((first >= 0xb0 && first <= 0xd7) || (first >= 0xa1 && first <= 0xa3)) common++;
		at++;
	}
	return pairs > 0 && common > pairs * 0.9;
}
