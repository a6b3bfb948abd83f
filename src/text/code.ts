import { crossesTurn, cuesOf, isTrouble, sameClause, stanceOf } from './cues.ts';
import type { Act, Cue } from './cues.ts';
import { find } from './find.ts';
import type { Hit } from './find.ts';
import { governed } from './government.ts';
import type { Lexicon } from './lexicon.ts';
import type { Code, Specificity, Stance } from './particulars.ts';
import { specificityOf } from './specificity.ts';
import { tenseCues } from './tense.ts';
import { Break } from './tokens.ts';

/** Raise when the rules change, so that proposals of different rules can be told apart. */
export const rulesVersion = '2';

/** Schemes whose hits tell what a statement does, and are not codes themselves. */
const silent = new Set(['stance', 'cue']);
const vague = 'cue/generic';

/**
 * Codes a text in the lexicon's language: which concepts it speaks of, with what stance, in which words; and how specific it is.
 * Linear in the text; the cost does not grow with the lexicon.
 */
export function codeText(lexicon: Lexicon, text: string, about: Context = {}): Coding {
	const hits = find(lexicon, text);
	const coding: Coding = { codes: [], states: false, specificity: specificityOf(lexicon, text, hits) };
	const isAboutPlan = about.isActionPlan === true || hits.some(({ entry }) => entry.conceptId === planSector);
	for (const sentence of sentencesOf(lexicon, hits)) {
		const asked = isAsked(lexicon, text, sentence);
		const spoken = sentence.filter(({ entry }) => (!asked || named.has(entry.scheme)) && (isAboutPlan || entry.scheme !== 'plan'));
		codeSentence(lexicon, text, spoken, coding);
	}
	coding.codes.sort((a, b) => a.start - b.start || a.end - b.end || (a.concept < b.concept ? -1 : 1));
	return coding;
}

/** What is known of a text from outside: that it comes from a national action plan for gold mining, where the elements of such plans are looked for without more ado. */
export type Context = { isActionPlan?: boolean };

/** `states`: the text states a challenge or a need, be it only "a lack of resources". */
export type Coding = { codes: Code[]; states: boolean; specificity: Specificity };

/** Elsewhere, "clinic" and "school" speak of an action plan only where gold mining is spoken of too. */
const planSector = 'sector/asgm';

/** A "sentence" without an end, such as a table read as text, is cut after so many words, so that the work stays linear. */
const longestSentence = 160;

/** Groups hits by the sentence in which they stand. */
function sentencesOf({ tokens }: Lexicon, hits: readonly Hit[]): Hit[][] {
	const sentences: Hit[][] = [];
	let until = -1;
	for (const hit of hits) {
		if (hit.from >= until) {
			sentences.push([]);
			until = hit.from + 1;
			while (until < tokens.count && until < hit.from + longestSentence && tokens.gap[until] !== Break.sentence) until++;
		}
		sentences.at(-1)?.push(hit);
	}
	return sentences;
}

/** Whether a sentence ends with a question mark: a form's "Does the Party face a lack of funds?" states nothing, it only names a field. */
function isAsked({ tokens }: Lexicon, text: string, hits: readonly Hit[]): boolean {
	const last = hits.at(-1)?.to ?? 0;
	let until = last;
	while (until < tokens.count && until < last + longestSentence && tokens.gap[until] !== Break.sentence) until++;
	const end = until < tokens.count ? (tokens.start[until] as number) : text.length;
	for (let at = tokens.end[until - 1] ?? end; at < end; at++) if (questionMarks.includes(text.charAt(at))) return true;
	return false;
}

const questionMarks = '?？؟';
/** Schemes that a question too may speak of. */
const named = new Set(['sector', 'source', 'article']);

function codeSentence(lexicon: Lexicon, text: string, hits: readonly Hit[], coding: Coding): void {
	const cues = cuesOf(lexicon, hits, tenseCues(lexicon, text, ...boundsOf(lexicon, hits)));
	const topics = hits.filter(({ entry }) => entry.scheme === 'challenge' || entry.scheme === 'need' || entry.conceptId === vague);
	const lacks = new Map<Hit, Cue>();
	for (const cue of cues) {
		if (!isTrouble(cue) && cue.act !== 'met') continue;
		for (const topic of governed(lexicon, cue, topics, cues)) if (!lacks.has(topic)) lacks.set(topic, cue);
	}
	// "Funding gap" names the challenge and, inside it, the need.
	for (const { entry, from, to } of hits) {
		if (entry.scheme !== 'challenge' || entry.kind !== 'alternative') continue;
		const whole: Cue = { act: 'lack', side: 'both', from, to, body: entry.body };
		for (const topic of topics)
			if (topic.from >= from && topic.to <= to && topic.entry.scheme === 'need' && !lacks.has(topic)) lacks.set(topic, whole);
	}
	const rules = rulesOf(lexicon, cues, topics, lacks);
	const codes: Code[] = [];
	for (const hit of hits) {
		if (silent.has(hit.entry.scheme)) continue;
		const code = codeHit(lexicon, text, hit, cues, lacks.get(hit), rules);
		if (code !== undefined && !isPassingMention(lexicon, hit, code)) codes.push(code);
	}
	coding.codes.push(...bestOfEach(codes));
	coding.states ||= codes.some(({ stance }) => stance === 'challenge' || stance === 'need') || statesVaguely(lexicon, topics, cues, lacks);
}

/** The tokens of the sentence in which the hits stand. */
function boundsOf({ tokens }: Lexicon, hits: readonly Hit[]): [number, number] {
	let from = hits[0]?.from ?? 0;
	const last = hits.at(-1)?.to ?? from;
	let to = last;
	while (from > 0 && last - from < longestSentence && tokens.gap[from] !== Break.sentence) from--;
	while (to < tokens.count && to - from < longestSentence && tokens.gap[to] !== Break.sentence) to++;
	return [from, to];
}

/** Which cue governs which need; `busy`: the cues that govern some topic. */
type Rules = { of: ReadonlyMap<Hit, Cue>; busy: ReadonlySet<Cue> };

/** "Plans to buy analysers for the laboratory" plans analysers, not a laboratory: other cues govern needs as those of lack do. */
function rulesOf(lexicon: Lexicon, cues: readonly Cue[], topics: readonly Hit[], lacks: ReadonlyMap<Hit, Cue>): Rules {
	const needs = topics.filter(({ entry }) => entry.scheme === 'need');
	const aid = topics.filter(({ entry }) => entry.conceptId === vague);
	const things = needs.filter((need) => !aid.some(({ from, to }) => from < need.to && need.from < to));
	const of = new Map<Hit, Cue>();
	for (const cue of cues) {
		if (isTrouble(cue) || cue.act === 'met' || cue.act === 'enabling') continue;
		// "Requests assistance for the purchase of analysers" asks for analysers.
		const past = cue.act === 'want' && things.length < needs.length ? governed(lexicon, cue, things, cues) : [];
		for (const need of [...governed(lexicon, cue, needs, cues), ...past]) if (!of.has(need) && !lacks.has(need)) of.set(need, cue);
	}
	return { of, busy: new Set([...lacks.values(), ...of.values()]) };
}

/** "A lack of resources", "support is needed": a statement, though it names nothing that could be given. */
function statesVaguely(lexicon: Lexicon, topics: readonly Hit[], cues: readonly Cue[], lacks: ReadonlyMap<Hit, Cue>): boolean {
	const wants = (hit: Hit) => nearest(lexicon, hit, cues, ({ act }) => act === 'want', true) !== undefined;
	return topics.some((hit) => hit.entry.conceptId === vague && (['lack', 'hard'].includes(lacks.get(hit)?.act ?? '') || wants(hit)));
}

/** "Funds" or "training" with nothing said of it is a word, not evidence of a need. */
function isPassingMention({ language }: Lexicon, { entry, from, to }: Hit, { stance }: Code): boolean {
	// A Chinese word has two characters or three, each a token.
	return stance === 'none' && entry.scheme === 'need' && (entry.isGeneric || to - from <= (language === 'zh' ? 3 : 1));
}

function codeHit(lexicon: Lexicon, text: string, hit: Hit, cues: readonly Cue[], lack: Cue | undefined, rules: Rules): Code | undefined {
	const { scheme, kind } = hit.entry;
	if (kind === 'governed') {
		if (scheme === 'challenge')
			return lack === undefined ? undefined : made(lexicon, text, hit, lack.act === 'met' ? 'progress' : 'challenge', 'governed', lack);
		const enabling = nearest(lexicon, hit, cues, (cue) => cue.act === 'enabling', false);
		return enabling === undefined ? undefined : made(lexicon, text, hit, 'none', 'governed', enabling);
	}
	if (scheme === 'challenge') {
		const over = nearest(lexicon, hit, cues, (cue) => cue.act === 'met', true);
		return made(lexicon, text, hit, over === undefined ? 'challenge' : 'progress', 'wording', over);
	}
	if (scheme === 'enabler' || scheme === 'article') return made(lexicon, text, hit, 'none', 'wording', undefined);
	if (lack !== undefined) return made(lexicon, text, hit, stanceOf[lack.act], 'wording', lack);
	const ruling = rules.of.get(hit);
	if (ruling !== undefined) return made(lexicon, text, hit, overridden(lexicon, ruling, cues), 'wording', ruling);
	// What governs another need of this clause leaves this one, its complement, alone; a list after a colon has a clause for each member.
	const suits = (one: Cue) =>
		one.act !== 'enabling' && !(scheme === 'need' && rules.busy.has(one) && sameClause(lexicon, one.from, hit.from));
	// A field is spoken of by the whole sentence; a need only by its clause, because the next clause may lack something else, or by a list's head.
	const cue =
		nearest(lexicon, hit, cues, suits, true) ??
		nearest(
			lexicon,
			hit,
			cues,
			(one) => suits(one) && !(scheme === 'need' && (isTrouble(one) || crossesTurn(lexicon, one.from, hit.from))),
			false
		);
	if (cue === undefined && scheme === 'need' && cues.some((one) => rules.busy.has(one) && sameClause(lexicon, one.from, hit.from)))
		return undefined;
	const stance = cue === undefined ? 'none' : overridden(lexicon, cue, cues);
	return made(lexicon, text, hit, stance, cue === undefined ? 'mention' : 'wording', cue);
}

/** "Will need" asks, "plans to establish" plans, "is ready to provide what was established" offers: the outer verb decides. */
function overridden(lexicon: Lexicon, cue: Cue, cues: readonly Cue[]): Stance {
	const clause = cues.filter((other) => sameClause(lexicon, other.from, cue.from));
	const has = (act: Act) => clause.some((other) => other.act === act);
	if (has('offer')) return 'offer';
	if (cue.act === 'done' && has('plan')) return 'plan';
	if ((cue.act === 'done' || cue.act === 'plan') && has('want')) return 'need';
	return stanceOf[cue.act];
}

/** The cue that stands nearest to the hit and may govern it; with `inClause`, only one of the same clause. */
function nearest(lexicon: Lexicon, hit: Hit, cues: readonly Cue[], suits: (cue: Cue) => boolean, inClause: boolean): Cue | undefined {
	let best: Cue | undefined;
	let least = Infinity;
	for (const cue of cues) {
		if (!suits(cue) || cue.isBare === true) continue;
		if (cue.side === 'ahead' && hit.to <= cue.from) continue;
		if (cue.side === 'back' && hit.from >= cue.to) continue;
		if (inClause && !sameClause(lexicon, cue.from, hit.from)) continue;
		const distance = Math.max(cue.from - hit.to, hit.from - cue.to, 0);
		if (distance < least) {
			least = distance;
			best = cue;
		}
	}
	return best;
}

const longestQuote = 240;

function made({ tokens }: Lexicon, text: string, hit: Hit, stance: Stance, rule: Code['why']['rule'], cue: Cue | undefined): Code {
	const isGoverned = rule === 'governed' && cue !== undefined && hit.entry.scheme === 'challenge';
	let from = hit.from;
	let to = hit.to;
	if (isGoverned) {
		from = Math.min(from, cue.from);
		to = Math.max(to, cue.to);
		if ((tokens.end[to - 1] as number) - (tokens.start[from] as number) > longestQuote) [from, to] = [hit.from, hit.to];
	}
	const start = tokens.start[from] as number;
	const end = tokens.end[to - 1] as number;
	const distance = cue === undefined ? 0 : Math.max(cue.from - hit.to, hit.from - cue.to, 0);
	return {
		concept: hit.entry.conceptId,
		stance,
		start,
		end,
		quote: text.slice(start, end),
		confidence: confidence(rule, distance, hit),
		why: { rule, wording: hit.entry.body, ...(cue !== undefined && { cue: cue.body }) }
	};
}

/** A named wording is trusted more than a governed topic, a near cue more than a far one, a long wording more than a short. */
function confidence(rule: Code['why']['rule'], distance: number, hit: Hit): number {
	const base = rule === 'governed' ? 0.85 : rule === 'mention' ? 0.6 : 0.8;
	const length = hit.to - hit.from > 1 ? 0.1 : 0;
	const general = hit.entry.isGeneric ? 0.1 : 0;
	return Math.round(Math.max(0.3, base + length - general - Math.min(distance, 12) * 0.025) * 100) / 100;
}

/** One code for each concept and stance of a sentence: the most trusted, and of those the first. */
function bestOfEach(codes: Code[]): Code[] {
	const best = new Map<string, Code>();
	for (const code of codes) {
		const key = `${code.concept} ${code.stance}`;
		const other = best.get(key);
		if (other === undefined || code.confidence > other.confidence) best.set(key, code);
	}
	return [...best.values()];
}
