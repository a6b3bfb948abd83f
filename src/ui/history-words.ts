import { cycleName, languageName } from '#i18n/format.ts';
import { reducedDate } from '#i18n/reduced-date.ts';
import { isMessageKey, say } from '#i18n/messages.ts';
import type { Correction, ShownField } from '#domain/history/model.ts';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';

/** What an act is called, such as `document.publish`. */
export function actName(language: Language, act: string): string {
	const key = `history.act-${act.replaceAll('.', '-')}`;
	return say(language, isMessageKey(key) ? key : 'history.act-other');
}

/** What a record is called by the name of its table. */
export function recordName(language: Language, record: string): string {
	const key = `history.record-${record.replaceAll('_', '-')}`;
	return say(language, isMessageKey(key) ? key : 'history.record-other');
}

export function fieldName(language: Language, field: ShownField): string {
	const key = `history.field-${field.replaceAll('_', '-')}`;
	return isMessageKey(key) ? say(language, key) : field;
}

const areas: Partial<Record<ShownField, string>> = {
	kind: 'names.kind',
	state: 'history.state',
	level: 'history.level',
	closed_to: 'history.level',
	mark: 'names.mark',
	stance: 'names.stance'
};

/** What a field held, as readers know it. */
export function heldName(language: Language, record: string, field: ShownField, held: string): string {
	if (field === 'language' && isLanguage(held)) return languageName(language, held);
	if (field === 'cycle') return cycleName(language, held);
	if (field === 'since') return reducedDate(language, held);
	const area = field === 'status' ? (record === 'evidence' ? 'names.status' : 'parties.status') : areas[field];
	const key = `${area}-${held}`;
	return isMessageKey(key) ? say(language, key) : held;
}

/** Who made a public change, as far as that is told. */
export function doerName(language: Language, by: Correction['by']): string {
	if (by === 'operator' || by === 'platform') return say(language, `history.by-${by}`);
	return say(language, by === null ? 'history.by-unknown' : `office-names.${by}`);
}
