import { IntlMessageFormat } from 'intl-messageformat';
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

type Piece = ReturnType<IntlMessageFormat['getAst']>[number];

const messages: Record<Language, Messages> = { ar, en, es, fr, ru, zh };

const all = (of: Messages) =>
	Object.entries(of).flatMap(([area, rows]) =>
		Object.entries<string>(rows).map(([key, body]): [string, string] => [`${area}.${key}`, body])
	);
const parsed = (language: Language, body: string) =>
	new IntlMessageFormat(body, numeralTag(language), undefined, { ignoreTag: true }).getAst();

/** Every name in braces, however deep. */
function slots(elements: Piece[]): string[] {
	return elements.flatMap((one) => {
		const inner = 'options' in one ? Object.values(one.options).flatMap(({ value }) => slots(value)) : [];
		return 'value' in one && one.type !== 0 ? [one.value, ...inner] : inner;
	});
}

function plurals(elements: Piece[]): string[][] {
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

test('no message is empty, and each is a pattern with slots that English has somewhere', () => {
	// A language may need a number for its grammar that the English sentence does not need.
	const known = new Set(all(en).flatMap(([, body]) => slots(parsed('en', body))));
	const wrong = languages.flatMap((language) =>
		all(messages[language])
			.filter(([, body]) => body.trim() === '' || slots(parsed(language, body)).some((slot) => !known.has(slot)))
			.map(([key]) => `${language} ${key}`)
	);
	expect(wrong).toEqual([]);
});

test('what the English message prints from a slot, every language prints', () => {
	const printed = (elements: Piece[]) => elements.flatMap((one) => (one.type >= 1 && one.type <= 4 && 'value' in one ? [one.value] : []));
	const wanted = all(en).map(([key, body]): [string, string[]] => [key, printed(parsed('en', body))]);
	const wrong = languages.flatMap((language) => {
		const bodies = new Map(all(messages[language]));
		return wanted
			.filter(([key, names]) => names.some((name) => !slots(parsed(language, bodies.get(key) ?? '')).includes(name)))
			.map(([key]) => `${language} ${key}`);
	});
	expect(wrong).toEqual([]);
});

test('a plural names only categories that its language has', () => {
	const wrong = languages.flatMap((language) => {
		const had: string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		return all(messages[language])
			.filter(([, body]) =>
				plurals(parsed(language, body)).some((named) => named.some((one) => !one.startsWith('=') && !had.includes(one)))
			)
			.map(([key]) => `${language} ${key}`);
	});
	expect(wrong).toEqual([]);
});
