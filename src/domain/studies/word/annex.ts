import { HeadingLevel } from 'docx';
import type { Paragraph, ParagraphChild, Table } from 'docx';
import { say } from '#i18n/messages.ts';
import type { MessageKey } from '#i18n/messages.ts';
import { placeOf } from '../describe.ts';
import { piecesOf } from '../quoted.ts';
import type { Sources, Study } from '../read.server.ts';
import { foreign, link, paragraph, words } from './look.ts';
import { annexSources, documentsOf, isUpright, partyOf } from './sources.ts';
import { table } from './tables.ts';
import type { Cell } from './tables.ts';

/**
 * The annex: the documents that are cited, and every sentence with the passages on which it rests, as links. `address` is that
 * of the site in the study's language; at most `most` passages are printed for a sentence.
 */
export function annex(study: Study, sources: ReadonlyMap<number, Sources>, most: number, address: string): (Paragraph | Table)[] {
	const { language, id } = study;
	const own = `${address}/study/${id}`;
	const [before = '', after = ''] = say(language, 'study.annex-intro', { most, address: '\u0000' }).split('\u0000');
	const heading = (key: MessageKey) => paragraph(language, [words(language, say(language, key))], { heading: HeadingLevel.HEADING_2 });
	return [
		paragraph(language, [words(language, say(language, 'study.annex'))], { heading: HeadingLevel.HEADING_1 }),
		paragraph(language, [words(language, before), link('en', own, own), words(language, after)]),
		...(sources.size === 0 ? [] : [heading('study.annex-documents'), documents(study, sources, address)]),
		heading('study.annex-sentences'),
		sentences(study, sources, address, own)
	];
}

function documents({ language }: Study, sources: ReadonlyMap<number, Sources>, address: string): Table {
	const head = ['study.annex-number', 'site.party', 'study.annex-title'] as const;
	return table(
		language,
		[1100, 2800, 5738],
		head.map((key) => ({ text: say(language, key) })),
		documentsOf(sources.values()).map((source) => {
			const spoken = source.titleLanguage ?? language;
			return [
				cell(language, [link(language, String(source.documentId), `${address}/documents/${source.documentId}`)]),
				{ text: partyOf(language, source) },
				cell(language, [foreign(language, spoken, source.title, isUpright(spoken) ? {} : { italics: true })])
			];
		})
	);
}

function sentences({ language, sentences: all }: Study, sources: ReadonlyMap<number, Sources>, address: string, own: string): Table {
	const head = ['study.annex-paragraph', 'study.sentence', 'study.sources'] as const;
	return table(
		language,
		[1100, 4700, 3838],
		head.map((key) => ({ text: say(language, key) })),
		all.map((sentence) => {
			const found = sources.get(sentence.position);
			const pieces = piecesOf(sentence).map((piece) => foreign(language, piece.language ?? language, piece.text));
			return [
				{ text: placeOf(language, sentence) },
				{ children: [paragraph(language, pieces, { style: 'Cell' }), ...drafted(language, sentence)] },
				found === undefined
					? { text: '–' }
					: cell(language, annexSources(language, found, address, `${own}/sentences/${sentence.position}`))
			];
		})
	);
}

/** What was written from the recipe stands under a person's words. */
function drafted(language: Study['language'], { written }: Study['sentences'][number]): Paragraph[] {
	if (written === null) return [];
	const label = `${say(language, 'edits.written')}: `;
	return [paragraph(language, [words(language, label, { bold: true }), words(language, written)], { style: 'Cell' })];
}

function cell(language: Study['language'], children: ParagraphChild[]): Cell {
	return { children: [paragraph(language, children, { style: 'Cell' })] };
}
