import type { Paragraph } from 'docx';
import { HeadingLevel, TableOfContents } from 'docx';
import { say } from '#i18n/messages.ts';
import { filterLines, titleOf } from '../describe.ts';
import { dayOf } from '../fragments.ts';
import type { Study } from '../read.server.ts';
import { paragraph, words } from './look.ts';
import { accent } from './styles.ts';

/** The title page: that it is a draft, of which day, what it counts and on what it rests; and the table of contents. */
export function titlePage({ language, filters, draftedAt }: Study): (Paragraph | TableOfContents)[] {
	const lines = filterLines(language, filters);
	return [
		paragraph(language, [words(language, say(language, 'study.draft'))], { style: 'Label' }),
		paragraph(language, [words(language, titleOf(language, filters))], { heading: HeadingLevel.TITLE }),
		paragraph(language, [words(language, say(language, 'study.subject'))], { style: 'Subject' }),
		paragraph(language, [words(language, say(language, 'study.drafted', { date: dayOf(language, draftedAt) }), { bold: true })]),
		...lines.map((line, index) =>
			paragraph(language, [words(language, line, filters.samples && index === lines.length - 1 ? { bold: true, color: accent } : {})])
		),
		paragraph(language, [words(language, say(language, 'study.contents'))], { style: 'ContentsTitle' }),
		new TableOfContents(say(language, 'study.contents'), { hyperlink: true, headingStyleRange: '1-2' })
	];
}
