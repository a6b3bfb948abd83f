import type { Hit } from './find.ts';
import type { Lexicon } from './lexicon.ts';
import type { Specificity } from './particulars.ts';
import { quantityIn } from './quantity.ts';
import { placeIn } from './place.ts';
import { timeIn } from './time.ts';

/** Kinds of need whose particular wordings name a thing that one could deliver. */
const itemSchemes = new Set(['need']);

/**
 * How specific a text is: one point for each of kind, sector, item, quantity, place or institution, and time that it names.
 * The measure is Cinnabar's own, after paragraph 6 (b) of the secretariat's note, which asks for needs instead of "resources".
 */
export function specificityOf(lexicon: Lexicon, text: string, hits: readonly Hit[]): Specificity {
	if (lexicon.tokens.count === 0) return { score: 0, kind: null, sector: null, item: null, quantity: null, place: null, time: null };
	const quote = (hit: Hit | undefined): string | null =>
		hit === undefined ? null : text.slice(lexicon.tokens.start[hit.from] as number, lexicon.tokens.end[hit.to - 1] as number);
	const kind = hits.find(({ entry }) => entry.scheme === 'need' && !entry.isGeneric) ?? hits.find(({ entry }) => entry.scheme === 'need');
	const sector = hits.find(({ entry }) => entry.scheme === 'sector');
	const item = hits.find(({ entry }) => entry.conceptId === 'cue/item' || (itemSchemes.has(entry.scheme) && !entry.isGeneric));
	const named = {
		kind: kind?.entry.conceptId ?? null,
		sector: sector?.entry.conceptId ?? null,
		item: quote(item),
		quantity: quantityIn(lexicon, text, hits),
		place: placeIn(lexicon, text, hits),
		time: timeIn(lexicon, text, hits)
	};
	return { score: Object.values(named).filter((one) => one !== null).length, ...named };
}
