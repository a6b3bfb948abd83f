import type { Language } from '#text/languages.ts';
import { date } from './format.ts';
import { numeralTag } from './messages.ts';

/** A year, a month or a day, such as 2017, 2017-06 or 2017-06-21, as people write it. */
export function reducedDate(language: Language, text: string): string {
	const [year, month, day] = text.split('-');
	if (day !== undefined) return date(language, text);
	if (month === undefined) return year ?? text;
	return new Intl.DateTimeFormat(numeralTag(language), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${text}-01`));
}
