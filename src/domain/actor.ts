import type { Level } from './level.ts';

export const nationalOffices = ['focal-point', 'national-administrator', 'contributor', 'reviewer'] as const;
export const secretariatOffices = ['secretariat-administrator', 'analyst', 'editor', 'translator'] as const;
export const partnerOffices = ['partner', 'partner-editor'] as const;
export const officeKinds = [...nationalOffices, ...secretariatOffices, ...partnerOffices] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** An office that someone holds today. A provisional holder has not been confirmed by a motion yet. */
export type HeldOffice = { id: number; kind: OfficeKind; party: string | null; organisationId: number | null; isProvisional: boolean };

/**
 * Who acts. The key is what is written beside an act: `person/12`, `operator` for whoever has the machine itself, `cinnabar` for
 * the platform. Names stay out of records, so that a person can be forgotten.
 */
export type Actor = { key: string; personId: number | null; offices: readonly HeldOffice[] };

/** Someone of whom nothing is known. */
export const visitor: Actor = { key: 'visitor', personId: null, offices: [] };

/** Whoever works on the machine itself, by the command line. */
export const operator: Actor = { key: 'operator', personId: null, offices: [] };

/** The platform at its own work: reading what was uploaded, coding it. */
export const platform: Actor = { key: 'cinnabar', personId: null, offices: [] };

/** Whether a record is of the office's own Party or organisation. */
export const isOf = (
	{ party, organisationId }: Pick<HeldOffice, 'party' | 'organisationId'>,
	record: Pick<HeldOffice, 'party' | 'organisationId'>
): boolean => (party !== null && party === record.party) || (organisationId !== null && organisationId === record.organisationId);

/** How far someone sees: up to which level, and all that is of these Parties and organisations. */
export type Reach = { level: Exclude<Level, 'own'>; parties: readonly string[]; organisations: readonly number[]; key: string };

/** What an actor may read. A Party's or partner's people see what is their own; the secretariat sees what is not a Party's own. */
export function reachOf({ key, offices }: Actor): Reach {
	const parties = [...new Set(offices.flatMap(({ party }) => party ?? []))].toSorted();
	const organisations = [...new Set(offices.flatMap(({ organisationId }) => organisationId ?? []))].toSorted((a, b) => a - b);
	const isSecretariat = offices.some(({ kind }) => secretariatOffices.some((one) => one === kind));
	return { level: isSecretariat ? 'secretariat' : parties.length > 0 ? 'parties' : 'public', parties, organisations, key };
}
