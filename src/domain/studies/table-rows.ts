import { languageName, number } from '#i18n/format.ts';
import { isMessageKey, say } from '#i18n/messages.ts';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { share } from './fragments.ts';
import { genericResult, sectorResult } from './results.ts';
import type { Sentence } from './model.ts';

/** A table as it is shown, on the page and in Word: a row without figures is a heading of those below it. */
export type Shown = { caption: string; head: string[]; rows: { label: string; figures: string[] }[] };

/** The table that a sentence speaks of, from the figures that it keeps; none where it speaks of none. */
export function tableOf(
	language: Language,
	{ said, recipe }: Pick<Sentence, 'said' | 'recipe'>,
	labels: ReadonlyMap<string, string>
): Shown | undefined {
	if (said === 'sentences.sectors-table') return sectors(language, recipe.result, labels);
	return said === 'sentences.specificity-table' ? generic(language, recipe.result) : undefined;
}

function sectors(language: Language, result: unknown, labels: ReadonlyMap<string, string>): Shown {
	const { table, standing, rowKeys, columnKeys, parties, rowTotals, ofAll } = sectorResult.parse(result);
	const label = (key: string) => labels.get(key) ?? key;
	return {
		caption: say(language, 'study.table-sectors', { table, of: ofAll, standing }),
		head: [say(language, 'study.table-sector'), ...columnKeys.map(label), say(language, 'study.table-any')],
		rows: rowKeys.map((key, row) => ({
			label: label(key),
			figures: [...(parties[row] ?? []), rowTotals[row] ?? 0].map((count) => (count === 0 ? '–' : number(language, count)))
		}))
	};
}

function generic(language: Language, result: unknown): Shown {
	const { table, standing, all, byLanguage, byRegion } = genericResult.parse(result);
	const row = (label: string, { statements, generic: general }: typeof all) => ({
		label,
		figures: [number(language, statements), number(language, general), share(language, general, statements)]
	});
	return {
		caption: say(language, 'study.table-generic', { table, standing }),
		head: [
			say(language, 'study.table-group'),
			say(language, 'study.table-statements'),
			say(language, 'study.table-general'),
			say(language, 'study.table-share')
		],
		rows: [
			{ label: say(language, 'study.by-language'), figures: [] },
			...byLanguage.map((one) => row(nameOf(language, one.key), one)),
			{ label: say(language, 'study.by-region'), figures: [] },
			...byRegion.map((one) => row(nameOf(language, one.key), one)),
			row(say(language, 'study.all-statements'), all)
		]
	};
}

function nameOf(language: Language, key: string): string {
	if (isLanguage(key)) return languageName(language, key);
	const group = `names.group-${key}`;
	return isMessageKey(group) ? say(language, group) : key;
}
