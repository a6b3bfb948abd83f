import type { OfficeKind } from '../actor.ts';

export const motionKinds = ['give-office', 'merge-people', 'recover-person'] as const;
export type MotionKind = (typeof motionKinds)[number];
export const motionStates = ['open', 'carried', 'rejected', 'withdrawn'] as const;
export type MotionState = (typeof motionStates)[number];

/** Offices that no one gives alone: one person moves it and another carries it. */
export const movedOffices = ['focal-point', 'secretariat-administrator'] as const satisfies readonly OfficeKind[];
export const isMoved = (kind: OfficeKind): boolean => movedOffices.some((one) => one === kind);

export type Holder = { holdingId: number; personId: number; name: string; since: Date; isProvisional: boolean };

/** Something about an office that someone should look into. */
export const alarmKinds = ['vacant', 'provisional', 'silent', 'overdue'] as const;
export type AlarmKind = (typeof alarmKinds)[number];
/** After so many days without a sign of its holder an office is silent; so many a focal point may wait to be confirmed. */
export const silentDays = 90;
export const provisionalDays = 30;

/** How much goes along with an office. */
export type Handover = { drafts: number; jobs: number; deadlines: number; lines: number };

/** Why two records may be of the same person or organisation. */
export type Likeness = 'name' | 'mail';
