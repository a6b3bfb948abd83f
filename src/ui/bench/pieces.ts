import type { BenchPassage } from '#domain/coding/bench.server.ts';
import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';

/** One code on the bench: evidence that stands or is proposed, or what the reviewer says in their own task. */
export type BenchPiece = {
	key: string;
	evidenceId: number | undefined;
	codeId: number | undefined;
	conceptId: string;
	stance: Stance;
	start: number;
	end: number;
	quote: string;
	status: EvidenceStatus;
	/** Whether the reviewer gave it themselves, so that they can take it away. */
	isOwn: boolean;
	coder: string;
	coderKind: 'machine' | 'person';
	confidence: number;
	why: unknown;
	reviewedBy: string | null;
};

/** The codes of a passage as its reviewer sees them: within a task a proposal stands as they judged it, and their own codes beside. */
export function piecesOnBench({ evidence, said }: BenchPassage, me: string): BenchPiece[] {
	const judged = new Map(said.flatMap((code) => (code.evidenceId === null ? [] : [[code.evidenceId, code] as const])));
	const standing = evidence.map((one): BenchPiece => {
		const mine = judged.get(one.id);
		const { conceptId, stance, start, end, quote, coder, coderKind, confidence, why, reviewedBy } = one;
		const status = mine === undefined || mine.verdict === 'added' ? one.status : mine.verdict;
		const isOwn = coderKind === 'person' && coder === me && one.status === 'accepted' && reviewedBy === me;
		const code = { conceptId, stance, start, end, quote, coder, coderKind, confidence, why, reviewedBy };
		return { key: `e${one.id}`, evidenceId: one.id, codeId: mine?.id, status, isOwn, ...code };
	});
	const shown = new Set(evidence.map(({ id }) => id));
	const own = said
		.filter(({ verdict, evidenceId }) => verdict === 'added' || (verdict === 'accepted' && !shown.has(evidenceId ?? 0)))
		.map(({ id, conceptId, stance, start, end, quote }): BenchPiece => ({
			...{ key: `c${id}`, evidenceId: undefined, codeId: id, conceptId, stance, start, end, quote, status: 'accepted' },
			...{ isOwn: true, coder: me, coderKind: 'person', confidence: 1, why: { rule: 'person' }, reviewedBy: me }
		}));
	return [...standing, ...own].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Into how many lines marks under a text are laid at most. */
const mostLayers = 4;

/**
 * The line under the text on which each mark is drawn, from 0: those that overlap never share one, as long as there are lines. The same rule
 * stands in `static/bench/words.js`.
 */
export function layersOf(spans: readonly { key: string; start: number; end: number }[]): Map<string, number> {
	const ends: number[] = [];
	const layers = new Map<string, number>();
	for (const { key, start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
		let layer = ends.findIndex((until) => until <= start);
		if (layer === -1) layer = ends.length;
		ends[layer] = end;
		layers.set(key, Math.min(layer, mostLayers - 1));
	}
	return layers;
}

export type BenchStretch = { text: string; marks: BenchPiece[] };

/** Cuts a body where marks begin or end. Joined, the stretches give the body back. */
export function stretchesOf(body: string, pieces: readonly BenchPiece[]): BenchStretch[] {
	const edges = [...new Set([0, body.length, ...pieces.flatMap(({ start, end }) => [start, end])])].toSorted((a, b) => a - b);
	return edges.slice(0, -1).map((from, index) => {
		const to = edges[index + 1] ?? body.length;
		return { text: body.slice(from, to), marks: pieces.filter(({ start, end }) => start < to && from < end) };
	});
}
