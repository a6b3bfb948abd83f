import { AlignmentType, ExternalHyperlink, Paragraph, TextRun } from 'docx';
import type { IParagraphOptions, IRunOptions, ParagraphChild } from 'docx';
import { direction } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';

const tags = { ar: 'ar-SA', en: 'en-GB', es: 'es-ES', fr: 'fr-FR', ru: 'ru-RU', zh: 'zh-CN' } as const satisfies Record<Language, string>;

/** Which language a run is in, for spelling, fonts and direction. */
export function languageOf(language: Language) {
	if (language === 'ar') return { bidirectional: tags.ar };
	return language === 'zh' ? { eastAsia: tags.zh } : { value: tags[language] };
}

/** Typefaces that Word has, and for which LibreOffice has others of the same widths. */
export const fonts = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'SimSun' };

/** Half points. Arabic letters are drawn smaller than Latin ones of the same size. */
export function sizeOf(language: Language, points: number): { size: number; sizeComplexScript: number } {
	return { size: points * 2, sizeComplexScript: Math.round((language === 'ar' ? points * 1.15 : points) * 2) };
}

/** Words in a language, in that language's direction. */
export function words(language: Language, text: string, options: Omit<IRunOptions, 'text' | 'children'> = {}): TextRun {
	return new TextRun({ ...options, text, language: languageOf(language), ...(direction(language) === 'rtl' && { rightToLeft: true }) });
}

/**
 * Words of another language inside a text. Where they run the other way, a mark at each end keeps the punctuation at their
 * ends on their side.
 */
export function foreign(around: Language, language: Language, text: string, options: Omit<IRunOptions, 'text' | 'children'> = {}): TextRun {
	if (direction(around) === direction(language)) return words(language, text, options);
	const mark = direction(language) === 'rtl' ? '\u200f' : '\u200e';
	return words(language, mark + text + mark, options);
}

/** A paragraph of a document in a language. */
export function paragraph(
	language: Language,
	children: readonly ParagraphChild[],
	options: Omit<IParagraphOptions, 'children' | 'text'> = {}
): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.START,
		...options,
		children,
		...(direction(language) === 'rtl' && { bidirectional: true })
	});
}

export function link(language: Language, text: string, address: string): ExternalHyperlink {
	return new ExternalHyperlink({ link: address, children: [words(language, text, { style: 'Hyperlink' })] });
}
