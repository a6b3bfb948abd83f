import { Refusal } from './refusal.ts';

export const deeds = ['ingest', 'code', 'review', 'draft'] as const;
export type Deed = (typeof deeds)[number];

/** Who acts, and what they may do. */
export type Actor = { name: string; may: ReadonlySet<Deed> };

/** Someone who may read what is public and nothing more. */
export const visitor: Actor = { name: 'visitor', may: new Set() };

/** The person at the keyboard of the machine itself. Until people and offices exist, the only one who may change anything. */
export const localAdministrator: Actor = { name: 'local administrator', may: new Set(deeds) };

/** Refuses where the actor may not do the deed. */
export function mustBeAllowed(actor: Actor, deed: Deed): void {
	if (!actor.may.has(deed)) throw new Refusal('refused.not-allowed');
}
