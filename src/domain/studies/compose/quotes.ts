import { say } from '#i18n/messages.ts';
import type { Quote } from '#domain/findings/model.ts';
import { standingOf } from '../figures.ts';
import { according } from '../fragments.ts';
import type { Chapter, Paragraph, Written } from '../model.ts';
import { groupPhrase, languagePhrase } from '../phrases.ts';
import { excerpt } from '../quotation.ts';
import { write } from './write.ts';
import type { Setting } from './write.ts';

/** What Parties of each regional group say, in their own words. */
export function quotesChapter(setting: Setting): Chapter {
	const { language, figures, mostQuotes } = setting;
	const paragraphs = figures.quotes.map((one) => ofRegion(setting, one));
	const lead =
		paragraphs.length === 0
			? write(
					setting,
					'sentences.quotes-none',
					{ according: according(language, figures.filters.basis) },
					{ query: 'quotesByRegion', result: { quotes: 0 } }
				)
			: write(setting, 'sentences.quotes-intro', { most: mostQuotes });
	return { section: 'quotes', paragraphs: [{ lead: [lead], items: [] }, ...paragraphs] };
}

function ofRegion(setting: Setting, { region, quotes }: { region: string; quotes: Quote[] }): Paragraph {
	const confirmed = quotes.filter(({ status }) => status === 'accepted').length;
	const standing = standingOf(confirmed, quotes.length);
	const lead = write(
		setting,
		'sentences.quotes-region',
		{ group: groupPhrase(setting.language, region), standing },
		{ query: 'quotesByRegion', about: [region], result: { standing }, sources: quotes.map(({ passageId }) => passageId) }
	);
	return { lead: [lead], items: quotes.map((quote) => [quoted(setting, quote)]) };
}

function quoted(setting: Setting, { passageId, party, region, language, body, quote, conceptId, status }: Quote): Written {
	const text = excerpt(body, quote, language);
	return write(
		setting,
		'sentences.quote-one',
		{
			party: setting.names.get(party ?? '') ?? party ?? '',
			language: languagePhrase(setting.language, language),
			quote: say(setting.language, 'sentences.quotation', { quote: text })
		},
		{
			query: 'quotesByRegion',
			about: [region ?? '', String(passageId)],
			result: { quote: text, language, party, conceptId, status },
			sources: [passageId]
		}
	);
}
