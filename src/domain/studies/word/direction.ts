import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * Makes right to left what the library leaves left to right: the sections, and paragraphs that Word writes itself, such as
 * those of an updated table of contents.
 */
export function mirrored(file: Uint8Array): Uint8Array {
	const parts = unzipSync(file);
	change(parts, 'word/styles.xml', (xml) => xml.replace(/(<w:pPrDefault>\s*<w:pPr>)/, '$1<w:bidi/>'));
	change(parts, 'word/document.xml', (xml) =>
		xml
			.replace(/<w:sectPr\b[\s\S]*?<\/w:sectPr>/g, mirroredSection)
			.replace(/<w:p><w:pPr><w:pStyle w:val="TOC\d"\/>[\s\S]*?<\/w:p>/g, mirroredEntry)
	);
	return zipSync(parts);
}

/** In the order that the schema wants: after the columns and before the grid. */
function mirroredSection(section: string): string {
	return section.includes('<w:docGrid')
		? section.replace('<w:docGrid', '<w:bidi/><w:docGrid')
		: section.replace('</w:sectPr>', '<w:bidi/></w:sectPr>');
}

/** The runs of an entry of the table of contents. */
function mirroredEntry(entry: string): string {
	return entry.replaceAll('<w:r><w:t', '<w:r><w:rPr><w:rtl/></w:rPr><w:t');
}

function change(parts: Record<string, Uint8Array>, name: string, by: (xml: string) => string): void {
	const part = parts[name];
	if (part !== undefined) parts[name] = strToU8(by(strFromU8(part)));
}
