import { z } from 'zod';

/** A box of a form: there, or not; a command says it outright. */
const box = z.union([z.boolean(), z.literal('on').transform(() => true), z.undefined().transform(() => false)]);

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
