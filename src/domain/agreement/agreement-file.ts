import { writeCsv } from '#text/csv.ts';
import type { CoderScore } from './coder-scores.ts';
import type { Disagreement } from './disagreements.ts';
import type { Doubled } from './doubled.ts';
import type { Agreement, Measured } from './measures.ts';

type Line = Record<string, string | number | boolean | null>;

const exactly = (number: number | null | undefined) =>
	number === null || number === undefined ? null : Math.round(number * 10_000) / 10_000;
const about = ({ value, interval, units, documents }: Measured): Line => ({
	...{ value: exactly(value), low: exactly(interval?.low), high: exactly(interval?.high) },
	...{ units, documents }
});
const named = (coder: CoderScore['coder']) => (coder === 'machine' ? coder : `person/${coder}`);

/** Every measure in one shape: of what, in which language, its value with the interval, and on how much it rests. */
export function measureLines(agreements: readonly Agreement[], scores: readonly CoderScore[]): Line[] {
	const between = agreements.flatMap(({ language, concepts, schemes, pairs }) => {
		const line = (measure: string, of: string, found: Measured, coders = ''): Line => ({ measure, of, coders, language, ...about(found) });
		return [
			...schemes.flatMap(({ scheme, sets, spans, same }) => [
				line('alpha-masi', scheme, sets),
				line('alpha-unitizing', scheme, spans),
				line('same-concepts', scheme, same)
			]),
			...concepts.flatMap(({ conceptId, alpha, same }) => [
				line('alpha-nominal', conceptId, alpha),
				line('same-presence', conceptId, same)
			]),
			...pairs.flatMap(({ pair, scheme, kappa, same }) => {
				const coders = pair.map((one) => named(one)).join(' ');
				return [line('kappa', scheme, kappa, coders), line('same-concepts', scheme, same, coders)];
			})
		];
	});
	const beside = scores.flatMap(({ coder, language, units, documents, macro, concepts }) => {
		const line = (measure: string, of: string, value: number | null, interval: CoderScore['macro']['interval'] = null): Line => ({
			...{ measure, of, coders: named(coder), language },
			...about({ value, interval, units, documents })
		});
		return [{ conceptId: 'mean', ...macro }, ...concepts].flatMap((one) => [
			line('precision', one.conceptId, one.precision),
			line('recall', one.conceptId, one.recall),
			line('f1', one.conceptId, one.f1, one.interval)
		]);
	});
	return [...between, ...beside];
}

/** Who gave what is not told of a passage that waits for a third person. */
export function disagreementLines(disagreements: readonly Disagreement[]): Line[] {
	return disagreements.map(({ passageId, documentId, language, isSettled, pair, by, how, code, other }) => ({
		...{ passage: passageId, document: documentId, language, settled: isSettled, difference: how },
		...{ coder: isSettled ? named(by) : '', other_coder: isSettled ? named(pair[0] === by ? pair[1] : pair[0]) : '' },
		...{ concept: code.conceptId, stance: code.stance, start: code.start, end: code.end, quote: code.quote },
		...{ other_stance: other?.stance ?? null, other_start: other?.start ?? null, other_end: other?.end ?? null },
		other_quote: other?.quote ?? null
	}));
}

/**
 * What other tools for agreement read: a line for each passage, coder and concept that anyone gave, 1 where the coder gave it and 0 where not.
 * Offsets count UTF-16 code units; a concept given several times to one passage has a line for each.
 */
export function codeLines(doubled: readonly Doubled[]): Line[] {
	const people = doubled.map((one) => [
		...one.sides.map(({ coder, codes }) => ({ coder: named(coder), codes })),
		{ coder: 'machine', codes: one.machine }
	]);
	const concepts = [...new Set(people.flat().flatMap(({ codes }) => codes.map(({ conceptId }) => conceptId)))].toSorted();
	return doubled.flatMap(({ passageId, documentId, language, settled }, at) => {
		const waits = settled === null;
		return [...(people[at] ?? []), ...(waits ? [] : [{ coder: 'settled', codes: settled }])].flatMap(({ coder, codes }, side) =>
			concepts.flatMap((concept): Line[] => {
				const unit = {
					passage: passageId,
					document: documentId,
					language,
					coder: waits && coder !== 'machine' ? `coder ${side + 1}` : coder,
					concept
				};
				const given = codes.filter(({ conceptId }) => conceptId === concept);
				if (given.length === 0) return [{ ...unit, given: 0, stance: null, start: null, end: null, quote: null }];
				return given.map(({ stance, start, end, quote }) => ({ ...unit, given: 1, stance, start, end, quote }));
			})
		);
	});
}

export function linesCsv(lines: readonly Line[]): string {
	const header = Object.keys(lines[0] ?? {});
	return writeCsv([header, ...lines.map((line) => Object.values(line))]);
}
