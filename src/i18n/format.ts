import type { Language } from '#text/languages.ts';
import { numeralTag, say } from './messages.ts';

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames | Intl.Collator | Intl.ListFormat>();

/** Formatters are costly to make, so each is made once per language. */
function once<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames | Intl.Collator | Intl.ListFormat>(
	name: string,
	language: Language,
	make: (tag: string) => F
): F {
	const key = `${name} ${language}`;
	const known = made.get(key);
	// The name alone decides what kind of formatter is kept under it.
	if (known !== undefined) return known as F;
	// The United Nations writes British English: 3 November 2025.
	const fresh = make(language === 'en' ? 'en-GB' : numeralTag(language));
	made.set(key, fresh);
	return fresh;
}

export function number(language: Language, n: number): string {
	return once('number', language, (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })).format(n);
}

/** A share between 0 and 1 as whole per cent; a dash where there is nothing to divide by. */
export function percent(language: Language, share: number): string {
	if (!Number.isFinite(share)) return '–';
	return once('percent', language, (tag) => new Intl.NumberFormat(tag, { style: 'percent' })).format(share);
}

/** A calendar day such as 2025-11-03, or the day of a moment in universal time, as people write it. */
export function date(language: Language, day: string | Date): string {
	return once('date', language, (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })).format(new Date(day));
}

/** A moment, to the minute, in universal time. */
export function moment(language: Language, at: string | Date): string {
	return once(
		'moment',
		language,
		(tag) =>
			new Intl.DateTimeFormat(tag, {
				year: 'numeric',
				month: 'long',
				day: 'numeric',
				hour: '2-digit',
				minute: '2-digit',
				timeZone: 'UTC',
				timeZoneName: 'short'
			})
	).format(new Date(at));
}

/** A list in a sentence: "a, b and c". */
export function listed(language: Language, parts: string[]): string {
	return once('list', language, (tag) => new Intl.ListFormat(tag)).format(parts);
}

/** The size of a file, in the unit that a person would use. */
export function size(language: Language, bytes: number): string {
	const [unit, divisor] = bytes < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
	return once(`size ${unit}`, language, (tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, maximumSignificantDigits: 2 })).format(
		bytes / divisor
	);
}

/** The name of a language in the reader's language. */
export function languageName(language: Language, named: Language): string {
	const name = once('languages', language, (tag) => new Intl.DisplayNames(tag, { type: 'language' })).of(named) ?? named;
	return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** A reporting cycle such as 2025-full, in words. */
export function cycleName(language: Language, cycle: string): string {
	const [year = cycle, length] = cycle.split('-');
	return say(language, length === 'full' ? 'names.cycle-full' : length === 'short' ? 'names.cycle-short' : 'names.cycle', { year });
}

/** Puts names in the order in which readers of the language expect them. */
export function collator(language: Language): Intl.Collator {
	return once('collator', language, (tag) => new Intl.Collator(tag));
}
