import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Recipe } from './model.ts';

/** A sentence in pieces: what is quoted in it is in a language of its own. */
export type Piece = { text: string; language?: Language };

/** Cuts the words that a sentence quotes out of it, so that they can be shown as what they are. Pieces joined give the sentence back. */
export function piecesOf({ body, recipe }: { body: string; recipe: Pick<Recipe, 'result'> }): Piece[] {
	const { quote, language } = recipe.result;
	if (typeof quote !== 'string' || quote === '' || !isLanguage(language)) return [{ text: body }];
	const start = body.lastIndexOf(quote);
	if (start === -1) return [{ text: body }];
	return [{ text: body.slice(0, start) }, { text: quote, language }, { text: body.slice(start + quote.length) }].filter(
		({ text }) => text !== ''
	);
}
