import type { Facet } from './labels.ts';
import { facetOf, particulars } from './labels.ts';
import type { Reading } from './read.ts';

/** What is known of a passage from the side of one label. These are few, so a hundred passages teach their weights. */
export const ownFeatures = [
	'always',
	'coded',
	'trust',
	'with a stance',
	'found',
	'found under a cue only',
	'nearest wording',
	'nearest wording, beyond others',
	'near words',
	'near words, beyond others',
	'others coded',
	'none coded',
	'namesake coded',
	'namesake near',
	'trouble',
	'want'
] as const;
export const ownCount = ownFeatures.length;

/** What is believed before anything is learnt: that a label is rare, and that where the rules give it they are right about every other time. */
export const believed = Float32Array.from(ownFeatures, (name) => (name === 'always' ? -3.5 : name === 'coded' ? 3.5 : 0));

/** The own features of each label, label by label. */
export function ownOf(reading: Reading, labels: readonly string[]): Float32Array {
	const own = new Float32Array(labels.length * ownCount);
	const facts = factsOf(reading);
	const byFacet = Map.groupBy(labels, facetOf);
	for (const [at, label] of labels.entries()) {
		const facet = facetOf(label);
		if (facet === undefined) continue;
		const values = isConcept(facet) ? ofConcept(label, byFacet.get(facet) ?? [], facts) : ofPassage(label, facet, facts);
		own.set(values, at * ownCount);
	}
	return own;
}

function isConcept(facet: Facet): boolean {
	return facet !== 'stance' && facet !== 'particular' && facet !== 'states';
}

type Facts = {
	reading: Reading;
	/** By concept or stance: the greatest trust of its codes. */ trust: Map<string, number>;
	withStance: Set<string>;
	found: Map<string, boolean>;
	names: Map<string, Set<string>>;
	isTrouble: boolean;
	isWant: boolean;
};

function factsOf(reading: Reading): Facts {
	const trust = new Map<string, number>();
	const withStance = new Set<string>();
	const found = new Map<string, boolean>();
	const names = new Map<string, Set<string>>();
	const raise = (key: string, value: number) => trust.set(key, Math.max(trust.get(key) ?? 0, value));
	for (const { concept, stance, confidence } of reading.coding.codes) {
		raise(concept, confidence);
		raise(`stance/${stance}`, confidence);
		if (stance !== 'none') withStance.add(concept);
		const [scheme = '', name = ''] = concept.split('/');
		names.set(name, (names.get(name) ?? new Set()).add(scheme));
	}
	for (const { concept, kind } of reading.found) found.set(concept, (found.get(concept) ?? false) || kind === 'alternative');
	return {
		reading,
		trust,
		withStance,
		found,
		names,
		isTrouble: found.has('stance/challenge') || found.has('cue/difficulty') || found.has('cue/negation'),
		isWant: found.has('stance/need')
	};
}

function ofConcept(
	label: string,
	mates: readonly string[],
	{ reading, trust, withStance, found, names, isTrouble, isWant }: Facts
): number[] {
	const others = mates.filter((mate) => mate !== label);
	const near = reading.near.get(label) ?? { share: 0, words: 0 };
	const most = (of: 'share' | 'words') => others.reduce((sum, mate) => Math.max(sum, reading.near.get(mate)?.[of] ?? 0), 0);
	const coded = trust.get(label) ?? 0;
	const codedOthers = others.filter((mate) => trust.has(mate)).length;
	const [scheme = '', name = ''] = label.split('/');
	const kin = ['challenge', 'need', 'enabler'].filter((one) => one !== scheme);
	const isNamesake = kin.some((one) => names.get(name)?.has(one) === true);
	const kinNear = kin.reduce((sum, one) => Math.max(sum, reading.near.get(`${one}/${name}`)?.share ?? 0), 0);
	return [
		1,
		coded > 0 ? 1 : 0,
		coded,
		withStance.has(label) ? 1 : 0,
		found.get(label) === true ? 1 : 0,
		found.get(label) === false ? 1 : 0,
		near.share,
		Math.max(0, near.share - most('share')),
		near.words,
		near.words - most('words'),
		Math.min(2, codedOthers) / 2,
		coded === 0 && codedOthers === 0 ? 1 : 0,
		isNamesake ? 1 : 0,
		kinNear,
		isTrouble ? near.share : 0,
		isWant ? near.share : 0
	];
}

const cueOf: Record<string, string> = {
	challenge: 'stance/challenge',
	need: 'stance/need',
	progress: 'stance/progress',
	plan: 'stance/plan',
	offer: 'stance/offer',
	none: 'cue/enabling'
};

function ofPassage(label: string, facet: Facet, { reading, trust, found, isTrouble, isWant }: Facts): number[] {
	const { codes, states, specificity } = reading.coding;
	const name = label.slice(label.indexOf('/') + 1);
	const values = new Array<number>(ownCount).fill(0);
	values[0] = 1;
	values[14] = isTrouble ? 0.5 : 0;
	values[15] = isWant ? 0.5 : 0;
	values[11] = codes.length === 0 ? 1 : 0;
	if (facet === 'stance') {
		const coded = trust.get(label) ?? 0;
		values[1] = coded > 0 ? 1 : 0;
		values[2] = coded;
		values[3] = codes.length === 0 ? 0 : codes.filter(({ stance }) => stance === name).length / codes.length;
		values[4] = found.has(cueOf[name] ?? '') ? 1 : 0;
		values[10] = Math.min(2, new Set(codes.map(({ stance }) => stance)).size - (coded > 0 ? 1 : 0)) / 2;
	} else if (facet === 'states') {
		values[1] = states ? 1 : 0;
		values[3] = codes.length === 0 ? 0 : codes.filter(({ stance }) => stance === 'challenge' || stance === 'need').length / codes.length;
	} else {
		const particular = particulars.find((one) => one === name);
		values[1] = particular !== undefined && specificity[particular] !== null ? 1 : 0;
		values[2] = specificity.score / 6;
		values[4] = codes.some(({ concept }) => concept.startsWith(name === 'sector' ? 'sector/' : 'need/')) ? 1 : 0;
		values[6] = Math.min(1, reading.words.length / 60);
	}
	return values;
}
