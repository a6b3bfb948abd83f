import { z } from 'zod';
import { stances } from '#text/particulars.ts';
import { codedSchemes } from '../evidence/model.ts';
import { languages } from '#text/languages.ts';
import { codeKinds, decisions, defaultDays, fewestDays, longestWords, measures, mostDays, objectionStates } from './model.ts';

/** Marks that turn the direction of what follows, by which words could look like others. Direction comes from the language. */
const turns = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[^\P{Cc}\n\t]/u;

/** Words of a person: line breaks stay, other control characters are refused. */
const words = z
	.string()
	.transform((text) => text.replace(/\r\n?/g, '\n').replace(turns, '').normalize('NFC').trim())
	.refine((text) => text !== '' && text.length <= longestWords && !controls.test(text) && text.isWellFormed());

const id = z.coerce.number().int().positive().max(2_147_483_647);
const conceptId = z.string().regex(/^[a-z]+\/[a-z0-9-]{1,60}$/);
/** What is copied out of a passage stays as it is, but for the space around it. */
const quote = z.string().trim().min(1).max(20_000);
const empty = (value: unknown) => (value === '' ? undefined : value);
const maybe = <S extends z.ZodType>(shape: S) => z.preprocess(empty, shape.optional());

/** What the secretariat sends to ask a Party: of one document, or of all of the Party that are coded, or of one cycle. */
export const asking = z.object({
	documentId: maybe(id),
	party: maybe(z.string().regex(/^[A-Z]{3}$/)),
	cycle: maybe(z.string().regex(/^[0-9]{4}(-(full|short))?$/)),
	days: z.preprocess(empty, z.coerce.number().int().min(fewestDays).max(mostDays).default(defaultDays))
});
export type Asking = z.input<typeof asking>;

const said = { language: z.enum(languages), reason: words };
/** What a Party says against a code, and what should stand instead if it says so. */
export const objectionToCode = z.object({
	evidenceId: id,
	kind: z.enum(codeKinds),
	conceptId: maybe(conceptId),
	stance: maybe(z.enum(stances)),
	quote: maybe(quote),
	...said
});
/** What a Party says is missing: the words, and what they speak of. */
export const objectionToGap = z.object({ passageId: id, conceptId, stance: z.enum(stances), quote, ...said });
export const objection = z.union([objectionToCode, objectionToGap]);
export type ObjectionInput = z.input<typeof objection>;

/** How an objection is settled, and how the code stood that was looked at then. */
export const settlement = z.object({
	decision: z.enum(decisions),
	measure: z.enum(measures),
	conceptId: maybe(conceptId),
	stance: maybe(z.enum(stances)),
	quote: maybe(quote),
	seen: maybe(z.string().regex(/^[1-9][0-9]{0,9} (proposed|accepted)$/)),
	answer: words,
	answerLanguage: z.enum(languages)
});
export type Settlement = z.input<typeof settlement>;

export const rejoinderForm = z.object({ rejoinder: words, language: z.enum(languages) });
export type RejoinderInput = z.input<typeof rejoinderForm>;

const choice = <S extends z.ZodType>(shape: S) => shape.optional().catch(undefined);
/** Which objections a list shows; `days` are those made so many days ago, or longer. */
export const objectionFilters = z.object({
	state: choice(z.enum(objectionStates)),
	party: choice(z.string().regex(/^[A-Z]{3}$/)),
	days: choice(z.coerce.number().int().min(1).max(3650))
});
export type ObjectionFilters = z.output<typeof objectionFilters>;

/** What of a Party's coding is shown; passages without any code only where they are asked for. */
export const codingFilters = z.object({
	document: choice(id),
	scheme: choice(z.enum(codedSchemes)),
	status: choice(z.enum(['proposed', 'accepted'])),
	show: choice(z.enum(['coded', 'objected', 'all'])),
	after: z.coerce.number().int().nonnegative().max(2_147_483_647).catch(0)
});
export type CodingFilters = z.output<typeof codingFilters>;
