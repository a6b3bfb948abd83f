import { z } from 'zod';
import { bases } from '#domain/findings/model.ts';
import { unGroups } from '#domain/parties/model.ts';
import { languages } from '#text/languages.ts';
import type { StudyFilters } from './model.ts';

/** A choice left empty asks for all. */
const empty = (value: unknown) => (value === '' ? undefined : value);

/** What someone asks a study of. The form and the command parse with this. */
export const draft = z.object({
	language: z.enum(languages),
	basis: z.preprocess(empty, z.enum(bases).default('proposed')),
	samples: z.preprocess((sent) => (sent === 'true' ? true : sent === 'false' ? false : empty(sent)), z.boolean().optional()),
	cycle: z.preprocess(
		empty,
		z
			.string()
			.regex(/^[0-9]{4}(-(full|short))?$/)
			.optional()
	),
	region: z.preprocess(empty, z.enum(unGroups).optional())
});
export type Draft = z.infer<typeof draft>;

/** The filters of what was asked for; `samples` is what holds where nobody says. */
export function filtersOf({ basis, samples, cycle, region }: Draft, otherwise: boolean): StudyFilters {
	return { basis, samples: samples ?? otherwise, ...(cycle !== undefined && { cycle }), ...(region !== undefined && { region }) };
}

/** A stored study's filters, as they come back from the database. */
export const studyFilters = z.object({
	basis: z.enum(bases),
	samples: z.boolean(),
	cycle: z.string().exactOptional(),
	region: z.string().exactOptional()
});
