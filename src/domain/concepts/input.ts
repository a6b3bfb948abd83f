import { z } from 'zod';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { parsed } from '../parsed.ts';
import { textParts } from './change.ts';
import type { Change, Dealt, NewWords } from './change.ts';
import { listedKinds } from './model.ts';
import type { Concept, Texts } from './model.ts';

/** The most characters of a text of a concept and of one wording or example, wordings of a kind, new concepts of a split, characters of a post. */
export const longest = { text: 4000, line: 400, lines: 1000, parts: 4, post: 4000, why: 2000 } as const;

/** Marks that turn the direction of what follows, by which words could look like others. Direction comes from the language. */
const turns = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[^\P{Cc}\n\t]/u;

/** Words of a person: line breaks stay, other control characters are refused. */
const words = (most: number) =>
	z
		.string()
		.transform((text) => text.replace(/\r\n?/g, '\n').replace(turns, '').normalize('NFC').trim())
		.refine((text) => text !== '' && text.length <= most && !controls.test(text) && text.isWellFormed());
const text = words(longest.text);

/** One a line, each once. */
const lines = z
	.string()
	.max(longest.lines * longest.line)
	.transform((sent) => [...new Set(sent.split(/\r\n?|\n/).map((line) => line.replace(turns, '').normalize('NFC').trim()))].filter(Boolean))
	.refine(
		(all) => all.length <= longest.lines && all.every((one) => one.length <= longest.line && !controls.test(one) && one.isWellFormed())
	);

export const conceptId = z.string().regex(/^[a-z]{1,40}\/[a-z0-9-]{1,80}$/);
export const versionName = z.string().regex(/^[0-9a-f]{12}$/);
const noneOr = z.union([conceptId, z.literal('').transform(() => null)]);

const rewordForm = z.object({
	...{ kind: z.literal('reword'), language: z.enum(languages) },
	...{ label: text, definition: text, include: text, exclude: text, examples: lines },
	...{ alternative: lines, generic: lines, governed: lines, exclusion: lines }
});
const changeForm = z.discriminatedUnion('kind', [
	rewordForm,
	z.object({ kind: z.literal('move'), broader: noneOr }),
	z.object({ kind: z.literal('merge'), into: conceptId }),
	z.object({ kind: z.literal('retire'), replacement: noneOr }),
	z.object({ kind: z.literal('restore') }),
	z.looseObject({ kind: z.literal('split') })
]);

/** A change to a concept, as its form sends it, read beside the concept that the form showed. */
export function changeOf(concept: Concept, sent: Record<string, string>): Change {
	const form = parsed(changeForm, sent);
	if (form.kind === 'reword') return { kind: 'reword', concept: concept.id, language: form.language, words: newWords(concept, form) };
	if (form.kind === 'split') return { kind: 'split', concept: concept.id, parts: partsOf(concept, sent), deal: dealOf(concept, sent) };
	return { ...form, concept: concept.id };
}

/** Only what was changed, so that what another changes beside it stays. */
function newWords(concept: Concept, form: z.output<typeof rewordForm>): NewWords {
	const { language } = form;
	const differs = (a: readonly string[], b: readonly string[]) => a.length !== b.length || a.some((one, at) => one !== b[at]);
	const texts = textParts.filter((part) => form[part] !== concept[part][language]).map((part) => [part, form[part]]);
	const wordings = listedKinds.filter((kind) => differs(form[kind], concept.wordings[kind][language])).map((kind) => [kind, form[kind]]);
	return {
		...Object.fromEntries(texts),
		...(differs(form.examples, concept.examples[language]) && { examples: form.examples }),
		...(wordings.length > 0 && { wordings: Object.fromEntries(wordings) })
	};
}

const partName = z
	.string()
	.trim()
	.regex(/^[a-z0-9][a-z0-9-]{0,79}$/);
const places = Array.from({ length: longest.parts }, (_, place) => place);

/** The new concepts of a split: those that were named, each in all six languages. */
function partsOf({ scheme }: Concept, sent: Record<string, string>): { id: string; label: Texts }[] {
	return namedPlaces(sent).map((place) => ({
		id: `${scheme}/${parsed(partName, sent[`id-${place + 1}`])}`,
		label: Object.fromEntries(
			languages.map((language): [Language, string] => [language, parsed(text, sent[`label-${place + 1}-${language}`])])
		) as Texts
	}));
}

const namedPlaces = (sent: Record<string, string>) => places.filter((place) => (sent[`id-${place + 1}`] ?? '').trim() !== '');

const dealt = z.enum(['none', 'all', '1', '2', '3', '4']);

/** Where each wording goes; the field of a wording says its language, its kind and its place. */
function dealOf({ wordings }: Concept, sent: Record<string, string>): Dealt[] {
	const named = namedPlaces(sent);
	const placeOf = (choice: z.output<typeof dealt>): number[] => {
		if (choice === 'none') return [];
		if (choice === 'all') return named.map((_, at) => at);
		const at = named.indexOf(Number(choice) - 1);
		return parsed(z.number().nonnegative(), at) === at ? [at] : [];
	};
	return languages.flatMap((language) =>
		listedKinds.flatMap((kind) =>
			wordings[kind][language].map((body, at) => ({
				...{ language, kind, body },
				to: placeOf(parsed(dealt, sent[`deal-${language}-${kind}-${at}`]))
			}))
		)
	);
}

export const confirmation = z.object({ why: words(longest.why) });

export const postNumber = z.coerce.number().int().positive().max(2_147_483_647);

/** What someone says of a concept. */
export const post = z.object({
	language: z.enum(languages),
	body: words(longest.post),
	replyTo: z.preprocess((value) => (value === '' ? undefined : value), postNumber.optional())
});
export type Post = z.input<typeof post>;
