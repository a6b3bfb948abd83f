import type { Code } from '#domain/coding/model.ts';
import type { Language } from '#text/languages.ts';

/** What one coder said of a passage; the number is a person's. */
export type Side = { coder: number; codes: readonly Code[]; states: boolean | null };

/** A passage that several people have coded and all have done, with what each said, what the machine said, and what was settled on. */
export type Doubled = {
	passageId: number;
	documentId: number;
	language: Language;
	/** In the random order of the coding project. */
	position: number;
	/** In UTF-16 code units. */
	length: number;
	sides: readonly Side[];
	machine: readonly Code[];
	/** Null as long as nobody has settled it. */
	settled: readonly Code[] | null;
};

export const schemeOf = (conceptId: string) => conceptId.slice(0, conceptId.indexOf('/'));

/** The concepts that codes give, of one scheme or of all. */
export function conceptsOf(codes: readonly Code[], scheme?: string): Set<string> {
	return new Set(codes.map(({ conceptId }) => conceptId).filter((id) => scheme === undefined || schemeOf(id) === scheme));
}

/** The passages of each document together, in the order in which documents come first. */
export function byDocument<One extends { documentId: number }>(some: readonly One[]): One[][] {
	return [...Map.groupBy(some, ({ documentId }) => documentId).values()];
}

/** Two coders who have coded the same passages, the smaller number first. */
export type Pair = readonly [number, number];
export const pairOf = ({ sides }: Pick<Doubled, 'sides'>): Pair[] =>
	sides.flatMap(({ coder: one }, at) => sides.slice(at + 1).map(({ coder: other }): Pair => (one < other ? [one, other] : [other, one])));
export const pairName = ([one, other]: Pair) => `${one}-${other}`;
