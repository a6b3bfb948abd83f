import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageFormatElement } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Messages } from './messages.ts';
import { numeralTag } from './messages.ts';
import { ar } from './messages/ar.ts';
import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';
import { ru } from './messages/ru.ts';
import { zh } from './messages/zh.ts';

const messages: Record<Language, Messages> = { ar, en, es, fr, ru, zh };

const all = (of: Messages) =>
	Object.entries(of).flatMap(([area, rows]) =>
		Object.entries<string>(rows).map(([key, body]): [string, string] => [`${area}.${key}`, body])
	);
const parsed = (language: Language, body: string) =>
	new IntlMessageFormat(body, numeralTag(language), undefined, { ignoreTag: true }).getAst();

/** Every name in braces, however deep. */
function slots(elements: MessageFormatElement[]): string[] {
	return elements.flatMap((one) => {
		const inner = 'options' in one ? Object.values(one.options).flatMap(({ value }) => slots(value)) : [];
		return 'value' in one && one.type !== 0 ? [one.value, ...inner] : inner;
	});
}

function plurals(elements: MessageFormatElement[]): string[][] {
	return elements.flatMap((one) =>
		'options' in one
			? [...(one.type === 6 ? [Object.keys(one.options)] : []), ...Object.values(one.options).flatMap(({ value }) => plurals(value))]
			: []
	);
}

test('every language says the same things', () => {
	const keys = (language: Language) =>
		all(messages[language])
			.map(([key]) => key)
			.toSorted();
	for (const language of languages) expect(keys(language), language).toEqual(keys('en'));
});

test('no message is empty, and each is a pattern that knows no slot that the English one does not', () => {
	const wanted = new Map(all(en).map(([key, body]) => [key, new Set(slots(parsed('en', body)))]));
	const wrong = languages.flatMap((language) =>
		all(messages[language])
			.filter(([key, body]) => body.trim() === '' || slots(parsed(language, body)).some((slot) => !wanted.get(key)?.has(slot)))
			.map(([key]) => `${language} ${key}`)
	);
	expect(wrong).toEqual([]);
});

test('what the English message prints from a slot, every language prints', () => {
	const printed = (elements: MessageFormatElement[]) =>
		elements.flatMap((one) => (one.type >= 1 && one.type <= 4 && 'value' in one ? [one.value] : []));
	const wanted = all(en).map(([key, body]): [string, string[]] => [key, printed(parsed('en', body))]);
	const wrong = languages.flatMap((language) => {
		const bodies = new Map(all(messages[language]));
		return wanted
			.filter(([key, names]) => names.some((name) => !slots(parsed(language, bodies.get(key) ?? '')).includes(name)))
			.map(([key]) => `${language} ${key}`);
	});
	expect(wrong).toEqual([]);
});

test('a plural has all the categories of its language', () => {
	const wrong = languages.flatMap((language) => {
		// Spanish and French have a category of their own for millions, which no message needs.
		const needed = new Intl.PluralRules(language)
			.resolvedOptions()
			.pluralCategories.filter((one) => one !== 'many' || !['es', 'fr'].includes(language));
		return all(messages[language])
			.filter(([, body]) => plurals(parsed(language, body)).some((had) => needed.some((one) => !had.includes(one))))
			.map(([key]) => `${language} ${key}`);
	});
	expect(wrong).toEqual([]);
});
