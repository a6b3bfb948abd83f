import type { Span } from './span.ts';

export const stances = ['challenge', 'need', 'progress', 'plan', 'offer', 'none'] as const;
export type Stance = (typeof stances)[number];

/** What spoke for a code: the rule, the wording that was found, and the cue that governed it. */
export type Why = {
	rule: 'wording' | 'governed' | 'mention';
	wording: string;
	cue?: string;
};

/** What the coder says of a stretch of text. Offsets are UTF-16 code units of the text as given. */
export type Code = Span & {
	concept: string;
	stance: Stance;
	quote: string;
	/** Between 0 and 1; an order of trust, not a measured probability. */
	confidence: number;
	why: Why;
};

/**
 * Which of six particulars a text names, of those that make a need answerable. `kind` and `sector` are concepts,
 * the others are quotes; what is not named is null. The score is how many are named.
 */
export type Specificity = {
	score: number;
	kind: string | null;
	sector: string | null;
	item: string | null;
	quantity: string | null;
	place: string | null;
	time: string | null;
};
