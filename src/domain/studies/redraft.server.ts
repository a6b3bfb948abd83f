import { seePublic, seeWhole, together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { measuredOn } from '#domain/findings/estimates.server.ts';
import { composeStudy } from './compose.server.ts';
import { identity } from './model.ts';
import type { Comparison } from './model.ts';
import { findStudy } from './read.server.ts';
import { digestOf } from './write.server.ts';

/**
 * Asks again what a stored study asked, and says of each of its sentences whether it would still be written so: in other words,
 * in the same words from other passages, or not at all. Sentences that would be new come last. Nothing is stored.
 */
export async function redraftStudy(db: Db, id: number): Promise<Comparison[]> {
	const { language, filters, draftedAt, sentences } = await findStudy(db, id);
	// The date on which the study was written is part of its words, and stays. Like the study, it is written from what everyone may see.
	const written = await together(db, async (tx) => {
		await seeWhole(tx);
		const measured = await measuredOn(tx, filters.samples);
		await seePublic(tx);
		return composeStudy(tx, { language, filters, at: draftedAt, measured });
	});
	const today = new Map(written.map((one) => [identity(one), one]));
	const compared = sentences.map(({ position, said, body, written: drafted, recipe }): Comparison => {
		// A person's words are compared by what they were put in place of.
		const before = drafted ?? body;
		const reworded = drafted === null ? null : body;
		const key = identity({ said, about: recipe.about });
		const written = today.get(key);
		today.delete(key);
		if (written === undefined) return { position, before, now: null, changed: true, how: 'gone', reworded };
		const how = written.body !== before ? 'words' : digestOf(written) !== recipe.digest ? 'sources' : 'same';
		return { position, before, now: written.body, changed: how !== 'same', how, reworded };
	});
	const fresh = [...today.values()].map(({ body }): Comparison => ({
		position: null,
		before: null,
		now: body,
		changed: true,
		how: 'new',
		reworded: null
	}));
	return [...compared, ...fresh];
}
