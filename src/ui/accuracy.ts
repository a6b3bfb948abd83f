import type { Accurate, Count, Estimate } from '#domain/findings/model.ts';
import { number } from '#i18n/format.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** A count beside what it should be: as counted by people and by the machine, and as measured accuracy lets expect, where it was measured. */
export type Accuracy = { reviewed: number; machine: number; estimate: Estimate | null };

/** How accurate a count of Parties, or of passages, is. */
export function accuracyIn(accurate: Accurate | undefined, what: keyof Count): Accuracy | undefined {
	if (accurate === undefined) return undefined;
	return { reviewed: accurate.reviewed[what], machine: accurate.machine[what], estimate: accurate.estimate?.[what] ?? null };
}

export const partiesOf = (accurate: Accurate | undefined) => accuracyIn(accurate, 'parties');

/** Whole numbers, since Parties and passages are counted: the interval is never made narrower by rounding. */
export function wholeNumbers({ estimate, low, high }: Estimate) {
	return { estimate: Math.round(estimate), low: Math.floor(low + 1e-9), high: Math.ceil(high - 1e-9) };
}

/** "about 14 (11 to 19), 9 reviewed, 16 by the machine"; without an estimate, what was counted alone. */
export function accuracyText(language: Language, { reviewed, machine, estimate }: Accuracy): string {
	if (estimate === null) return say(language, 'quality.raw', { reviewed, machine });
	return say(language, 'quality.about', { ...wholeNumbers(estimate), reviewed, machine });
}

/** The same for a narrow cell: "≈ 14 (11–19)", or "9 / 16" where nothing is estimated. */
export function accuracySign(language: Language, { reviewed, machine, estimate }: Accuracy): string {
	if (estimate === null) return `${number(language, reviewed)} / ${number(language, machine)}`;
	const { estimate: best, low, high } = wholeNumbers(estimate);
	return `≈ ${number(language, best)} (${number(language, low)}–${number(language, high)})`;
}
