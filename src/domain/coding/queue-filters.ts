import { z } from 'zod';
import { stances } from '#domain/evidence/model.ts';
import { languages } from '#text/languages.ts';

const orAll = <T extends z.ZodType>(one: T) => one.optional().catch(undefined);

/** What the common queue is narrowed to, as an address says it; what it cannot mean is left out. */
export const queueFilters = z.object({
	language: orAll(z.enum(languages)),
	party: orAll(z.string().regex(/^[A-Z]{3}$/)),
	documentId: orAll(z.coerce.number().int().positive().max(2_147_483_647)),
	/** A concept, or a scheme with a slash at its end. */
	concept: orAll(z.string().regex(/^[a-z]+\/[a-z0-9-]*$/)),
	stance: orAll(z.enum(stances)),
	coder: orAll(z.string().regex(/^[^\0]{1,200}$/)),
	samples: z.preprocess((value) => value === 'yes', z.boolean())
});

export const filtersOf = (search: URLSearchParams) =>
	queueFilters.parse({ ...Object.fromEntries(search), documentId: search.get('document') ?? undefined });
