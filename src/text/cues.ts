import { Role } from './function-words.ts';
import type { Hit } from './find.ts';
import type { Lexicon, Side } from './lexicon.ts';
import { Break } from './tokens.ts';
import type { Stance } from './particulars.ts';

/** What a cue does to what it governs. `lack`: it is missing; `hard`: it is difficult or holds back; `met`: a lack or difficulty that is denied or over. */
export type Act = 'lack' | 'hard' | 'met' | 'want' | 'done' | 'plan' | 'offer' | 'enabling';

/**
 * A cue in its sentence: tokens `from` to `to`, and how it is written. `isBare`: a negation with nothing to turn, which lacks only
 * what stands right after it; `isNegative`: the cue of lack is made with a negation ("there is no"); `isTense`: it is told by the form of a
 * verb, `isTerse` without an auxiliary; `first`: where a cue of both sides looks first.
 */
export type Cue = {
	act: Act;
	side: Side;
	from: number;
	to: number;
	body: string;
	isBare?: boolean;
	isNegative?: boolean;
	isTense?: boolean;
	isTerse?: boolean;
	first?: 'ahead' | 'back';
};

const acts: Partial<Record<string, Act>> = {
	'stance/challenge': 'lack',
	'stance/need': 'want',
	'stance/progress': 'done',
	'stance/plan': 'plan',
	'stance/offer': 'offer',
	'cue/difficulty': 'hard',
	'cue/enabling': 'enabling'
};

/** How many tokens a negation may stand before what it turns round; Chinese, a token for each character, puts what is short in between. */
const nearNegation = ({ language }: Lexicon) => (language === 'zh' ? 8 : 3);

/**
 * The cues of one sentence (tokens `from` to `to`), with negation and past told: "no lack of" is a lack that is met, "has not
 * adopted" and "no longer needs" turn round too, and a negation with nothing to turn is itself a lack ("no laboratories").
 */
export function cuesOf(lexicon: Lexicon, hits: readonly Hit[], tenses: readonly Cue[] = []): Cue[] {
	const cues: Cue[] = [];
	const negations: Hit[] = [];
	const pasts: Hit[] = [];
	for (const hit of hits) {
		const act = acts[hit.entry.conceptId];
		if (act !== undefined)
			cues.push({ act, side: hit.entry.side, from: hit.from, to: hit.to, body: hit.entry.body.replace(/…/g, '').trim() });
		else if (hit.entry.conceptId === 'cue/negation') negations.push(hit);
		else if (hit.entry.conceptId === 'cue/resolved') pasts.push(hit);
	}
	cues.push(
		...tenses.filter(
			(tense) => !cues.some((cue) => saysMore(cue, tense) || (tense.isTerse === true && sameClause(lexicon, cue.from, tense.from)))
		)
	);
	for (const negation of negations) turnRound(lexicon, negation, cues);
	cancelDoubles(lexicon, cues);
	for (const past of pasts) {
		// "Needs to overcome the lack" has not overcome it, nor has "could not overcome".
		if (cues.some(({ act, from }) => (act === 'want' || act === 'plan') && sameClause(lexicon, past.from, from))) continue;
		if (negations.some(({ to }) => to <= past.from && past.from - to < nearNegation(lexicon) && sameClause(lexicon, to - 1, past.from)))
			continue;
		for (const cue of cues) {
			const isItself = past.from < cue.to && cue.from < past.to;
			if (isTrouble(cue) && cue.isBare !== true && (isItself || sameClause(lexicon, past.from, cue.from))) cue.act = 'met';
		}
	}
	return cues.toSorted((a, b) => a.from - b.from);
}

/** "Was limited", "has requested", "not yet been adopted": what a word says outweighs its tense. */
function saysMore(cue: Cue, { from, to }: Cue): boolean {
	const isInside = cue.from < to && from < cue.to;
	return isInside || (isTrouble(cue) && ((cue.to <= from && cue.to >= from - 1) || cue.from === to));
}

/** Whether the cue says that something is missing or hard. */
export function isTrouble({ act }: Cue): boolean {
	return act === 'lack' || act === 'hard';
}

/** Applies one negation to the cue it stands before (or, in French and Arabic, inside); alone, it becomes a cue of lack. */
function turnRound(lexicon: Lexicon, negation: Hit, cues: Cue[]): void {
	// A negation inside a longer cue ("does not have") is part of it.
	const whole = cues.find((cue) => cue.from <= negation.from && negation.to <= cue.to);
	if (whole !== undefined) {
		whole.isNegative = true;
		return;
	}
	// French negates around the verb: "ne manque pas", "n'entrave pas".
	const around =
		lexicon.language === 'fr' && lexicon.tokens.gap[negation.from] === Break.none
			? cues.find((cue) => cue.to === negation.from && cue.isTense !== true)
			: undefined;
	const governed =
		around ??
		cues
			.filter(
				(cue) => cue.from >= negation.to && cue.from - negation.to < nearNegation(lexicon) && sameClause(lexicon, negation.from, cue.from)
			)
			.toSorted((a, b) => a.from - b.from)[0];
	const body = negation.entry.body.replace(/…/g, '').trim();
	if (governed === undefined) cues.push({ act: 'lack', side: 'ahead', from: negation.from, to: negation.to, body, isBare: true });
	else if (isTrouble(governed)) governed.act = 'met';
	else if (governed.act === 'done') {
		governed.act = 'lack';
		governed.side = 'both';
		governed.body = `${body} … ${governed.body}`;
	} else if (governed.act !== 'enabling') {
		// "No need for additional funding": what the second cue asks for is not asked for either.
		const gone = cues.filter(
			(cue) => cue.act === governed.act && cue.from >= governed.from && sameClause(lexicon, governed.from, cue.from)
		);
		for (const cue of gone) cues.splice(cues.indexOf(cue), 1);
	}
}

/** "There is no lack of" is no lack: a negative cue right before another cue of lack turns it round and is gone. */
function cancelDoubles(lexicon: Lexicon, cues: Cue[]): void {
	for (const negative of cues.filter(({ act, isNegative }) => act === 'lack' && isNegative === true)) {
		const next = cues.find(
			(cue) =>
				cue !== negative &&
				isTrouble(cue) &&
				cue.isBare !== true &&
				cue.from >= negative.to &&
				cue.from - negative.to < nearNegation(lexicon) &&
				sameClause(lexicon, negative.from, cue.from)
		);
		if (next === undefined) continue;
		next.act = 'met';
		cues.splice(cues.indexOf(negative), 1);
	}
}

/** Whether no clause ends between two tokens. */
export function sameClause({ tokens: { gap, word }, vocabulary }: Lexicon, one: number, other: number): boolean {
	const [from, to] = one < other ? [one, other] : [other, one];
	for (let at = from + 1; at <= to; at++) {
		if ((gap[at] as number) >= Break.clause || vocabulary.roles[word[at] as number] === Role.turn) return false;
	}
	return true;
}

/** Whether a word such as "but" or "which" stands between two tokens. */
export function crossesTurn({ tokens: { word }, vocabulary: { roles } }: Lexicon, one: number, other: number): boolean {
	const [from, to] = one < other ? [one, other] : [other, one];
	for (let at = from + 1; at <= to; at++) if (roles[word[at] as number] === Role.turn) return true;
	return false;
}

export const stanceOf: Record<Act, Stance> = {
	lack: 'challenge',
	hard: 'challenge',
	met: 'progress',
	want: 'need',
	done: 'progress',
	plan: 'plan',
	offer: 'offer',
	enabling: 'none'
};
