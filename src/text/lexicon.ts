import { inLowerCase } from './lower-case.ts';
import { scan } from './scan.ts';
import { Role } from './function-words.ts';
import { languages } from './languages.ts';
import type { Language } from './languages.ts';
import { Break, emptyTokens, Trait } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import { commaWord, forgetForms, learnWord, makeVocabulary } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

export const wordingKinds = ['alternative', 'governed', 'generic', 'exclusion'] as const;
export type WordingKind = (typeof wordingKinds)[number];

/** One way to write a concept in one language. The scheme is what stands before the slash of the concept. */
export type Wording = { conceptId: string; kind: WordingKind; body: string };

/** Which side a cue governs: `ahead` what follows it, `back` what precedes it. */
export type Side = 'ahead' | 'back' | 'both';

/** A wording as the lexicon holds it. */
export type Entry = {
	conceptId: string;
	scheme: string;
	/** The scheme's number in this lexicon. */ schemeAt: number;
	kind: WordingKind;
	isGeneric: boolean;
	side: Side;
	body: string;
};

/** The wordings of one language as a tree of words, walked by (node, word). */
export type Lexicon = {
	language: Language;
	vocabulary: Vocabulary;
	entries: Entry[];
	schemes: string[];
	/** The node after the first word, by the word's number; 0 where no wording begins so. */
	first: Int32Array;
	/** Open addressing: the node reached from (node, word). */
	edges: Edges;
	/** By node: where in `endLists` the entries that end there stand, or 0. */
	ends: Int32Array;
	endLists: (readonly number[])[];
	tokens: Tokens;
};

/**
 * Rows of node, word, next and one empty cell: a row stays in one line of the processor's cache. Most steps that are tried fail;
 * `sieve`, a bit for each hash, is small enough to stay near the processor and turns most of them away without a look at the rows.
 */
type Edges = { size: number; rows: Int32Array; sieve: Int32Array };

export type Lexicons = Record<Language, Lexicon>;

/** Builds the lexicons of the six languages. Building is linear in the wordings; so is the memory. */
export function makeLexicons(wordings: Record<Language, readonly Wording[]>): Lexicons {
	return Object.fromEntries(languages.map((language) => [language, makeLexicon(language, wordings[language])])) as Lexicons;
}

export function makeLexicon(language: Language, wordings: readonly Wording[]): Lexicon {
	const vocabulary = makeVocabulary(language);
	const generic = new Set(wordings.filter(({ kind }) => kind === 'generic').map(({ conceptId, body }) => `${conceptId} ${body}`));
	const entries: Entry[] = [];
	const schemes: string[] = [];
	const paths: number[][] = [];
	const seen = new Set<string>();
	const tokens = emptyTokens();
	for (const { conceptId, kind, body } of wordings) {
		if (kind === 'generic') continue;
		const side = body.startsWith('…') ? 'back' : body.endsWith('…') ? 'ahead' : 'both';
		let path = pathOf(vocabulary, body.replace(/…/g, ' '), tokens);
		// "As needed" must not silence "needed": an exclusion that differs from a wording by small words alone keeps them.
		if (
			kind === 'exclusion' &&
			(seen.has(`${conceptId} alternative ${path.join(' ')}`) || seen.has(`${conceptId} governed ${path.join(' ')}`))
		)
			path = pathOf(vocabulary, body, tokens, true);
		const key = `${conceptId} ${kind} ${path.join(' ')}`;
		if (path.length === 0 || seen.has(key)) continue;
		seen.add(key);
		const [scheme = ''] = conceptId.split('/');
		if (!schemes.includes(scheme)) schemes.push(scheme);
		entries.push({
			conceptId,
			scheme,
			schemeAt: schemes.indexOf(scheme),
			kind,
			isGeneric: generic.has(`${conceptId} ${body}`),
			side,
			body
		});
		paths.push(path);
	}
	forgetForms(vocabulary);
	return { language, vocabulary, entries, schemes, ...treeOf(paths, vocabulary.numbers.size), tokens };
}

/**
 * The words of a wording as numbers, without links and complements; where nothing else is in it, with them. A preposition before
 * a single word stays, because "in the past" is not "past", nor "при необходимости" any necessity.
 */
function pathOf(vocabulary: Vocabulary, body: string, tokens: Tokens, isWhole = false): number[] {
	scan(vocabulary, body, tokens);
	const words: number[] = [];
	for (let at = 0; at < tokens.count; at++) {
		const from = tokens.start[at] as number;
		const to = tokens.end[at] as number;
		if (at > 0 && tokens.gap[at] === Break.comma) words.push(commaWord);
		const isCapitals = ((tokens.trait[at] as number) & Trait.capitals) !== 0;
		words.push(learnWord(vocabulary, inLowerCase(body, from, to), isCapitals));
	}
	if (isWhole) return words;
	const carrying = words.filter((word) => !isPassedOver(vocabulary.roles[word]));
	const [opening = 0] = words;
	if (carrying.length === 1 && vocabulary.roles[opening] === Role.complement && words.at(-1) === carrying[0]) return [opening, ...carrying];
	return carrying.length > 0 ? carrying : words;
}

/** Whether a word of this role is passed over between the words of a wording. */
export function isPassedOver(role: number | undefined): boolean {
	return role === Role.link || role === Role.complement || role === Role.between;
}

function treeOf(paths: number[][], words: number): Pick<Lexicon, 'first' | 'edges' | 'ends' | 'endLists'> {
	const first = new Int32Array(words + 1);
	const steps = paths.reduce((sum, path) => sum + path.length, 0);
	let size = 1024;
	while (size < steps * 3) size *= 2;
	const edges: Edges = { size, rows: new Int32Array(size * 4), sieve: new Int32Array(sieveBits / 32) };
	const { rows, sieve } = edges;
	const ends = new Int32Array(steps + 1);
	const endLists: number[][] = [[]];
	let nodes = 0;
	const fresh = () => ++nodes;
	for (const [index, path] of paths.entries()) {
		const start = path[0] as number;
		let node = first[start] as number;
		if (node === 0) first[start] = node = fresh();
		for (const word of path.slice(1)) {
			const hash = edgeHash(node, word);
			sieve[(hash & (sieveBits - 1)) >>> 5] = (sieve[(hash & (sieveBits - 1)) >>> 5] as number) | (1 << (hash & 31));
			let row = (hash & (size - 1)) * 4;
			while (rows[row + 2] !== 0 && (rows[row] !== node || rows[row + 1] !== word)) row = (row + 4) & (size * 4 - 1);
			if (rows[row + 2] === 0) {
				rows[row] = node;
				rows[row + 1] = word;
				rows[row + 2] = fresh();
			}
			node = rows[row + 2] as number;
		}
		if (ends[node] === 0) ends[node] = endLists.push([]) - 1;
		endLists[ends[node] as number]?.push(index);
	}
	return { first, edges, ends, endLists };
}

const sieveBits = 1 << 22;

function edgeHash(node: number, word: number): number {
	const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
	return mixed ^ (mixed >>> 15);
}

/** The node reached from `node` by `word`, or 0. */
export function step({ edges: { size, rows, sieve } }: Lexicon, node: number, word: number): number {
	const hash = edgeHash(node, word);
	if ((((sieve[(hash & (sieveBits - 1)) >>> 5] as number) >>> (hash & 31)) & 1) === 0) return 0;
	let row = (hash & (size - 1)) * 4;
	while (rows[row + 2] !== 0) {
		if (rows[row] === node && rows[row + 1] === word) return rows[row + 2] as number;
		row = (row + 4) & (size * 4 - 1);
	}
	return 0;
}
