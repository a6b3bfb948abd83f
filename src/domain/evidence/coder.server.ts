import type { Db } from '#db/connect.server.ts';
import type { Coder } from './model.ts';

/** The coder's number, made where it is new. */
export async function coderId(db: Db, { name, version, kind }: Coder): Promise<number> {
	const made = await db
		.insertInto('coder')
		.values({ name, version, kind })
		.onConflict((conflict) => conflict.columns(['name', 'version']).doUpdateSet({ name }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return made.id;
}
