import { wordingKinds } from '#text/lexicon.ts';
import type { WordingKind } from '#text/lexicon.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { canonicalJson } from './canonical.ts';
import { grammarSchemes, inOrder, isLive, listedKinds } from './model.ts';
import type { Concept, TextLists, Texts } from './model.ts';

export const changeKinds = ['reword', 'move', 'merge', 'split', 'retire', 'restore', 'adopt'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const textParts = ['label', 'definition', 'include', 'exclude'] as const;
export type TextPart = (typeof textParts)[number];

/** What a rewording says of a concept in one language: only the parts that it changes. */
export type NewWords = Partial<Record<TextPart, string>> & { examples?: string[]; wordings?: Partial<Record<WordingKind, string[]>> };

/** To which of the new concepts a wording goes, by their places in the list: to one, to several, or to none. */
export type Dealt = { language: Language; kind: WordingKind; body: string; to: number[] };

/** A change to the codebook, as a draft keeps it. */
export type Change =
	| { kind: 'reword'; concept: string; language: Language; words: NewWords }
	| { kind: 'move'; concept: string; broader: string | null }
	| { kind: 'merge'; concept: string; into: string }
	| { kind: 'split'; concept: string; parts: { id: string; label: Texts }[]; deal: Dealt[] }
	| { kind: 'retire'; concept: string; replacement: string | null }
	| { kind: 'restore'; concept: string }
	| { kind: 'adopt'; version: string };

/** What the codebook is after a change; refuses one that makes no sense. `adopted` is the codebook of the version that is taken into use. */
export function changed(concepts: readonly Concept[], change: Change, adopted: readonly Concept[] = []): Concept[] {
	const after = inOrder(applied(concepts, change, adopted));
	if (isSame(concepts, after)) throw new Refusal('versions.nothing-changed');
	return after;
}

function applied(concepts: readonly Concept[], change: Change, adopted: readonly Concept[]): Concept[] {
	switch (change.kind) {
		case 'reword':
			return replacing(concepts, reworded(liveIn(concepts, change.concept), change));
		case 'move':
			return moved(concepts, liveIn(concepts, change.concept), change.broader);
		case 'merge':
			return merged(concepts, content(concepts, change.concept), content(concepts, change.into));
		case 'split':
			return split(concepts, content(concepts, change.concept), change);
		case 'retire':
			return retired(concepts, content(concepts, change.concept), change.replacement);
		case 'restore':
			return restored(concepts, change.concept);
		case 'adopt':
			return taken(concepts, adopted);
	}
}

const isSame = (before: readonly Concept[], after: readonly Concept[]) => canonicalJson(inOrder(before)) === canonicalJson(after);

function findIn(concepts: readonly Concept[], id: string): Concept {
	const concept = concepts.find((one) => one.id === id);
	if (concept === undefined) throw new Refusal('versions.no-such-concept', { concept: id });
	return concept;
}

function liveIn(concepts: readonly Concept[], id: string): Concept {
	const concept = findIn(concepts, id);
	if (!isLive(concept)) throw new Refusal('versions.is-retired', { concept: id });
	return concept;
}

/** A concept that can leave: the coder does not know it by name. */
function content(concepts: readonly Concept[], id: string): Concept {
	const concept = liveIn(concepts, id);
	if (grammarSchemes.includes(concept.scheme)) throw new Refusal('versions.is-grammar');
	return concept;
}

function replacing(concepts: readonly Concept[], ...some: Concept[]): Concept[] {
	const byId = new Map(some.map((one) => [one.id, one]));
	return concepts.map((one) => byId.get(one.id) ?? one);
}

function reworded(concept: Concept, { language, words }: Extract<Change, { kind: 'reword' }>): Concept {
	const { examples, wordings = {}, ...texts } = words;
	const after = structuredClone(concept);
	for (const part of textParts) after[part][language] = texts[part] ?? after[part][language];
	after.examples[language] = examples ?? after.examples[language];
	for (const kind of wordingKinds) after.wordings[kind][language] = wordings[kind] ?? after.wordings[kind][language];
	return after;
}

/** A concept without some of what it may have or not. */
function without(concept: Concept, ...keys: ('broader' | 'retired' | 'notation')[]): Concept {
	const entries = Object.entries(concept).filter(([key]) => !keys.some((one) => one === key));
	// The cast: only what may be missing is left out.
	return Object.fromEntries(entries) as Concept;
}

/** What has nothing above it has no such key: an undefined one would be another content. */
function below(concept: Concept, broader: string | undefined): Concept {
	const rest = without(concept, 'broader');
	return broader === undefined ? rest : { ...rest, broader };
}

const isUnder = (concepts: readonly Concept[], id: string, above: string): boolean => {
	const seen = new Set<string>();
	for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = concepts.find((one) => one.id === at)?.broader) {
		if (at === above) return true;
		seen.add(at);
	}
	return false;
};

function moved(concepts: readonly Concept[], concept: Concept, broader: string | null): Concept[] {
	if (broader === null) return replacing(concepts, below(concept, undefined));
	const above = liveIn(concepts, broader);
	if (above.scheme !== concept.scheme) throw new Refusal('versions.other-scheme');
	if (isUnder(concepts, broader, concept.id)) throw new Refusal('versions.circle');
	return replacing(concepts, below(concept, broader));
}

/** The narrower ones of a concept that leaves go to what takes its place, or to what stood above it. */
function withoutAbove(concepts: readonly Concept[], { id, broader }: Concept, into: string | undefined): Concept[] {
	return concepts.map((one) => {
		if (one.broader !== id) return one;
		return below(one, into === undefined || isUnder(concepts, into, one.id) ? broader : into);
	});
}

const retiredAs = (concept: Concept, replacedBy: string[]): Concept => ({ ...concept, retired: { replacedBy } });

function leaving(concepts: readonly Concept[], concept: Concept, target: Concept | undefined): Concept[] {
	if (target === undefined) return withoutAbove(concepts, concept, undefined);
	if (target.id === concept.id) throw new Refusal('versions.itself');
	if (target.scheme !== concept.scheme) throw new Refusal('versions.other-scheme');
	return withoutAbove(concepts, concept, target.id);
}

function merged(concepts: readonly Concept[], concept: Concept, target: Concept): Concept[] {
	const left = leaving(concepts, concept, target);
	const into = structuredClone(findIn(left, target.id));
	for (const kind of wordingKinds)
		for (const language of languages)
			into.wordings[kind][language] = [...new Set([...into.wordings[kind][language], ...concept.wordings[kind][language]])];
	return replacing(left, into, retiredAs(findIn(left, concept.id), [target.id]));
}

function retired(concepts: readonly Concept[], concept: Concept, replacement: string | null): Concept[] {
	const target = replacement === null ? undefined : content(concepts, replacement);
	const left = leaving(concepts, concept, target);
	return replacing(left, retiredAs(findIn(left, concept.id), target === undefined ? [] : [target.id]));
}

const noLists = (): TextLists => Object.fromEntries(languages.map((one): [Language, string[]] => [one, []])) as TextLists;

function split(concepts: readonly Concept[], concept: Concept, { parts, deal }: Extract<Change, { kind: 'split' }>): Concept[] {
	const ids = parts.map(({ id }) => id);
	if (new Set(ids).size < 2 || new Set(ids).size < ids.length) throw new Refusal('versions.two-parts');
	for (const id of ids) {
		if (!id.startsWith(`${concept.scheme}/`)) throw new Refusal('versions.other-scheme');
		if (concepts.some((one) => one.id === id)) throw new Refusal('versions.id-taken', { concept: id });
	}
	const key = ({ language, kind, body }: Omit<Dealt, 'to'>) => JSON.stringify([language, kind, body]);
	const dealt = new Map(deal.map((one) => [key(one), one.to]));
	const fresh = parts.map(({ id, label }): Concept => {
		const rest = without(structuredClone(concept), 'retired', 'notation');
		const wordings = Object.fromEntries(listedKinds.map((kind) => [kind, noLists()])) as Concept['wordings'];
		return { ...rest, id, label, wordings };
	});
	for (const kind of listedKinds)
		for (const language of languages)
			for (const body of concept.wordings[kind][language]) {
				const to = dealt.get(key({ language, kind, body }));
				// Somebody has given the concept a wording meanwhile: it must be dealt out too.
				if (to === undefined) throw new Refusal('versions.deal-again', { wording: body });
				for (const place of to) fresh[place]?.wordings[kind][language].push(body);
			}
	const left = withoutAbove(concepts, concept, undefined);
	return [...replacing(left, retiredAs(findIn(left, concept.id), ids)), ...fresh];
}

function restored(concepts: readonly Concept[], id: string): Concept[] {
	const concept = findIn(concepts, id);
	if (isLive(concept)) throw new Refusal('versions.not-retired');
	const rest = without(concept, 'retired');
	const above = concepts.find((one) => one.id === concept.broader);
	const stands = above !== undefined && isLive(above) && !isUnder(concepts, above.id, id);
	return replacing(concepts, stands ? rest : below(rest, undefined));
}

/** What only this site has is not lost where another version is taken into use: it retires. */
function taken(concepts: readonly Concept[], adopted: readonly Concept[]): Concept[] {
	const known = new Set(adopted.map(({ id }) => id));
	const own = concepts.filter(({ id }) => !known.has(id));
	const live = new Set(adopted.filter(isLive).map(({ id }) => id));
	return [
		...adopted,
		...own.map((one) => {
			const kept = one.broader !== undefined && live.has(one.broader) ? one : below(one, undefined);
			return isLive(kept) ? retiredAs(kept, []) : kept;
		})
	];
}
