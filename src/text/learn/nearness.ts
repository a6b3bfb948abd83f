import { functionWords } from '../function-words.ts';
import type { Language } from '../languages.ts';
import type { Lexicon } from '../lexicon.ts';
import { scan } from '../scan.ts';
import { emptyTokens } from '../tokens.ts';
import { stem } from '../stem.ts';
import { wordsOf } from './words.ts';
import type { Word } from './words.ts';

/** What the wordings of one language tell of single words: which wordings hold them, and for which concept they speak. */
export type Nearness = {
	wordings: { concept: string; weight: number }[];
	holders: ReadonlyMap<string, { weight: number; wordings: number[]; speaksFor: [string, number][] }>;
};

/** `share`: how much of the nearest wording the text holds, in whatever order; `words`: how much its words speak for the concept. */
export type Near = { share: number; words: number };

const schemes = new Set(['challenge', 'sector', 'need', 'enabler', 'plan']);

/** Learns from a lexicon which words its concepts are made of; rare words weigh more. */
export function makeNearness(lexicon: Lexicon): Nearness {
	const { language } = lexicon;
	const entries = lexicon.entries.filter(({ scheme, kind }) => schemes.has(scheme) && (kind === 'alternative' || kind === 'governed'));
	const tokens = emptyTokens();
	const stemsOf = entries.map(({ body }) => {
		const plain = body.replace(/…/g, ' ');
		scan(lexicon.vocabulary, plain, tokens);
		return contentOf(language, wordsOf({ ...lexicon, tokens }, plain));
	});
	const counts = new Map<string, Map<string, number>>();
	const sizes = new Map<string, number>();
	for (const [index, { conceptId }] of entries.entries()) {
		sizes.set(conceptId, (sizes.get(conceptId) ?? 0) + 1);
		for (const word of stemsOf[index] ?? []) {
			const own = counts.get(word) ?? new Map<string, number>();
			counts.set(word, own.set(conceptId, (own.get(conceptId) ?? 0) + 1));
		}
	}
	const holders = new Map<string, { weight: number; wordings: number[]; speaksFor: [string, number][] }>();
	for (const [word, own] of counts) {
		const total = [...own.values()].reduce((sum, count) => sum + count, 0);
		const weight = Math.log(1 + entries.length / total);
		holders.set(word, { weight, wordings: [], speaksFor: speaksFor(own, sizes) });
	}
	const wordings = entries.map(({ conceptId }, index) => {
		let weight = 0;
		for (const word of stemsOf[index] ?? []) {
			const holder = holders.get(word);
			weight += holder?.weight ?? 0;
			holder?.wordings.push(index);
		}
		return { concept: conceptId, weight };
	});
	return { wordings, holders };
}

/** For which concept of each scheme a word speaks: its share of the word's uses beyond an even share, less for a word seldom used. */
function speaksFor(own: ReadonlyMap<string, number>, sizes: ReadonlyMap<string, number>): [string, number][] {
	const rates = [...own].map(([concept, count]) => ({ concept, count, rate: count / (10 + (sizes.get(concept) ?? 0)) }));
	return rates.map(({ concept, count, rate }) => {
		const scheme = concept.split('/')[0];
		const all = rates.filter((one) => one.concept.split('/')[0] === scheme).reduce((sum, one) => sum + one.rate, 0);
		return [concept, ((rate / all) * count) / (count + 1)];
	});
}

/** How near a text comes to each concept. */
export function nearConcepts({ wordings, holders }: Nearness, words: readonly Word[]): Map<string, Near> {
	const near = new Map<string, Near>();
	const held = new Map<number, number>();
	const units = new Set(unitsOf(words));
	const of = (concept: string): Near => {
		const known = near.get(concept) ?? { share: 0, words: 0 };
		near.set(concept, known);
		return known;
	};
	for (const unit of units) {
		const holder = holders.get(unit);
		if (holder === undefined) continue;
		for (const wording of holder.wordings) held.set(wording, (held.get(wording) ?? 0) + holder.weight);
		for (const [concept, amount] of holder.speaksFor) of(concept).words += amount * holder.weight;
	}
	for (const [index, weight] of held) {
		const wording = wordings[index];
		if (wording === undefined) continue;
		const concept = of(wording.concept);
		concept.share = Math.max(concept.share, weight / wording.weight);
	}
	for (const concept of near.values()) concept.words /= Math.sqrt(4 + units.size);
	return near;
}

/** What texts and wordings are compared by: stems, and in Chinese pairs of characters. */
function unitsOf(words: readonly Word[]): string[] {
	return words.flatMap(({ stem: own, form }, at) => {
		if (!isHan(form)) return [own];
		const next = words[at + 1];
		return next !== undefined && isHan(next.form) && next.gap === 0 ? [form + next.form] : [];
	});
}

function isHan(form: string): boolean {
	return form.length === 1 && form >= '㐀' && form <= '鿿';
}

const smallWords = new Map<Language, Set<string>>();

function contentOf(language: Language, words: readonly Word[]): Set<string> {
	const small =
		smallWords.get(language) ??
		new Set(
			Object.values(functionWords[language])
				.flatMap((list) => list.split(' '))
				.map((one) => stem(language, one))
		);
	smallWords.set(language, small);
	const units = unitsOf(words.filter(({ stem: own }) => !small.has(own)));
	const content = units;
	return new Set(content.length > 0 ? content : unitsOf(words));
}
