import { isLive } from './model.ts';
import type { Concept } from './model.ts';

/** What a new version of the codebook means for passages that are coded already. */
export type Moves = {
	/** Evidence for the one now speaks of the other. */
	follow: { from: string; to: string }[];
	/** Evidence for these stays, and a person is asked: because nothing took their place, or because several concepts did. */
	left: { from: string; parts: string[] }[];
	/** These are back in use. */
	back: string[];
};

/** Compares two versions of the codebook, the second of which comes after the first. */
export function movesBetween(before: readonly Concept[], after: readonly Concept[]): Moves {
	const was = new Map(before.map((one) => [one.id, one]));
	const is = new Map(after.map((one) => [one.id, one]));
	const moves: Moves = { follow: [], left: [], back: [] };
	for (const concept of after) {
		const earlier = was.get(concept.id);
		if (concept.retired === undefined) {
			if (earlier !== undefined && !isLive(earlier)) moves.back.push(concept.id);
			continue;
		}
		if (earlier === undefined || !isLive(earlier)) continue;
		const parts = successors(is, concept);
		const [only, ...others] = parts;
		if (only !== undefined && others.length === 0) moves.follow.push({ from: concept.id, to: only });
		else moves.left.push({ from: concept.id, parts });
	}
	return moves;
}

/** The concepts in use that took the place of a retired one, at whatever remove. */
function successors(concepts: ReadonlyMap<string, Concept>, { id, retired }: Concept): string[] {
	const found = new Set<string>();
	const seen = new Set([id]);
	const walk = (ids: readonly string[]) => {
		for (const next of ids) {
			const concept = concepts.get(next);
			if (concept === undefined || seen.has(next)) continue;
			seen.add(next);
			if (isLive(concept)) found.add(next);
			else walk(concept.retired?.replacedBy ?? []);
		}
	};
	walk(retired?.replacedBy ?? []);
	return [...found];
}
