import type { Db } from '#db/connect.server.ts';
import { reachOf } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { discloses } from '../documents/disclosure.server.ts';
import { anySector, countedPassages } from './counted.server.ts';
import type { Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** The documents that count for this reader with passages that the public does not see. */
async function listClosed(db: Db, filters: Filters): Promise<number[]> {
	return remembered(db, 'closed', filters, async () => {
		const rows = await countedPassages(db, filters).where('passage.level', '<>', 'public').select('document.id').distinct().execute();
		return rows.map(({ id }) => id);
	});
}

/**
 * How many documents figures count for this reader that the public does not see, or not whole. That they were shown in figures is written
 * down in `store`, the whole database. No sector and no concept narrows it, as none narrows the denominators.
 */
export async function countClosed(
	db: Db,
	store: Db,
	actor: Actor,
	{ way, filters }: { way: 'figures' | 'file'; filters: Filters }
): Promise<number> {
	if (reachOf(actor).level === 'public' && actor.offices.length === 0) return 0;
	const closed = await listClosed(db, anySector(filters));
	await discloses(store, actor, way, { whole: closed });
	return closed.length;
}
