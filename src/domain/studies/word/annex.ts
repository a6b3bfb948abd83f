import { HeadingLevel } from 'docx';
import type { Paragraph, Table } from 'docx';
import { say } from '#i18n/messages.ts';
import { placeOf } from '../describe.ts';
import { piecesOf } from '../quoted.ts';
import type { Sources, Study } from '../read.server.ts';
import { link, paragraph, words } from './look.ts';
import { annexParagraphs } from './sources.ts';
import { table } from './tables.ts';

const widths = [1100, 4700, 3838];

/** The annex: every sentence with the passages on which it rests, as links. `address` is that of the site in the study's language. */
export function annex({ language, id, sentences }: Study, sources: ReadonlyMap<string, Sources>, most: number, address: string): (Paragraph | Table)[] {
	const cell = (key: 'study.annex-paragraph' | 'study.sentence' | 'study.sources') => ({ text: say(language, key) });
	const own = `${address}/study/${id}`;
	const [before = '', after = ''] = say(language, 'study.annex-intro', { most, address: '\u0000' }).split('\u0000');
	return [
		paragraph(language, [words(language, say(language, 'study.annex'))], { heading: HeadingLevel.HEADING_1, pageBreakBefore: true }),
		paragraph(language, [words(language, before), link('en', own, own), words(language, after)]),
		table(
			language,
			widths,
			[cell('study.annex-paragraph'), cell('study.sentence'), cell('study.sources')],
			sentences.map((sentence) => {
				const found = sources.get(String(sentence.position));
				return [
					{ text: placeOf(language, sentence) },
					{
						children: [
							paragraph(
								language,
								piecesOf(sentence).map((piece) => words(piece.language ?? language, piece.text)),
								{ style: 'Cell' }
							)
						]
					},
					found === undefined ? { text: '–' } : { children: annexParagraphs(language, found, address, `${own}/sentences/${sentence.position}`) }
				];
			})
		)
	];
}
