import { z } from 'zod';
import { codedSchemes, stances } from '#domain/evidence/model.ts';
import { documentKinds } from '#domain/documents/model.ts';
import { unGroups } from '#domain/parties/model.ts';
import { languages } from '#text/languages.ts';
import { codingRules } from './model.ts';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const conceptId = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);
const share = z.coerce.number().min(0).max(1);
const ticked = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());
const several = <T extends z.ZodType>(one: T) =>
	z.preprocess((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]), z.array(one).max(200));
const emptyAs = <T extends z.ZodType>(one: T) => z.preprocess((value) => (value === '' ? undefined : value), one.optional());

/** From which passages a coding project draws. Left out means all. */
export const pool = z.object({
	languages: several(z.enum(languages)),
	regions: several(z.enum(unGroups)),
	kinds: several(z.enum(documentKinds)),
	cycle: emptyAs(z.string().max(40)),
	/** Only passages for which this concept stands, proposed or accepted. */
	conceptId: emptyAs(conceptId),
	/** Only passages in which these words occur. */
	words: emptyAs(z.string().trim().min(2).max(200)),
	/** Documents of invented Parties, and then no real ones. */
	samples: ticked
});
export type Pool = z.infer<typeof pool>;

/** How a sample is drawn from the pool: so many passages over strata of language, UN group and kind of document. */
export const draw = z.object({
	...pool.shape,
	size: z.coerce.number().int().min(1).max(20_000),
	/** As many from each stratum, or by the size of each. */
	allocation: z.enum(['equal', 'proportional']).default('proportional'),
	/** How many passages that the machine left empty are drawn besides. */
	audit: z.coerce.number().int().min(0).max(20_000).default(0)
});
export type Draw = z.infer<typeof draw>;

export const newProject = z.object({
	...draw.shape,
	title: z.string().trim().min(1).max(200),
	language: z.enum(languages),
	purpose: z.string().trim().max(4000).default(''),
	schemes: several(z.enum(codedSchemes)).refine((some) => some.length > 0),
	rule: z.enum(codingRules),
	doubleShare: share.default(0.2),
	blind: ticked,
	showsProposals: ticked,
	randomShare: share.default(0.2),
	seed: z.coerce.number().int().min(0).max(2_147_483_647),
	coders: several(id).refine((some) => some.length > 0 && some.length <= 50)
});
export type NewProject = z.infer<typeof newProject>;

/** A code that someone gives to words of a passage: the words, and where they begin if they stand there twice. */
export const code = z.object({
	conceptId,
	stance: z.enum(stances),
	quote: z.string().trim().min(1).max(20_000),
	near: emptyAs(z.coerce.number().int().nonnegative())
});
export type GivenCode = z.infer<typeof code>;

/** What a coder decides of a proposal within a task. */
export const taskVerdict = z.object({ evidenceId: id, verdict: z.enum(['accepted', 'refused']) });
export type GivenVerdict = z.infer<typeof taskVerdict>;

const named = z.preprocess((value) => (value === '' || value === undefined ? null : value), z.string().trim().max(500).nullable());

/** The six particulars of a statement as a person corrects them: kind and sector are concepts, the others words of the passage. */
export const particulars = z.object({
	kind: named,
	sector: named,
	item: named,
	quantity: named,
	place: named,
	time: named
});
export type GivenParticulars = z.infer<typeof particulars>;

/** What an adjudicator settles on: codes of the coders, by their numbers, and codes of their own. */
export const settlement = z.object({
	passageId: id,
	kept: several(id),
	added: z.array(code).max(100).default([]),
	states: ticked
});
export type GivenSettlement = z.infer<typeof settlement>;

/** A memo, and what it is about. */
export const newMemo = z.object({
	documentId: emptyAs(id),
	passageId: emptyAs(id),
	quote: emptyAs(z.string().trim().min(1).max(20_000)),
	near: emptyAs(z.coerce.number().int().nonnegative()),
	conceptId: emptyAs(conceptId),
	projectId: emptyAs(id),
	language: z.enum(languages),
	body: z.string().trim().min(1).max(10_000)
});
export type NewMemo = z.infer<typeof newMemo>;
