import { z } from 'zod';
import { stances, verdicts } from './model.ts';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const conceptId = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);

/** What a reviewer sends to settle a proposal. Forms and the API parse with this. */
export const review = z.object({ evidenceId: id, verdict: z.enum(verdicts) });
export type Review = z.infer<typeof review>;

/** Where words begin, if they stand in the passage twice. */
const near = z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().nonnegative().optional());

/** How a piece stood when the reviewer looked at it: whoever settles it meanwhile is not passed over. */
const seen = z.enum(['proposed', ...verdicts]).optional();

/** The job of coding again that someone looked at. */
export const jobSeen = z.object({ job: id });

/** A settled piece that is to be opened again. */
export const reopening = z.object({ evidenceId: id, seen });
export type Reopening = z.infer<typeof reopening>;

/** A change: the proposal is refused and what the reviewer says instead is accepted. */
export const change = z.object({
	evidenceId: id,
	seen,
	conceptId,
	stance: z.enum(stances),
	quote: z.string().trim().min(1).optional(),
	near
});
export type Change = z.infer<typeof change>;

/** Evidence that a reviewer adds where the machine saw none: the words, and where they begin if they stand in the passage twice. */
export const addition = z.object({
	passageId: id,
	conceptId,
	stance: z.enum(stances),
	quote: z.string().trim().min(1),
	near
});
export type Addition = z.infer<typeof addition>;

const reason = z.string().trim().min(1).max(2000);
const askedLevel = z.enum(['public', 'parties', 'secretariat']);

/** A step of a document, as its form sends it. */
export const stepForm = z.object({
	step: z.enum(['submit', 'return', 'publish', 'withdraw', 'set-level']),
	level: askedLevel.optional(),
	why: reason
});

/** Until where a passage is closed, as its form sends it. */
export const closing = z.object({ level: askedLevel, why: reason });
