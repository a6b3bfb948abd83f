import { stances } from '#text/particulars.ts';
import type { Stance, Why } from '#text/particulars.ts';

export { stances };
export type { Stance };

export const verdicts = ['accepted', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];
export type EvidenceStatus = 'proposed' | Verdict;

/** Schemes whose concepts a passage can be coded with, in the order in which pages list them. */
export const codedSchemes = ['challenge', 'need', 'sector', 'source', 'enabler', 'plan', 'article'] as const;
export type CodedScheme = (typeof codedSchemes)[number];

/** Whether a concept is of one of the schemes that are asked about; the name of its scheme begins a concept's. */
export const isAsked = (schemes: readonly string[], conceptId: string): boolean =>
	schemes.some((scheme) => conceptId.startsWith(`${scheme}/`));

/** A coder that proposes: the machine of a version, or a person. */
export type Coder = { name: string; version: string; kind: 'machine' | 'person' };

/** What spoke for a label, or against it, in log-odds: words of the passage, something that the rules found, or what is known of every label. */
export type Spoken = { kind: 'word'; quote: string; weight: number } | { kind: 'rule' | 'shared'; name: string; weight: number };

/** Why a classifier proposes: what spoke for the concept and what against, the weightiest first; with the wording, where the rules say the same. */
export type LearntWhy = { rule: 'learnt'; for: Spoken[]; against: Spoken[]; wording?: string; cue?: string };
/** A language model gives no reason that could be checked, only its words. */
export type AskedWhy = { rule: 'asked' };
export type ProposalWhy = Why | LearntWhy | AskedWhy;

/** One piece of a passage for display: the text between two places where marks begin or end, with the marks that cover it. */
export type Piece = { text: string; marks: number[] };

/** Cuts a body at the ends of spans, so that overlapping marks can be shown one inside the other. Pieces joined give the body back. */
export function piecesOf(body: string, spans: readonly { id: number; start: number; end: number }[]): Piece[] {
	const cuts = new Set([0, body.length]);
	for (const { start, end } of spans) {
		cuts.add(Math.min(start, body.length));
		cuts.add(Math.min(end, body.length));
	}
	const edges = [...cuts].toSorted((a, b) => a - b);
	return edges.slice(0, -1).map((from, index) => {
		const to = edges[index + 1] ?? body.length;
		return { text: body.slice(from, to), marks: spans.filter(({ start, end }) => start < to && from < end).map(({ id }) => id) };
	});
}

/** Where a quote chosen by a reader stands in the body: at the place they pointed to, else at its only place; undefined where it is nowhere or in several places. */
export function placeQuote(body: string, quote: string, near?: number): { start: number; end: number } | undefined {
	if (quote === '') return undefined;
	if (near !== undefined && body.startsWith(quote, near)) return { start: near, end: near + quote.length };
	const start = body.indexOf(quote);
	if (start === -1 || body.indexOf(quote, start + 1) !== -1) return undefined;
	return { start, end: start + quote.length };
}

/** The steps that a document takes, from which state to which; a step without an end leaves the state as it is. */
export const steps = {
	submit: { from: ['draft'], to: 'submitted' },
	return: { from: ['submitted'], to: 'draft' },
	publish: { from: ['submitted'], to: 'published' },
	withdraw: { from: ['published'], to: 'withdrawn' },
	'set-level': { from: ['submitted', 'published'], to: undefined }
} as const;
export type Step = keyof typeof steps;
/** In the order in which a page offers them: onwards first, back last. */
export const stepOrder = ['submit', 'publish', 'set-level', 'return', 'withdraw'] as const satisfies Step[];
