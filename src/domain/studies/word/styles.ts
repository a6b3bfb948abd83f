import { AlignmentType, LevelFormat, LineRuleType } from 'docx';
import type { INumberingOptions, IStylesOptions } from 'docx';
import { say } from '#i18n/messages.ts';
import { direction } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { fonts, languageOf, sizeOf } from './look.ts';

/** The accent of the pages, for the mark of samples. */
export const accent = 'A51D17';

/**
 * Paragraphs are numbered throughout, and their items lettered, by Word itself: who edits the draft need not renumber it.
 * Left is where lines begin, also where they begin at the right.
 */
export function numbering(language: Language): INumberingOptions {
	const run = direction(language) === 'rtl' ? { rightToLeft: true } : {};
	const item = say(language, 'study.item', { letter: '%2' });
	return {
		config: [
			{
				reference: 'paragraphs',
				levels: [
					{
						level: 0,
						format: LevelFormat.DECIMAL,
						text: '%1.',
						alignment: AlignmentType.LEFT,
						style: { paragraph: { indent: { start: 567, hanging: 567 } }, run }
					},
					{
						level: 1,
						format: language === 'ar' ? LevelFormat.ARABIC_ABJAD : LevelFormat.LOWER_LETTER,
						text: item,
						alignment: AlignmentType.LEFT,
						style: { paragraph: { indent: { start: 1134, hanging: 567 } }, run }
					}
				]
			}
		]
	};
}

export function styles(language: Language): IStylesOptions {
	const size = (points: number) => sizeOf(language, points);
	const heading = (points: number, before: number) => ({
		run: { font: fonts, bold: true, ...size(points), color: '000000' },
		paragraph: { keepNext: true, spacing: { before, after: 160 } }
	});
	return {
		default: {
			document: {
				run: { font: fonts, ...size(11), language: { value: 'en-GB', eastAsia: 'zh-CN', bidirectional: 'ar-SA', ...languageOf(language) } },
				paragraph: { spacing: { after: 120, line: 264, lineRule: LineRuleType.AUTO } }
			},
			title: {
				run: { font: fonts, bold: true, ...size(22) },
				paragraph: { spacing: { before: 240, after: 240, line: 276, lineRule: LineRuleType.AUTO } }
			},
			heading1: heading(14, 360),
			heading2: heading(12, 280),
			footnoteText: { run: { font: fonts, ...size(9) }, paragraph: { spacing: { after: 20, line: 240, lineRule: LineRuleType.AUTO } } },
			hyperlink: { run: { color: '1D4F91', underline: {} } },
			caption: {
				run: { font: fonts, bold: true, italics: false, color: '000000', ...size(10) },
				paragraph: { keepNext: true, spacing: { before: 160, after: 100 } }
			}
		},
		paragraphStyles: [
			{
				id: 'Label',
				name: 'Label',
				basedOn: 'Normal',
				run: { bold: true, ...size(12), color: accent },
				paragraph: { spacing: { before: 1200, after: 120 } }
			},
			{ id: 'Subject', name: 'Subject', basedOn: 'Normal', run: { ...size(13) }, paragraph: { spacing: { after: 360 } } },
			{
				id: 'ContentsTitle',
				name: 'Contents Title',
				basedOn: 'Normal',
				run: { bold: true, ...size(14) },
				paragraph: { keepNext: true, spacing: { before: 600, after: 120 } }
			},
			{
				id: 'Cell',
				name: 'Cell',
				basedOn: 'Normal',
				run: { ...size(8.5) },
				paragraph: { spacing: { before: 20, after: 20, line: 240, lineRule: LineRuleType.AUTO } }
			},
			{ id: 'TOC1', name: 'toc 1', basedOn: 'Normal', paragraph: { spacing: { after: 80 } } }
		]
	};
}
