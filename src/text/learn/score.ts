import type { Span } from '../span.ts';
import { clausesOf } from './clauses.ts';
import { bestClause } from './evidence.ts';
import { codedLabels } from './examples.ts';
import { rowOf } from './features.ts';
import { facetOf } from './labels.ts';
import { sigmoid } from './logistic.ts';
import type { Learnt, Model, Threshold } from './model.ts';
import { ownOf } from './own.ts';
import { pairOwn, pairRow } from './pair.ts';
import type { Reading } from './read.ts';
import { layRows } from './rows.ts';
import { stacked, stackFeatures, tiesOf } from './stack.ts';
import { clauseOddsOf, oddsOf } from './train.ts';
import type { Example } from './train.ts';

/** A label, its calibrated probability, and whether that is enough to propose it, together with what the rules say or without. */
export type Score = { label: string; probability: number; isProposed: boolean; isProposedAlone: boolean };

/** What is said of a passage, label by label in the model's order. */
export function scorePassage({ passages }: Learnt, reading: Reading): Score[] {
	const { labels, settings } = passages;
	return scoreExample(passages, {
		row: rowOf(reading, settings.weighing),
		own: ownOf(reading, labels),
		coded: codedLabels(reading, labels),
		...(passages.clauses !== undefined && { clauses: clausesOf(reading, settings.weighing) })
	});
}

/** How likely each stance of a concept in a passage is, the likeliest first. */
export function scoreStances({ stances }: Learnt, reading: Reading, concept: string): Score[] {
	const row = pairRow(reading, concept, stances.settings.weighing);
	const scores = scoreExample(stances, { row, own: pairOwn(reading, concept), coded: new Uint8Array(stances.labels.length) });
	return scores.sort((a, b) => b.probability - a.probability);
}

/** The log-odds of every label, what the clauses say weighed in. */
export function allOdds(model: Model, { row, own, clauses }: Pick<Example, 'row' | 'own' | 'clauses'>): Float64Array {
	const odds = oddsOf(model.labels, model, layRows([row], model.columns), 0, own);
	if (model.clauses === undefined || model.stack === undefined) return odds;
	const said = clauseOddsOf(model.clauses, clauses ?? []);
	return stacked(model.labels, model.stack, odds, stackFeatures(model.labels, tiesOf(model.labels), odds, said));
}

const even: Threshold = { coded: 0.5, uncoded: 0.5, alone: 0.5 };

export function scoreExample(model: Model, example: Pick<Example, 'row' | 'own' | 'coded' | 'clauses'>): Score[] {
	const { coded } = example;
	const odds = allOdds(model, example);
	return model.labels.map((label, at) => {
		const { slope = 1, shift = 0 } = model.scales[at] ?? {};
		const probability = sigmoid(slope * (odds[at] as number) + shift);
		const facet = facetOf(label);
		const threshold = (facet === undefined ? undefined : model.thresholds[facet]) ?? even;
		return {
			label,
			probability,
			isProposed: probability >= (coded[at] === 1 ? threshold.coded : threshold.uncoded),
			isProposedAlone: probability >= threshold.alone
		};
	});
}

/** The clause of a passage that speaks most for a label: the words to quote when it is proposed. */
export function clauseFor({ passages }: Learnt, reading: Reading, label: string): Span | undefined {
	if (passages.clauses === undefined) return undefined;
	const clauses = clausesOf(reading, passages.settings.weighing);
	const best = bestClause(clauseOddsOf(passages.clauses, clauses), label);
	const clause = best === undefined ? undefined : clauses[best.said];
	return clause === undefined ? undefined : { start: clause.start, end: clause.end };
}

/** How many particulars a passage most likely names: its specificity from 0 to 6. */
export function specificityFrom(scores: readonly Score[]): number {
	const named = scores.filter(({ label }) => facetOf(label) === 'particular');
	return Math.round(named.reduce((sum, { probability }) => sum + probability, 0));
}
