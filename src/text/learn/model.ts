import type { Weighing } from './features.ts';
import type { Scale } from './calibrate.ts';
import type { Facet } from './labels.ts';

/** Raise when features or training change, so that a stored model is not read with features it was not trained on. */
export const learningVersion = 2;

export type Settings = {
	weighing: Weighing;
	/** Inverse of the L2 penalty: of the weights that all labels of a facet share, and of each label's own. */ sharedCost: number;
	cost: number;
	/** The same for stances, of which there are few and all are frequent. */ stanceCost: number;
	balance: number;
	/** A feature of fewer passages is not learnt from; of more features than `columns`, the most frequent are. */ leastPassages: number;
	columns: number;
	epochs: number;
	/** Parts that documents are dealt into, so that each is scored by a model that has not seen it. */ folds: number;
};

export const usualSettings: Settings = {
	weighing: { rules: 1, senses: 1.5, pairs: 1, words: 1.5, letters: 1.5 },
	sharedCost: 0.5,
	cost: 0.6,
	stanceCost: 0.4,
	balance: 0.3,
	leastPassages: 2,
	columns: 65_536,
	epochs: 30,
	folds: 5
};

/** What is said of a model: who it is, when and from what it was made. */
export type About = { name: string; date: string; seed: number; digest: string };

/** From which probability on a label is proposed: where the rules code it too, where they do not, and where nobody asks the rules. */
export type Threshold = { coded: number; uncoded: number; alone: number };

/** What a reviewed set teaches: which labels a passage has, and which stance a concept has in it. */
export type Learnt = { passages: Model; stances: Model };

/** A trained classifier. Weights stand column × labels + label. */
export type Model = {
	about: About;
	version: number;
	settings: Settings;
	labels: readonly string[];
	columns: Uint32Array;
	weights: Float32Array;
	shared: Partial<Record<Facet, Float32Array>>;
	scales: readonly Scale[];
	thresholds: Partial<Record<Facet, Threshold>>;
	/** What is learnt of single clauses, and how it is weighed against the whole passage; absent where no review says which words carry a code. */
	clauses?: { labels: readonly string[]; columns: Uint32Array; weights: Float32Array };
	stack?: Partial<Record<Facet, Float32Array>>;
};
