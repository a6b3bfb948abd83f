import type { Language } from '#text/languages.ts';
import { clausesOf } from '#text/learn/clauses.ts';
import { explain } from '#text/learn/explain.ts';
import type { Reason } from '#text/learn/explain.ts';
import { facetOf, particulars } from '#text/learn/labels.ts';
import type { Learnt } from '#text/learn/model.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import type { Nearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import type { Reading } from '#text/learn/read.ts';
import { clauseFor, scorePassage, scoreStances } from '#text/learn/score.ts';
import type { Score } from '#text/learn/score.ts';
import type { Lexicons } from '#text/lexicon.ts';
import { stances } from '#text/particulars.ts';
import type { Specificity, Stance } from '#text/particulars.ts';
import { overlaps } from '#text/span.ts';
import type { Span } from '#text/span.ts';
import type { Proposed, Said } from './machine.server.ts';
import type { LearntWhy, Spoken } from './model.ts';

/** `isInUse`: of a concept. `isTaught`: whether there was any example of a label to learn from; other labels are left to the rules. */
export type Bounds = { isInUse: (concept: string) => boolean; isTaught: (label: string) => boolean };

/** Codes texts by what was learnt, over the rules. */
export function classifierOf(learnt: Learnt, lexicons: Lexicons, bounds: Bounds): (language: Language, text: string) => Said {
	const nearness = new Map<Language, Nearness>();
	return (language, text) => {
		const near = nearness.get(language) ?? makeNearness(lexicons[language]);
		nearness.set(language, near);
		return said(learnt, readText(lexicons[language], near, text), bounds);
	};
}

/** A cell, a label or "none at present": what is learnt from paragraphs says nothing of so few words, or characters of Chinese. */
const isShort = ({ language, words }: Reading) => words.length < (language === 'zh' ? 12 : 8);

/** What is learnt to be said of a reading. */
export function said(learnt: Learnt, reading: Reading, { isInUse, isTaught }: Bounds): Said {
	if (isShort(reading)) return byRulesAlone(reading);
	const scores = scorePassage(learnt, reading).filter(({ label }) => isTaught(label) && (!isConcept(label) || isInUse(label)));
	const isLearnt = new Set(scores.map(({ label }) => label));
	const learntOf = scores.filter(({ label, isProposed }) => isProposed && isConcept(label));
	const own = learntOf.flatMap((score) => proposalOf(learnt, reading, score));
	const byRules = reading.coding.codes
		.filter(({ concept }) => !isLearnt.has(concept))
		.map((code): Proposed => ({ ...code, isOfRules: true }));
	const codes = [...own, ...byRules].toSorted((a, b) => a.start - b.start || a.end - b.end || (a.concept < b.concept ? -1 : 1));
	return {
		codes,
		states: isLearnt.has('states/any')
			? scores.some(({ label, isProposed }) => label === 'states/any' && isProposed)
			: reading.coding.states,
		specificity: specificityOf(learnt, reading, scores, learntOf),
		doubt: scores.reduce((most, { label, probability }) => (isConcept(label) ? Math.max(most, doubtOf(probability)) : most), 0),
		rules: reading.coding
	};
}

function byRulesAlone({ coding }: Reading): Said {
	return { ...coding, codes: coding.codes.map((code): Proposed => ({ ...code, isOfRules: true })), rules: coding };
}

const doubtOf = (probability: number) => (Number.isFinite(probability) ? Math.max(0, Math.min(1, 1 - Math.abs(2 * probability - 1))) : 0);

function isConcept(label: string): boolean {
	const facet = facetOf(label);
	return facet !== undefined && facet !== 'stance' && facet !== 'particular' && facet !== 'states';
}

/** Of a calibrated probability, as it is kept: never quite certain. */
const kept = (probability: number) => Math.round(Math.min(0.999, Math.max(0.001, probability)) * 1000) / 1000;

/** More reasons than are shown: the place of the words is told by all of them. */
const weighed = 60;

function proposalOf(learnt: Learnt, reading: Reading, { label: concept, probability }: Score): Proposed[] {
	const stance = stances.find((one) => `stance/${one}` === scoreStances(learnt, reading, concept)[0]?.label) ?? 'none';
	const reasons = explain(learnt.passages, reading, concept, weighed);
	const rule = ruleCode(reading, concept, stance);
	const span = rule ?? clauseFor(learnt, reading, concept) ?? bestClause(learnt, reading, reasons);
	if (span === undefined || span.end <= span.start) return [];
	const { start, end } = span;
	const why: LearntWhy = { ...toldOf(reasons), ...(rule && { wording: rule.why.wording }), ...(rule?.why.cue && { cue: rule.why.cue }) };
	return [{ concept, stance, start, end, quote: reading.text.slice(start, end), confidence: kept(probability), why }];
}

/** What the rules say of the concept, with the same stance if they can: their stretch is the closest that there is. */
function ruleCode({ coding }: Reading, concept: string, stance: Stance) {
	const codes = coding.codes.filter((code) => code.concept === concept).toSorted((a, b) => b.confidence - a.confidence);
	return codes.find((code) => code.stance === stance) ?? codes[0];
}

/** The clause whose words speak most for the concept; the first of several alike. */
function bestClause({ passages }: Learnt, reading: Reading, reasons: readonly Reason[]): Span | undefined {
	let best: Span | undefined;
	let most = -Infinity;
	for (const clause of clausesOf(reading, passages.settings.weighing)) {
		const weight = reasons.reduce((sum, reason) => (reason.kind === 'word' && overlaps(reason, clause) ? sum + reason.weight : sum), 0);
		if (weight > most) [best, most] = [clause, weight];
	}
	return best;
}

const mostFor = 5;
const mostAgainst = 3;

function toldOf(reasons: readonly Reason[]): LearntWhy {
	const told = reasons.map((reason): Spoken => {
		const weight = Math.round(reason.weight * 100) / 100;
		return reason.kind === 'word' ? { kind: 'word', quote: reason.quote, weight } : { kind: reason.kind, name: reason.name, weight };
	});
	return {
		rule: 'learnt',
		for: told.filter(({ weight }) => weight > 0).slice(0, mostFor),
		against: told.filter(({ weight }) => weight < 0).slice(0, mostAgainst)
	};
}

/** Which particulars are named is learnt; in which words is told by the rules, and where they find none by what spoke most for it. */
function specificityOf(learnt: Learnt, reading: Reading, scores: readonly Score[], concepts: readonly Score[]): Specificity {
	const likeliest = (scheme: string) =>
		concepts.filter(({ label }) => label.startsWith(`${scheme}/`)).toSorted((a, b) => b.probability - a.probability)[0]?.label;
	const named: Record<string, string | null> = {};
	for (const particular of particulars) {
		const label = `particular/${particular}`;
		const score = scores.find((one) => one.label === label);
		if (score === undefined) named[particular] = reading.coding.specificity[particular];
		else named[particular] = score.isProposed ? (quoteOf(particular) ?? wordFor(label)) : null;
	}
	const { kind = null, sector = null, item = null, quantity = null, place = null, time = null } = named;
	const all = { kind, sector, item, quantity, place, time };
	return { ...all, score: Object.values(all).filter((one) => one !== null).length };

	function quoteOf(particular: (typeof particulars)[number]): string | undefined {
		const byRules = reading.coding.specificity[particular] ?? undefined;
		if (particular === 'kind') return likeliest('need') ?? byRules;
		return particular === 'sector' ? (likeliest('sector') ?? byRules) : byRules;
	}
	function wordFor(label: string): string | null {
		const word = explain(learnt.passages, reading, label, weighed).find((reason) => reason.kind === 'word' && reason.weight > 0);
		return word?.kind === 'word' && label !== 'particular/kind' && label !== 'particular/sector' ? word.quote : null;
	}
}
