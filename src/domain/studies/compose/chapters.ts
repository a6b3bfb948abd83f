import { listed } from '#i18n/format.ts';
import { where, who } from '../fragments.ts';
import type { ConceptFigure } from '../figures.ts';
import type { Chapter, Paragraph, Written } from '../model.ts';
import { groupPhrase } from '../phrases.ts';
import { schemeParagraphs } from './concepts.ts';
import { phrase, reported, resultOf, write } from './write.ts';
import type { Setting } from './write.ts';

/** From so many Parties on, it is worth saying to which challenge most of those that spoke of a sector pointed. */
const worthComparing = 2;

export function challengesChapter(setting: Setting): Chapter {
	return { section: 'challenges', paragraphs: [...schemeParagraphs(setting, 'challenge'), ...challengesByRegion(setting)] };
}

export function sectorsChapter(setting: Setting): Chapter {
	const more = (sector: ConceptFigure) => challengeOfSector(setting, sector);
	return {
		section: 'sectors',
		paragraphs: [...schemeParagraphs(setting, 'sector', more), ...sectorTable(setting), ...schemeParagraphs(setting, 'need')]
	};
}

export function enablersChapter(setting: Setting): Chapter {
	return { section: 'enablers', paragraphs: schemeParagraphs(setting, 'enabler') };
}

/** The challenge to which most Parties of each regional group pointed. */
function challengesByRegion(setting: Setting): Paragraph[] {
	const { language, figures } = setting;
	const spoken = figures.regions.filter(({ tops }) => tops.conceptIds.length > 0);
	if (spoken.length === 0 || figures.filters.region !== undefined) return [];
	const items = spoken.map(({ region, of, tops: { conceptIds, counted } }) => {
		const slots = {
			...topSlots(setting, conceptIds),
			of,
			parties: counted.parties,
			group: groupPhrase(language, region),
			who: who(language, counted, of, 'middle'),
			where: where(language, counted)
		};
		return [
			write(setting, 'sentences.challenge-region', slots, {
				query: 'crossTable',
				about: [region],
				denominator: { count: of, of: 'parties-reported' },
				result: { ...resultOf(counted), challenges: conceptIds },
				sources: counted.sources
			})
		];
	});
	return [{ lead: [write(setting, 'sentences.challenges-regions')], items }];
}

function topSlots(setting: Setting, conceptIds: readonly string[]) {
	const phrases = conceptIds.map((id) => phrase(setting, id));
	const [first = '', ...others] = phrases;
	return { first, tied: others.length, others: listed(setting.language, others), all: listed(setting.language, phrases) };
}

/** To which challenge most Parties pointed where they spoke of a sector. */
function challengeOfSector(setting: Setting, sector: ConceptFigure): Written[] {
	const { language, figures } = setting;
	const tops = figures.meetings.find((one) => one.sector === sector.conceptId)?.tops;
	if (tops === undefined || tops.counted.parties < worthComparing) return [];
	const { conceptIds, counted } = tops;
	return [
		write(
			setting,
			'sentences.sector-challenge',
			{ ...topSlots(setting, conceptIds), parties: counted.parties, of: sector.parties, where: where(language, counted) },
			{
				query: 'crossTable',
				about: [sector.conceptId],
				denominator: reported(setting),
				result: { ...resultOf(counted), of: sector.parties, challenges: conceptIds },
				sources: counted.sources
			}
		)
	];
}

/** The number of the table of sectors and challenges. */
export const sectorTableNumber = 1;

function sectorTable(setting: Setting): Paragraph[] {
	const { language, figures } = setting;
	const { cells, counted } = figures.table;
	if (counted.passages === 0) return [];
	const { rowKeys, columnKeys, rowTotals, ofAll } = cells;
	const parties = cells.cells.map((row) => row.map((cell) => cell.parties));
	const result = {
		...resultOf(counted),
		table: sectorTableNumber,
		rowKeys,
		columnKeys,
		parties,
		rowTotals: rowTotals.map((one) => one.parties),
		ofAll
	};
	return [
		{
			lead: [
				write(
					setting,
					'sentences.sectors-table',
					{ table: sectorTableNumber, of: figures.coverage.parties, where: where(language, counted) },
					{ query: 'crossTable', about: ['sector', 'challenge'], denominator: reported(setting), result, sources: counted.sources }
				)
			],
			items: []
		}
	];
}
