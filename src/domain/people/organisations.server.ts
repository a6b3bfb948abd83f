import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { officeFor } from './giving.server.ts';
import { organisationName } from './input.ts';
import { parsed } from './parsed.ts';

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

/** Gives an organisation another name. */
export async function renameOrganisation(db: Db, actor: Actor, { id, name: sent }: { id: number; name: string }): Promise<void> {
	mustMay(actor, 'change', subject);
	const name = parsed(organisationName, sent);
	const work = async (tx: Db) => {
		const renamed = await tx
			.updateTable('organisation')
			.set({ name })
			.where('id', '=', id)
			.where('mergedInto', 'is', null)
			.returning('id')
			.executeTakeFirst();
		if (renamed === undefined) throw new Refusal('refused.not-found');
	};
	await acting(db, actor, 'organisation.change', work, { office: officeFor(actor, 'change', subject) });
}
