import type { Edit, Words } from '#domain/edits/model.ts';

type SetAside<F extends string, C> = { words: Words<F>; why: string; clashes: readonly C[]; setAsideAt: Date };

/**
 * What a form for an edit shows: what was sent and refused, as it was sent; else what was set aside, with what it clashes with; else what
 * the record says now. `began` is what the form carries as the words with which it began.
 */
export function shownEdit<F extends string, C>(
	sent: Edit<F> | undefined,
	{ now, setAside }: { now: Words<F>; setAside?: SetAside<F, C> | undefined }
): Edit<F> & { clashes: readonly C[]; since: Date | undefined } {
	if (sent !== undefined) return { ...sent, clashes: [], since: undefined };
	const { words = now, why = '', clashes = [] } = setAside ?? {};
	return { began: now, words, why, clashes, since: clashes.length > 0 ? setAside?.setAsideAt : undefined };
}
