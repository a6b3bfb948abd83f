import { Refusal } from '../../refusal.ts';

/** What one file may cost. A report of a Party stays far below each of these. */
export const limits = {
	/** Bytes in all that a zipped file may say or turn out to hold. */
	unzipped: 300 * 1024 * 1024,
	/** Bytes of one part of a zipped file that we read. */
	part: 120 * 1024 * 1024,
	/** How much larger than its packed form a part may be; text packs to about a tenth, a sheet of equal rows to a hundredth. */
	ratio: 250,
	/** Parts below this size are not asked for their ratio. */
	ratioFrom: 4 * 1024 * 1024,
	entries: 10_000,
	/** Elements inside each other. */
	depth: 300,
	pages: 2_000,
	blocks: 200_000,
	/** UTF-16 code units of text in one document. */
	text: 40_000_000,
	milliseconds: 180_000
};

/** Stops work that takes too long or that nobody waits for any more. */
export function mustGoOn(signal: AbortSignal): void {
	if (signal.aborted) throw new Refusal('documents.too-slow', { seconds: limits.milliseconds / 1000 });
}
