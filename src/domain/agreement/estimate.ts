import { seededRandom } from '#text/random.ts';
import type { Language } from '#text/languages.ts';
import { fewest } from './accuracy.ts';
import type { Rate } from './accuracy.ts';
import type { Interval } from './model.ts';
import { percentileInterval } from './bootstrap.ts';
import { drawRate, normal } from './rate-draw.ts';

/** Of one Party, or of documents of no Party, in one language: passages known to speak of it, and unread ones, marked by the machine or not. */
export type Standing = { party: string | null; language: Language; known: number; marked: number; empty: number };

/** What is measured of the machine in a language: how often what it marks is real, and how often what it leaves empty is. */
export type Rates = ReadonlyMap<Language, { precision: Rate | null; missRate: Rate | null }>;

export type Estimate = Interval & { estimate: number };
export type Estimates = { parties: Estimate; passages: Estimate };

/** The languages in which there are unread passages and too few were read by chance to say how many of them speak of it. */
export function unmeasuredIn(standings: readonly Standing[], rates: Rates): Language[] {
	const isUnmeasured = ({ language, marked, empty }: Standing) => {
		const { precision = null, missRate = null } = rates.get(language) ?? {};
		return (marked > 0 && (precision?.passages ?? 0) < fewest.marked) || (empty > 0 && (missRate?.passages ?? 0) < fewest.empty);
	};
	return [...new Set(standings.filter(isUnmeasured).map(({ language }) => language))].toSorted();
}

type Chance = { precision: number; missRate: number };
const none: Chance = { precision: 0, missRate: 0 };

const rounded = (number: number) => Math.round(number * 1e6) / 1e6;

/**
 * How many passages and Parties do speak of something: known ones, and of the unread ones those that the measured rates let expect. A Party
 * speaks where one of its passages does, so that it is expected to with 1 − Π (1 − p) over its unread passages: this takes misses within a
 * report to be independent. The interval is of draws of the rates, as far as they are known, and of what comes of them. Null where a
 * language is unmeasured. The same standings, rates and seed give the same estimate.
 */
export function estimateOf(
	standings: readonly Standing[],
	rates: Rates,
	{ seed, draws = 1000 }: { seed: number; draws?: number }
): Estimates | null {
	if (unmeasuredIn(standings, rates).length > 0) return null;
	const languages = [...new Set(standings.map(({ language }) => language))].toSorted();
	const parties = [...Map.groupBy(standings, ({ party }) => party)]
		.toSorted(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
		.flatMap(([party, of]) => (party === null ? [] : [of]));
	const sure = parties.filter((of) => of.some(({ known }) => known > 0)).length;
	const open = parties.filter((of) => of.every(({ known }) => known === 0) && of.some(({ marked, empty }) => marked + empty > 0));
	const known = standings.reduce((sum, one) => sum + one.known, 0);
	const unread = languages.map((language) => {
		const of = standings.filter((one) => one.language === language);
		return { language, marked: of.reduce((sum, one) => sum + one.marked, 0), empty: of.reduce((sum, one) => sum + one.empty, 0) };
	});
	const most = { parties: sure + open.length, passages: known + unread.reduce((sum, one) => sum + one.marked + one.empty, 0) };

	const at = new Map(languages.map((language, place) => [language, place]));
	const spoken = open.map((of) => of.map(({ language, marked, empty }) => ({ at: at.get(language) ?? 0, marked, empty })));
	/** The chance that a Party speaks, by what a marked and an empty passage in each language add to that of its silence. */
	const speaks = (of: (typeof spoken)[number], silence: readonly Chance[]): number => {
		let sum = 0;
		for (const { at: place, marked, empty } of of) {
			const { precision, missRate } = silence[place] ?? none;
			if (marked > 0) sum += marked * precision;
			if (empty > 0) sum += empty * missRate;
		}
		return -Math.expm1(sum);
	};
	const silenceOf = (chances: readonly Chance[]) =>
		chances.map(({ precision, missRate }) => ({ precision: Math.log1p(-precision), missRate: Math.log1p(-missRate) }));
	const sumOf = (chances: readonly Chance[], one: (count: number, chance: number) => number): number =>
		unread.reduce((sum, { marked, empty }, place) => {
			const { precision, missRate } = chances[place] ?? none;
			return sum + one(marked, precision) + one(empty, missRate);
		}, 0);
	const chancesOf = (take: (rate: Rate) => number): Chance[] =>
		languages.map((language) => {
			const { precision, missRate } = rates.get(language) ?? {};
			return { precision: precision ? take(precision) : 0, missRate: missRate ? take(missRate) : 0 };
		});

	const best = chancesOf(({ share }) => share);
	const random = seededRandom(seed);
	const drawn = Array.from({ length: draws }, () => {
		const chances = chancesOf((rate) => drawRate(rate, random));
		const spread = Math.sqrt(sumOf(chances, (count, chance) => count * chance * (1 - chance)));
		const passages = known + Math.round(sumOf(chances, (count, chance) => count * chance) + spread * normal(random));
		const silence = silenceOf(chances);
		let speaking = sure;
		for (const of of spoken) if (random() < speaks(of, silence)) speaking++;
		return { parties: speaking, passages: Math.min(most.passages, Math.max(known, passages)) };
	});
	const around = (estimate: number, some: number[], least: number, top: number): Estimate => {
		const { low, high } = percentileInterval(some) ?? { low: least, high: top };
		return { estimate: rounded(estimate), low: Math.min(low, rounded(estimate)), high: Math.max(high, rounded(estimate)) };
	};
	return {
		parties: around(
			sure + spoken.reduce((sum, of) => sum + speaks(of, silenceOf(best)), 0),
			drawn.map((one) => one.parties),
			sure,
			most.parties
		),
		passages: around(
			known + sumOf(best, (count, chance) => count * chance),
			drawn.map((one) => one.passages),
			known,
			most.passages
		)
	};
}
