import { FootnoteReferenceRun, Paragraph, TextRun } from 'docx';
import type { IParagraphOptions, IRunOptions } from 'docx';
import type { Language } from '#text/languages.ts';

/** The footnotes of a file in the order in which they are called. */
export type Notes = { texts: string[]; language: Language };

const tags = { ar: 'ar-SA', en: 'en-GB', es: 'es-ES', fr: 'fr-FR', ru: 'ru-RU', zh: 'zh-CN' };

/** Word asks for a language tag by the kind of script. */
export function languageTag(language: Language): NonNullable<IRunOptions['language']> {
	if (language === 'ar') return { bidirectional: tags.ar };
	return language === 'zh' ? { eastAsia: tags.zh } : { value: tags[language] };
}

type Stretch = { text: string; isBold?: boolean; notes?: string[] };

/** A paragraph of stretches of text in one language, with the footnotes that they call. */
export function paragraphOf(look: IParagraphOptions, language: Language, stretches: readonly Stretch[], notes?: Notes): Paragraph {
	const isRight = language === 'ar';
	const children = stretches.flatMap(({ text, isBold, notes: called = [] }) => [
		new TextRun({
			text,
			rightToLeft: isRight,
			...(isBold === true && { bold: true, boldComplexScript: true }),
			language: languageTag(language)
		}),
		...called.map((note) => new FootnoteReferenceRun(notes?.texts.push(note) ?? 0))
	]);
	return new Paragraph({ ...look, bidirectional: isRight, children });
}
