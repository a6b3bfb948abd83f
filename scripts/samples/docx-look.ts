import { AlignmentType, Footer, Header, LevelFormat, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx';
import type { IParagraphStyleOptions, IStylesOptions } from 'docx';
import { languageTag, paragraphOf } from './docx-paragraphs.ts';
import type { Front } from './front.ts';
import { words } from './words.ts';

export const margins = { top: 1300, bottom: 1200, left: 1250, right: 1250, header: 600, footer: 600 };

export const bullets = {
	reference: 'bullets',
	levels: [
		{
			level: 0,
			format: LevelFormat.BULLET,
			text: '•',
			alignment: AlignmentType.START,
			style: { paragraph: { indent: { start: 500, hanging: 260 } } }
		}
	]
};

const blue = '1F4E79';
const lines = { line: 276, lineRule: LineRuleType.AUTO };
const font = { ascii: 'Cambria', hAnsi: 'Cambria', cs: 'Traditional Arabic', eastAsia: 'SimSun' };

export function stylesOf({ language }: Front): IStylesOptions {
	const heading = (size: number, before: number) => ({
		run: { font, size, bold: true, color: blue },
		paragraph: { spacing: { before, after: 120 }, keepNext: true }
	});
	return {
		default: {
			document: { run: { font, size: 22, language: languageTag(language) }, paragraph: { spacing: { after: 120, ...lines } } },
			title: {
				run: { font, size: 40, bold: true, color: blue },
				paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 200, after: 300, ...lines } }
			},
			heading1: heading(30, 400),
			heading2: heading(25, 300),
			heading3: heading(22, 200),
			footnoteText: { run: { font, size: 18 } }
		},
		paragraphStyles: [
			style('Front', { run: { size: 24 }, paragraph: { alignment: AlignmentType.CENTER } }),
			style('Party', {
				run: { size: 34, characterSpacing: 40 },
				paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 900, after: 200 } }
			}),
			style('Notice', {
				run: { size: 22, italics: true },
				paragraph: {
					alignment: AlignmentType.CENTER,
					spacing: { before: 200, after: 700 },
					indent: { start: 1500, end: 1500 },
					border: { top: line, bottom: line, left: line, right: line }
				}
			}),
			style('FrameQuestion', { paragraph: { keepNext: true, spacing: { after: 0 } } }),
			style('Question', { paragraph: { keepNext: true, spacing: { before: 240, after: 100 }, shading: { fill: 'EEF2F5' } } }),
			style('Answer', {}),
			style('TableHead', { run: { size: 20, bold: true }, paragraph: { spacing: { after: 0 }, keepNext: true } }),
			style('TableText', { run: { size: 20 }, paragraph: { spacing: { after: 0 } } }),
			style('AfterTable', { run: { size: 12 }, paragraph: { spacing: { after: 60 } } }),
			style('Running', { run: { size: 18, color: '555555' }, paragraph: { spacing: { after: 0 } } })
		]
	};
}

const line = { style: 'single' as const, size: 6, space: 6, color: 'B45309' };

function style(id: string, look: Partial<IParagraphStyleOptions>): IParagraphStyleOptions {
	return { id, name: id, basedOn: 'Normal', quickFormat: true, ...look };
}

export function runningHead({ sample, language }: Front): Header {
	return new Header({ children: [paragraphOf({ style: 'Running', alignment: AlignmentType.END }, language, [{ text: sample }])] });
}

export function runningFoot({ language }: Front): Footer {
	const isRight = language === 'ar';
	const children = [
		new TextRun({
			rightToLeft: isRight,
			language: languageTag(language),
			children: [`${words[language].page} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]
		})
	];
	return new Footer({ children: [new Paragraph({ style: 'Running', alignment: AlignmentType.CENTER, bidirectional: isRight, children })] });
}

export function footnoteMark(text: string, { language }: Front): Paragraph {
	return paragraphOf({ style: 'FootnoteText' }, language, [{ text: ` ${text}` }]);
}
