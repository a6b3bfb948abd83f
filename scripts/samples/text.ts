import type { Front } from './front.ts';
import type { Piece, Said } from './pieces.ts';

/** A report as plain text, one paragraph a line, with notes in brackets where they are called. */
export function toText({ title, sample, convention, kind }: Front, pieces: readonly Piece[]): Uint8Array {
	let count = 0;
	const say = ({ text, notes }: Said) => text + notes.map((note) => `[${++count}: ${note}]`).join('');
	const lines = pieces.flatMap((piece): string[] => {
		switch (piece.kind) {
			case 'heading':
				return ['', '', say(piece.said)];
			case 'list':
				return ['', ...piece.items.map((one) => `- ${say(one)}`)];
			case 'table':
				return ['', ...piece.rows.map((row) => row.map(say).join(' | '))];
			default:
				return ['', [piece.label, say(piece.said)].filter(Boolean).join(' ')];
		}
	});
	return new TextEncoder().encode(`${[title, '', `${sample}.`, `${convention}. ${kind}.`, ...lines].join('\n')}\n`);
}
