import type { Language } from '../languages.ts';
import { Break } from '../tokens.ts';
import type { Reading } from './read.ts';
import type { Row } from './rows.ts';
import { senseNames } from './senses/senses.ts';
import type { Word } from './words.ts';

/** Kinds of feature. Only words are of one language; letters are of one script, and what the rules find is of none. */
export const families = ['rules', 'senses', 'pairs', 'words', 'letters'] as const;
export type Family = (typeof families)[number];
/** How much each family counts: the length that its part of a row is brought to. */
export type Weighing = Record<Family, number>;

/** Told of each feature: its column, how much it counts in its family, and the stretch of text or the name it comes from. */
export type Told = (family: Family, column: number, value: number, start: number, end: number, name?: string) => void;

/** To come near a concept's wordings is less than to hold one. */
const nearWeight = 0.4;
const columnBits = 22;
const scripts: Record<Language, number> = { en: 1, es: 1, fr: 1, ru: 2, ar: 3, zh: 4 };
const languageSeeds: Record<Language, number> = { ar: 11, en: 12, es: 13, fr: 14, ru: 15, zh: 16 };

/** Goes through the features of a text. */
export function eachFeature(reading: Reading, told: Told): void {
	ruleFeatures(reading, told);
	senseFeatures(reading, told);
	wordFeatures(reading.language, reading.words, told);
	letterFeatures(reading.language, reading.words, told);
}

function ruleFeatures({ found, coding, text, near }: Reading, told: Told): void {
	const tell = (name: string, value: number, start = 0, end = 0) => told('rules', ruleColumn(name), value, start, end, name);
	for (const [concept, { words }] of near) tell(`near ${concept}`, Math.min(1, words) * nearWeight);
	tell('always', 0.5);
	for (const { concept, stance, confidence, start, end } of coding.codes) {
		tell(`code ${concept}`, confidence, start, end);
		tell(`code ${concept} ${stance}`, confidence / 2, start, end);
		tell(`stance ${stance}`, 0.5, start, end);
	}
	for (const { concept, start, end } of found) tell(`found ${concept}`, 0.5, start, end);
	const { score, item, quantity, place, time } = coding.specificity;
	tell('particulars', score / 6);
	for (const [name, quote] of Object.entries({ item, quantity, place, time })) {
		if (quote === null) continue;
		const start = Math.max(0, text.indexOf(quote));
		tell(`particular ${name}`, 0.5, start, start + quote.length);
	}
}

/** Senses, and pairs of senses in one clause. */
function senseFeatures({ words, senses }: Reading, told: Told): void {
	let clause: { sense: number; start: number; end: number }[] = [];
	const close = () => {
		for (const [at, one] of clause.entries())
			for (const other of clause.slice(at + 1)) {
				if (one.sense === other.sense) continue;
				const [a, b] = one.sense < other.sense ? [one, other] : [other, one];
				const name = `senses ${a.sense} ${b.sense}`;
				told('pairs', ruleColumn(name), 1, one.start, one.end, name);
			}
		clause = [];
	};
	for (const [at, { start, end, gap }] of words.entries()) {
		if (gap >= Break.comma) close();
		for (const sense of senses[at] ?? []) {
			const name = `sense ${senseNames[sense]}`;
			told('senses', ruleColumn(name), 1, start, end, name);
			if (!clause.some((one) => one.sense === sense)) clause.push({ sense, start, end });
		}
	}
	close();
}

/** Words, and pairs of words that no comma parts. */
function wordFeatures(language: Language, words: readonly Word[], told: Told): void {
	const seed = languageSeeds[language];
	for (const [at, { stem, start, end }] of words.entries()) {
		const own = hashOf(stem, seed);
		told('words', own, 1, start, end);
		const next = words[at + 1];
		if (next !== undefined && next.gap === Break.none)
			told('words', hashOf(next.stem, own + 1), language === 'zh' ? 2 : 1, start, next.end);
	}
}

/** Three to five letters in a row, with the ends of words; in Chinese, two and three characters. */
function letterFeatures(language: Language, words: readonly Word[], told: Told): void {
	const seed = scripts[language] + 100;
	if (language === 'zh') {
		for (const [at, { form, start }] of words.entries()) {
			let hash = hashOf(form, seed);
			for (let next = at + 1; next <= at + 2 && words[next]?.gap === Break.none; next++) {
				hash = hashOf(words[next]?.form ?? '', hash);
				told('letters', hash, 1, start, words[next]?.end ?? start);
			}
		}
		return;
	}
	for (const { form, start, end } of words) {
		const bounded = ` ${plainLetters(form)} `;
		// The word's letters may be fewer than its stretch of text, where some count for nothing: then the whole word is told.
		const isEven = form.length === end - start;
		for (let from = 0; from < bounded.length - 2; from++) {
			let hash = seed | 0;
			for (let to = from; to < bounded.length && to < from + 5; to++) {
				hash = mix(hash, bounded.charCodeAt(to));
				if (to - from < 2) continue;
				const [opens, closes] = isEven ? [start + Math.max(0, from - 1), Math.min(end, start + to)] : [start, end];
				told('letters', finished(hash), 1, opens, closes);
			}
		}
	}
}

/** Without accents, so that cognates meet. */
function plainLetters(form: string): string {
	return /[\u00c0-\u024f]/.test(form) ? form.normalize('NFD').replace(/\p{Mn}/gu, '') : form;
}

function mix(hash: number, unit: number): number {
	return Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);
}

function finished(hash: number): number {
	const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	return (mixed ^ (mixed >>> 13)) >>> (32 - columnBits);
}

/** Columns of words and letters stand before this one, columns of rules from it on. */
export const firstRule = 2 ** columnBits;

/** The column of what the rules found, by its name. */
export function ruleColumn(name: string): number {
	return firstRule + hashOf(name, 7);
}

function hashOf(name: string, seed: number): number {
	let hash = (0x811c9dc5 ^ seed) | 0;
	for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at));
	return finished(hash);
}

/** The features of a text as a sparse row: in each family every feature once, brought to the family's length. */
export function rowOf(reading: Reading, weighing: Weighing): Row {
	const sums: Record<Family, Map<number, number>> = {
		rules: new Map(),
		senses: new Map(),
		pairs: new Map(),
		words: new Map(),
		letters: new Map()
	};
	eachFeature(reading, (family, column, value) => {
		const own = sums[family];
		const known = own.get(column);
		if (known === undefined || known < value) own.set(column, value);
	});
	const row = new Map<number, number>();
	for (const family of families) {
		if (weighing[family] === 0) continue;
		const scale = scaleOf(sums[family], family, weighing);
		for (const [column, value] of sums[family]) row.set(column, (row.get(column) ?? 0) + value * scale);
	}
	const columns = [...row.keys()].sort((a, b) => a - b);
	return { at: Uint32Array.from(columns), value: Float32Array.from(columns, (column) => row.get(column) ?? 0) };
}

/** What the rules find keeps its size: to find more does not make each find count for less. */
function scaleOf(sums: ReadonlyMap<number, number>, family: Family, weighing: Weighing): number {
	if (family === 'rules') return weighing.rules;
	let square = 0;
	for (const value of sums.values()) square += value * value;
	return square === 0 ? 0 : weighing[family] / Math.sqrt(square);
}
