import { listed } from '#i18n/format.ts';
import { say } from '#i18n/messages.ts';
import { unGroups } from '#domain/parties/model.ts';
import { either, share } from '../fragments.ts';
import type { Figures } from '../figures.ts';
import type { Chapter, Paragraph, Written } from '../model.ts';
import { groupPhrase, languagePhrase } from '../phrases.ts';
import { reported, write } from './write.ts';
import type { Setting } from './write.ts';

/** How the study was made and how much was read. */
export function methodChapter(setting: Setting): Chapter {
	const purpose = [
		write(setting, 'sentences.method-purpose'),
		write(setting, 'sentences.method-written', { date: setting.day }),
		write(setting, 'sentences.method-recipe')
	];
	const counting = [
		...silent(setting),
		...review(setting),
		...accuracy(setting),
		write(setting, 'sentences.method-counting'),
		write(setting, 'sentences.method-silence')
	];
	return {
		section: 'method',
		paragraphs: [
			{ lead: purpose, items: [] },
			{ lead: [...choices(setting), ...extent(setting)], items: [] },
			...regions(setting),
			{ lead: counting, items: [] }
		]
	};
}

/** The documents that are counted, each by its first passage. */
function grounds({ figures }: Setting, which: (ground: Figures['grounds'][number]) => boolean = () => true): number[] {
	return figures.grounds.filter(which).map(({ passageId }) => passageId);
}

/** Which reports were left out by choice, and whether the Parties are invented. */
function choices(setting: Setting): Written[] {
	const { cycle, region, samples } = setting.figures.filters;
	const [year = '', length = 'any'] = cycle?.split('-') ?? [];
	return [
		...(samples ? [write(setting, 'sentences.method-samples')] : []),
		...(cycle === undefined ? [] : [write(setting, 'sentences.filter-cycle', { year, length })]),
		...(region === undefined ? [] : [write(setting, 'sentences.filter-region', { group: groupPhrase(setting.language, region) })])
	];
}

function extent(setting: Setting): Written[] {
	const { language, figures } = setting;
	const { parties, listedParties, documents, documentsWithoutParty, passages, byLanguage } = figures.coverage;
	const asked = { query: 'coverage', sources: grounds(setting) } as const;
	const ofListed = { count: listedParties, of: 'parties-listed' } as const;
	if (documents === 0)
		return [write(setting, 'sentences.coverage-none', {}, { query: 'coverage', denominator: ofListed, result: { parties } })];
	const languages = byLanguage.map((one) =>
		say(language, 'sentences.language-count', { language: languagePhrase(language, one.language), passages: one.passages })
	);
	const counts = byLanguage.map((one) => ({ language: one.language, passages: one.passages }));
	return [
		write(
			setting,
			'sentences.coverage-parties',
			{ parties, listed: listedParties, share: share(language, parties, listedParties) },
			{ ...asked, denominator: ofListed, result: { parties, listed: listedParties } }
		),
		write(setting, 'sentences.coverage-documents', { documents, passages }, { ...asked, result: { documents, passages } }),
		...(documentsWithoutParty === 0
			? []
			: [
					write(
						setting,
						'sentences.coverage-without-party',
						{ documents: documentsWithoutParty },
						{ ...asked, result: { documents: documentsWithoutParty }, sources: grounds(setting, ({ party }) => party === null) }
					)
				]),
		write(
			setting,
			'sentences.coverage-languages',
			{ languages: listed(language, languages), count: languages.length },
			{ ...asked, result: { counts } }
		)
	];
}

function regions(setting: Setting): Paragraph[] {
	const { language, figures } = setting;
	const { byRegion } = figures.coverage;
	if (byRegion.length === 0 || figures.filters.region !== undefined) return [];
	const items = byRegion.map(({ region, parties, documents, passages }) => [
		write(
			setting,
			'sentences.coverage-region',
			{ group: groupPhrase(language, region), parties, documents, passages },
			{
				query: 'coverage',
				about: [region],
				result: { parties, documents, passages },
				sources: grounds(setting, (one) => one.region === region)
			}
		)
	]);
	return [{ lead: [write(setting, 'sentences.coverage-regions')], items }];
}

/** From which regional groups nothing came. */
function silent(setting: Setting): Written[] {
	const { language, figures } = setting;
	const { byRegion, documents } = figures.coverage;
	const missing = unGroups.filter((group) => !byRegion.some(({ region }) => region === group));
	if (missing.length === 0 || documents === 0 || figures.filters.region !== undefined) return [];
	const groups = missing.map((region) => say(language, 'sentences.of-group', { group: groupPhrase(language, region) }));
	return [write(setting, 'sentences.coverage-silent', { groups: either(language, groups) }, { query: 'coverage', result: { missing } })];
}

function review(setting: Setting): Written[] {
	const { language, figures } = setting;
	const { evidence, acceptedEvidence: accepted, documents } = figures.coverage;
	if (documents === 0) return [];
	return [
		write(
			setting,
			'sentences.coverage-review',
			{ basis: figures.filters.basis, evidence, accepted, share: share(language, accepted, evidence) },
			{
				query: 'coverage',
				denominator: { count: evidence, of: 'evidence' },
				result: { evidence, accepted },
				sources: evidence === 0 ? [] : grounds(setting)
			}
		)
	];
}

/** How accurate the counts are, as far as it was measured. */
function accuracy(setting: Setting): Written[] {
	const { language, figures } = setting;
	const { read, counted, estimate, unmeasured } = figures.accuracy;
	const { documents, evidence } = figures.coverage;
	if (documents === 0 || evidence === 0) return [];
	const asked = { query: 'estimateAny' as const, about: ['challenge'], denominator: reported(setting), sources: grounds(setting) };
	if (estimate === null || read === 0) {
		const languages = unmeasured.map((one) => languagePhrase(language, one));
		return [
			write(
				setting,
				'sentences.accuracy-unmeasured',
				{ count: languages.length, languages: listed(language, languages) },
				{ ...asked, result: { read, unmeasured } }
			)
		];
	}
	const whole = { estimate: Math.round(estimate.estimate), low: Math.floor(estimate.low), high: Math.ceil(estimate.high) };
	return [write(setting, 'sentences.accuracy-measured', { read, counted, ...whole }, { ...asked, result: { read, counted, ...whole } })];
}
