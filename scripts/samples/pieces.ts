import { identify } from '#text/identify.ts';
import type { Language } from '#text/languages.ts';
import type { Block, Report } from './report.ts';
import { words } from './words.ts';

/** Some text and the footnotes that it calls at its end. */
export type Said = { text: string; notes: string[] };
export type Piece = { language: Language } & (
	| { kind: 'heading'; level: number; said: Said }
	| { kind: 'question'; label: string; said: Said }
	| { kind: 'answer' | 'paragraph'; label: string; said: Said }
	| { kind: 'list'; items: Said[] }
	| { kind: 'table'; rows: Said[][] }
);

/** How a report marks its questions: by words such as “Question” and “Answer”, or by the number alone. */
export type Manner = 'words' | 'numbers';

/** The pieces of a report in order: footnotes at the text before them, each piece with its language, each question with its label. */
export function toPieces({ blocks, language }: Report, manner: Manner): Piece[] {
	const pieces: Piece[] = [];
	let heading = '';
	for (const [at, block] of blocks.entries()) {
		if (block.type === 'heading') heading = block.text;
		if (block.type === 'footnote') lastSaid(pieces).notes.push(block.text);
		else pieces.push({ ...toPiece(block, language, manner, heading), language: languageAround(blocks, at, language) });
	}
	return pieces;
}

type Bare<P> = P extends Piece ? Omit<P, 'language'> : never;

function toPiece(block: Exclude<Block, { type: 'footnote' }>, language: Language, manner: Manner, heading: string): Bare<Piece> {
	const said = (text: string): Said => ({ text, notes: [] });
	switch (block.type) {
		case 'heading':
			return { kind: 'heading', level: block.level, said: said(block.text) };
		case 'question':
			return { kind: 'question', label: questionLabel(block.number, language, manner, heading), said: said(block.text) };
		case 'answer':
			return { kind: 'answer', label: manner === 'words' ? words[language].answer : '', said: said(block.text) };
		case 'paragraph':
			return { kind: 'paragraph', label: '', said: said(block.text) };
		case 'list':
			return { kind: 'list', items: block.items.map(said) };
		case 'table':
			return { kind: 'table', rows: block.rows.map((row) => row.map(said)) };
	}
}

/** A question that stands for a whole part has no number of its own where the heading above it names the part. */
function questionLabel(number: string, language: Language, manner: Manner, heading: string): string {
	const letter = /^Part ([A-E])$/.exec(number)?.[1];
	const stop = language === 'zh' ? '' : '.';
	if (letter === undefined) return manner === 'words' ? words[language].question(number) : number + stop;
	const part = words[language].part(letter);
	return heading.startsWith(part) ? '' : part + stop;
}

function lastSaid(pieces: readonly Piece[]): Said {
	const last = pieces.at(-1);
	const found = last?.kind === 'list' ? last.items.at(-1) : last?.kind === 'table' ? last.rows[0]?.[0] : last?.said;
	if (found === undefined) throw new Error('a footnote with nothing before it');
	return found;
}

/** An annex may be in another language than its report: what stands under a heading tells. */
function languageAround(blocks: readonly Block[], at: number, language: Language): Language {
	const from = blocks.findLastIndex(({ type }, index) => type === 'heading' && index <= at);
	const next = blocks.findIndex(({ type }, index) => type === 'heading' && index > Math.max(from, at));
	const section = blocks.slice(Math.max(0, from), next < 0 ? undefined : next);
	return identify(section.map((one) => ('text' in one ? one.text : '')).join(' '), language) ?? language;
}
