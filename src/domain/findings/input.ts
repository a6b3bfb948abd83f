import { z } from 'zod';
import { unGroups } from '#domain/parties/model.ts';
import { languages } from '#text/languages.ts';
import { stances } from '#text/particulars.ts';
import { Refusal } from '../refusal.ts';
import { bases, conceptDimensions, isConceptDimension, isDimension } from './model.ts';
import type { Cited, ConceptDimension, Dimension, Filters } from './model.ts';

/** A choice left empty, or one that there is not, asks for all. */
const choice = <S extends z.ZodType>(shape: S) => shape.optional().catch(undefined);
const concept = z.string().regex(/^[a-z]+\/[a-z0-9-]{1,60}$/);

/** What a reader of findings asks for. The page, its files and the recipes of a study parse with this. */
const filterShape = {
	basis: z.enum(bases).catch('proposed'),
	samples: choice(z.preprocess((sent) => (sent === 'true' ? true : sent === 'false' ? false : sent), z.boolean())),
	cycle: choice(z.string().regex(/^[0-9]{4}(-(full|short))?$/)),
	region: choice(z.enum(unGroups)),
	party: choice(z.string().regex(/^[A-Z]{3}$/)),
	language: choice(z.enum(languages)),
	sector: choice(concept.startsWith('sector/')),
	heard: choice(z.literal('yes'))
};
const filters = z.object(filterShape);
const cited = z.object({
	...filterShape,
	concept: choice(concept),
	with: choice(concept),
	stance: choice(z.enum(stances)),
	scheme: choice(z.enum(conceptDimensions)),
	statements: choice(z.enum(['all', 'generic'])),
	after: z.coerce.number().int().nonnegative().max(2_147_483_647).catch(0)
});

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what was not asked for, so that it does not stand there as undefined. */
function given<T extends object>(asked: T): Given<T> {
	return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** The filters of an address. Whether samples count, where the address does not say, is for the caller to know. */
export function parseFilters(params: URLSearchParams, samples: boolean): Filters {
	return { samples, ...given(filters.parse(Object.fromEntries(params))) };
}

/** The filters of an address of passages, the concepts that they must speak of, and the passage after which the page begins. */
export function parseCited(params: URLSearchParams, samples: boolean): { cited: Cited; after: number } {
	const { concept: conceptId, with: withConceptId, after, ...rest } = cited.parse(Object.fromEntries(params));
	return { cited: { samples, ...given({ ...rest, conceptId, withConceptId }) }, after };
}

/** The query string that gives these filters back. Basis and samples are always named, so that an address keeps its meaning. */
export function filtersToQuery(asked: Filters): string {
	const { basis, samples, ...rest } = filters.parse(asked);
	return new URLSearchParams({ basis, samples: String(samples), ...given(rest) }).toString();
}

/** The query string that gives a choice of passages back. */
export function citedToQuery({ conceptId, withConceptId, stance, scheme, statements, ...asked }: Cited): string {
	const more = given({ concept: conceptId, with: withConceptId, stance, scheme, statements });
	return `${filtersToQuery(asked)}&${new URLSearchParams(more).toString()}`.replace(/&$/, '');
}

/** The two dimensions of a table as its address names them. */
export function parseTable(rows: string, columns: string): { rows: Dimension; columns: Dimension } {
	if (!isDimension(rows) || !isDimension(columns) || rows === columns) throw new Refusal('refused.not-found');
	return { rows, columns };
}

/** The scheme whose concepts are counted, as an address names it. */
export function parseScheme(name: string): ConceptDimension {
	if (!isConceptDimension(name)) throw new Refusal('refused.not-found');
	return name;
}

/** By what generic statements are told apart, as an address names it. */
export function parseGeneric(by: string): 'language' | 'region' {
	if (by !== 'language' && by !== 'region') throw new Refusal('refused.not-found');
	return by;
}
