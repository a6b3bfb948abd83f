import type { ConceptDimension } from '#domain/findings/model.ts';
import { according, either, where, who, whoOf } from '../fragments.ts';
import type { ConceptFigure, SchemeFigures } from '../figures.ts';
import type { Paragraph, Written } from '../model.ts';
import { phrase, reported, resultOf, write } from './write.ts';
import type { Setting } from './write.ts';

const plurals = { challenge: 'challenges', sector: 'sectors', need: 'needs', enabler: 'enablers' } as const satisfies Record<
	ConceptDimension,
	string
>;

/**
 * How many Parties spoke of a scheme at all, of each of its concepts, and of which nobody spoke. `more` is what else there is
 * to say of a concept.
 */
export function schemeParagraphs(
	setting: Setting,
	scheme: ConceptDimension,
	more: (figure: ConceptFigure) => Written[] = () => []
): Paragraph[] {
	const figures = setting.figures.schemes[scheme];
	if (figures.any.parties === 0) return [{ lead: [none(setting, scheme)], items: [] }];
	const items = figures.concepts.map((figure) => [one(setting, scheme, figure), ...more(figure)]);
	return [
		{ lead: [any(setting, scheme, figures)], items: [] },
		{ lead: [write(setting, `sentences.${plurals[scheme]}-list`)], items },
		...(figures.unnamed.length === 0 ? [] : [{ lead: [unnamed(setting, scheme, figures.unnamed)], items: [] }])
	];
}

const asked = (setting: Setting) => ({ query: 'countConcepts', denominator: reported(setting) }) as const;

function none(setting: Setting, scheme: ConceptDimension): Written {
	const { language, figures } = setting;
	return write(
		setting,
		`sentences.${plurals[scheme]}-none`,
		{ of: figures.coverage.parties, according: according(language, figures.filters.basis) },
		{ ...asked(setting), result: { parties: 0 } }
	);
}

function any(setting: Setting, scheme: ConceptDimension, { any: counted }: SchemeFigures): Written {
	const { language, figures } = setting;
	return write(
		setting,
		`sentences.${plurals[scheme]}-any`,
		{ who: whoOf(language, counted, figures.coverage.parties), where: where(language, counted), parties: counted.parties },
		{ ...asked(setting), result: resultOf(counted), sources: counted.sources }
	);
}

function one(setting: Setting, scheme: ConceptDimension, figure: ConceptFigure): Written {
	const { language, figures } = setting;
	const { conceptId, parties } = figure;
	return write(
		setting,
		`sentences.${scheme}-one`,
		{ who: who(language, figure, figures.coverage.parties), where: where(language, figure), parties, [scheme]: phrase(setting, conceptId) },
		{ ...asked(setting), about: [conceptId], result: resultOf(figure), sources: figure.sources }
	);
}

function unnamed(setting: Setting, scheme: ConceptDimension, conceptIds: string[]): Written {
	const { language, figures } = setting;
	const phrases = conceptIds.map((id) => phrase(setting, id));
	return write(
		setting,
		`sentences.${plurals[scheme]}-unnamed`,
		{
			of: figures.coverage.parties,
			[plurals[scheme]]: either(language, phrases),
			according: according(language, figures.filters.basis)
		},
		{ ...asked(setting), result: { parties: 0, conceptIds } }
	);
}
