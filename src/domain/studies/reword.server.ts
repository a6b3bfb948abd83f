import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { seen } from '#domain/edits/model.ts';
import type { Edit, Outcome } from '#domain/edits/model.ts';
import { settleEdit } from '#domain/edits/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import type { Recipe } from './model.ts';
import { ownFigures } from './own-figures.ts';

const longest = 4000;
export const sentenceFields = ['body'] as const;
type Reworded = Edit<(typeof sentenceFields)[number]> & {
	/** Whether the editor has said that figures which nobody counted are their own. */
	ownsFigures: boolean;
};

/**
 * Puts other words in the place of a sentence. What was written from the recipe stays beside them, and is itself put back by writing
 * the same again. What a Party is quoted with may not change; figures that nobody counted are refused unless the editor owns them.
 */
export async function rewordSentence(
	db: Db,
	actor: Actor,
	{ studyId, position }: { studyId: number; position: number },
	edit: Reworded
): Promise<Outcome<'body'>> {
	mustMay(actor, 'change', { kind: 'study' });
	if (edit.why === '') throw new Refusal('edits.why-asked');
	return acting(
		db,
		actor,
		'study.reword',
		async (tx) => {
			const sentence = await tx
				.selectFrom('sentence')
				.select(['id', 'body', 'written', 'recipe'])
				.where('studyId', '=', studyId)
				.where('position', '=', position)
				.forUpdate()
				.executeTakeFirst();
			if (sentence === undefined) throw new Refusal('refused.not-found');
			const written = sentence.written ?? sentence.body;
			mustBeSound(written, sentence.recipe as Recipe, edit);
			return settleEdit(tx, actor, { record: 'sentence', id: sentence.id }, edit, {
				fields: sentenceFields,
				now: { body: seen(sentence.body) },
				write: async ({ body }) => {
					const isAgain = body === seen(written);
					await tx
						.updateTable('sentence')
						.set({
							body: isAgain ? written : body,
							written: isAgain ? null : written,
							rewordedBy: isAgain ? null : actor.key,
							rewordedAt: isAgain ? null : sql`now()`
						})
						.where('id', '=', sentence.id)
						.execute();
				}
			});
		},
		{ why: edit.why }
	);
}

function mustBeSound(written: string, { result }: Recipe, { words: { body }, ownsFigures }: Reworded): void {
	if (body === '' || body.length > longest || body.includes('\n')) throw new Refusal('edits.one-sentence', { longest });
	const { quote } = result;
	if (typeof quote === 'string' && quote !== '' && written.includes(quote) && !body.includes(seen(quote)))
		throw new Refusal('edits.quote-changed');
	const own = ownsFigures ? [] : ownFigures(written, body);
	if (own.length > 0) throw new Refusal('edits.own-figures', { figures: own.join(' · ') });
}
