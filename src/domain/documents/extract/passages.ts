import { identify } from '#text/identify.ts';
import type { Language } from '#text/languages.ts';
import type { Block, Passage } from '../model.ts';

/** Longer paragraphs are cut at the ends of sentences, so that a quote has a passage around it that can be read at a glance. */
export const longest = 1500;

/** Cuts blocks into passages, in order, each with its language. `declared` is the language that the document is said to be in. */
export function cutPassages(blocks: readonly Block[], declared?: Language): Passage[] {
	const pieces = blocks.flatMap((block) => (saysSomething(block) ? cutBlock(block) : []));
	const spoken = tellLanguages(pieces, declared);
	let road: { level: number; text: string }[] = [];
	return pieces.map((piece, at): Passage => {
		const level = piece.level ?? 9;
		// The names of columns stand over their columns only, and so have the lowest level.
		const isHeading = piece.kind === 'heading' && (piece.cell === undefined || level < 9);
		if (isHeading) road = road.filter((one) => one.level < level);
		const over = piece.heading ?? road.at(-1)?.text ?? null;
		if (isHeading) road.push({ level, text: piece.text.slice(0, 500).toWellFormed() });
		return {
			position: at,
			kind: piece.kind,
			language: spoken[at] ?? null,
			body: piece.text,
			page: piece.page ?? null,
			heading: over,
			question: piece.question ?? null,
			place: piece.place ?? null
		};
	});
}

/** The pieces of one block, each with the page on which it begins. */
function cutBlock(block: Block): Block[] {
	let from = 0;
	return cutText(block.text).map((body) => {
		const at = block.text.indexOf(body, from);
		from = at + body.length;
		const page = block.turns?.findLast((one) => one.at <= at)?.page ?? block.page;
		return { ...block, text: body, ...(page !== undefined && { page }) };
	});
}

/** A number or a tick is something only where it answers. */
function saysSomething({ kind, text }: Block): boolean {
	return /\p{L}/u.test(text) || (kind === 'answer' && /[\p{N}☐-☒]/u.test(text));
}

/** The language of each piece: told from itself where it can be, else that of the nearest neighbour, else the declared one. */
function tellLanguages(pieces: readonly Block[], declared: Language | undefined): (Language | undefined)[] {
	const known = pieces.map((piece) => (piece.text.length >= 40 ? identify(piece.text) : undefined));
	let before: Language | undefined;
	const nearest = known.map((language) => (before = language ?? before));
	let after: Language | undefined;
	for (let at = known.length - 1; at >= 0; at--) {
		after = known[at] ?? after;
		nearest[at] ??= after;
	}
	return pieces.map((piece, at) => piece.language ?? known[at] ?? identify(piece.text, nearest[at] ?? declared));
}

const sentenceEnd = /[.!?…؟۔][»”’"')\]]*(?=\s)|[。！？；][」』”’）]*|\n/gu;

/** Cuts a text that is too long into pieces of about the same length, at ends of sentences, or of words where a sentence has no end. */
export function cutText(text: string): string[] {
	if (text.length <= longest) return [text];
	const ends = [...text.matchAll(sentenceEnd)].map((found) => found.index + found[0].length).filter((end) => !isAbbreviation(text, end));
	const count = Math.ceil(text.length / longest);
	const aim = text.length / count;
	const pieces: string[] = [];
	let from = 0;
	let next = 0;
	while (text.length - from > longest) {
		while ((ends[next] ?? Infinity) <= from) next++;
		let best: number | undefined;
		for (let at = next; at < ends.length && (ends[at] ?? 0) - from <= longest; at++) {
			const end = ends[at] ?? 0;
			if (best === undefined || Math.abs(end - from - aim) < Math.abs(best - from - aim)) best = end;
		}
		const to = best ?? wordEnd(text, from);
		pieces.push(text.slice(from, to).trim());
		from = to;
	}
	return [...pieces, text.slice(from).trim()].filter((piece) => piece !== '');
}

/** A full stop after a single letter, a number of a list or a short form does not end a sentence. */
function isAbbreviation(text: string, end: number): boolean {
	return (
		text[end - 1] === '.' &&
		/(?:^|[\s(])(?:\p{L}|\d{1,3}|No|Nos|Dr|Mr|Mrs|St|vol|approx|etc|см|ст|т\.\s?е|тыс|млн|млрд|стр|рис|p\. ej|art|núm|pág|cf|env|M|MM)\.$/iu.test(
			text.slice(Math.max(0, end - 12), end)
		)
	);
}

function wordEnd(text: string, from: number): number {
	const space = text.slice(from, from + longest).lastIndexOf(' ');
	if (space > longest / 2) return from + space + 1;
	const to = from + longest;
	const unit = text.charCodeAt(to);
	// Never between the halves of a character.
	return unit >= 0xdc00 && unit <= 0xdfff ? to - 1 : to;
}
