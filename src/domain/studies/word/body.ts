import { FootnoteReferenceRun, HeadingLevel } from 'docx';
import type { Paragraph, ParagraphChild } from 'docx';
import type { Language } from '#text/languages.ts';
import { headingOf } from '../describe.ts';
import type { Section, Sentence } from '../model.ts';
import { inParagraphs, noteOf } from '../model.ts';
import { piecesOf } from '../quoted.ts';
import type { Sources } from '../read.server.ts';
import { foreign, paragraph, words } from './look.ts';
import { noteChildren } from './sources.ts';

/** The notes that have been set, by their numbers, and the documents that they have named. */
export type Notes = { set: Record<string, { children: Paragraph[] }>; named: Set<number> };

/** The chapters as paragraphs of Word, each with its notes. */
export function chapters(language: Language, sentences: readonly Sentence[], sources: ReadonlyMap<string, Sources>, notes: Notes) {
	return inParagraphs(sentences).map(({ section, paragraphs }, index) => ({
		section,
		heading: heading(language, section, index),
		paragraphs: paragraphs.flatMap(({ lead, items }) => [
			{ sentences: lead, paragraph: numbered(language, lead, 0, sources, notes) },
			...items.map((item) => ({ sentences: item, paragraph: numbered(language, item, 1, sources, notes) }))
		])
	}));
}

function heading(language: Language, section: Section, index: number): Paragraph {
	return paragraph(language, [words(language, headingOf(language, section, index))], { heading: HeadingLevel.HEADING_1 });
}

function numbered(
	language: Language,
	sentences: readonly Sentence[],
	level: number,
	sources: ReadonlyMap<string, Sources>,
	notes: Notes
): Paragraph {
	const [first] = sentences;
	const found = first === undefined ? undefined : sources.get(noteOf(first));
	const children: ParagraphChild[] = sentences.flatMap((sentence, index) => [
		...(index === 0 || language === 'zh' ? [] : [words(language, ' ')]),
		...piecesOf(sentence).map((piece) => foreign(language, piece.language ?? language, piece.text))
	]);
	if (found !== undefined) children.push(note(language, found, notes));
	// What leads to items stays with the first of them.
	const leads =
		sentences
			.at(-1)
			?.body.trim()
			.match(/[:：]$/u) !== null;
	return paragraph(language, children, { numbering: { reference: 'paragraphs', level }, ...(leads && { keepNext: true }) });
}

function note(language: Language, sources: Sources, notes: Notes): FootnoteReferenceRun {
	const number = Object.keys(notes.set).length + 1;
	notes.set[number] = { children: [paragraph(language, noteChildren(language, sources, notes.named), { style: 'FootnoteText' })] };
	return new FootnoteReferenceRun(number);
}
