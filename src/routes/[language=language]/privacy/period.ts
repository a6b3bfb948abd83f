import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** A number of days as people say it. */
export function period(language: Language, days: number): string {
	return days % 365 === 0 ? say(language, 'privacy.years', { years: days / 365 }) : say(language, 'privacy.days', { days });
}
