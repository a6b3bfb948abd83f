import type { Language } from '#text/languages.ts';

export const machineKinds = ['rules', 'classifier', 'language-model'] as const;
export type MachineKind = (typeof machineKinds)[number];
export const machineStates = ['trained', 'in-use', 'retired'] as const;
export type MachineState = (typeof machineStates)[number];
export const machineOrigins = ['shipped', 'trained', 'received', 'asked'] as const;
export type MachineOrigin = (typeof machineOrigins)[number];

/** What a set of passages is: those that people have read whole on this site, and the invented ones that ship. */
export const sets = ['reviewed', 'starter'] as const;
export type SetName = (typeof sets)[number];

/** A coded passage to learn from. Offsets count UTF-16 code units. `passageId` only of a passage of this site. */
export type Lesson = {
	set: SetName;
	document: string;
	language: Language;
	text: string;
	codes: { concept: string; stance: string; start?: number; end?: number }[];
	labels: string[];
	/** Labels that nobody looked for. */
	unknown: string[];
	passageId?: number;
};

/** How many passages of which set and language, documents of which set, and how often each label. */
export type TrainedOn = {
	passages: Record<SetName, Partial<Record<Language, number>>>;
	documents: Record<SetName, number>;
	labels: Record<string, number>;
};

/** Right, wrong and missed. */
export type Tally = { both: number; wrong: number; missed: number };
/** Of the probabilities in one tenth: how many, their sum, and how many were true. */
export type Bin = { count: number; said: number; held: number };
export const bins = 10;

/** What a machine says of passages of documents that it has not learnt from. */
export type Measures = {
	folds: number;
	/** Passages by set and language. */
	passages: Record<SetName, Partial<Record<Language, number>>>;
	/** By set, coder, language and label. */
	tallies: Record<SetName, Record<Compared, Partial<Record<Language, Record<string, Tally>>>>>;
	/** By set and coder and language: of the concepts that a person coded, how many with their stance; and passages whose specificity is within one point. */
	stances: Record<SetName, Record<Compared, Partial<Record<Language, Share>>>>;
	specificity: Record<SetName, Record<Compared, Partial<Record<Language, Share>>>>;
	/** By set: of the probabilities of concepts. */
	calibration: Record<SetName, Bin[]>;
};
export type Share = { right: number; all: number };
export const compared = ['machine', 'rules'] as const;
export type Compared = (typeof compared)[number];

/** By label and language, the words that speak most for it. */
export type LearntWords = Record<string, Partial<Record<Language, { word: string; weight: number }[]>>>;

export type Scores = { precision: number; recall: number; f1: number; given: number };

/** Precision, recall and their harmonic mean; not a number where there is nothing to divide by. `given`: how often a person gave it. */
export function scoresOf({ both, wrong, missed }: Tally): Scores {
	return {
		precision: both / (both + wrong),
		recall: both / (both + missed),
		f1: (2 * both) / (2 * both + wrong + missed),
		given: both + missed
	};
}

export function addTally(one: Tally | undefined, other: Tally): Tally {
	return {
		both: (one?.both ?? 0) + other.both,
		wrong: (one?.wrong ?? 0) + other.wrong,
		missed: (one?.missed ?? 0) + other.missed
	};
}

/** F1 of each label that a person gave, averaged; not a number where none was given. */
export function macroF1(tallies: readonly Tally[]): number {
	const given = tallies.filter(({ both, missed }) => both + missed > 0);
	return given.reduce((sum, one) => sum + scoresOf(one).f1, 0) / given.length;
}

/** How far, on average, the probability lies from the share that is true. */
export function calibrationErrorOf(some: readonly Bin[]): number {
	const all = some.reduce((sum, { count }) => sum + count, 0);
	return some.reduce((sum, { said, held }) => sum + Math.abs(said - held), 0) / all;
}

/** The set that tells most: what people have read, where there is enough of it. */
export function mainSet({ passages }: Pick<Measures, 'passages'>): SetName {
	return countOf(passages.reviewed) > 0 ? 'reviewed' : 'starter';
}

export function countOf(byLanguage: Partial<Record<Language, number>>): number {
	return Object.values(byLanguage).reduce((sum, one) => sum + one, 0);
}

/** Macro F1 over the concepts of a scheme, as the mean of what each language has: never of all languages in one heap. */
export function macroF1Of({ tallies }: Measures, set: SetName, who: Compared, scheme: string): number {
	const each = Object.values(tallies[set][who])
		.map((byLabel) => schemeF1(byLabel, scheme))
		.filter(Number.isFinite);
	return each.reduce((sum, one) => sum + one, 0) / each.length;
}

/** Macro F1 over the concepts of a scheme in one language. */
export function schemeF1(byLabel: Record<string, Tally> | undefined, scheme: string): number {
	return macroF1(Object.entries(byLabel ?? {}).flatMap(([label, tally]) => (label.startsWith(`${scheme}/`) ? [tally] : [])));
}
