import type { Stratum } from './draw.ts';
import type { CodingPart } from './model.ts';

/** A stratum with what there was to draw from and what was drawn, for the sample and for the audit of what the machine left empty. */
export type StratumRow = { stratum: string; passages: number; drawn: number; empty: number; audited: number };

/** Lays the strata of a sample and of its audit beside each other, in the order of their names. */
export function besideOne(strata: readonly (Stratum & { part: CodingPart })[]): StratumRow[] {
	const rows = new Map<string, StratumRow>();
	for (const { part, stratum, passages, drawn } of strata) {
		const row = rows.get(stratum) ?? { stratum, passages: 0, drawn: 0, empty: 0, audited: 0 };
		rows.set(stratum, part === 'sample' ? { ...row, passages, drawn } : { ...row, empty: passages, audited: drawn });
	}
	return [...rows.values()].toSorted((a, b) => (a.stratum < b.stratum ? -1 : 1));
}
