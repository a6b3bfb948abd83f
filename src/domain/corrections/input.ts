import { z } from 'zod';
import { languages } from '#text/languages.ts';
import { isAddress } from '../mail/model.ts';
import { longest, recordKinds, requestStates, verdicts } from './model.ts';

/** Marks that turn the direction of what follows, by which words could look like others. Direction comes from the language. */
const turns = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[^\P{Cc}\n\t]/u;

/** Words of a person: line breaks stay, other control characters are refused. */
const words = (most: number) =>
	z
		.string()
		.transform((text) => text.replace(/\r\n?/g, '\n').replace(turns, '').normalize('NFC').trim())
		.refine((text) => text.length <= most && !controls.test(text) && text.isWellFormed());
const someWords = (most: number) => words(most).refine((text) => text !== '');
const maybeWords = (most: number) =>
	words(most)
		.default('')
		.transform((text) => (text === '' ? null : text));

const email = z
	.string()
	.trim()
	.max(254)
	.default('')
	.refine((text) => text === '' || (z.email().safeParse(text).success && isAddress(text)))
	.transform((text) => (text === '' ? null : text));

/** What someone sends who finds something wrong. */
export const question = z.object({
	language: z.enum(languages),
	wrong: someWords(longest.wrong),
	should: maybeWords(longest.should),
	source: maybeWords(longest.source),
	email
});
export type Question = z.input<typeof question>;

/** How a request is settled. A box that is not ticked is not sent. */
export const settlement = z.object({
	verdict: z.enum(verdicts),
	answer: someWords(longest.answer),
	answerLanguage: z.enum(languages),
	shown: z.literal('yes').optional()
});
export type Settlement = z.input<typeof settlement>;

/** Which requests a list shows. */
export const requestFilters = z.object({
	state: z.enum(requestStates).optional().catch(undefined),
	about: z.enum(recordKinds).optional().catch(undefined)
});
export type RequestFilters = z.output<typeof requestFilters>;
