import type { Language } from './languages.ts';

/** A piece of one of two texts: in both, only in the older, or only in the newer. */
export type Piece = { text: string; is: 'same' | 'removed' | 'added' };

/** Beyond so many comparisons two texts are simply two texts. */
const mostCells = 4_000_000;
const segmenters = new Map<Language, Intl.Segmenter>();

function wordsOf(language: Language, text: string): string[] {
	let segmenter = segmenters.get(language);
	if (segmenter === undefined) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: 'word' })));
	return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** What of a text was taken out and put in to make another, word by word. The pieces without the added give the one, without the removed the other. */
export function wordChanges(language: Language, from: string, to: string): Piece[] {
	const [older, newer] = [wordsOf(language, from), wordsOf(language, to)];
	const [rows, columns] = [older.length, newer.length];
	if (rows * columns > mostCells) return joined([...older.map(piece('removed')), ...newer.map(piece('added'))]);
	// How many words the rests of both texts have in common, from each pair of words on.
	const width = columns + 1;
	const common = new Uint32Array((rows + 1) * width);
	const at = (row: number, column: number) => common[row * width + column] ?? 0;
	for (let row = rows - 1; row >= 0; row--)
		for (let column = columns - 1; column >= 0; column--)
			common[row * width + column] =
				older[row] === newer[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
	const pieces: Piece[] = [];
	let [row, column] = [0, 0];
	while (row < rows || column < columns) {
		const isSame = row < rows && column < columns && older[row] === newer[column];
		if (isSame) pieces.push({ text: older[row++] ?? '', is: 'same' });
		else if (row < rows && (column >= columns || at(row + 1, column) >= at(row, column + 1)))
			pieces.push({ text: older[row++] ?? '', is: 'removed' });
		else pieces.push({ text: newer[column] ?? '', is: 'added' });
		if (pieces.at(-1)?.is !== 'removed') column++;
	}
	return joined(pieces);
}

const piece = (is: Piece['is']) => (text: string) => ({ text, is });

/** What was taken out first, then what was put in its place, each in one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
	const runs: Piece[] = [];
	let [removed, added] = ['', ''];
	const flush = () => {
		if (removed !== '') runs.push({ text: removed, is: 'removed' });
		if (added !== '') runs.push({ text: added, is: 'added' });
		[removed, added] = ['', ''];
	};
	for (const { text, is } of pieces) {
		if (is === 'removed') removed += text;
		else if (is === 'added') added += text;
		else {
			flush();
			const last = runs.at(-1);
			if (last?.is === 'same') last.text += text;
			else runs.push({ text, is });
		}
	}
	flush();
	return runs;
}
