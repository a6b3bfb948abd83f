import { capitals, lower, Mark, marks } from './characters.ts';
import { Break, roomFor, Trait } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import { lookUp } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Cuts a text into words in one pass and gives each its number. Offsets are those of the text as it is: nothing is rewritten. */
export function scan(vocabulary: Vocabulary, text: string, tokens: Tokens): void {
	const length = text.length;
	roomFor(tokens, length + 1);
	const { start, end, word, gap, trait } = tokens;
	let count = 0;
	let before: number = Break.sentence;
	let dotAt = -1;
	let at = 0;
	while (at < length) {
		const unit = text.charCodeAt(at);
		const mark = marks[unit] as number;
		if (mark === Mark.gap || mark === Mark.nothing) {
			at++;
			continue;
		}
		if (mark >= Mark.comma) {
			const strength =
				mark === Mark.comma ? Break.comma : mark === Mark.clause ? Break.clause : mark === Mark.sentence ? Break.sentence : Break.none;
			if (mark === Mark.dot) dotAt = at;
			else if (mark === Mark.newline && startsItem(text, at)) before = Break.sentence;
			if (strength > before) before = strength;
			at++;
			continue;
		}
		if (dotAt >= 0) {
			if (endsSentence(text, dotAt, at, count > 0 ? at - (end[count - 1] as number) : 0)) before = Break.sentence;
			dotAt = -1;
		}
		const first = at;
		let high = 0x9e3779b9 | 0;
		let low = 0x7f4a7c15 | 0;
		let allCapitals = 1;
		let letters = 0;
		if (mark === Mark.han) {
			const small = lower[unit] as number;
			high = Math.imul(high ^ small, 0x85ebca6b);
			low = Math.imul(low ^ small, 0xc2b2ae35);
			at++;
			allCapitals = 0;
		} else if (mark === Mark.digit) {
			at = endOfNumber(text, at);
			trait[count] = Trait.number;
			word[count] = at - first > longestNumber ? 0 : numberWord(vocabulary, text, first, at);
		} else {
			while (at < length) {
				const next = text.charCodeAt(at);
				const kind = marks[next] as number;
				if (kind !== Mark.letter && kind !== Mark.digit) {
					if (kind === Mark.nothing) {
						at++;
						continue;
					}
					break;
				}
				const small = lower[next] as number;
				high = Math.imul(high ^ small, 0x85ebca6b);
				high ^= high >>> 15;
				low = Math.imul(low ^ small, 0xc2b2ae35);
				low ^= low >>> 13;
				allCapitals &= capitals[next] as number;
				letters++;
				at++;
			}
		}
		if (mark !== Mark.digit) {
			const isCapitals = allCapitals === 1 && letters > 1;
			trait[count] = (capitals[unit] as number) | (isCapitals ? Trait.capitals : 0) | (unit === waw && letters > 3 ? Trait.joinedAnd : 0);
			word[count] = lookUp(vocabulary, high, low, isCapitals, text, first, at);
		}
		start[count] = first;
		end[count] = at;
		gap[count] = before;
		before = Break.none;
		count++;
	}
	tokens.count = count;
}

const longestNumber = 4;
const waw = 0x648;

/** Short numbers are words too: "article 14". */
function numberWord(vocabulary: Vocabulary, text: string, from: number, to: number): number {
	let value = 0x3c6ef372 | 0;
	for (let at = from; at < to; at++) value = Math.imul(value ^ (lower[text.charCodeAt(at)] as number), 0x85ebca6b);
	return lookUp(vocabulary, value, ~value, false, text, from, to);
}

/** A full stop ends a sentence when space follows it and then no small letter, unless it stands after a short word, as in "art. 14" or "U.S. law". */
function endsSentence(text: string, dot: number, next: number, distance: number): boolean {
	if (next === dot + 1) return false;
	const unit = text.charCodeAt(next);
	if (marks[unit] === Mark.letter && lower[unit] === unit && isCased(unit)) return false;
	if (distance === 0) return true;
	let from = dot;
	while (from > 0 && marks[text.charCodeAt(from - 1)] === Mark.letter) from--;
	const isShort = dot - from <= 3 && dot > from && marks[text.charCodeAt(dot - 1)] === Mark.letter;
	return !(isShort && (abbreviations.has(text.slice(from, dot).toLowerCase()) || dot - from === 1));
}

const abbreviations = new Set([
	'art',
	'no',
	'nos',
	'fig',
	'par',
	'al',
	'cf',
	'vol',
	'pp',
	'ed',
	'mr',
	'ms',
	'dr',
	'st',
	'núm',
	'nº',
	'ст',
	'п',
	'пп',
	'г',
	'гг',
	'т',
	'см',
	'рис',
	'инж',
	'др'
]);

function isCased(unit: number): boolean {
	const character = String.fromCharCode(unit);
	return character.toUpperCase() !== character;
}

/** A line break begins a new item when the next line is empty or starts with a bullet, a dash or a number with a bracket or full stop. */
function startsItem(text: string, at: number): boolean {
	return /^[\r\n][ \t\r]*(\n|[-–—•·●▪*]|\p{L}\)|\(?\d{1,3}[.)])/u.test(text.slice(at, at + 24));
}

/** The end of a number, with its separators: 1,500.25 or 1 500 or 1'500. */
function endOfNumber(text: string, from: number): number {
	let at = from;
	while (at < text.length) {
		if (marks[text.charCodeAt(at)] === Mark.digit) at++;
		else if (/[.,'’٫٬\u00a0\u202f /-]/.test(text.charAt(at)) && groupFollows(text, at)) at++;
		else break;
	}
	return at;
}

/** Point and comma join any digits; a space or an apostrophe joins only groups of three; a dash or slash joins nothing but years and codes, so it does not. */
function groupFollows(text: string, at: number): boolean {
	const separator = text.charAt(at);
	if (marks[text.charCodeAt(at + 1)] !== Mark.digit) return false;
	if (/[.,٫٬]/.test(separator)) return true;
	if (/[/-]/.test(separator)) return false;
	const isDigit = (offset: number) => marks[text.charCodeAt(at + offset)] === Mark.digit;
	return isDigit(2) && isDigit(3) && !isDigit(4);
}
