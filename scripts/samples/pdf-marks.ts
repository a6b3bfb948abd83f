/**
 * Tells the vowel marks of a PDF from the letters that carry them. Typst writes “letter with mark” as the meaning of one of
 * the two signs and puts the rest right with replacement texts, which many programs do not read. A sign without width is
 * the mark, one with width the letter; the file keeps its length, so every address in it stays true.
 */
export function withPlainMarks(bytes: Uint8Array): Uint8Array {
	let file = Buffer.from(bytes).toString('latin1');
	for (const [, descendant = '', meaning = ''] of file.matchAll(/\/DescendantFonts \[(\d+) 0 R\]\s*\/ToUnicode (\d+) 0 R/g)) {
		const wide = widths(objectOf(file, descendant));
		const before = objectOf(file, meaning);
		const after = before.replace(/^<([0-9A-F]{4})> <([0-9A-F]{8,})>/gm, (line, sign: string, units: string) => {
			const text = Buffer.from(units, 'hex').swap16().toString('utf16le');
			// The mark may hold the hamza of its letter, which is then drawn as a bare alef.
			const kept = wide.has(parseInt(sign, 16)) ? text.replace(/\p{Mn}/gu, '') : text.normalize('NFD').replace(/\P{Mn}/gu, '');
			return kept === '' ? line : `<${sign}> <${Buffer.from(kept, 'utf16le').swap16().toString('hex').toUpperCase()}>`.padEnd(line.length);
		});
		file = file.replace(before, () => after);
	}
	return Buffer.from(file, 'latin1');
}

function objectOf(file: string, id: string): string {
	const from = file.indexOf(`\n${id} 0 obj`);
	return file.slice(from, file.indexOf('\nendobj', from));
}

/** The signs of a font that take up room: `/W [first last width …]`. */
function widths(font: string): Set<number> {
	const listed = /\/W \[([^\]]*)\]/.exec(font)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
	const wide = new Set<number>();
	for (let at = 0; at + 2 < listed.length; at += 3) {
		const [first = 0, last = 0, width = 0] = listed.slice(at, at + 3);
		for (let sign = first; width > 0 && sign <= last; sign++) wide.add(sign);
	}
	return wide;
}
