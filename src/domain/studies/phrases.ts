import { isMessageKey, say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/**
 * A concept in the words and the grammatical form that the sentences about its scheme need. One that the sentences do not
 * know, because the codebook has grown, is named by its label in quotation marks, which needs no form.
 */
export function conceptPhrase(language: Language, conceptId: string, labels: ReadonlyMap<string, string>): string {
	const [scheme = '', name = ''] = conceptId.split('/');
	const key = `sentences.${scheme}-${name}`;
	if (isMessageKey(key) && !frames.has(name)) return say(language, key);
	const other = `sentences.${scheme}-other`;
	return isMessageKey(other) ? say(language, other, { label: labels.get(conceptId) ?? conceptId }) : conceptId;
}

/** Names under which sentences, not phrases, are kept. */
const frames = new Set(['one', 'other', 'challenge', 'region']);

/** A regional group in the form that follows "Group of". */
export function groupPhrase(language: Language, region: string): string {
	const key = `sentences.group-${region}`;
	return isMessageKey(key) ? say(language, key) : region;
}

/** "in French". */
export function languagePhrase(language: Language, named: Language): string {
	return say(language, `sentences.language-${named}`);
}
