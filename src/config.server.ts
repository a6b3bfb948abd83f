import { join, resolve } from 'node:path';

/** Every setting, read once from the environment. */
export const config = {
	/** The address of a PostgreSQL server; without it, the embedded database is used. */
	databaseUrl: process.env.DATABASE_URL,
	/** The folder of the embedded database. */
	folder: resolve(process.env.CINNABAR_DATA ?? 'var'),
	port: process.env.PORT === undefined ? undefined : Number(process.env.PORT),
	/** Facts that ship, as plain files. */
	facts: resolve(process.env.CINNABAR_FACTS ?? join(import.meta.dirname, '..', 'data'))
};

/** Where the database is. */
export function databasePlace(): { url: string } | { folder: string } {
	return config.databaseUrl ? { url: config.databaseUrl } : { folder: config.folder };
}
