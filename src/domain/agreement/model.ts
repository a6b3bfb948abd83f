/** How often an interval made in this way should hold the true value. */
export const confidences = [0.9, 0.95, 0.99] as const;
export type Confidence = (typeof confidences)[number];

export type Interval = { low: number; high: number };

/** What the coders said of one unit, one value for each coder who saw it; null or undefined where a coder did not. */
export type Unit<Value> = readonly (Value | null | undefined)[];

/** Concepts that one coder gave to one unit; the empty set says that the coder saw the unit and gave none. */
export type Concepts = ReadonlySet<string>;

/** Agreement beyond chance: 1 is perfect, 0 is chance, below 0 is systematic disagreement; null where the material cannot tell. */
export type Alpha = {
	alpha: number | null;
	/** Mean distance between the values that were given to the same unit. */
	observed: number;
	/** Mean distance between any two values, wherever they were given. */
	expected: number;
	/** Units that at least two coders valued, and the values in them: all others say nothing of agreement. */
	units: number;
	values: number;
};

export type Kappa = { kappa: number | null; observed: number; expected: number; units: number };

/** A stretch of a text, in code points: from `start` up to, not including, `end`. */
export type Stretch = { start: number; end: number };

/** A text of `length` code points, and what each coder marked in it with one concept. */
export type Marked = { length: number; coders: readonly (readonly Stretch[])[] };

export type UnitizedAlpha = { alpha: number | null; observed: number; expected: number; stretches: number };

/** What one coder gave to a unit beside what adjudication settled on; `coded` is null where the coder did not see it. */
export type Compared = { coded: Concepts | null; adjudicated: Concepts };

export type Measures = { precision: number | null; recall: number | null; f1: number | null };

export type ConceptScore = Measures & { conceptId: string; right: number; wrong: number; missed: number };

/** `concepts` are those that the coder or adjudication gave at least once; each weighs the same in the means. */
export type Scores = { concepts: ConceptScore[]; macro: Measures; units: number };

/** Of the audited passages of one document, how many there were and how many do speak of the concept. */
export type Audited = { passages: number; real: number };

/** All passages that the machine treated alike (marked, or left empty), and a random sample of them that people have read. */
export type Stratum = { passages: number; audited: readonly Audited[] };

export type Share = Interval & {
	share: number;
	audited: number;
	real: number;
	/** How much wider the spread over documents makes the interval: the variance over that of as many unrelated passages. */
	designEffect: number;
};

/** A count corrected for what the machine marked wrongly and what it missed. */
export type CorrectedCount = Interval & {
	estimate: number;
	/** What the machine marked. */
	raw: number;
	/** Of the marked passages, those that do speak of the concept; null where none were marked. */
	precision: Share | null;
	/** Of the passages left empty, those that do speak of it; null where none were left empty. */
	missRate: Share | null;
};
