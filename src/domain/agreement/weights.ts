import type { CodingPart } from '#domain/coding/model.ts';
import type { Language } from '#text/languages.ts';

/** How a passage came before its reader: by the common queue, or drawn for a coding project from a stratum of known size. */
export type Drawn = {
	projectId: number | null;
	language: Language;
	/** Whether the machine says nothing of it: such passages can also be drawn for the audit. */
	isEmpty: boolean;
	part: CodingPart | null;
	/** Of the stratum: passages, how many were drawn; and of those left, how many the machine had left empty, and how many of them were drawn. */
	passages: number | null;
	drawn: number | null;
	empty: number | null;
	audited: number | null;
};

/** How likely the draw was to take the passage: for the sample, or, where it was not and the machine left it empty, for the audit. */
function chanceOf({ isEmpty, part, passages, drawn, empty, audited }: Drawn): number {
	const sampled = (drawn ?? 0) / Math.max(1, passages ?? 0);
	const inAudit = isEmpty || part === 'audit' ? (audited ?? 0) / Math.max(1, empty ?? 0) : 0;
	return sampled + (1 - sampled) * inAudit;
}

/**
 * Weighs each passage by the inverse of its chance (Horvitz and Thompson 1952). Coding projects and the common queue each draw from all there
 * is, so that the passages of each weigh 1 on the mean in a language, and each counts by how much was read for it.
 */
export function weighted<One extends Drawn>(some: readonly One[]): { one: One; weight: number }[] {
	const frames = Map.groupBy(some, ({ projectId, language }) => `${projectId ?? 0} ${language}`);
	const weights = new Map<One, number>();
	for (const frame of frames.values()) {
		const raw = frame.map((one) => (one.projectId === null ? 1 : 1 / (chanceOf(one) || 1)));
		const mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.length;
		frame.forEach((one, at) => weights.set(one, (raw[at] ?? mean) / mean));
	}
	return some.map((one) => ({ one, weight: weights.get(one) ?? 1 }));
}
