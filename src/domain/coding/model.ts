import type { Stance } from '#text/particulars.ts';

/** Everyone alone, everyone twice, or a share of the passages twice. */
export const codingRules = ['single', 'double', 'double-share'] as const;
export type CodingRule = (typeof codingRules)[number];

/** Passages drawn to be coded, and passages that the machine left empty, drawn to see what it misses. */
export const codingParts = ['sample', 'audit'] as const;
export type CodingPart = (typeof codingParts)[number];

export const taskStates = ['waiting', 'skipped', 'done'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskVerdicts = ['accepted', 'refused', 'added'] as const;
export type TaskVerdict = (typeof taskVerdicts)[number];

/** One stretch of a passage with what is said of it; offsets count UTF-16 code units, the end is exclusive. */
export type Code = { conceptId: string; stance: Stance; start: number; end: number; quote: string };

/** A code of a task: what its coder accepts or refuses of the machine's, or says themselves. */
export type TaskCode = Code & { id: number; evidenceId: number | null; verdict: TaskVerdict };

/** What a coder says of a passage, all in all. */
export const said = (codes: readonly TaskCode[]): TaskCode[] => codes.filter(({ verdict }) => verdict !== 'refused');

/** What tells one code of a passage from another: its concept, stance and place. */
export const keyOf = ({ conceptId, stance, start, end }: Code) => `${conceptId} ${stance} ${start} ${end}`;

/** Whether two coders say the same of a passage: the same concepts with the same stances of the same words. */
export function isSame(one: readonly Code[], other: readonly Code[]): boolean {
	const keys = new Set(one.map(keyOf));
	return keys.size === new Set(other.map(keyOf)).size && other.every((code) => keys.has(keyOf(code)));
}

/** The codes that all of several coders gave, and those that only some gave, each with who gave it. */
export function compare<C extends Code>(by: ReadonlyMap<number, readonly C[]>): { code: C; by: number[] }[] {
	const found = new Map<string, { code: C; by: number[] }>();
	for (const [coder, codes] of by)
		for (const code of codes) {
			const known = found.get(keyOf(code));
			if (known === undefined) found.set(keyOf(code), { code, by: [coder] });
			else if (!known.by.includes(coder)) known.by.push(coder);
		}
	return [...found.values()].toSorted((a, b) => a.code.start - b.code.start || a.code.end - b.code.end);
}

/** Of a coding project: how many passages, how many of them settled, and how many wait for a third person. */
export type Progress = { passages: number; settled: number; toAdjudicate: number; tasks: number; done: number; skipped: number };

/** The share of the common queue that chance orders; what is measured on passages is measured on these alone. */
export const chanceShare = 0.2;
