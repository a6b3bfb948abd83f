import { codedLabels } from './examples.ts';
import { rowOf } from './features.ts';
import { facetOf } from './labels.ts';
import { sigmoid } from './logistic.ts';
import type { Learnt, Model, Threshold } from './model.ts';
import { ownOf } from './own.ts';
import { pairOwn, pairRow } from './pair.ts';
import type { Reading } from './read.ts';
import { layRows } from './rows.ts';
import { oddsOf } from './train.ts';
import type { Example } from './train.ts';

/** A label, its calibrated probability, and whether that is enough to propose it, together with what the rules say or without. */
export type Score = { label: string; probability: number; isProposed: boolean; isProposedAlone: boolean };

/** What is said of a passage, label by label in the model's order. */
export function scorePassage({ passages }: Learnt, reading: Reading): Score[] {
	const { labels, settings } = passages;
	return scoreExample(passages, {
		row: rowOf(reading, settings.weighing),
		own: ownOf(reading, labels),
		coded: codedLabels(reading, labels)
	});
}

/** How likely each stance of a concept in a passage is, the likeliest first. */
export function scoreStances({ stances }: Learnt, reading: Reading, concept: string): Score[] {
	const row = pairRow(reading, concept, stances.settings.weighing);
	const scores = scoreExample(stances, { row, own: pairOwn(reading, concept), coded: new Uint8Array(stances.labels.length) });
	return scores.sort((a, b) => b.probability - a.probability);
}

const even: Threshold = { coded: 0.5, uncoded: 0.5, alone: 0.5 };

export function scoreExample(model: Model, { row, own, coded }: Pick<Example, 'row' | 'own' | 'coded'>): Score[] {
	const odds = oddsOf(model.labels, model, layRows([row], model.columns), 0, own);
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
