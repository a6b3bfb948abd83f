import { where, who } from '../fragments.ts';
import type { ConceptFigure } from '../figures.ts';
import type { Chapter, Paragraph, Written } from '../model.ts';
import { groupPhrase } from '../phrases.ts';
import { schemeParagraphs } from './concepts.ts';
import { together, topSlots, topsOf } from './tops.ts';
import { reported, resultOf, write } from './write.ts';
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
	const spoken = figures.regions.filter(({ challenges }) => challenges.length > 0);
	if (spoken.length === 0 || figures.filters.region !== undefined) return [];
	const items = spoken.map(({ region, of, challenges }) => {
		const tops = topsOf(challenges);
		const counted = together(tops);
		const slots = {
			...topSlots(setting, tops),
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
				result: { ...resultOf(counted), challenges: tops.map(({ conceptId }) => conceptId) },
				sources: counted.sources
			})
		];
	});
	return [{ lead: [write(setting, 'sentences.challenges-regions')], items }];
}

/** To which challenge most Parties pointed where they spoke of a sector. */
function challengeOfSector(setting: Setting, sector: ConceptFigure): Written[] {
	const { language, figures } = setting;
	const challenges = figures.meetings.find((one) => one.sector === sector.conceptId)?.challenges ?? [];
	const tops = topsOf(challenges);
	const counted = together(tops);
	if (counted.parties < worthComparing) return [];
	return [
		write(
			setting,
			'sentences.sector-challenge',
			{ ...topSlots(setting, tops), parties: counted.parties, of: sector.parties, where: where(language, counted) },
			{
				query: 'crossTable',
				about: [sector.conceptId],
				denominator: reported(setting),
				result: { ...resultOf(counted), of: sector.parties, challenges: tops.map(({ conceptId }) => conceptId) },
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
