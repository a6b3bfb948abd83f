import type { Front } from './front.ts';
import type { Piece } from './pieces.ts';
import { words } from './words.ts';
import { workbook } from './workbook.ts';
import type { Row, Sheet } from './workbook.ts';

type Section = { heading: string; pieces: Piece[] };

/** A report as a workbook: a sheet for each section, and one for each question that is answered by a table. */
export function toXlsx(front: Front, pieces: readonly Piece[]): Uint8Array {
	const sheets = sectionsOf(pieces).flatMap((section) => sheetsOf(section, front));
	const [first] = sheets;
	first?.rows.unshift([{ text: front.title, look: 'title' }], [{ text: front.sample, look: 'notice' }], []);
	for (const note of pieces.flatMap(notesOf)) first?.rows.push([], [{ text: note, look: 'notice' }]);
	return workbook(front, sheets);
}

function notesOf(piece: Piece): string[] {
	return 'said' in piece ? piece.said.notes : [];
}

function sectionsOf(pieces: readonly Piece[]): Section[] {
	const sections: Section[] = [];
	for (const piece of pieces) {
		if (piece.kind === 'heading') sections.push({ heading: piece.said.text, pieces: [] });
		else sections.at(-1)?.pieces.push(piece);
	}
	return sections;
}

function sheetsOf({ heading, pieces }: Section, { language }: Front): Sheet[] {
	const { columns, seeSheet } = words[language];
	const name = heading.split('.')[0] ?? heading;
	const title: Row = [{ text: heading, look: 'heading' }];
	const [only] = pieces;
	if (only?.kind === 'table') return [{ name, widths: [28, 90], rows: [title, ...tableRows(only)] }];
	const rows: Row[] = [
		title,
		[
			{ text: columns.number, look: 'head' },
			{ text: columns.question, look: 'head' },
			{ text: columns.answer, look: 'head' }
		]
	];
	const tables: Sheet[] = [];
	for (const piece of pieces) {
		if (piece.kind === 'question') {
			rows.push([{ text: piece.label.replace(/\.$/, ''), look: 'number' }, { text: piece.said.text }]);
		} else if (piece.kind === 'table') {
			const asked = rows.at(-1);
			const number = asked?.[0]?.text ?? '';
			asked?.push({ text: seeSheet(number) });
			const widths = [26, 18, 26, 70].slice(0, piece.rows[0]?.length);
			tables.push({ name: number, widths, rows: [[{ text: `${number}. ${asked?.[1]?.text}`, look: 'heading' }], ...tableRows(piece)] });
		} else if (piece.kind === 'answer') {
			rows.at(-1)?.push({ text: piece.said.text });
		} else throw new Error(`a sheet has no place for a ${piece.kind}`);
	}
	return [{ name, widths: [9, 52, 90], rows }, ...tables];
}

function tableRows({ rows }: Extract<Piece, { kind: 'table' }>): Row[] {
	return rows.map((row, at) => row.map(({ text }) => ({ text, ...(at === 0 && { look: 'head' as const }) })));
}
