import { rowOf, ruleColumn } from './features.ts';
import type { Weighing } from './features.ts';
import { stanceLabels } from './labels.ts';
import { ownCount, ownOf } from './own.ts';
import type { Reading } from './read.ts';
import type { Row } from './rows.ts';

/** The features of one concept in a passage, for its stance: those of the passage, and what the rules say of this concept. */
export function pairRow(reading: Reading, concept: string, weighing: Weighing): Row {
	const { at, value } = rowOf(reading, weighing);
	const row = new Map<number, number>();
	for (let index = 0; index < at.length; index++) row.set(at[index] as number, value[index] as number);
	const [scheme = ''] = concept.split('/');
	row.set(ruleColumn(`pair scheme ${scheme}`), 1);
	row.set(ruleColumn(`pair concept ${concept}`), 0.5);
	for (const { stance } of codesOf(reading, concept)) {
		row.set(ruleColumn(`pair ${stance}`), 1);
		row.set(ruleColumn(`pair ${scheme} ${stance}`), 1);
	}
	const columns = [...row.keys()].sort((a, b) => a - b);
	return { at: Uint32Array.from(columns), value: Float32Array.from(columns, (column) => row.get(column) ?? 0) };
}

/** The own features of each stance: as of a passage, but "coded" and "trust" are those of this concept, and those of the whole passage move aside. */
export function pairOwn(reading: Reading, concept: string): Float32Array {
	const own = ownOf(reading, stanceLabels);
	const codes = codesOf(reading, concept);
	for (const [at, label] of stanceLabels.entries()) {
		const base = at * ownCount;
		const trust = codes.reduce((most, { stance, confidence }) => (label === `stance/${stance}` ? Math.max(most, confidence) : most), 0);
		own[base + aside.coded] = own[base + 1] as number;
		own[base + aside.trust] = own[base + 2] as number;
		own[base + 1] = trust > 0 ? 1 : 0;
		own[base + 2] = trust;
		own[base + aside.uncoded] = codes.length === 0 ? 1 : 0;
	}
	return own;
}

/** Places of own features that a stance has no other use for. */
const aside = { coded: 5, trust: 8, uncoded: 12 };

function codesOf({ coding }: Reading, concept: string) {
	return coding.codes.filter((code) => code.concept === concept);
}
