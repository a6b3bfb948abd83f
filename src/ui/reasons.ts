import type { ProposalWhy, Spoken } from '#domain/evidence/model.ts';
import { listed, percent } from '#i18n/format.ts';
import { isMessageKey, say } from '#i18n/messages.ts';
import type { MessageKey } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

type Given = { why: unknown; confidence: number };
/** The cast: the column is written only by evidence, in these shapes; a person gives none. */
const whyOf = ({ why }: Pick<Given, 'why'>) => why as ProposalWhy | { rule: 'person' };

/** How sure a machine is, in words: a classifier's probability was measured, the trust of the rules is an order, and a language model only says so. */
export function surety(language: Language, given: Given): string {
	const { rule } = whyOf(given);
	const key = rule === 'learnt' ? 'machines.probability' : rule === 'asked' ? 'machines.says-itself' : 'document.trust';
	return say(language, key, { share: percent(language, given.confidence) });
}

/** Why a code was given, in a sentence. */
export function reasonFor(language: Language, why: unknown): string {
	const given = whyOf({ why });
	if (given.rule === 'person') return say(language, 'document.why-person');
	if (given.rule === 'asked') return say(language, 'machines.why-asked');
	const words = given.rule === 'learnt' ? given.for.flatMap((one) => (one.kind === 'word' ? [`“${one.quote}”`] : [])).slice(0, 3) : [];
	if (words.length > 0) return say(language, 'machines.why-words', { words: listed(language, words) });
	const { wording, cue } = given;
	if (wording === undefined) return say(language, 'machines.why-learnt');
	return cue ? say(language, 'document.why-cue', { wording, cue }) : say(language, 'document.why-wording', { wording });
}

/** A reason as it is shown: words of the passage, or a sentence in the reader's language. */
export type Shown = { quote: string } | { text: string };

/** What spoke for a proposal of a classifier and what against, the weightiest first; nothing where no classifier made it. */
export function spokenOf(
	language: Language,
	given: Pick<Given, 'why'>,
	labels: ReadonlyMap<string, string>
): { for: Shown[]; against: Shown[] } | undefined {
	const why = whyOf(given);
	if (why.rule !== 'learnt') return undefined;
	return { for: shown(language, why.for, labels), against: shown(language, why.against, labels) };
}

function shown(language: Language, reasons: readonly Spoken[], labels: ReadonlyMap<string, string>): Shown[] {
	const texts = new Set<string>();
	return reasons.flatMap((reason): Shown[] => {
		if (reason.kind === 'word') return [{ quote: reason.quote }];
		const text = reason.kind === 'rule' ? foundByRules(language, reason.name, labels) : say(language, sharedKey(reason.name));
		if (texts.has(text)) return [];
		texts.add(text);
		return [{ text }];
	});
}

/** The name of a find, such as "code need/equipment need" or "found stance/need", in words. */
function foundByRules(language: Language, name: string, labels: ReadonlyMap<string, string>): string {
	const [kind = '', about = ''] = name.split(' ');
	const label = labels.get(about);
	if (label !== undefined && kind === 'code') return say(language, 'machines.reason-code', { concept: label });
	if (label !== undefined && kind === 'found') return say(language, 'machines.reason-found', { concept: label });
	if (label !== undefined && kind === 'near') return say(language, 'machines.reason-near', { concept: label });
	const stance = kind === 'stance' ? about : about.startsWith('stance/') ? about.slice('stance/'.length) : '';
	const key = `names.stance-${stance}`;
	if (isMessageKey(key)) return say(language, 'machines.reason-stance', { stance: say(language, key) });
	if (about.startsWith('cue/')) return say(language, 'machines.reason-cue');
	return kind.startsWith('particular') ? say(language, 'machines.reason-particulars') : say(language, 'machines.reason-other');
}

const sharedKeys: readonly [RegExp, MessageKey][] = [
	[/^(coded|trust|with a stance)$/, 'machines.reason-own-code'],
	[/^found/, 'machines.reason-own-found'],
	[/^near/, 'machines.reason-own-near'],
	[/^(others|none) coded$/, 'machines.reason-others'],
	[/^namesake/, 'machines.reason-namesake'],
	[/^(trouble|want)$/, 'machines.reason-lack']
];

function sharedKey(name: string): MessageKey {
	return sharedKeys.find(([pattern]) => pattern.test(name))?.[1] ?? 'machines.reason-other';
}
