import { z } from 'zod';
import { partyFlags, standings, unGroups } from './model.ts';

/** What a reader of the list asks for. A choice left empty, or one that there is not, asks for all. */
export const partyFilters = z.object({
	group: z.enum(unGroups).optional().catch(undefined),
	flag: z.enum(partyFlags).optional().catch(undefined),
	standing: z.enum(standings).optional().catch(undefined),
	text: z
		.string()
		.trim()
		.max(80)
		.transform((text) => text || undefined)
		.optional()
		.catch(undefined)
});

/** The official list as a file: at most one megabyte, in UTF-8. */
export const largestList = 1_000_000;
