import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** Who did something, as pages say it: records hold a key, and a person's name is for those who may see it. */
export function signature(language: Language, key: string): string {
	const person = /^person\/(\d+)$/.exec(key)?.[1];
	if (person !== undefined) return say(language, 'site.by-person', { number: person });
	return key === 'operator' ? say(language, 'site.by-operator') : key;
}
