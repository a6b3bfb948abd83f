import type { Paragraph } from 'docx';
import { HeadingLevel, TableOfContents } from 'docx';
import { say } from '#i18n/messages.ts';
import { filterLines, titleOf } from '../describe.ts';
import { dayOf } from '../fragments.ts';
import type { Study } from '../read.server.ts';
import { paragraph, words } from './look.ts';
import { accent } from './styles.ts';

/** The title page: that it is a draft, of which day, what it counts and on what it rests, with remarks on it; and the table of contents. */
export function titlePage(
	{ language, filters, draftedAt, sentences }: Study,
	withheld: number,
	remarks: readonly string[]
): (Paragraph | TableOfContents)[] {
	const lines = filterLines(language, filters);
	const reworded = sentences.filter(({ written }) => written !== null).length;
	return [
		paragraph(language, [words(language, say(language, 'study.draft'))], { style: 'Label' }),
		paragraph(language, [words(language, titleOf(language, filters))], { heading: HeadingLevel.TITLE }),
		paragraph(language, [words(language, say(language, 'study.subject'))], { style: 'Subject' }),
		paragraph(language, [
			words(language, say(language, reworded > 0 ? 'edits.drafted' : 'study.drafted', { date: dayOf(language, draftedAt) }), { bold: true })
		]),
		...(reworded > 0 ? [paragraph(language, [words(language, say(language, 'edits.reworded-count', { count: reworded }))])] : []),
		...lines.map((line, index) =>
			paragraph(language, [words(language, line, filters.samples && index === lines.length - 1 ? { bold: true, color: accent } : {})])
		),
		...(withheld === 0
			? []
			: [paragraph(language, [words(language, say(language, 'study.withheld', { count: withheld }), { bold: true })])]),
		...remarks.map((remark) => paragraph(language, [words(language, remark, { bold: true })])),
		paragraph(language, [words(language, say(language, 'study.contents'))], { style: 'ContentsTitle' }),
		new TableOfContents(say(language, 'study.contents'), { hyperlink: true, headingStyleRange: '1-2' })
	];
}
