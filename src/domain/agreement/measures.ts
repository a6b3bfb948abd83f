import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { findAlphaInterval } from './alpha.ts';
import { drawTimes, percentileInterval } from './bootstrap.ts';
import type { Drawing } from './bootstrap.ts';
import { byDocument, conceptsOf, pairName, pairOf, schemeOf } from './doubled.ts';
import type { Doubled, Pair } from './doubled.ts';
import { masi } from './masi.ts';
import type { Interval, Unit } from './model.ts';
import { nominal } from './scale.ts';
import { spanAgreement } from './span-agreement.ts';

/** On fewer doubled passages than these a measure is shown, and said to rest on too few. */
export const fewestUnits = 20;

/** A measure with its interval over documents, and on how much it rests; null where the material cannot tell. */
export type Measured = { value: number | null; interval: Interval | null; units: number; documents: number };

export type ConceptAgreement = {
	conceptId: string;
	/** Passages to which all coders gave it, and to which only some did. */
	all: number;
	some: number;
	alpha: Measured;
	same: Measured;
};
export type SchemeAgreement = {
	scheme: string;
	/** Of the sets of concepts, apart by MASI; of the words marked; and the share of passages with the very same concepts. */
	sets: Measured;
	spans: Measured;
	same: Measured;
};
export type PairAgreement = { pair: Pair; scheme: string; kappa: Measured; same: Measured };

/** Agreement in one language, or in all together. */
export type Agreement = {
	language: Language | 'all';
	passages: number;
	documents: number;
	concepts: ConceptAgreement[];
	schemes: SchemeAgreement[];
	pairs: PairAgreement[];
};

const drawing = (seed: number): Drawing => ({ seed, draws: 300 });

/** Agreement of people by language, and of all languages together beside them, never alone. */
export function measureAgreement(doubled: readonly Doubled[], schemes: readonly string[]): Agreement[] {
	const byLanguage = Map.groupBy(doubled, ({ language }) => language);
	const own = languages.flatMap((language) => {
		const of = byLanguage.get(language);
		return of === undefined ? [] : [agreementIn(language, of, schemes)];
	});
	return doubled.length === 0 ? [] : [...own, agreementIn('all', doubled, schemes)];
}

function agreementIn(language: Language | 'all', doubled: readonly Doubled[], schemes: readonly string[]): Agreement {
	const documents = byDocument(doubled);
	const given = new Set(doubled.flatMap(({ sides }) => sides.flatMap(({ codes }) => [...conceptsOf(codes)])));
	const draws = drawsOf(documents, 1);
	const pairs = new Map(doubled.flatMap((one) => pairOf(one).map((pair) => [pairName(pair), pair] as const)));
	return {
		...{ language, passages: doubled.length, documents: documents.length },
		concepts: [...given].toSorted().map((conceptId, at) => conceptAgreement(documents, draws, conceptId, at)),
		schemes: schemes.map((scheme, at) => schemeAgreement(documents, draws, scheme, 1000 + at)),
		pairs: [...pairs.values()].flatMap((pair) => pairAgreement(documents, pair, schemes, given))
	};
}

type Documents = readonly (readonly Doubled[])[];

const rest = (documents: Documents) => ({
	units: documents.reduce((sum, of) => sum + of.length, 0),
	documents: documents.length
});

function conceptAgreement(documents: Documents, draws: Draws, conceptId: string, seed: number): ConceptAgreement {
	const gives = ({ codes }: Doubled['sides'][number]) => codes.some((code) => code.conceptId === conceptId);
	const isSame = ({ sides }: Doubled) => {
		const first = sides[0] !== undefined && gives(sides[0]);
		return sides.every((side) => gives(side) === first);
	};
	const { alpha, interval } = findAlphaInterval(
		documents.map((of) => of.map(({ sides }): Unit<boolean> => sides.map(gives))),
		nominal,
		drawing(seed)
	);
	const given = documents.flatMap((of) => of.filter(({ sides }) => sides.some(gives)));
	const all = given.filter(isSame).length;
	return {
		...{ conceptId, all, some: given.length - all },
		alpha: { value: alpha, interval, ...rest(documents) },
		same: sameShare(documents, draws, isSame)
	};
}

function schemeAgreement(documents: Documents, draws: Draws, scheme: string, seed: number): SchemeAgreement {
	const units = documents.map((of) => of.map(({ sides }): Unit<Set<string>> => sides.map(({ codes }) => conceptsOf(codes, scheme))));
	const { alpha, interval } = findAlphaInterval(units, masi, drawing(seed));
	return {
		scheme,
		sets: { value: alpha, interval, ...rest(documents) },
		spans: spanAgreement(documents, scheme, drawing(seed)),
		same: sameShare(documents, draws, ({ sides }) => new Set(sides.map(({ codes }) => keyOf(conceptsOf(codes, scheme)))).size === 1)
	};
}

const keyOf = (concepts: ReadonlySet<string>) => [...concepts].toSorted().join(' ');

/** Documents as they were drawn, draw by draw: how often each, and how many passages that makes. */
type Draws = { times: Uint16Array[]; passages: number[] };

function drawsOf(documents: Documents, seed: number): Draws {
	const times = drawTimes(documents.length, drawing(seed));
	return { times, passages: times.map((often) => documents.reduce((sum, of, at) => sum + of.length * (often[at] ?? 0), 0)) };
}

/** The share of passages of which something holds, with its interval over documents. */
function sameShare(documents: Documents, { times, passages }: Draws, holds: (one: Doubled) => boolean): Measured {
	// What differs is rare: only documents in which something does are summed for each draw.
	const apart: [at: number, count: number][] = [];
	for (const [at, of] of documents.entries()) {
		const count = of.reduce((sum, one) => sum + (holds(one) ? 0 : 1), 0);
		if (count > 0) apart.push([at, count]);
	}
	const shares = times.map((often, draw) => {
		let differing = 0;
		for (const [at, count] of apart) differing += (often[at] ?? 0) * count;
		return 1 - differing / (passages[draw] ?? 1);
	});
	const { units, documents: of } = rest(documents);
	const value = units === 0 ? null : 1 - apart.reduce((sum, [, count]) => sum + count, 0) / units;
	return { value, interval: percentileInterval(shares), units, documents: of };
}

/**
 * Cohen's kappa of two coders over each scheme: whether each gave each of the concepts that anyone gave to any passage, a decision for each
 * passage and concept. Documents are drawn whole.
 */
function pairAgreement(documents: Documents, pair: Pair, schemes: readonly string[], given: ReadonlySet<string>): PairAgreement[] {
	const name = pairName(pair);
	const met = documents
		.map((of) => of.filter((one) => pairOf(one).some((other) => pairName(other) === name)))
		.filter((of) => of.length > 0);
	const draws = drawsOf(met, 2000);
	const codesBy = ({ sides }: Doubled, coder: number) => sides.find((side) => side.coder === coder)?.codes ?? [];
	return schemes.map((scheme) => {
		const concepts = [...given].filter((conceptId) => schemeOf(conceptId) === scheme);
		const tables = met.map((of) => {
			const table: Table = [0, 0, 0, 0];
			for (const one of of) {
				const [first, second] = pair.map((coder) => conceptsOf(codesBy(one, coder), scheme));
				for (const conceptId of concepts) {
					const cell = (first?.has(conceptId) ? 2 : 0) + (second?.has(conceptId) ? 1 : 0);
					table[cell] = (table[cell] ?? 0) + 1;
				}
			}
			return table;
		});
		const once = new Uint16Array(met.length).fill(1);
		return {
			...{ pair, scheme },
			kappa: {
				value: kappaOf(tables, once),
				interval: percentileInterval(draws.times.map((times) => kappaOf(tables, times))),
				...rest(met)
			},
			same: sameShare(met, draws, (one) => {
				const [first, second] = pair.map((coder) => keyOf(conceptsOf(codesBy(one, coder), scheme)));
				return first === second;
			})
		};
	});
}

/** Decisions by what two coders said: neither, the second alone, the first alone, both. */
type Table = [neither: number, second: number, first: number, both: number];

/** Kappa of tables of two by two (Cohen 1960), each so many times; null where both gave one and the same answer throughout. */
function kappaOf(tables: readonly Table[], times: Uint16Array): number | null {
	let [neither, second, first, both] = [0, 0, 0, 0];
	for (const [at, table] of tables.entries()) {
		const often = times[at] ?? 0;
		if (often === 0) continue;
		neither += often * table[0];
		second += often * table[1];
		first += often * table[2];
		both += often * table[3];
	}
	const all = both + first + second + neither;
	const chance = (both + first) * (both + second) + (second + neither) * (first + neither);
	return all === 0 || chance === all ** 2 ? null : ((both + neither) / all - chance / all ** 2) / (1 - chance / all ** 2);
}
