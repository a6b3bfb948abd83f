import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '#text/languages.ts';
import { ar } from './messages/ar.ts';
import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';
import { ru } from './messages/ru.ts';
import { zh } from './messages/zh.ts';

type Flat<M> = { [Area in keyof M & string]: `${Area}.${keyof M[Area] & string}` }[keyof M & string];

/** English is the list of what can be said; a language that misses a key does not compile. */
export type MessageKey = Flat<typeof en>;
export type Slots = Record<string, string | number>;
export type Messages = { [Area in keyof typeof en]: Record<keyof (typeof en)[Area], string> };

const messages: Record<Language, Messages> = { ar, en, es, fr, ru, zh };
const formats = new Map<string, IntlMessageFormat>();

/** The sentence in the reader's language, with plural and gender by ICU MessageFormat; numbers are written by `Intl`. */
export function say(language: Language, key: MessageKey, slots: Slots = {}): string {
	const name = `${language} ${key}`;
	let format = formats.get(name);
	if (format === undefined) {
		const dot = key.indexOf('.');
		const area = messages[language][key.slice(0, dot) as keyof Messages] as Record<string, string>;
		format = new IntlMessageFormat(area[key.slice(dot + 1)] ?? key, numeralTag(language), undefined, { ignoreTag: true });
		formats.set(name, format);
	}
	return String(format.format(slots));
}

/** The tag for `Intl`: UN documents in Arabic use the digits 0-9. */
export function numeralTag(language: Language): string {
	return language === 'ar' ? 'ar-u-nu-latn' : language;
}

export function isMessageKey(key: string): key is MessageKey {
	const dot = key.indexOf('.');
	const area = (en as Record<string, Record<string, string>>)[key.slice(0, dot)];
	return area !== undefined && key.slice(dot + 1) in area;
}
