import type { Chapter } from '../model.ts';
import { challengesChapter, enablersChapter, sectorsChapter } from './chapters.ts';
import { methodChapter } from './method.ts';
import { quotesChapter } from './quotes.ts';
import { specificityChapter } from './specificity.ts';
import type { Setting } from './write.ts';

/** Writes a study. The same figures always give the same words. Of what nobody wrote about, there is no chapter. */
export function compose(setting: Setting): Chapter[] {
	const { parties, documents } = setting.figures.coverage;
	const hasParties = parties > 0;
	return [
		methodChapter(setting),
		...(hasParties ? [challengesChapter(setting), sectorsChapter(setting)] : []),
		...(documents > 0 ? [specificityChapter(setting)] : []),
		...(hasParties ? [enablersChapter(setting), quotesChapter(setting)] : [])
	];
}
