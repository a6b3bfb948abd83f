import { find } from '#text/find.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicon } from '#text/lexicon.ts';
import type { Wording } from '#text/lexicon.ts';
import { countWordings, isLive, wordingsByLanguage } from './model.ts';
import type { Concept, Scheme } from './model.ts';

/** Something that is wrong with a codebook. The concept is missing where the fault is of the whole. */
export type Fault = {
	fault:
		| 'no-wording'
		| 'no-example'
		| 'few-wordings'
		| 'same-wording'
		| 'generic-not-listed'
		| 'idle-exclusion'
		| 'unknown-broader'
		| 'circle'
		| 'other-scheme';
	conceptId?: string;
	language?: Language;
	detail: string;
};

/** No language may have less than this share of the wordings that English has. */
const fairShare = 2 / 3;

/** Cues are grammar: one language needs more of them than another, and one word may be a cue of two kinds. */
const grammar: Scheme = 'cue';

/** Lists what is wrong with a codebook that its readers and its coder would suffer from. What is retired may be as it is. An empty list means that nothing is wrong. */
export function checkCodebook(all: readonly Concept[]): Fault[] {
	const concepts = all.filter(isLive);
	const wordings = wordingsByLanguage(concepts);
	return [
		...concepts.flatMap(gaps),
		...unfairness(concepts),
		...hierarchyFaults(concepts),
		...languages.flatMap((language) => wordingFaults(language, wordings[language]))
	];
}

function gaps({ id: conceptId, examples, wordings }: Concept): Fault[] {
	const silent = languages.filter((language) => wordings.alternative[language].length + wordings.governed[language].length === 0);
	const bare = languages.filter((language) => examples[language].length === 0);
	// A concept that has no wording in any language is coded by people alone.
	const lacking = silent.length < languages.length ? silent : [];
	return [
		...lacking.map((language) => ({ fault: 'no-wording' as const, conceptId, language, detail: 'no wording' })),
		...bare.map((language) => ({ fault: 'no-example' as const, conceptId, language, detail: 'no example' }))
	];
}

function unfairness(concepts: readonly Concept[]): Fault[] {
	const count = (some: readonly Concept[], language: Language) => some.reduce((sum, one) => sum + countWordings(one, language), 0);
	const few = (some: readonly Concept[], conceptId?: string): Fault[] => {
		const english = count(some, 'en');
		return languages
			.filter((language) => count(some, language) < english * fairShare)
			.map((language) => ({
				fault: 'few-wordings',
				...(conceptId !== undefined && { conceptId }),
				language,
				detail: `${count(some, language)} wordings beside ${english} in English`
			}));
	};
	return [...few(concepts), ...concepts.filter(({ scheme }) => scheme !== grammar).flatMap((one) => few([one], one.id))];
}

function hierarchyFaults(concepts: readonly Concept[]): Fault[] {
	const known = new Map(concepts.map((concept) => [concept.id, concept]));
	return concepts.flatMap(({ id, scheme, broader }): Fault[] => {
		if (broader === undefined) return [];
		const above = known.get(broader);
		if (above === undefined) return [{ fault: 'unknown-broader', conceptId: id, detail: broader }];
		if (above.scheme !== scheme) return [{ fault: 'other-scheme', conceptId: id, detail: broader }];
		const road = [id];
		for (let at: string | undefined = broader; at !== undefined; at = known.get(at)?.broader) {
			if (at === id) return [{ fault: 'circle', conceptId: id, detail: [...road, at].join(' → ') }];
			if (road.includes(at)) return [];
			road.push(at);
		}
		return [];
	});
}

/** Wordings that two concepts of a scheme share, generic ones that are not among the alternatives, exclusions that exclude nothing. */
function wordingFaults(language: Language, wordings: readonly Wording[]): Fault[] {
	const faults: Fault[] = [];
	const owners = new Map<string, string>();
	const alternatives = new Set(wordings.filter(({ kind }) => kind === 'alternative').map(({ conceptId, body }) => `${conceptId} ${body}`));
	for (const { conceptId, kind, body } of wordings) {
		if (kind === 'generic') {
			if (!alternatives.has(`${conceptId} ${body}`)) faults.push({ fault: 'generic-not-listed', conceptId, language, detail: body });
			continue;
		}
		// A topic that a lack governs may name two things at once: "human and financial resources".
		if (kind === 'exclusion' || kind === 'governed' || conceptId.startsWith(`${grammar}/`)) continue;
		const key = `${conceptId.split('/')[0]} ${body.normalize('NFC').toLowerCase()}`;
		const owner = owners.get(key);
		if (owner !== undefined && !mayShare(conceptId, body))
			faults.push({ fault: 'same-wording', conceptId, language, detail: `${body} (${owner})` });
		else owners.set(key, conceptId);
	}
	return [...faults, ...idleExclusions(language, wordings)];
}

/** "Spent lamps" speaks of two sectors, "a pilot plant" of two kinds of need; a single word in two concepts is a slip, and so is any wording elsewhere. */
function mayShare(conceptId: string, body: string): boolean {
	const isPhrase = body.trim().includes(' ') || /[\u4e00-\u9fff]{3}/.test(body);
	return isPhrase && (conceptId.startsWith('sector/') || conceptId.startsWith('need/'));
}

/** Exclusions in which none of the concept's own wordings would be found. */
function idleExclusions(language: Language, wordings: readonly Wording[]): Fault[] {
	// The longest wording of a scheme silences the others: each concept gets a scheme of its own here.
	const apart = (conceptId: string) => `${conceptId.replace('/', ' ')}/`;
	const lexicon = makeLexicon(
		language,
		wordings.filter(({ kind }) => kind !== 'exclusion').map((one) => ({ ...one, conceptId: apart(one.conceptId) }))
	);
	return wordings
		.filter(({ kind }) => kind === 'exclusion')
		.filter(({ conceptId, body }) => !find(lexicon, body).some(({ entry }) => entry.conceptId === apart(conceptId)))
		.map(({ conceptId, body }) => ({ fault: 'idle-exclusion', conceptId, language, detail: body }));
}
