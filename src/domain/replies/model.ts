import { reachOf } from '../actor.ts';
import type { Actor } from '../actor.ts';

/** What can be wrong with a code, and that there should be one where there is none. */
export const objectionKinds = [
	'wrong-concept',
	'wrong-stance',
	'wrong-words',
	'out-of-context',
	'no-longer-true',
	'confidential',
	'other',
	'missing'
] as const;
export type ObjectionKind = (typeof objectionKinds)[number];
/** What can be said against a code that is there. */
export const codeKinds = objectionKinds.filter((kind) => kind !== 'missing');

export const objectionStates = ['open', 'upheld', 'upheld-in-part', 'dismissed', 'withdrawn'] as const;
export type ObjectionState = (typeof objectionStates)[number];
export const decisions = ['upheld', 'upheld-in-part', 'dismissed'] as const satisfies ObjectionState[];
export type Decision = (typeof decisions)[number];

/** What is done to the coding as an objection is settled. */
export const measures = ['none', 'remove', 'change', 'add'] as const;
export type Measure = (typeof measures)[number];

/** How a document stands with its Party: not asked yet, being asked, or heard. */
export type Standing = { state: 'not-asked' } | { state: 'running'; until: string } | { state: 'heard'; agreed: boolean; on: Date };

export const defaultDays = 30;
export const fewestDays = 14;
export const mostDays = 180;
/** So many days before a period ends its Party is reminded. */
export const remindedDays = 7;

/** The most characters that are taken of a reason, an answer or a rejoinder. */
export const longestWords = 4000;

/** Whether the Party was not given what it asked for, and has said so once more. */
export const dissents = ({ state, rejoinedAt }: { state: ObjectionState; rejoinedAt: Date | null }): boolean =>
	rejoinedAt !== null && (state === 'dismissed' || state === 'upheld-in-part');

/** Which measures go with a decision. What is missing is added or it is not; nothing is done where nothing is upheld. */
export function measuresFor(decision: Decision, kind: ObjectionKind, stands: boolean): readonly Measure[] {
	if (decision === 'dismissed') return ['none'];
	const inPart = decision === 'upheld-in-part';
	if (kind === 'missing') return inPart ? ['add', 'none'] : ['add'];
	if (!stands) return ['none'];
	// What should be confidential may be right: its Party closes the passage itself.
	return inPart || kind === 'confidential' ? ['change', 'remove', 'none'] : ['change', 'remove'];
}

/** Whether the words between a Party and the secretariat are the actor's to read. */
export function isConcerned(actor: Actor, party: string): boolean {
	const { level, parties } = reachOf(actor);
	return level === 'secretariat' || parties.includes(party);
}
