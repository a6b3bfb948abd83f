import type { Db } from '#db/connect.server.ts';
import { isAsked, placeQuote } from '#domain/evidence/model.ts';
import { Refusal } from '#domain/refusal.ts';
import type { GivenCode } from './input.ts';
import type { Code } from './model.ts';

/**
 * A code that someone gives to words of a passage, with the place of these words. Refuses a concept that the coding project does not ask
 * about, that is not there or was retired, and words that are not in the passage, or are there more than once with no place given.
 */
export async function placeCode(
	db: Db,
	{ body, schemes }: { body: string; schemes: readonly string[] },
	{ conceptId, stance, quote, near }: GivenCode
): Promise<Code> {
	if (!isAsked(schemes, conceptId)) throw new Refusal('coding.other-scheme');
	const place = placeQuote(body, quote, near);
	if (place === undefined) throw new Refusal('review.quote-not-found');
	const concept = await db.selectFrom('concept').select('id').where('id', '=', conceptId).where('retiredAt', 'is', null).executeTakeFirst();
	if (concept === undefined) throw new Refusal('review.no-such-concept');
	return { conceptId, stance, quote, ...place };
}
