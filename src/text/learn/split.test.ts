import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { foldsByDocument } from './split.ts';

function documentsOf(seed: number): string[] {
	const random = seededRandom(seed);
	return Array.from({ length: 500 }, () => `document ${Math.floor(60 * random() ** 2)}`);
}

test('a document never lies on both sides of a split', () => {
	for (const seed of [1, 2, 3, 4, 5]) {
		const documents = documentsOf(seed);
		const folds = foldsByDocument(documents, 5, seed);
		for (const document of new Set(documents)) {
			const own = new Set(documents.flatMap((one, at) => (one === document ? [folds[at]] : [])));
			expect(own.size).toBe(1);
		}
	}
});

test('every fold is used, and none holds much more than its part', () => {
	const folds = [...foldsByDocument(documentsOf(9), 5, 1)];
	for (const fold of [0, 1, 2, 3, 4]) expect(Math.abs(folds.filter((one) => one === fold).length - 100)).toBeLessThan(30);
});

test('the fold of a document does not depend on the order of the passages', () => {
	const documents = documentsOf(3);
	const folds = foldsByDocument(documents, 5, 1);
	const back = foldsByDocument(documents.toReversed(), 5, 1).toReversed();
	expect(back).toEqual(folds);
});
