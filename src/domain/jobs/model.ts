import type { MessageKey, Slots } from '#i18n/messages.ts';

export const jobStates = ['waiting', 'running', 'done', 'refused', 'stopped'] as const;
export type JobState = (typeof jobStates)[number];

/** What became of one piece of a job: done, with what is worth saying of it, or refused with the reason. */
export type Outcome =
	{ name: string; done: Record<string, string | number | boolean> } | { name: string; refused: MessageKey; slots: Slots };

export type Job = {
	id: number;
	kind: string;
	state: JobState;
	input: Record<string, unknown>;
	done: number;
	total: number;
	outcome: Outcome[];
	askedBy: string;
};

/** Nothing more will happen to the job. */
export function isOver({ state }: { state: JobState }): boolean {
	return state === 'done' || state === 'refused' || state === 'stopped';
}
