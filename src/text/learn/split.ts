import { seededRandom } from '../random.ts';

/**
 * Deals examples into folds so that all examples of one document lie in one fold; gives the fold of each example. Documents are dealt
 * largest first to the fold that has least, so folds are even; the seed decides between documents of one size.
 */
export function foldsByDocument(documents: readonly string[], folds: number, seed: number): Int32Array {
	const random = seededRandom(seed);
	const sizes = new Map<string, number>();
	for (const document of documents) sizes.set(document, (sizes.get(document) ?? 0) + 1);
	const order = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([document, size]) => ({ document, size, lot: random() }));
	order.sort((a, b) => b.size - a.size || a.lot - b.lot);
	const filled = new Int32Array(folds);
	const foldOf = new Map<string, number>();
	for (const { document, size } of order) {
		const least = filled.indexOf(Math.min(...filled));
		filled[least] = (filled[least] as number) + size;
		foldOf.set(document, least);
	}
	return Int32Array.from(documents, (document) => foldOf.get(document) ?? 0);
}
