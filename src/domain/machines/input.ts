import { z } from 'zod';
import { languages } from '#text/languages.ts';
import { machineStates } from './model.ts';

/** A box of a form: there, or not; a command says it outright. */
const box = z
	.union([z.boolean(), z.literal('on')])
	.optional()
	.transform((value) => value === true || value === 'on');

/** How a machine is to be trained. */
export const trainingForm = z.object({
	name: z
		.string()
		.trim()
		.min(1)
		.max(60)
		.refine((name) => name.toLowerCase() !== 'rules'),
	seed: z.coerce.number().int().min(0).max(2_147_483_647),
	starter: box,
	samples: box
});
export type TrainingForm = z.output<typeof trainingForm>;

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** The number of a job that is to be stopped or taken up again. */
export const jobForm = z.object({ job: id });

/** How a machine stood when the page was made: whoever changed that meanwhile is not passed over. */
export const seenForm = z.object({ seen: z.enum(machineStates) });

/** Which documents a language model is to code, as people write their numbers: none means all. */
export const asking = z.object({
	documents: z
		.string()
		.default('')
		.transform((text): unknown[] => text.split(/[\s,;،；，]+/).filter(Boolean))
		.pipe(z.array(id).max(1000))
});

/** Which two machines are compared, on what. */
export const comparing = z.object({
	one: id,
	other: id,
	concept: z
		.string()
		.regex(/^[a-z]+\/[a-z0-9-]+$/)
		.optional()
		.catch(undefined),
	language: z.enum(languages).optional().catch(undefined),
	unseen: z
		.string()
		.optional()
		.transform((value) => value === 'yes')
});
