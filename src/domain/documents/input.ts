import { z } from 'zod';
import { languages } from '#text/languages.ts';
import { documentKinds } from './model.ts';

/** A reporting period as people write it: 2025, 2025-full, 2023-short. */
export const cycleOf = z.string().regex(/^[0-9]{4}(-(full|short))?$/);

/** The code of a Party: three letters, in whatever case they were typed. */
export const partyCode = z
	.string()
	.trim()
	.toUpperCase()
	.regex(/^[A-Z]{3}$/);

/** A form sends an empty field for what nobody filled in. */
const blank = (field: unknown) => (field === '' || field === null ? undefined : field);

/** What people say of a file that they send. The form and the command line parse with this. */
export const about = z.object({
	party: z.preprocess(blank, partyCode.optional()),
	kind: z.preprocess(blank, z.enum(documentKinds).optional()),
	cycle: z.preprocess(blank, cycleOf.optional()),
	language: z.preprocess(blank, z.enum(languages).optional())
});
export type About = z.infer<typeof about>;

/** What is said of a document, as the form that changes it sends it. */
export const details = z.object({
	title: z
		.string()
		.trim()
		.min(1)
		.max(500)
		.transform((title) => title.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').toWellFormed()),
	party: z.preprocess(blank, partyCode.optional()),
	kind: z.enum(documentKinds),
	cycle: z.preprocess(blank, cycleOf.optional()),
	language: z.preprocess(blank, z.enum(languages).optional())
});
export type Details = z.infer<typeof details>;

/** How a list of documents is narrowed down. What does not fit is left out, for it came from an address that anyone may type. */
export const documentFilters = z.object({
	party: z.preprocess(blank, partyCode.optional()).catch(undefined),
	kind: z.preprocess(blank, z.enum(documentKinds).optional()).catch(undefined),
	cycle: z.preprocess(blank, cycleOf.optional()).catch(undefined),
	language: z.preprocess(blank, z.enum(languages).optional()).catch(undefined)
});
export type DocumentFilters = z.infer<typeof documentFilters>;
