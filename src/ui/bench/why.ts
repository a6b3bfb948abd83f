import type { ProposalWhy } from '#domain/evidence/model.ts';
import { listed } from '#i18n/format.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** What spoke for a code, in words. */
export function reasonFor(language: Language, why: unknown): string {
	// The cast: the column is written only by evidence, in these shapes; a person gives none.
	const given = why as ProposalWhy | { rule: 'person' };
	if (given.rule === 'person') return say(language, 'document.why-person');
	if (given.rule === 'asked') return say(language, 'machines.why-asked');
	if (given.rule === 'learnt') {
		const words = given.for.flatMap((one) => (one.kind === 'word' ? [`“${one.quote}”`] : [])).slice(0, 3);
		return words.length === 0 ? '' : say(language, 'bench.why-words', { words: listed(language, words) });
	}
	const { wording, cue } = given;
	return cue ? say(language, 'document.why-cue', { wording, cue }) : say(language, 'document.why-wording', { wording });
}
