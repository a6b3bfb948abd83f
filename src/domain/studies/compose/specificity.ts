import type { Language } from '#text/languages.ts';
import { say } from '#i18n/messages.ts';
import { according, share } from '../fragments.ts';
import type { StatementFigure } from '../figures.ts';
import type { Chapter, Paragraph, Written } from '../model.ts';
import { groupPhrase, languagePhrase } from '../phrases.ts';
import { write } from './write.ts';
import type { Setting } from './write.ts';

/** The number of the table of generic statements. */
export const genericTableNumber = 2;

/** How many of the statements name nothing that could be answered. */
export function specificityChapter(setting: Setting): Chapter {
	const { all, byLanguage, byRegion } = setting.figures.statements;
	const scale = write(setting, 'sentences.specificity-scale');
	if (all.statements === 0) return { section: 'specificity', paragraphs: [{ lead: [scale, none(setting)], items: [] }] };
	return {
		section: 'specificity',
		paragraphs: [
			{ lead: [scale, general(setting, 'specificity-all', all), mean(setting)], items: [] },
			...compared(setting, 'specificity-languages', byLanguage, (one) =>
				general(setting, 'specificity-language', one, { language: languagePhrase(setting.language, one.key as Language) })
			),
			...(setting.figures.filters.region === undefined
				? compared(setting, 'specificity-regions', byRegion, (one) =>
						general(setting, 'specificity-region', one, { group: groupPhrase(setting.language, one.key) })
					)
				: []),
			{ lead: [table(setting)], items: [] }
		]
	};
}

function none(setting: Setting): Written {
	const { language, figures } = setting;
	const slots = { according: according(language, figures.filters.basis) };
	return write(setting, 'sentences.specificity-none', slots, { query: 'genericShare', result: { statements: 0 } });
}

function asked(figure: StatementFigure) {
	const { key, statements, generic, standing, sources } = figure;
	const about = key === 'all' ? [] : [key];
	return {
		query: 'genericShare',
		about,
		denominator: { count: statements, of: 'statements' },
		result: { statements, generic, standing },
		sources
	} as const;
}

function general(
	setting: Setting,
	said: 'specificity-all' | 'specificity-language' | 'specificity-region',
	figure: StatementFigure,
	slots: Record<string, string> = {}
): Written {
	const { language } = setting;
	const { statements, generic, standing } = figure;
	const subject = say(language, 'sentences.general', { statements, generic, standing, share: share(language, generic, statements) });
	const { about, ...rest } = asked(figure);
	return write(setting, `sentences.${said}`, { ...slots, general: subject, statements, generic }, { ...rest, about: [...about] });
}

function mean(setting: Setting): Written {
	const { all } = setting.figures.statements;
	const slots = { mean: all.meanScore };
	return write(setting, 'sentences.specificity-mean', slots, {
		...asked(all),
		about: [],
		result: { mean: all.meanScore, statements: all.statements },
		sources: setting.figures.statements.sources
	});
}

function compared(
	setting: Setting,
	lead: 'specificity-languages' | 'specificity-regions',
	figures: StatementFigure[],
	item: (figure: StatementFigure) => Written
): Paragraph[] {
	if (figures.length === 0) return [];
	return [{ lead: [write(setting, `sentences.${lead}`)], items: figures.map((one) => [item(one)]) }];
}

function table(setting: Setting): Written {
	const { all, byLanguage, byRegion, sources } = setting.figures.statements;
	const row = ({ key, statements, generic }: StatementFigure) => ({ key, statements, generic });
	return write(
		setting,
		'sentences.specificity-table',
		{ table: genericTableNumber, standing: all.standing },
		{
			...asked(all),
			about: ['language', 'region'],
			sources,
			result: {
				table: genericTableNumber,
				standing: all.standing,
				all: row(all),
				byLanguage: byLanguage.map(row),
				byRegion: byRegion.map(row)
			}
		}
	);
}
