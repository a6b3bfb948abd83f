import type { Basis } from '#domain/findings/model.ts';
import { date } from '#i18n/format.ts';
import { numeralTag, say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import type { Counted } from './figures.ts';

/** A share as whole per cent. A part that is not nothing is never said to be 0, nor one that is not all to be 100. */
export function share(language: Language, part: number, whole: number): string {
	const percent = whole === 0 ? 0 : Math.round((100 * part) / whole);
	const near = percent === 0 && part > 0 ? 'under' : percent === 100 && part < whole ? 'over' : 'exact';
	return say(language, 'sentences.share', { share: percent, near });
}

/** "7 of the 10 Parties that reported (70 per cent)", the subject of a sentence. */
export function who(language: Language, { parties }: Pick<Counted, 'parties'>, of: number, at: 'start' | 'middle' = 'start'): string {
	return say(language, 'sentences.who', { ...subject(language, parties, of), at });
}

/** "Of the 10 Parties that reported, 7 (70 per cent)", the subject at the head of a paragraph. */
export function whoOf(language: Language, { parties }: Pick<Counted, 'parties'>, of: number): string {
	return say(language, 'sentences.who-of', subject(language, parties, of));
}

function subject(language: Language, parties: number, of: number) {
	return { parties, of, share: share(language, parties, of), extent: parties === of ? 'all' : 'some' };
}

/** In how many passages it is said, and whether a person has confirmed them. */
export function where(language: Language, { passages, standing, reviewed }: Counted): string {
	return say(language, 'sentences.where', { passages, standing, reviewed });
}

/** On what it rests that nothing was found. */
export function according(language: Language, basis: Basis): string {
	return say(language, 'sentences.according', { basis });
}

/** "A, B or C". */
export function either(language: Language, parts: readonly string[]): string {
	return new Intl.ListFormat(language === 'en' ? 'en-GB' : numeralTag(language), { type: 'disjunction' }).format(parts);
}

/** A day in a sentence. Russian writes out the year's word, and Arabic has both names of the month, as United Nations documents do. */
export function dayOf(language: Language, at: Date): string {
	if (language === 'ru') return date(language, at).replace(/\s?г\.$/, ' года');
	if (language !== 'ar') return date(language, at);
	const part = (tag: string, options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { ...options, timeZone: 'UTC' }).format(at);
	const month = `${part('ar-LB', { month: 'long' })}/${part('ar-EG', { month: 'long' })}`;
	return `${part('ar', { day: 'numeric' })} ${month} ${part('ar', { year: 'numeric' })}`;
}
