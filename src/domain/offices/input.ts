import { z } from 'zod';
import { nationalOffices, officeKinds, partnerOffices } from '../actor.ts';

const key = z.coerce.number().int().positive().max(2_147_483_647);
const blank = (value: unknown) => (value === '' || value === undefined ? null : value);
export const reason = z.string().trim().min(1).max(2000);

/** A mail address, by which a person is known. */
export const address = z.string().trim().toLowerCase().max(254).pipe(z.email());
const named = { email: address, name: z.string().trim().max(200).default('') };

const seat = z.object({
	kind: z.enum(officeKinds),
	party: z.preprocess(
		blank,
		z
			.string()
			.regex(/^[A-Z]{3}$/)
			.nullable()
	),
	organisationId: z.preprocess(blank, key.nullable())
});
type AnySeat = z.infer<typeof seat>;
const isOne = (kinds: readonly string[], kind: string) => kinds.includes(kind);
const isWhole = ({ kind, party, organisationId }: AnySeat) =>
	isOne(nationalOffices, kind) === (party !== null) && isOne(partnerOffices, kind) === (organisationId !== null);

/** An office and the person who is to hold it. A national office names a Party, a partner's an organisation, the secretariat's neither. */
export const gift = seat.extend(named).refine(isWhole);
export type Gift = z.input<typeof gift>;

export const succession = z.object({ officeId: key, ...named, why: reason });
export type Succession = z.input<typeof succession>;

/** What a motion asks for, by its kind. */
export const motionInput = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('give-office'), input: gift }),
	z.object({ kind: z.literal('merge-people'), input: z.object({ keep: key, merge: key }).refine(({ keep, merge }) => keep !== merge) }),
	z.object({ kind: z.literal('recover-person'), input: z.object({ personId: key, email: address }) })
]);
export type MotionInput = z.input<typeof motionInput>;
export type ReadMotion = z.output<typeof motionInput>;

export const deadline = z.object({ officeId: key, what: z.string().trim().min(1).max(300), due: z.iso.date() });
export type DeadlineInput = z.input<typeof deadline>;

export const organisationName = z.string().trim().min(1).max(200);
