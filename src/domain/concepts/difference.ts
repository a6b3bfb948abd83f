import { listedLanguages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { WordingKind } from '#text/lexicon.ts';
import { textParts } from './change.ts';
import type { TextPart } from './change.ts';
import { isLive, listedKinds } from './model.ts';
import type { Concept, Texts } from './model.ts';

type Named = { id: string; label: Texts };
export type TextChange = { language: Language; part: TextPart; from: string; to: string };
export type ListChange = { language: Language; list: WordingKind | 'examples'; removed: string[]; added: string[] };
export type Rewording = Named & {
	texts: TextChange[];
	lists: ListChange[];
	facts: { fact: 'notation' | 'mark'; from: string; to: string }[];
};

/** What one version of the codebook has otherwise than another. A concept may stand in several lists: moved, and reworded too. */
export type Difference = {
	added: Named[];
	/** Gone altogether, as files may have it; people only retire. */
	removed: Named[];
	retired: (Named & { replacedBy: string[] })[];
	merged: (Named & { into: string })[];
	split: (Named & { into: string[] })[];
	restored: Named[];
	moved: (Named & { from: string | null; to: string | null })[];
	reworded: Rewording[];
};

/** Compares two versions of the codebook, the older first. */
export function differenceOf(before: readonly Concept[], after: readonly Concept[]): Difference {
	const was = new Map(before.map((one) => [one.id, one]));
	const is = new Map(after.map((one) => [one.id, one]));
	const difference: Difference = { added: [], removed: [], retired: [], merged: [], split: [], restored: [], moved: [], reworded: [] };
	for (const concept of before) if (!is.has(concept.id)) difference.removed.push(named(concept));
	for (const concept of after) {
		const earlier = was.get(concept.id);
		if (earlier === undefined) {
			difference.added.push(named(concept));
			continue;
		}
		if (isLive(earlier) && !isLive(concept)) leave(difference, concept, is);
		if (!isLive(earlier) && isLive(concept)) difference.restored.push(named(concept));
		if (earlier.broader !== concept.broader)
			difference.moved.push({ ...named(concept), from: earlier.broader ?? null, to: concept.broader ?? null });
		const rewording = rewordingOf(earlier, concept);
		if (rewording.texts.length + rewording.lists.length + rewording.facts.length > 0) difference.reworded.push(rewording);
	}
	return difference;
}

/** How many things differ. */
export function sizeOf(difference: Difference): number {
	return Object.values(difference).reduce((sum, list) => sum + list.length, 0);
}

const named = ({ id, label }: Concept): Named => ({ id, label });

/** A concept was merged where what took its place has all of its wordings. */
function leave(difference: Difference, concept: Concept, is: ReadonlyMap<string, Concept>): void {
	const replacedBy = concept.retired?.replacedBy ?? [];
	const [only, ...others] = replacedBy;
	const target = is.get(only ?? '');
	if (only === undefined || target === undefined) difference.retired.push({ ...named(concept), replacedBy });
	else if (others.length > 0) difference.split.push({ ...named(concept), into: replacedBy });
	else if (hasAll(target, concept)) difference.merged.push({ ...named(concept), into: only });
	else difference.retired.push({ ...named(concept), replacedBy });
}

function hasAll(target: Concept, { wordings }: Concept): boolean {
	return listedKinds.every((kind) =>
		listedLanguages.every((language) => {
			const held = new Set(target.wordings[kind][language]);
			return wordings[kind][language].every((body) => held.has(body));
		})
	);
}

function rewordingOf(before: Concept, after: Concept): Rewording {
	const facts = (['notation', 'mark'] as const)
		.map((fact) => ({ fact, from: before[fact] ?? '', to: after[fact] ?? '' }))
		.filter(({ from, to }) => from !== to);
	const texts = listedLanguages.flatMap((language) =>
		textParts
			.map((part) => ({ language, part, from: before[part][language], to: after[part][language] }))
			.filter(({ from, to }) => from !== to)
	);
	const lists = listedLanguages.flatMap((language) => [
		listChange(language, 'examples', before.examples[language], after.examples[language]),
		...listedKinds.map((kind) => listChange(language, kind, before.wordings[kind][language], after.wordings[kind][language]))
	]);
	return { ...named(after), texts, facts, lists: lists.filter(({ removed, added }) => removed.length + added.length > 0) };
}

function listChange(language: Language, list: ListChange['list'], before: readonly string[], after: readonly string[]): ListChange {
	const [was, is] = [new Set(before), new Set(after)];
	return { language, list, removed: [...was].filter((one) => !is.has(one)), added: [...is].filter((one) => !was.has(one)) };
}
