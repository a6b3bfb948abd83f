import { cycleName } from '#i18n/format.ts';
import { isMessageKey, say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { dayOf } from './fragments.ts';
import type { Section, StudyFilters } from './model.ts';

/** What a study counts, in words: which reports, on which evidence, of real or invented Parties. */
export function filterLines(language: Language, { cycle, region, basis, samples }: StudyFilters): string[] {
	return [
		say(language, 'study.counted', {
			cycle: cycle === undefined ? say(language, 'study.cycle-all') : cycleName(language, cycle),
			region: region === undefined ? say(language, 'study.region-all') : groupName(language, region)
		}),
		say(language, `study.basis-${basis}`),
		say(language, samples ? 'study.samples-yes' : 'study.samples-no')
	];
}

function groupName(language: Language, region: string): string {
	const key = `names.group-${region}`;
	return isMessageKey(key) ? say(language, key) : region;
}

/** The title of a study, which says where its Parties are invented. */
export function titleOf(language: Language, { samples }: StudyFilters): string {
	const title = say(language, 'study.title');
	return samples ? say(language, 'study.title-samples', { title }) : title;
}

/** What stands at the head of each page. */
export function headerOf(language: Language, { samples }: StudyFilters, draftedAt: Date): string {
	return say(language, samples ? 'study.header-samples' : 'study.header', { date: dayOf(language, draftedAt) });
}

/** The heading of a chapter with its numeral: it is the nth of those that the study has. */
export function headingOf(language: Language, section: Section, index: number): string {
	const numeral = say(language, 'study.numerals').split(' ')[index] ?? String(index + 1);
	return say(language, 'study.heading', { numeral, title: say(language, `study.section-${section}`) });
}

/** How an item is lettered: "(a)". */
export function letterOf(language: Language, item: number): string {
	const letters = say(language, 'study.letters').split(' ');
	return say(language, 'study.item', { letter: letters[item - 1] ?? String(item) });
}

/** Where a sentence stands: "6 (a)". */
export function placeOf(language: Language, { paragraph, item }: { paragraph: number; item: number | null }): string {
	return item === null ? String(paragraph) : say(language, 'study.place', { paragraph: String(paragraph), item: letterOf(language, item) });
}
