import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '#text/languages.ts';

const share = z.number().min(0).max(1);

/** What `npm run quality` writes: how the machine does on the half of our invented passages that is held back. */
const measured = z.object({
	date: z.iso.date(),
	command: z.string().min(1),
	rows: z.array(
		z.object({
			language: z.enum(languages),
			passages: z.number().int().nonnegative(),
			/** F1 of a scheme, the mean over its concepts, and how often the stance is right where the concept is. */
			challenge: share,
			sector: share,
			need: share,
			stance: share,
			/** Of statements, how often the machine's specificity is within one point of a person's. */
			specificity: share
		})
	)
});
export type GoldMeasured = z.infer<typeof measured>;

/** What was measured on our own invented passages; undefined where nothing was, or it cannot be read. */
export function readGold(facts: string): GoldMeasured | undefined {
	try {
		return measured.parse(JSON.parse(readFileSync(join(facts, 'gold', 'measured.json'), 'utf8')));
	} catch {
		return undefined;
	}
}
