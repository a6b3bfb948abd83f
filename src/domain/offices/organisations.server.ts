import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { officeFor } from './giving.server.ts';
import { organisationName } from './input.ts';
import { parsed } from '../parsed.ts';

const subject = { kind: 'organisation' } as const;

/** The organisations that take part, by name. */
export async function listOrganisations(db: Db) {
	return db.selectFrom('organisation').select(['id', 'name']).where('mergedInto', 'is', null).orderBy('name').orderBy('id').execute();
}

/** Adds an organisation and returns its number. */
export async function addOrganisation(db: Db, actor: Actor, sent: string): Promise<number> {
	mustMay(actor, 'change', subject);
	const name = parsed(organisationName, sent);
	const work = (tx: Db) => tx.insertInto('organisation').values({ name }).returning('id').executeTakeFirstOrThrow();
	const { id } = await acting(db, actor, 'organisation.change', work, { office: officeFor(actor, 'change', subject) });
	return id;
}

/**
 * Gives an organisation another name. `began` is the name that stood when the actor began: where someone else has given another
 * meanwhile, the actor is told both.
 */
export async function renameOrganisation(
	db: Db,
	actor: Actor,
	{ id, name: sent, began }: { id: number; name: string; began?: string | undefined }
): Promise<void> {
	mustMay(actor, 'change', subject);
	const name = parsed(organisationName, sent);
	const work = async (tx: Db) => {
		const now = await tx
			.selectFrom('organisation')
			.select('name')
			.where('id', '=', id)
			.where('mergedInto', 'is', null)
			.forUpdate()
			.executeTakeFirst();
		if (now === undefined) throw new Refusal('refused.not-found');
		if (began !== undefined && now.name !== began && now.name !== name)
			throw new Refusal('offices.organisation-renamed', { theirs: now.name, mine: name });
		await tx.updateTable('organisation').set({ name }).where('id', '=', id).execute();
	};
	await acting(db, actor, 'organisation.change', work, { office: officeFor(actor, 'change', subject) });
}
