import { Document, Packer, Table, TableCell, TableRow, WidthType } from 'docx';
import type { Paragraph } from 'docx';
import type { Front } from './front.ts';
import { bullets, footnoteMark, margins, runningFoot, runningHead, stylesOf } from './docx-look.ts';
import { paragraphOf } from './docx-paragraphs.ts';
import type { Notes } from './docx-paragraphs.ts';
import type { Piece, Said } from './pieces.ts';
import { withoutClock } from './zip.ts';

/** Questions and their answers as lines of text, or each in a frame of its own. */
export type Layout = 'lines' | 'frames';

/** A report as a Word file: real headings, lists, tables and footnotes, each text with its language. */
export async function toDocx(front: Front, pieces: readonly Piece[], layout: Layout): Promise<Uint8Array> {
	const notes: Notes = { texts: [], language: front.language };
	const children = layout === 'frames' ? framed(pieces, notes) : pieces.flatMap((piece) => blocksOf(piece, notes));
	const file = new Document({
		title: front.title,
		creator: front.party,
		lastModifiedBy: front.party,
		description: front.sample,
		styles: stylesOf(front),
		numbering: { config: [bullets] },
		footnotes: Object.fromEntries(notes.texts.map((text, at) => [at + 1, { children: [footnoteMark(text, front)] }])),
		sections: [
			{
				properties: { page: { margin: margins } },
				headers: { default: runningHead(front) },
				footers: { default: runningFoot(front) },
				children: [...firstPage(front), ...children]
			}
		]
	});
	return withoutClock(await Packer.toBuffer(file));
}

function firstPage({ party, title, sample, convention, kind, language }: Front): Paragraph[] {
	const line = (style: string, text: string) => paragraphOf({ style }, language, [{ text }]);
	return [line('Front', convention), line('Party', party), line('Title', title), line('Front', kind), line('Notice', sample)];
}

function blocksOf(piece: Piece, notes: Notes): (Paragraph | Table)[] {
	const { language } = piece;
	switch (piece.kind) {
		case 'heading':
			return [paragraphOf({ style: `Heading${piece.level}` }, language, [piece.said], notes)];
		case 'list':
			return piece.items.map((one) =>
				paragraphOf({ style: 'ListParagraph', numbering: { reference: bullets.reference, level: 0 } }, language, [one], notes)
			);
		case 'table':
			return [tableOf(piece.rows, piece, notes), paragraphOf({ style: 'AfterTable' }, language, [])];
		default:
			return [labelled(piece, { question: 'Question', answer: 'Answer', paragraph: 'Normal' }[piece.kind], notes)];
	}
}

function labelled({ label, said, language }: Extract<Piece, { label: string }>, style: string, notes: Notes): Paragraph {
	return paragraphOf({ style }, language, [...(label === '' ? [] : [{ text: `${label} `, isBold: true }]), said], notes);
}

function tableOf(rows: readonly Said[][], { language }: Piece, notes: Notes): Table {
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		visuallyRightToLeft: language === 'ar',
		margins: { top: 50, bottom: 50, left: 90, right: 90 },
		rows: rows.map(
			(row, at) =>
				new TableRow({
					tableHeader: at === 0,
					cantSplit: true,
					children: row.map(
						(cell) =>
							new TableCell({
								...(at === 0 && { shading: { fill: 'DCE6EE' } }),
								children: [paragraphOf({ style: at === 0 ? 'TableHead' : 'TableText' }, language, [cell], notes)]
							})
					)
				})
		)
	});
}

/** Each question is the first row of a frame, all that answers it the second. */
function framed(pieces: readonly Piece[], notes: Notes): (Paragraph | Table)[] {
	const made: (Paragraph | Table)[] = [];
	for (let at = 0; at < pieces.length; at++) {
		const piece = pieces[at];
		if (piece === undefined) break;
		if (piece.kind !== 'question') {
			made.push(...blocksOf(piece, notes));
			continue;
		}
		const next = pieces.findIndex(({ kind }, index) => index > at && (kind === 'question' || kind === 'heading'));
		const answers = pieces.slice(at + 1, next < 0 ? undefined : next);
		const row = (children: (Paragraph | Table)[], fill?: string) =>
			new TableRow({ children: [new TableCell({ ...(fill !== undefined && { shading: { fill } }), children })] });
		made.push(
			new Table({
				width: { size: 100, type: WidthType.PERCENTAGE },
				margins: { top: 60, bottom: 60, left: 110, right: 110 },
				rows: [row([labelled(piece, 'FrameQuestion', notes)], 'EEF2F5'), row(answers.flatMap((one) => blocksOf(one, notes)))]
			}),
			paragraphOf({ style: 'AfterTable' }, piece.language, [])
		);
		at += answers.length;
	}
	return made;
}
