import { z } from 'zod';
import { verdicts } from '#domain/evidence/model.ts';
import { languages } from '#text/languages.ts';
import { code, particulars } from './input.ts';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const orLeftOut = <T extends z.ZodType>(one: T) => z.preprocess((value) => (value === '' ? undefined : value), one.optional());

/** One piece on the bench: evidence, or a code of the reviewer's own in their task. */
const piece = { evidenceId: orLeftOut(id), codeId: orLeftOut(id) };
const seen = orLeftOut(z.enum(['proposed', ...verdicts]));
const saidYes = z.preprocess(
	(value) => (value === '' || value === undefined ? undefined : value === true || value === 'yes'),
	z.boolean().optional()
);
const ticked = z.preprocess((value) => value === true || value === 'yes', z.boolean());

/** What a reviewer does at the bench, as forms and scripts send it. Within a coding project, to their own task on the passage. */
export const benchAct = z.discriminatedUnion('verb', [
	z.object({ verb: z.literal('settle'), evidenceId: id, verdict: z.enum(verdicts) }),
	// Those that the reviewer saw, and no others.
	z.object({
		verb: z.literal('accept-all'),
		evidenceIds: z.preprocess((list) => (typeof list === 'string' ? list.split(',').filter(Boolean) : list), z.array(id).max(500))
	}),
	z.object({ verb: z.literal('reopen'), ...piece, seen }),
	z.object({ verb: z.literal('remove'), ...piece }),
	z.object({ verb: z.literal('add'), ...code.shape }),
	z.object({ verb: z.literal('change'), ...piece, seen, ...code.shape }),
	z.object({ verb: z.literal('skip') }),
	z.object({
		verb: z.literal('finish'),
		byChance: ticked,
		/** Someone had read it whole already when the reviewer looked. */
		wasRead: ticked,
		states: saidYes,
		/** Sent only where the reviewer corrected them. */
		corrected: ticked,
		...particulars.shape
	}),
	z.object({ verb: z.literal('unfinish') }),
	z.object({
		verb: z.literal('memo'),
		quote: orLeftOut(z.string().trim().min(1).max(20_000)),
		near: orLeftOut(z.coerce.number().int().nonnegative()),
		language: z.enum(languages),
		body: z.string().trim().min(1).max(10_000)
	}),
	// Several tokens, of one act, are joined by an underscore.
	z.object({ verb: z.literal('undo'), token: z.string().regex(/^[a-z]+(\.[a-z0-9-]+)*(_[a-z]+(\.[a-z0-9-]+)*)*$/) })
]);
export type BenchAct = z.infer<typeof benchAct>;
export type ActOf<V extends BenchAct['verb']> = Extract<BenchAct, { verb: V }>;

/** Where an act is done: a passage of the common queue, or the actor's own task on a passage. */
export type Bench = { passageId: number; task?: { id: number; projectId: number } | undefined };

/** A code as a token names it, so that it is found again where it was taken away and put back under another number. */
export const placeToken = (
	passageId: number,
	{ conceptId, stance, start, end }: { conceptId: string; stance: string; start: number; end: number }
) => `${passageId}.${conceptId.replace('/', '.')}.${stance}.${start}.${end}`;

/** What came of an act: the tokens that take it back, the last first, and the pieces that it made. */
export type Done = { undo: string[]; pieces: number[] };
