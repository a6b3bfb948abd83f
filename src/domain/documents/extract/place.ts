import { columnName } from '../model.ts';
import type { Block, Cell } from '../model.ts';

/** Where a cell of the file's tables stands, in signs that need no translation: the third cell of the second row of the first table is T1!C2. */
export function cellPlace({ table, row, column }: Cell): string {
	return `T${table}!${columnName(column)}${row}`;
}

const number = /^(\d{1,3})[.)]$/;
const letter = /^\(?([a-zа-яё]{1,2}|[أبتثجحخدذرزسشصضطظعغفقكلمنهوي]|[ivx]{1,5})[).]$/i;
const written = /^(\(?(?:\d{1,3}|[a-zа-яё]|[ivx]{1,5}|[أبتثجحخدذرزسشصضطظعغفقكلمنهوي])[.)])\s+(?=\S)/iu;

/**
 * Gives numbered paragraphs their place: paragraph “5.” has place 5, and “a)” after it 5 a). The number is taken out of
 * the text, whether a program counted it or a person typed it.
 */
export function placeParagraphs(blocks: readonly Block[]): Block[] {
	let under = '';
	return blocks.map((block) => {
		if (block.kind === 'heading') {
			under = '';
			return block;
		}
		if ((block.kind !== 'paragraph' && block.kind !== 'list-item') || block.place !== undefined) return block;
		const typed = block.label === undefined ? written.exec(block.text)?.[1] : undefined;
		const label = block.label ?? typed;
		if (label === undefined) return block;
		const text = typed === undefined ? block.text : block.text.slice(typed.length).trimStart();
		const digits = number.exec(label)?.[1];
		if (digits !== undefined && !(under !== '' && /\)$/.test(label))) {
			under = digits;
			return { ...block, text, label, place: digits };
		}
		const sign = letter.exec(label)?.[1] ?? digits;
		if (sign === undefined) return { ...block, text, label, place: label.replace(/\.$/, '') };
		const place = under === '' ? `${sign})` : `${under} ${sign})`;
		return { ...block, text, label, place, ...(block.kind === 'paragraph' && { kind: 'list-item' as const }) };
	});
}
