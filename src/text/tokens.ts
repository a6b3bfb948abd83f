/** How strongly a token is cut off from the one before it. */
export const Break = { none: 0, comma: 1, clause: 2, sentence: 3 } as const;

/** The words of one text, column by column. A column is as long as the longest text so far; `count` says how many rows hold. */
export type Tokens = {
	count: number;
	start: Int32Array;
	end: Int32Array;
	/** The word's number in the lexicon; 0 where the lexicon does not know it. */
	word: Int32Array;
	/** One of `Break`: what stands before the token. */
	gap: Uint8Array;
	/** Bit by bit, see `Trait`. */
	trait: Uint8Array;
};

/** `joinedAnd`: the word begins with the Arabic letter that, written on to a word, means "and". */
export const Trait = { capital: 1, capitals: 2, number: 4, joinedAnd: 8 } as const;

export function emptyTokens(size = 1024): Tokens {
	return {
		count: 0,
		start: new Int32Array(size),
		end: new Int32Array(size),
		word: new Int32Array(size),
		gap: new Uint8Array(size),
		trait: new Uint8Array(size)
	};
}

/** Makes room for `size` rows, keeping what is there. */
export function roomFor(tokens: Tokens, size: number): void {
	if (tokens.start.length >= size) return;
	const larger = emptyTokens(Math.max(size, tokens.start.length * 2));
	larger.start.set(tokens.start);
	larger.end.set(tokens.end);
	larger.word.set(tokens.word);
	larger.gap.set(tokens.gap);
	larger.trait.set(tokens.trait);
	tokens.start = larger.start;
	tokens.end = larger.end;
	tokens.word = larger.word;
	tokens.gap = larger.gap;
	tokens.trait = larger.trait;
}
